// A version that has no content to look at: why, and where there is some.

import { html, nothing } from "lit";
import { select } from "../state/actions.js";
import { before } from "../state/versions.js";
import { t } from "../text/i18n.js";

/** @import { PathHistory, VersionInfo } from "../pkg/layerscope.js" */

/** @param {VersionInfo} version */
function words({ kind, layer, change }) {
  const n = layer + 1;
  if (kind === null) return t(change === "hidden" ? "content.hidden" : "content.whiteout", { n });
  if (kind === "dir") return t("content.directory");
  return t(kind === "symlink" ? "content.symlink" : "content.special");
}

/** @param {PathHistory} path @param {VersionInfo} version */
export function absent(path, version) {
  const earlier = version.kind === null ? before(path, version.layer) : null;
  return html`<p>${words(version)}</p>${
    earlier
      ? html`<button type="button" class="small" @click=${() => select(path.node, earlier.layer)}>${t("content.earlier", { n: earlier.layer + 1 })}</button>`
      : nothing
  }`;
}
