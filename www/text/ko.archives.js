// 여러 아카이브를 나란히 열 때의 한국어 문구.

/** @typedef {any} P */

export const archives = {
  "archives.several": (/** @type {P} */ p) => `${p.file} 외 ${p.n}개`,
  "archives.adding": "추가하는 아카이브의 목록을 읽는 중",
  "archives.opened": (/** @type {P} */ p) => `아카이브 ${p.n}개를 열었습니다(이미지 ${p.images}개).`,
  "archives.refused": (/** @type {P} */ p) => `${p.file} 파일은 열 수 없습니다: ${p.why}`,
};
