// 여러 아카이브를 나란히 열 때의 한국어 문구.

/** @typedef {any} P */

export const archives = {
  "archives.several": (/** @type {P} */ p) => `${p.file} 외 ${p.n}개`,
  "archives.adding": "아카이브 추가",
  "archives.reading": (/** @type {P} */ p) =>
    p.of === 1 ? `${p.file} 읽는 중…` : `${p.file} 읽는 중(${p.of}개 중 ${p.at}번째)…`,
  "archives.stopped": "중단했습니다. 다 읽지 않은 것은 추가하지 않습니다.",
  "archives.opened": (/** @type {P} */ p) => `아카이브 ${p.n}개를 열었습니다(이미지 ${p.images}개).`,
  "archives.refused": (/** @type {P} */ p) => `${p.file} 파일은 열 수 없습니다: ${p.why}`,
};
