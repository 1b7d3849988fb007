#!/usr/bin/env bash
# A root of today's engines beside this machine's own: Debian sid's Docker 28 with both image stores, containerd, buildx, podman, skopeo,
# buildah, crane, cosign and umoci. A process enters it by a mount namespace and pivot_root: dockerd mounts things again that a chroot has not.
#   engines-root.sh make ROOT                makes it (some minutes, 1.5 GB); needs root and `apt-get install -y debootstrap`
#   engines-root.sh run ROOT COMMAND...      runs COMMAND in it; files go in and out through ROOT/srv
set -euo pipefail
verb=${1:?make or run}; root=$(realpath -m "${2:?ROOT}"); shift 2
PACKAGES=(docker.io docker-cli docker-buildx podman skopeo buildah crane cosign umoci crun runc ca-certificates busybox-static zstd xz-utils jq)

mirror() { # where this machine's own packages come from
  local from
  from=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
  [ -n "$from" ] || from=$(sed -n 's/^deb \(\[[^]]*\] \)\?\(http[^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
  echo "${from:-http://deb.debian.org/debian}"
}

case $verb in
make)
  [ "$(id -u)" = 0 ] || { echo 'engines-root: needs root' >&2; exit 1; }
  command -v debootstrap >/dev/null || { echo 'engines-root: needs debootstrap (apt-get install -y debootstrap)' >&2; exit 1; }
  [ -e "$root/usr/bin/dpkg" ] || debootstrap --variant=minbase sid "$root" "$(mirror)"
  cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  exec "$0" run "$root" env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update && apt-get install -y --no-install-recommends ${PACKAGES[*]}" ;;
run)
  exec unshare --mount --propagation private bash -c '
    root=$1; shift
    mount --rbind "$root" "$root"; cd "$root"
    mount -t proc proc proc; mount --rbind /sys sys; mount --rbind /dev dev; mount -t tmpfs tmpfs run
    mkdir -p old; pivot_root . old; umount -l /old; cd /
    exec "$@"' -- "$root" "$@" ;;
*) echo "engines-root: make or run, not $verb" >&2; exit 1 ;;
esac
