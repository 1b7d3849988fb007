// Containers and their shell, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

const layers = (p: { layer: string | null }) => (p.layer === null ? "아래 레이어" : `레이어 ${p.layer}`);

export const ko: Dictionary<typeof en> = {
  "container.name": (p) => `컨테이너 ${p.n}`,
  "container.all": "이 이미지의 컨테이너",
  "container.run": "컨테이너 실행",
  "container.run.from": (p) => `레이어 ${p.n}에서 컨테이너 실행`,
  "container.run.short": "실행",
  "container.run.title": (p) => `레이어 ${p.n === "1" ? "1" : `1–${p.n}`} 위에 빈 읽기-쓰기 레이어를 올립니다`,
  "container.show": (p) => `컨테이너 ${p.n} 보기. 레이어 ${p.layers}개 위`,
  "container.imageAlone": "이미지",
  "container.imageAlone.title": "컨테이너 없이 이미지만 보기",
  "container.others": (p) => `다른 컨테이너 ${p.n}개`,
  "container.shares": (p) => `공유: ${p.name}, 레이어 ${p.n}개, ${p.size}`,
  "container.entries": (p) => `항목 ${p.n}개`,
  "container.bar": "컨테이너 파일 바꾸기",
  "container.key": (p) => `${p.what} (${p.key})`,
  "container.undo": "실행 취소",
  "container.redo": "다시 실행",
  "container.reset": "빈 상태에서 다시 시작",
  "container.remove": "컨테이너 삭제",
  "container.remove.text": (p) =>
    `읽기-쓰기 레이어(항목 ${p.n}개, ${p.size})를 삭제합니다. 실행 취소로 되돌릴 수 없습니다. 이미지는 바뀌지 않습니다.`,
  "container.removed": (p) => `컨테이너 ${p.id} 삭제됨. 이미지는 그대로입니다.`,
  "container.commit": "커밋",
  "container.commit.text":
    "읽기-쓰기 레이어가 새 이미지의 맨 위 읽기 전용 레이어가 됩니다. 나머지 레이어는 두 이미지가 모두 공유합니다.",
  "container.did.commit": (p) =>
    `컨테이너 ${p.id} 커밋${p.name ? `(${p.name})` : ""}: ${p.n === 0 ? "바뀐 것이 없어 새 레이어도 없습니다" : `항목 ${p.count}개의 레이어가 이제 읽기 전용입니다`}. 새 이미지는 기존 이미지와 레이어 ${p.kept}개, ${p.size}를 공유합니다.`,
  "container.field.name": "이름, 저장소:태그",
  "container.field.message": "메시지",
  "container.field.author": "작성자",
  "container.field.changes": '변경 명령, 한 줄에 하나: ENV A=b, CMD ["sh"], LABEL …',
  "container.upper.layer": "레이어 tar로 저장",
  "container.upper.layer.title": "이미지에 저장되는 형태: 화이트아웃은 .wh.이름 파일",
  "container.upper.overlay": "upper 디렉터리로 저장",
  "container.upper.overlay.title":
    "overlay2가 디스크에 저장하는 형태: 화이트아웃은 장치 0:0, 불투명 디렉터리는 확장 속성",
  "container.act.newFile": "새 파일",
  "container.act.newFolder": "새 디렉터리",
  "container.act.upload": "파일 업로드",
  "container.act.edit": "텍스트 편집",
  "container.act.append": "텍스트 덧붙이기",
  "container.act.rename": "이름 변경·이동",
  "container.act.chmod": "권한 변경",
  "container.act.chown": "소유자 변경",
  "container.act.touch": "수정 시각을 지금으로",
  "container.act.symlink": "심볼릭 링크 만들기",
  "container.act.link": "하드 링크 만들기",
  "container.act.delete": "삭제",
  "container.go": "적용",
  "container.cancel": "취소",
  "container.field.path": "경로",
  "container.field.text": "내용",
  "container.field.target": "대상",
  "container.field.mode": "권한(8진수)",
  "container.field.owner": "소유자, 사용자:그룹 번호",
  "container.notText":
    "여기서 편집하기에는 너무 크거나(256 KiB 초과) UTF-8 텍스트가 아닙니다. 대신 파일을 업로드하세요.",

  "container.happened": "일어난 일",
  "container.nothing": "아직 없습니다. 파일을 바꾸면 레이어에 일어난 일이 여기에 나옵니다.",
  "container.fold": "‘일어난 일’ 접기",
  "container.unfold": "‘일어난 일’ 펼치기",
  "container.more": (p) => `그 밖에 ${p.n}개`,
  "container.refused": "거부됨. 바뀐 것이 없습니다:",
  "container.noEffect": "달라진 것이 없어 레이어에 새로 저장한 것이 없습니다.",
  "container.did.run": (p) =>
    `컨테이너 ${p.id} 실행: 레이어 ${p.n}개 위에 빈 읽기-쓰기 레이어를 올렸습니다. 아직 공간을 차지하지 않습니다.`,
  "container.did.newFile": (p) => `새 파일 ${p.path}`,
  "container.did.newFolder": (p) => `새 디렉터리 ${p.path}`,
  "container.did.upload": (p) =>
    p.one ? `${p.path}에 ${p.name} 업로드, ${p.size}` : `${p.path}에 파일 ${p.count}개 업로드, ${p.size}`,
  "container.did.edit": (p) => `${p.path} 쓰기`,
  "container.did.append": (p) => `${p.path}에 덧붙이기`,
  "container.did.rename": (p) => `${p.path} → ${p.to} 이동`,
  "container.did.chmod": (p) => `${p.path} 권한 변경: ${p.mode}`,
  "container.did.chown": (p) => `${p.path} 소유자 변경: ${p.owner}`,
  "container.did.touch": (p) => `${p.path} 수정 시각을 지금으로 변경`,
  "container.did.symlink": (p) => `심볼릭 링크 ${p.to} → ${p.target}`,
  "container.did.link": (p) => `하드 링크 ${p.to} = ${p.path}`,
  "container.did.delete": (p) => `${p.path} 삭제`,
  "container.did.undo": "마지막 작업을 취소함",
  "container.did.redo": "작업을 다시 실행함",
  "container.did.reset": (p) =>
    `빈 상태에서 다시 시작: 항목 ${p.count}개, ${p.size} 제거. 실행 취소로 되돌릴 수 있습니다.`,
  "container.did.remove": (p) =>
    `컨테이너 ${p.id} 삭제: 레이어(항목 ${p.count}개, ${p.size})도 삭제했습니다. 이미지는 그대로입니다: 레이어 ${p.layers}개, ${p.whole}.`,

  "effect.copyUp": "copy-up",
  "effect.copyUp.text": (p) => {
    const what = p.folder ? "디렉터리만, 안에 든 항목은 제외" : p.file ? `파일 전체, ${p.size}` : p.kind;
    return `${what}, ${layers(p)}에서 컨테이너 레이어로 복사${p.from ? `. 원래 경로 ${p.from}` : ""}`;
  },
  "effect.whiteout": "화이트아웃",
  "effect.whiteout.text": (p) =>
    `항목 ${p.n}개${p.none ? "" : `(${p.size})`}를 가립니다. ${layers(p)}에 그대로 저장되어 있어 용량은 줄지 않습니다`,
  "effect.opaque": "불투명 디렉터리",
  "effect.opaque.text": (p) => `아래 레이어의 항목 ${p.n}개(${p.size})를 가립니다. 용량은 줄지 않습니다`,
  "effect.created": "생성",
  "effect.created.text": (p) =>
    p.from ? `${p.from}의 또 다른 이름` : p.file ? `컨테이너 레이어에, ${p.size}` : `${p.kind}, 컨테이너 레이어에`,
  "effect.changed": "변경",
  "effect.changed.text": (p) => (p.file ? `컨테이너 레이어에서, 이제 ${p.size}` : "컨테이너 레이어에서"),
  "effect.removed": "삭제",
  "effect.removed.text": (p) => `컨테이너 레이어에서 삭제해 ${p.size}가 줄었습니다`,
  "effect.renamed": "이름 변경",
  "effect.renamed.text": (p) => `원래 이름 ${p.from}. 컨테이너 레이어 안이라 복사하지 않습니다`,
  "effect.covered": "가림",
  "effect.covered.text": (p) => `${layers(p)}의 ${p.size}를 가립니다. 용량은 줄지 않습니다`,

  "container.tab.text": (p) =>
    `컨테이너의 모든 변경은 이 레이어에 저장됩니다. 아래 레이어 ${p.n}개는 읽기 전용이라 바뀌지 않습니다.`,
  "container.steps": "작업",
  "container.steps.text": (p) => `취소 가능 ${p.undo}, 다시 실행 가능 ${p.redo}`,
  "container.below": "아래",
  "container.below.text": (p) => `읽기 전용 레이어 ${p.n}개, ${p.size}`,
  "container.diff.text": "A 추가, C 변경, D 삭제",
  "container.diff.none": "아직 이미지와 다른 점이 없습니다.",
  "container.diff.more": (p) => `그 밖에 ${p.n}줄. 복사와 저장에는 모두 포함됩니다`,
  "container.diff.save": "docker diff 저장",
  "container.drop": "놓으면 컨테이너에 넣습니다",
  "container.live": "컨테이너에서 보임",

  "shell.line": "명령줄",
  "shell.hint": "ls, cat, rm, mv, chmod … 또는 help",
  "shell.did": "",
  "shell.failed": "docker commit",
  "shell.copied": (p) => `컨테이너에 복사: ${p.name}`,
  "shell.equals": "같은 명령",

  "help.container": "파일 목록에서(컨테이너를 볼 때)",
  "help.container.menu": "이 경로에 할 수 있는 작업",
  "container.notHere": "선택한 경로에는 할 수 없는 작업입니다.",
};
