// Names that the core has not seen yet, files' own, as text that is safe to show: escaped as the core escapes those in an image.

/** Control characters, and what changes how its neighbours are read; the same as in src/text.rs. */
const INVISIBLE =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

const octal = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");

export const printable = (name: string) => name.replace(INVISIBLE, octal);

/** The file under a name that can be shown; the same object where that is its own. */
export function wellNamed(file: File) {
  const name = printable(file.name);
  return name === file.name ? file : new File([file], name, { lastModified: file.lastModified });
}
