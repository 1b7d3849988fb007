// 명령 팔레트의 한국어 문구.

import type { Dictionary } from "../../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "palette.title": "명령 팔레트",
  "palette.open": "명령 찾기",
  "palette.button": (p) => `명령 찾기 (${p.key})`,
  "palette.field": "명령",
  "palette.hint": "명령 이름의 일부나 초성을 입력하세요",
  "palette.list": "명령 목록",
  "palette.count": (p) => `명령 ${p.n}개`,
  "palette.none": "일치하는 명령이 없습니다. 글자 수를 줄이거나 다른 단어로 찾아 보세요.",
  "palette.choose": "선택",
  "palette.run": "실행",
  "palette.close": "닫기",
};
