// Details of the archive: what file it is and every member in it, some hundreds at a time.

import { html, nothing } from "lit";
import type { MemberInfo } from "../../pkg/layerscope.js";
import { ignore } from "../app/actions.ts";
import { copyable } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { bytes, moment, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";

/** Members that are fetched and shown at once. */
const PAGE = 200;
/** How many are looked through for one that a finding names, and how many at a time. */
const SEARCHED = 100_000;
const STEP = 5000;

class ArchiveTab extends View {
  static override properties = { members: { state: true }, from: { state: true } };
  declare members: MemberInfo[];
  /** Which member members[0] is. */
  declare from: number;
  #of: object | null = null;
  /** searched for already */
  #sought: State["member"] = null;
  /** The member to be brought into sight as soon as it is drawn. */
  #scroll = false;

  constructor() {
    super();
    this.members = [];
    this.from = 0;
  }

  override uses(s: Readonly<State>) {
    return [s.opened, s.member];
  }

  override willUpdate() {
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

  #show(from: number, members: MemberInfo[]) {
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

  /** Shows the page that a member is on. */
  async #seek(path: string) {
    const of = this.#of;
    for (let from = 0; from < SEARCHED; from += STEP) {
      const some: MemberInfo[] = await engine.ask("members", from, STEP).catch(() => []);
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

  override updated() {
    const row = this.#scroll ? this.querySelector("tr.here") : null;
    if (!row) return;
    this.#scroll = false;
    row.scrollIntoView({ block: "center" });
  }

  #row(member: MemberInfo) {
    const title = `${member.mode} ${member.owner} ${moment(member.mtime)}\n${t("archive.offset")} ${number(member.offset)}`;
    return html`<tr class=${member.path === this.state.member?.path ? "here" : ""}><td class="mono" title=${title}>${member.path}${member.target ? html`<span class="target"> → ${member.target}</span>` : nothing}</td>
      <td class="num" title=${bytes(member.size)}>${member.kind === "dir" ? nothing : size(member.size)}</td></tr>`;
  }

  override render() {
    const { opened } = this.state;
    if (!opened) return html``;
    const left = opened.members - this.from - this.members.length;
    const form = `archive.form.${opened.form}`;
    const more = (key: "action.more" | "archive.earlier", n: number, click: () => void) =>
      n > 0 && this.members.length > 0
        ? html`<button type="button" class="more" @click=${click}>${t(key, { n: number(Math.min(PAGE, n)) })}</button>`
        : nothing;
    return html`
      <h3>${t("archive.file")}</h3>
      ${facts([
        [t("archive.file"), copyable(opened.file, t("archive.file"))],
        [t("archive.size"), html`${size(opened.fileSize)} <span class="mute">${bytes(opened.fileSize)}</span>`],
        [t("archive.form"), textOf(form) ?? opened.form],
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
