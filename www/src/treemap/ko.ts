// The treemap, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "shape.treemap": "트리맵",
  "shape.treemap.title": "트리맵: 바이트가 어느 레이어에서 왔는지",

  "map.title": "바이트는 어디에서 왔나요?",
  "map.label": (p) => `${p.path} 트리맵`,
  "map.caption": (p) => `${p.path} 트리맵의 표, 디렉터리 다음에 그 안의 항목`,
  "map.what": "대상",
  "map.merged": (p) => `병합된 뷰 ${p.n}`,
  "map.merged.title": (p) => `레이어 ${p.n}의 컨테이너에서 보이는 파일`,
  "map.stored": "모든 레이어",
  "map.stored.title": "가려진 용량까지 모든 레이어에 저장된 바이트",
  "map.says.merged": (p) => `레이어 ${p.n}에서 보이는 파일 ${p.files}개, ${p.size}`,
  "map.says.stored": (p) => `모든 레이어에 저장된 파일 ${p.files}개, ${p.size}`,
  "map.dead": (p) => `가려진 용량 ${p.size}`,
  "map.table": "표",
  "map.save": "SVG로 저장",
  "map.way": "그려진 디렉터리의 경로",
  "map.up": "축소",
  "map.none": "공간을 차지하는 파일이 없습니다.",
  "map.rest": (p) => `${p.path ? `${p.path}의 ` : ""}더 작은 항목 ${p.n}개`,
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
  "help.map.move": "그 방향의 칸으로 이동",
  "help.map.level": "디렉터리 안의 칸으로 이동, 다시 밖으로",
  "help.map.enter": "디렉터리 확대, 파일 상세 정보",
  "help.map.details": "확대하지 않고 상세 정보",
  "help.map.up": "축소",
};
