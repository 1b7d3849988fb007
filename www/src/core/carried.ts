// What the page carries packed, made plain: text of seven bits a character around xz.

import { XzReadableStream } from "xz-decompress";
import { unpack } from "./packed.ts";

/**
 * Takes what the build's `carry` (scripts/build/page.mjs) wrote.
 * @returns its body is the plain bytes; fails where WebAssembly may not run
 */
export const carried = (text: string): Response =>
  new Response(new XzReadableStream(new Blob([unpack(text)]).stream()));
