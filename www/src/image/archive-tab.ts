// Details of the archive: what file it is and every member in it, some hundreds at a time.

import { html, nothing } from "lit";
import { ignore } from "../state/actions.js";
import { engine } from "../state/core.js";
import { bytes, moment, number, size } from "../text/format.js";
import { has, t } from "../text/i18n.js";
import { copyable } from "./copy.js";
import { facts } from "./facts.js";
import { View } from "./view.js";

/** @import { MemberInfo } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

/** Members that are fetched and shown at once. */
const PAGE = 200;
/** How many are looked through for one that a finding names, and how many at a time. */
const SEARCHED = 100_000;
const STEP = 5000;

class ArchiveTab extends View {
  static properties = { members: { state: true }, from: { state: true } };
  #of = /** @type {object | null} */ (null);
  /** @type {State["member"]} searched for already */
  #sought = null;
  /** The member to be brought into sight as soon as it is drawn. */
  #scroll = false;

  constructor() {
    super();
    /** @type {MemberInfo[]} */
    this.members = [];
    /** Which member members[0] is. */
    this.from = 0;
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.opened, s.member];
  }

  willUpdate() {
    const { opened, member } = this.state;
    if (opened !== this.#of) {
      this.#of = opened;
      this.#sought = null;
      this.#show(0, []);
      if (opened && !member) this.#more();
    }
    if (opened && member && member !== this.#sought) {
      this.#sought = member;
      this.#seek(member.path);
    }
  }

  /** @param {number} from @param {MemberInfo[]} members */
  #show(from, members) {
    this.from = from;
    this.members = members;
  }

  #more() {
    const of = this.#of;
    engine.ask("members", this.from + this.members.length, PAGE).then((more) => {
      if (of === this.#of) this.members = [...this.members, ...more];
    }, ignore);
  }

  #earlier() {
    const of = this.#of;
    const from = Math.max(0, this.from - PAGE);
    engine.ask("members", from, this.from - from).then((some) => {
      if (of === this.#of && this.from > from) this.#show(from, [...some, ...this.members]);
    }, ignore);
  }

  /** Shows the page that a member is on. @param {string} path */
  async #seek(path) {
    const of = this.#of;
    for (let from = 0; from < SEARCHED; from += STEP) {
      /** @type {MemberInfo[]} */
      const some = await engine.ask("members", from, STEP).catch(() => []);
      if (of !== this.#of) return;
      const at = some.findIndex((member) => member.path === path);
      const start = Math.floor(at / PAGE) * PAGE;
      if (at >= 0) {
        this.#scroll = true;
        return this.#show(from + start, some.slice(start, start + PAGE));
      }
      if (some.length < STEP) break;
    }
    if (this.members.length === 0) this.#more();
  }

  updated() {
    const row = this.#scroll ? this.querySelector("tr.here") : null;
    if (!row) return;
    this.#scroll = false;
    row.scrollIntoView({ block: "center" });
  }

  /** @param {MemberInfo} member */
  #row(member) {
    const title = `${member.mode} ${member.owner} ${moment(member.mtime)}\n${t("archive.offset")} ${number(member.offset)}`;
    return html`<tr class=${member.path === this.state.member?.path ? "here" : ""}><td class="mono" title=${title}>${member.path}${member.target ? html`<span class="target"> → ${member.target}</span>` : nothing}</td>
      <td class="num" title=${bytes(member.size)}>${member.kind === "dir" ? nothing : size(member.size)}</td></tr>`;
  }

  render() {
    const { opened } = this.state;
    if (!opened) return html``;
    const left = opened.members - this.from - this.members.length;
    const form = `archive.form.${opened.form}`;
    const more = (
      /** @type {"action.more" | "archive.earlier"} */ key,
      /** @type {number} */ n,
      /** @type {() => void} */ click,
    ) =>
      n > 0 && this.members.length > 0
        ? html`<button type="button" class="more" @click=${click}>${t(key, { n: number(Math.min(PAGE, n)) })}</button>`
        : nothing;
    return html`
      <h3>${t("archive.file")}</h3>
      ${facts([
        [t("archive.file"), copyable(opened.file, t("archive.file"))],
        [t("archive.size"), html`${size(opened.fileSize)} <span class="mute">${bytes(opened.fileSize)}</span>`],
        [t("archive.form"), has(form) ? t(form) : opened.form],
        [t("archive.codec"), opened.codec === "none" ? t("archive.codec.none") : opened.codec],
        [
          t("archive.images"),
          opened.form === "rootfs" ? nothing : number(opened.images.filter(({ file }) => file === opened.file).length),
        ],
        [t("archive.members"), number(opened.members)],
      ])}
      <h3>${t("archive.list")}</h3>
      ${more("archive.earlier", this.from, this.#earlier)}
      <table class="members"><thead><tr><th scope="col">${t("archive.member")}</th><th scope="col" class="num">${t("files.size")}</th></tr></thead>
        <tbody>${this.members.map((member) => this.#row(member))}</tbody></table>
      ${more("action.more", left, this.#more)}`;
  }
}
customElements.define("ls-archive-tab", ArchiveTab);
