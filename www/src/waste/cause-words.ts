// The words for the cause that hides bytes, shared by the waste tab and its list of dead versions.

import { t } from "../text/i18n.js";

/** @import { Cause, Why } from "../pkg/layerscope.js" */

/** The cause that hides bytes and, of bytes written again unchanged, the reason. @param {Cause} cause @param {Why | null} why */
export const causeWords = (cause, why) => `${t(`cause.${cause}`)}${why ? ` (${t(`why.${why}`)})` : ""}`;
