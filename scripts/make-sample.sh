#!/usr/bin/env bash
# Makes the sample that the page carries, with a real Docker engine: a base, then twice `docker run` and `docker commit`.
#   apt-get install -y docker.io busybox-static   (root; starts a private dockerd and stops it again)
# The shell that does the work is mounted over a placeholder while it runs, so no program gets into the image: the whole
# archive takes a few kilobytes. Beside it: Docker's own answers, so that it is a fixture like the others.
set -euo pipefail
OUT=${1:?usage: make-sample.sh OUT_DIR}
mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)
WORK=$(mktemp -d)
SOCK=$WORK/docker.sock
dockerd --data-root "$WORK/root" --exec-root "$WORK/exec" -p "$WORK/pid" -H "unix://$SOCK" \
  --iptables=false --ip6tables=false --bridge=none >"$WORK/dockerd.log" 2>&1 &
DOCKERD=$!
stop() { kill "$DOCKERD" 2>/dev/null || true; wait "$DOCKERD" 2>/dev/null || true; rm -rf "$WORK"; }
trap stop EXIT
d() { docker -H "unix://$SOCK" "$@"; }
for _ in $(seq 60); do d version >/dev/null 2>&1 && break; sleep 0.5; done
d version >/dev/null || { cat "$WORK/dockerd.log" >&2; exit 1; }

# ---- the base: a diary of two days ----------------------------------------------------------------------------------
B=$WORK/base
mkdir -p "$B"/{bin,etc,root,tmp,srv/diary/drafts,usr/share/doc/diary,var/log}
echo 'A shell stands here while the sample is made; no program is in the image.' >"$B/bin/busybox"
chmod 755 "$B/bin/busybox"
for a in sh cat chmod cp echo head ls mkdir mv rm yes; do ln -s busybox "$B/bin/$a"; done
echo 'root:x:0:0:root:/root:/bin/sh' >"$B/etc/passwd"
echo 'Welcome to the diary.' >"$B/etc/motd"
echo 'Monday: I learnt that an image is a stack of layers, and that none of them ever changes.' >"$B/srv/diary/monday.txt"
echo 'Tuesday: a container adds one layer of its own on top. All it writes goes there.' >"$B/srv/diary/tuesday.txt"
echo 'Is a file that I delete really gone?' >"$B/srv/diary/drafts/question.txt"
echo 'It looks gone. But does the image get smaller?' >"$B/srv/diary/drafts/doubt.txt"
echo 'One text file a day. Read them with cat.' >"$B/usr/share/doc/diary/README"
chmod 1777 "$B/tmp"
tar -C "$B" --numeric-owner --owner=0 --group=0 --sort=name -c . | d import -c 'CMD ["sh"]' -m 'The base: a diary of two days' - story:1 >/dev/null

run() { # run NAME IMAGE COMMANDS : what a person would type, with the real shell mounted over the placeholder
  d run --network none -v /bin/busybox:/bin/busybox:ro --name "$1" "$2" sh -c "$3"
  d diff "$1" >"$OUT/sample.$1.diff.txt"
}

# ---- first run: write a day, greet differently, keep a log of 60 kB -----------------------------------------------------
run first story:1 'echo "Wednesday: what I write now lands in the read-write layer." > /srv/diary/wednesday.txt; echo "Welcome back to the diary." > /etc/motd; yes "diary: all is well, nothing to report" | head -n 1600 > /var/log/diary.log'
d commit -m 'Wednesday, and a log' -a 'The Layerscope developers' first story:2 >/dev/null

# ---- second run: delete the log and the drafts, move a file, change only a mode ---------------------------------------------
run second story:2 'rm /var/log/diary.log; rm -r /srv/diary/drafts; mkdir /srv/diary/old; mv /srv/diary/monday.txt /srv/diary/old/; chmod 600 /srv/diary/tuesday.txt; echo "Thursday: I deleted the log. The image did not get smaller." > /srv/diary/thursday.txt'
d commit -m 'Tidied up: yet nothing is freed' -a 'The Layerscope developers' second story:3 >/dev/null

# ---- the archive, and what Docker says about it -------------------------------------------------------------------------------
d save story:3 | gzip -9n >"$OUT/sample.tar.gz"
d history story:3 >"$OUT/sample.history.txt"
d history --no-trunc story:3 >"$OUT/sample.history-no-trunc.txt"
d history --format '{{json .}}' story:3 >"$OUT/sample.history.jsonl"
d image inspect story:3 | python3 -c 'import json,sys; j=json.load(sys.stdin); [i.pop(k,None) for i in j for k in ("GraphDriver","Metadata")]; print(json.dumps(j,indent=4))' >"$OUT/sample.inspect.json"
c=$(d create --network none story:3 sh)
d export "$c" | tar -tvf - --numeric-owner --full-time >"$OUT/sample.merged.txt"
d rm "$c" >/dev/null
ls -la "$OUT"
