// The findings: what is odd, wrong or worth knowing, the gravest first; each says what it means and leads to its place.

import { html, nothing } from "lit";
import type { Finding } from "../../pkg/layerscope.js";
import { goTo } from "../app/actions.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { sign } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { meaning, particulars, place, wording } from "../ui/wording.ts";

const SEVERITIES = ["error", "warning", "info"] as const;
/** An archive made to annoy may have thousands. */
const PAGE = 200;

/** Where a finding is, and for what leads there: a button. */
function where(finding: Finding) {
  // Which member holds a layer, its own tab tells.
  const member = finding.layer === null ? finding.member : null;
  // A file that could not be opened has no layer or member to go to.
  const other = finding.file !== null && finding.file !== store.state.opened?.file;
  const words = place({ ...finding, file: other ? finding.file : null, member });
  const leads = !other && (finding.node !== null || finding.layer !== null || finding.member !== null);
  if (!words) return nothing;
  return leads
    ? html`<button type="button" class="link mono place" @click=${() => goTo(finding)}>${words}</button>`
    : html`<span class="mono place">${words}</span>`;
}

const item = (finding: Finding) => html`<li>
    ${sign(finding.severity)}
    <div><p class="what">${wording(finding)}</p>${where(finding)}
      <p class="mute">${meaning(finding)}</p>${particulars(finding)}</div></li>`;

class FindingsTab extends View {
  static override properties = { shown: { state: true } };
  declare shown: number;
  #of = "";

  constructor() {
    super();
    this.shown = PAGE;
  }

  override uses(s: Readonly<State>) {
    return [s.findings, s.image?.index, s.opened];
  }

  override willUpdate() {
    const { opened, image } = this.state;
    const of = `${opened?.file} ${image?.index}`;
    if (of !== this.#of) this.shown = PAGE;
    this.#of = of;
  }

  override render() {
    const { findings } = this.state;
    const some = findings.slice(0, this.shown);
    const left = findings.length - some.length;
    const section = (severity: Finding["severity"]) => {
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

/** How many there are, under the sign of the gravest. */
export function findingsBadge({ findings }: Readonly<State>) {
  const [gravest] = findings;
  return gravest ? html` <span class="count">${sign(gravest.severity)}${number(findings.length)}</span>` : nothing;
}
