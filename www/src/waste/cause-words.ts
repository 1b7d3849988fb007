// The words for the cause that hides bytes, shared by the waste tab and its list of dead versions.

import type { Cause, Why } from "../../pkg/layerscope.js";
import { t } from "../ui/i18n.ts";

/** The cause that hides bytes and, of bytes written again unchanged, the reason. */
export const causeWords = (cause: Cause, why: Why | null) =>
  `${t(`cause.${cause}`)}${why ? ` (${t(`why.${why}`)})` : ""}`;
