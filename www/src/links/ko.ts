// Where links lead, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "links.title": "링크가 가리키는 곳",
  "links.names": "이 내용의 모든 이름",
  "links.here": "현재 이름",
  "links.more": (p) => `그 밖에 최대 ${p.n}개`,
  "links.to": (p) => `이동: ${p.path}`,
  "links.via": "거치는 링크",
  "links.at": (p) => `레이어 ${p.n}의 컨테이너 기준`,
  "links.hard": "내용은 이 이름으로 저장되었습니다.",
  "links.hard.gone": (p) =>
    p.n === null
      ? "내용은 이 이름으로 저장되었습니다. 이 이름은 지워졌지만 내용은 링크에 남아 있습니다."
      : `내용은 이 이름으로 저장되었습니다. 레이어 ${p.n}에서 이 이름을 지웠지만 내용은 링크에 남아 있습니다.`,
  "links.end.loop": "순환 링크: 대상을 따라가면 이 링크로 되돌아옵니다.",
  "links.end.too-many": "링크가 너무 많습니다. Linux는 40개까지만 따라갑니다.",
  "links.end.missing": "끊어진 링크: 없는 경로입니다.",
  "links.end.missing.by": (p) => `끊어진 링크: 레이어 ${p.n}에서 삭제되었습니다.`,
  "links.end.not-folder": "끊어진 링크: 대상 경로가 더 있지만 이것은 디렉터리가 아닙니다.",
  "links.end.runtime": "실행 중인 컨테이너에서 엔진이 제공하는 경로입니다.",
  "links.end.unusable": "만들 수 없는 링크: 대상이 비어 있거나 너무 길거나 NUL이 들어 있습니다.",
  "links.notice.reached": (p) => `링크가 가리키는 곳: ${p.path}`,
  "links.notice.none": "링크가 아닙니다.",
  "links.notice.end": (p) => `${p.path}: ${p.why}`,
  "links.follow": "링크 따라가기",
};
