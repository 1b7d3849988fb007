// What is written out, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "export.button": "내보내기",
  "export.title": "이 이미지 내보내기",
  "export.later": "모든 레이어를 읽은 뒤 사용 가능",
  "export.html": "보고서",
  "export.html.text": "읽고 인쇄할 보고서",
  "export.dockerfile": "Dockerfile",
  "export.dockerfile.text": "히스토리에서 알 수 있는 만큼",
  "export.json": "JSON",
  "export.json.text": "레이어, 가려진 용량, 할 수 있는 일, 모든 파일",
  "export.dive-json": "dive의 JSON",
  "export.dive-json.text": "dive --json 출력과 같은 형식",
  "export.csv-layers": "레이어, CSV",
  "export.csv-layers.text": "레이어마다 한 줄",
  "export.csv-files": "파일, CSV",
  "export.csv-files.text": "보이는 파일마다 한 줄",
  "export.command": (p) => `내보내기: ${p.what}`,
};
