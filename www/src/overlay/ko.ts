// The overlay diagram, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "diagram.title": (p) => `${p.path} 디렉터리는 어떤 레이어로 이루어져 있나요?`,
  "diagram.label": (p) => `${p.path}의 오버레이 그림`,
  "diagram.says": (p) => `이름 ${p.names}개 · 레이어 ${p.layers}개 중 ${p.touch}개에서 변경`,
  "diagram.not": (p) => `레이어 ${p.n}의 병합된 뷰에는 없음`,
  "diagram.several": "바뀐 이름만",
  "diagram.several.title": "둘 이상의 레이어에 저장된 이름과 삭제된 이름만",
  "diagram.up": (p) => `상위 디렉터리 ${p.path}`,
  "diagram.top": "루트에는 상위 디렉터리가 없습니다",
  "diagram.into": (p) => `${p.name} 열기`,
  "diagram.merged": "병합된 뷰",
  "diagram.merged.sub": (p) => `레이어 ${p.n}에서 본 모습`,
  "diagram.merged.rootfs": "프로세스가 보는 파일",
  "diagram.atHeight": "지금 보고 있는 높이",
  "diagram.above": (p) => `레이어 ${p.n}보다 위: 이 뷰에는 없음`,
  "diagram.choose": (p) => `레이어 ${p.n}에서 보기`,
  "diagram.none": "빈 디렉터리입니다. 어느 레이어에도 이 디렉터리의 항목이 없습니다.",
  "diagram.none.several": "둘 이상의 레이어에 저장된 이름도, 삭제된 이름도 없습니다.",
  "diagram.from": (p) => `레이어 ${p.n}의 것`,
  "diagram.gone": "삭제됨",
  "diagram.goneBy": (p) => `레이어 ${p.n}에서 삭제됨`,
  "diagram.later": (p) => `아직 없음: 레이어 ${p.n}에서 추가됨`,
  "diagram.later.short": "아직 없음",
  "diagram.seen": "보임",
  "diagram.shines": "위의 레이어와 병합됨",
  "diagram.hidden": "저장되어 있으나 가려짐",
  "diagram.hiddenBy": (p) => `저장되어 있으나 레이어 ${p.n}에 가려짐`,
  "diagram.copied": (p) => `레이어 ${p.n}에서 copy-up`,
  "diagram.folder": "디렉터리",
  "diagram.implied": "디렉터리(암시됨)",
  "diagram.whiteout": "화이트아웃",
  "diagram.whiteout.first": "화이트아웃 후 새로 만듦",
  "diagram.nothing": "대상 없는 화이트아웃",
  "diagram.covered": "가려짐",
  "diagram.opaque": "불투명",
  "diagram.change.added": "추가됨",
  "diagram.change.content": "내용 변경",
  "diagram.change.attributes": "속성 변경",
  "diagram.change.replaced": "대체됨",
  "diagram.change.unchanged": "다시 저장됨",
  "diagram.change.below": "하위 변경",
  "diagram.below.short": "하위 변경",
  "diagram.floor.opaque": "불투명(opaque): 아래 레이어의 같은 디렉터리를 가림",
  "diagram.floor.whiteout": "디렉터리의 화이트아웃: 아래 레이어를 가림",
  "diagram.floor.other": "디렉터리가 아님: 아래 레이어를 가림",
  "diagram.floor.parent": "상위 디렉터리가 아래 레이어를 가림",
  "diagram.fold.untouched": (p) =>
    p.from === p.to ? `레이어 ${p.from}: 변경 없음` : `레이어 ${p.from}–${p.to}: 변경 없음`,
  "diagram.fold.unread": (p) =>
    p.from === p.to ? `레이어 ${p.from}: 아직 읽지 않음` : `레이어 ${p.from}–${p.to}: 아직 읽지 않음`,
  "diagram.fold.unreadable": (p) =>
    p.from === p.to
      ? `레이어 ${p.from}: 읽을 수 없어 변경을 알 수 없음`
      : `레이어 ${p.from}–${p.to}: 읽을 수 없어 변경을 알 수 없음`,
  "diagram.key.seen": "보이는 것",
  "diagram.key.hidden": "저장되어 있으나 가려짐",

  "help.diagram": "오버레이 그림에서",
  "help.diagram.move": "이름 사이, 레이어 사이 이동",
  "help.diagram.ends": "첫 이름과 마지막 이름, 한 페이지씩",
  "help.diagram.enter": "디렉터리 이름: 안으로 이동, 버전: 상세 정보, 레이어: 그 높이에서 보기",
  "help.diagram.up": "상위 디렉터리로. 레이어 열에서는 ←도",
  "help.follow": "링크가 가리키는 곳으로 이동",
};
