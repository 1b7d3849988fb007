// Details of the archive: what file it is and every member in it, some hundreds at a time.

import { html, nothing } from "lit";
import { engine, ignore } from "../state/actions.js";
import { bytes, moment, number, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { copyable } from "./copy.js";
import { facts } from "./facts.js";
import { View } from "./view.js";

/** @import { MemberInfo } from "../types.d.ts" */
/** @import { State } from "../state/store.js" */

/** Members that are fetched and shown at once. */
const PAGE = 200;

class ArchiveTab extends View {
  static properties = { members: { state: true } };
  #of = /** @type {object | null} */ (null);

  constructor() {
    super();
    /** @type {MemberInfo[]} */
    this.members = [];
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.opened];
  }

  willUpdate() {
    const { opened } = this.state;
    if (opened === this.#of) return;
    this.#of = opened;
    this.members = [];
    if (opened) this.#more();
  }

  #more() {
    const of = this.#of;
    engine.members(this.members.length, PAGE).then((more) => {
      if (of === this.#of) this.members = [...this.members, ...more];
    }, ignore);
  }

  render() {
    const { opened } = this.state;
    if (!opened) return html``;
    const left = opened.members - this.members.length;
    const form =
      opened.form === "docker" ? t("archive.form.docker") : opened.form === "oci" ? t("archive.form.oci") : opened.form;
    return html`
      <h3>${t("archive.file")}</h3>
      ${facts([
        [t("archive.file"), copyable(opened.file, t("archive.file"))],
        [t("archive.size"), html`${size(opened.fileSize)} <span class="mute">${bytes(opened.fileSize)}</span>`],
        [t("archive.form"), form],
        [t("archive.codec"), opened.codec === "none" ? t("archive.codec.none") : opened.codec],
        [t("archive.images"), number(opened.images.length)],
        [t("archive.members"), number(opened.members)],
      ])}
      <h3>${t("archive.list")}</h3>
      <table class="members"><thead><tr><th scope="col">${t("archive.member")}</th><th scope="col" class="num">${t("files.size")}</th></tr></thead>
        <tbody>${this.members.map(
          (
            member,
          ) => html`<tr><td class="mono" title=${`${member.mode} ${member.owner} ${moment(member.mtime)}\n${t("archive.offset")} ${number(member.offset)}`}>${member.path}${member.target ? html`<span class="target"> → ${member.target}</span>` : nothing}</td>
            <td class="num" title=${bytes(member.size)}>${member.kind === "dir" ? nothing : size(member.size)}</td></tr>`,
        )}</tbody></table>
      ${left > 0 && this.members.length > 0 ? html`<button type="button" @click=${this.#more}>${t("action.more", { n: number(Math.min(PAGE, left)) })}</button>` : nothing}`;
  }
}
customElements.define("ls-archive-tab", ArchiveTab);
