// What every part says, in Korean.

import type { en } from "./en.ts";
import type { Dictionary } from "./i18n.ts";

export const ko: Dictionary<typeof en> = {
  bytes: (p) => `${p.n}바이트`,

  "list.and": ", ",
};
