// The glossary, in Korean. The terms themselves stand in docs/glossary.md.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "glossary.title": "용어 풀이",
  "glossary.lead": "이 페이지에 나오는 용어입니다. OCI 이미지 명세, Linux 커널의 overlayfs, Docker 문서를 따릅니다.",
  "glossary.ask": (p) => `${p.word}: 용어 풀이 보기`,
};
