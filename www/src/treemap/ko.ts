// The treemap, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "shape.treemap": "트리맵",
  "shape.treemap.title": "트리맵: 바이트가 어디에서 왔는지",

  "map.title": "바이트는 어디에서 왔나?",
  "map.label": (p) => `${p.path} 트리맵`,
  "map.caption": (p) => `${p.path} 트리맵에 그린 것, 디렉터리가 그 안의 것보다 먼저`,
  "map.what": "대상",
  "map.merged": (p) => `병합 뷰 ${p.n}`,
  "map.merged.title": (p) => `레이어 ${p.n}의 컨테이너가 보는 것`,
  "map.stored": "저장된 전부",
  "map.stored.title": "가려진 것까지 모든 레이어에 저장된 바이트",
  "map.says.merged": (p) => `레이어 ${p.n}에서 보이는 파일 ${p.files}개, ${p.size}`,
  "map.says.stored": (p) => `모든 레이어에 저장된 파일 ${p.files}개, ${p.size}`,
  "map.dead": (p) => `가려진 용량 ${p.size}`,
  "map.table": "표",
  "map.save": "SVG로 저장",
  "map.way": "그려진 곳까지의 경로",
  "map.up": "축소",
  "map.none": "자리를 차지하는 것이 없습니다.",
  "map.rest": (p) => `${p.path ? `${p.path}의 ` : ""}더 작은 것 ${p.n}개`,
  "map.files": (p) => `파일 ${p.n}개`,
  "map.mostly": (p) => `대부분 레이어 ${p.n}`,
  "map.from": (p) => `레이어 ${p.n}`,
  "map.legend": "색",
  "map.legend.dead": "가려진 용량",
  "map.legend.more": (p) => `그 밖에 레이어 ${p.n}개`,
  "map.column.path": "경로",
  "map.column.size": "크기",
  "map.column.files": "파일",
  "map.column.dead": "가려짐",
  "map.column.layer": "레이어",
  "help.map": "트리맵에서",
  "help.map.move": "그쪽의 칸으로 가기",
  "help.map.level": "디렉터리 안의 칸으로, 다시 밖으로",
  "help.map.enter": "디렉터리로 확대, 파일은 자세히",
  "help.map.details": "확대하지 않고 자세히",
  "help.map.up": "축소",
};
