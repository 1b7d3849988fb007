// Text out of a file, as text that is safe to show: a terminal's colours taken out, whatever else can't be seen made visible.

import { printable } from "./printable.ts";

/** Control sequences of a terminal: colours and cursor (CSI), titles and links (OSC and their kin), charsets and the rest. */
const TERMINAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_](?:[^\u0007\u001b]|\u001b(?!\\))*(?:\u0007|\u001b\\)|[ -/]+[0-~]|[0-Z\\^-~])/g;
const TAB = "\t";

/** Control characters but tabs, escaped. */
export const visible = (text: string) =>
  text.includes(TAB) ? text.split(TAB).map(printable).join(TAB) : printable(text);

/** The same without a terminal's sequences. */
export const readable = (text: string) => visible(text.includes("\u001b") ? text.replace(TERMINAL, "") : text);
