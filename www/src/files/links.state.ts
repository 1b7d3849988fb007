// Following links: to where one ends, or a sentence why it ends nowhere.

import { t } from "../text/i18n.js";
import { announce, ignore, reveal } from "./actions.js";
import { engine } from "./core.js";
import { store } from "./store.js";

/** @import { ResolvedLink } from "../pkg/layerscope.js" */

/** Why a link leads nowhere. @param {ResolvedLink} follow */
export function why({ end, at }) {
  if (end === "missing" && at.goneBy !== null) return t("links.end.missing.by", { n: at.goneBy + 1 });
  if (end === "reached") return "";
  return end === "gone" ? t("files.gone") : t(`links.end.${end}`);
}

/** Goes where a path's links lead, as this height sees it. @param {number} node */
export async function followLink(node) {
  const { height } = store.state;
  const follow = /** @type {ResolvedLink | null} */ (await engine.ask("follow", node, height).catch(ignore));
  if (!follow || store.state.height !== height) return;
  const { end, at } = follow;
  if (end !== "reached") announce(t("links.notice.end", { path: at.path, why: why(follow) }));
  else if (at.node === null || at.node === node) announce(t("links.notice.none"));
  else {
    announce(t("links.notice.reached", { path: at.path }));
    await reveal(at.node);
  }
}
