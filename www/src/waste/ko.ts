// Waste, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "details.waste": "낭비",

  "waste.title": "저장되어 있지만 가려진 용량은?",
  "waste.reading": "모든 레이어를 읽으면 가려진 용량을 알 수 있습니다.",
  "waste.head": (p) => `${p.size} 중 가려진 용량 ${p.dead}`,
  "waste.head.text": (p) =>
    `한 레이어가 저장했으나 이후 레이어가 가린 파일 버전 ${p.paths}개입니다. 이 파일 없이 빌드하면 정확히 그만큼 줄어듭니다.`,
  "waste.none": "가려진 용량 없음",
  "waste.uncertain":
    "아직 레이어의 해시를 계산하고 있습니다. 그때까지는 크기와 수정 시각이 같으면 같은 내용으로 봅니다. 합계는 바뀌지 않습니다.",
  "waste.container": "이미지만 셌습니다. 컨테이너의 레이어는 포함하지 않습니다.",
  "waste.layers": "저장한 레이어와 가린 레이어",
  "waste.layers.layer": "레이어",
  "waste.layers.dead": "저장한 용량(가려짐)",
  "waste.layers.hides": "가린 용량",
  "waste.layers.show": (p) => `레이어 ${p.n}에 저장된 가려진 파일 보기`,
  "waste.layers.showHidden": (p) => `레이어 ${p.n}에서 가린 파일 보기`,
  "waste.layers.hidden": (p) => `가려진 용량이 없는 레이어 ${p.n}개`,
  "waste.causes": "원인",
  "waste.versions": (p) => `버전 ${p.n}개`,

  "waste.dive": "dive의 수치",
  "waste.dive.wasted": "낭비",
  "waste.dive.efficiency": "효율",
  "waste.dive.share": "사용자 낭비율",
  "waste.dive.passes": "dive의 CI 기본값 통과",
  "waste.dive.fails": "dive의 CI 기본값 미달",
  "waste.dive.text":
    "dive는 두 번 이상 저장된 경로의 사본을 보이는 것까지 모두 더합니다. 불투명하거나 대체된 디렉터리에 가려진 파일은 세지 않습니다.",

  "dead.title": "가려진 파일",
  "dead.by": "나열 기준",
  "dead.by.path": "파일",
  "dead.by.directory": "디렉터리",
  "dead.cause": "원인",
  "dead.any": "모든 레이어",
  "dead.anyCause": "모든 원인",
  "dead.sum": (p) => `${p.n}, ${p.size}`,
  "dead.directories": (p) => `디렉터리 ${p.n}개`,
  "dead.none": "조건에 맞는 가려진 파일이 없습니다.",
  "dead.row": (p) => `저장한 레이어 ${p.layer}, 가린 레이어 ${p.by}: ${p.cause}`,
  "dead.row.directory": (p) => `버전 ${p.paths}개, 대부분 저장한 레이어 ${p.layer}, 가린 레이어 ${p.by}: ${p.cause}`,

  "duplicates.title": "여러 번 저장된 같은 내용",
  "duplicates.none": "두 번 저장된 내용이 없습니다.",
  "duplicates.none.yet": "아직 찾은 것이 없습니다. 내용은 해시로 비교하며, 지금 해시를 계산하고 있습니다.",
  "duplicates.sum": (p) => `내용 ${p.n}개: 하나를 뺀 사본이 ${p.size}를 차지합니다.`,
  "duplicates.first": (p) => `큰 것부터 ${p.n}개를 표시합니다.`,
  "duplicates.copies": (p) => `${p.n} × ${p.size}`,
  "duplicates.all": (p) => `사본 ${p.size}는 이미 가려짐`,
  "duplicates.part": (p) => `${p.size} 절약, 나머지 사본 ${p.dead}는 이미 가려짐`,
  "duplicates.moved": "이동됨: 마지막 것만 보임",
  "duplicates.dead": "가려짐",
  "duplicates.more": (p) => `그 밖에 ${p.n}개`,

  "advice.none": "고칠 만한 곳이 없습니다.",
  "advice.none.yet": "아직 찾은 것이 없습니다.",
  "advice.dead": "이미 가려짐",
  "advice.live": "아직 보임",
  "advice.stored": (p) => `레이어 ${p.n}에 있음`,
  "advice.hiddenBy": (p) => `, 가린 레이어 ${p.n}`,
  "advice.files": "가장 큰 파일",
  "advice.unknown": "줄일 수 있는 것",
  "export.csv-dead": "가려진 용량, CSV",
  "export.csv-dead.text": "저장한 레이어와 가린 레이어까지",
  "footer.dead": (p) => `전체 ${p.size} 중 가려진 용량 ${p.dead}`,
};
