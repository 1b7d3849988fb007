// A name for a download that every host can write, as near to the true one as can be.

/** The characters that Windows, the strictest of the three systems, forbids; no system allows "/" and NUL. */
const FORBIDDEN = /["*/:<>?\\|]|\p{Cc}/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Bytes that file systems give a name, with some left for the browser's " (1)". */
const LONGEST = 200;

/** @param most bytes of UTF-8 */
function cut(text: string, most: number) {
  let out = "";
  let room = most;
  for (const character of text) {
    room -= new TextEncoder().encode(character).length;
    if (room < 0) break;
    out += character;
  }
  return out;
}

/**
 * @param name already safe to show
 * @param ending ".tar"
 */
export function fileName(name: string, ending: string = "") {
  const plain = name.replace(FORBIDDEN, "_").replace(/^\.+|[. ]+$/g, (dots) => "_".repeat(dots.length));
  const safe = RESERVED.test(plain) ? `_${plain}` : plain || "_";
  const dot = safe.lastIndexOf(".");
  const extension = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : "";
  const stem = extension ? safe.slice(0, dot) : safe;
  return `${cut(stem, LONGEST - ending.length - extension.length)}${extension}${ending}`;
}
