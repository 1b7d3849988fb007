// The stack, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "stack.title": "레이어",
  "stack.newest": "최신 레이어가 맨 위",
  "stack.readonly": "읽기 전용",
  "stack.container": "컨테이너",
  "stack.readwrite": "읽기-쓰기",
  "stack.more": (p) => `아래에 ${p.n}개 더`,
  "stack.rootfs": "루트 파일 시스템",
  "stack.rootfs.text":
    "이미지가 아니라 docker export로 만든, 레이어 없는 파일 시스템입니다. 전체를 레이어 하나로 표시합니다.",
  "stack.container.text":
    "docker run을 실행하면 이 자리에 얇은 읽기-쓰기 레이어가 놓입니다. 아래 레이어는 모두 읽기 전용으로 남습니다.",
  "stack.dead": "가려진 용량: 저장되어 있지만 이후 레이어에 가려짐",
  "stack.layer": (p) => `레이어 ${p.n}`,
  "stack.added": (p) => `${p.n}개 추가`,
  "stack.changed": (p) => `${p.n}개 변경`,
  "stack.removed": (p) => `${p.n}개 삭제`,
  "stack.freesNothing": "용량은 그대로",
  "stack.noChange": "변경 없음",
  "stack.shared": (p) => `공유: ${p.names}`,
  "stack.sharedMore": (p) => `${p.name} 외 ${p.n}개`,
  "stack.deadShare": (p) => `가려진 용량 ${p.size}`,
  "stack.empty": "레이어를 만들지 않은 히스토리 항목",
  "stack.state.waiting": "대기 중",
  "stack.state.reading": "읽는 중",
  "stack.state.ready": "다 읽음",
  "stack.state.damaged": "손상됨: 손상된 곳 앞까지만 표시",
  "stack.state.missing": "아카이브에 없음",
  "stack.state.unreadable": "읽을 수 없음",
  "stack.badge.damaged": "손상됨",
  "stack.badge.missing": "없음",
  "stack.badge.unreadable": "읽기 불가",
  "stack.badge.mismatch": "다이제스트 다름",
  "stack.badge.foreign": "외부(foreign)",
  "stack.badge.limited": "일부만",
  "stack.badge.unread": "읽지 않음",
};
