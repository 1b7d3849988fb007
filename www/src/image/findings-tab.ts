// The findings: what is odd, wrong or worth knowing, the gravest first; each says what it means and leads to its place.

import { html, nothing } from "lit";
import { goTo } from "../state/actions.js";
import { store } from "../state/store.js";
import { number } from "../text/format.js";
import { t } from "../text/i18n.js";
import { sign } from "./icons.js";
import { View } from "./view.js";
import { meaning, particulars, place, wording } from "./wording.js";

/** @import { Finding } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

const SEVERITIES = /** @type {const} */ (["error", "warning", "info"]);
/** An archive made to annoy may have thousands. */
const PAGE = 200;

/** Where a finding is, and for what leads there: a button. @param {Finding} finding */
function where(finding) {
  // Which member holds a layer, its own tab tells.
  const member = finding.layer === null ? finding.member : null;
  // A file that could not be opened is none of those that are shown.
  const other = finding.file !== null && finding.file !== store.state.opened?.file;
  const words = place({ ...finding, file: other ? finding.file : null, member });
  const leads = !other && (finding.node !== null || finding.layer !== null || finding.member !== null);
  if (!words) return nothing;
  return leads
    ? html`<button type="button" class="link mono place" @click=${() => goTo(finding)}>${words}</button>`
    : html`<span class="mono place">${words}</span>`;
}

/** @param {Finding} finding */
const item = (finding) => html`<li>
    ${sign(finding.severity)}
    <div><p class="what">${wording(finding)}</p>${where(finding)}
      <p class="mute">${meaning(finding)}</p>${particulars(finding)}</div></li>`;

class FindingsTab extends View {
  static properties = { shown: { state: true } };
  #of = "";

  constructor() {
    super();
    this.shown = PAGE;
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.findings, s.image?.index, s.opened];
  }

  willUpdate() {
    const { opened, image } = this.state;
    const of = `${opened?.file} ${image?.index}`;
    if (of !== this.#of) this.shown = PAGE;
    this.#of = of;
  }

  render() {
    const { findings } = this.state;
    const some = findings.slice(0, this.shown);
    const left = findings.length - some.length;
    const section = (/** @type {Finding["severity"]} */ severity) => {
      const list = some.filter((finding) => finding.severity === severity);
      const count = findings.filter((finding) => finding.severity === severity).length;
      return list.length === 0
        ? nothing
        : html`<h3>${t(`finding.${severity}.all`)} <span class="mute">${number(count)}</span></h3><ul class="findings">${list.map(item)}</ul>`;
    };
    return html`${SEVERITIES.map(section)}${findings.length === 0 ? html`<p class="mute">${t("finding.none")}</p>` : nothing}
      ${left > 0 ? html`<button type="button" @click=${() => (this.shown += PAGE)}>${t("action.more", { n: number(Math.min(PAGE, left)) })}</button>` : nothing}`;
  }
}
customElements.define("ls-findings-tab", FindingsTab);
