// One image among several images' questions, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./alone.en.ts";

export const ko: Dictionary<typeof en> = {
  "images.alone": "이미지가 하나만 열려 있습니다. 이미지가 하나 더 필요합니다.",
  "images.alone.sharing":
    "이미지를 추가하면 공유하는 레이어를 그림으로 보여 주고, 호스트와 레지스트리에서 차지하는 전체 용량을 계산합니다.",
  "images.alone.pull": "머신에 이미 있는 이미지를 추가하면 없는 레이어만 계산합니다.",
  "images.alone.compare":
    "이미지를 추가하면 추가·삭제·변경된 경로와 레이어 및 설정의 차이를 나열하고, 다시 빌드한 이미지인지 알려 줍니다.",
  "images.alone.what": "추가할 수 있는 것",
  "images.alone.older": "이 이미지의 다른 버전: 바뀐 점을 볼 수 있습니다",
  "images.alone.base": "베이스가 같은 이미지: 공유하는 레이어를 볼 수 있습니다",
  "images.alone.several": "이미지가 여러 개 든 아카이브:",
  "images.alone.how": "아카이브를 이 페이지에 끌어다 놓거나 선택하세요.",
  "images.alone.meanwhile": "이미지 하나로 알 수 있는 것",
  "images.alone.pulls": (p) => `레이어가 하나도 없는 머신은 레이어 ${p.n}개(${p.size})를 내려받습니다.`,
  "images.alone.show": "레이어 보기",
  "images.alone.squash": "스쿼시로 줄어드는 용량과 치르는 비용",
};
