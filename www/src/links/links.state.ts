// Following links: to where one ends, or a sentence why it ends nowhere.

import type { ResolvedLink } from "../../pkg/layerscope.js";
import { announce, ignore, reveal } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { store } from "../app/store.ts";
import { t } from "../ui/i18n.ts";

/** Why a link leads nowhere. */
export function why({ end, at }: ResolvedLink) {
  if (end === "missing" && at.goneBy !== null) return t("links.end.missing.by", { n: at.goneBy + 1 });
  if (end === "reached") return "";
  return end === "gone" ? t("files.gone") : t(`links.end.${end}`);
}

/** Goes where a path's links lead, as this height sees it. */
export async function followLink(node: number) {
  const { height } = store.state;
  const follow = (await engine.ask("follow", node, height).catch(ignore)) as ResolvedLink | null;
  if (!follow || store.state.height !== height) return;
  const { end, at } = follow;
  if (end !== "reached") announce(t("links.notice.end", { path: at.path, why: why(follow) }));
  else if (at.node === null || at.node === node) announce(t("links.notice.none"));
  else {
    announce(t("links.notice.reached", { path: at.path }));
    await reveal(at.node);
  }
}
