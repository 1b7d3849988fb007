// The door for files and folders, wherever they come from: the dialogs, a drop anywhere in the window, a paste.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { droppedFolders } from "./folder.ts";
import { labelText } from "./label.ts";
import { open, openDropped, openPicked } from "./opening.state.ts";
import { registry } from "./registry.ts";
import type { Dropping, DropSpec } from "./slots.ts";

const holdsFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;

class Drop extends View {
  static override properties = { use: { state: true } };
  /** The use of what is held over the page; null = it is opened. */
  declare use: DropSpec | null;
  /** Enter and leave events come in pairs for every element that is crossed. */
  #inside = 0;

  constructor() {
    super();
    this.use = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("dragenter", this);
    addEventListener("dragover", this);
    addEventListener("dragleave", this);
    addEventListener("drop", this);
    addEventListener("paste", this);
  }

  handleEvent(event: Event) {
    const data =
      event instanceof DragEvent ? event.dataTransfer : event instanceof ClipboardEvent ? event.clipboardData : null;
    if (!data || !holdsFiles(data)) return;
    event.preventDefault();
    const takers = registry.drops(event);
    if (event.type === "dragenter") this.#inside++;
    else if (event.type === "dragleave") this.#inside--;
    else if (event.type === "dragover") data.dropEffect = "copy";
    else {
      this.#inside = 0;
      const [folder] = droppedFolders(data);
      this.#take(takers, { event, files: [...data.files], folder });
    }
    const over = this.#inside > 0;
    this.use = over ? (takers.find(({ here }) => here) ?? takers[0] ?? null) : null;
    this.classList.toggle("over", over);
    this.classList.toggle("here", this.use?.here ?? false);
  }

  /** The first handler that wants the files has them; the page opens what no handler wants. */
  async #take(takers: readonly DropSpec[], dropped: Omit<Dropping, "others">) {
    for (const [i, taker] of takers.entries())
      if (await taker.take({ ...dropped, others: i < takers.length - 1 })) return;
    if (dropped.folder) openDropped(dropped.folder);
    else open(dropped.files);
  }

  /** Opens a dialog. */
  pick(what: "file" | "folder") {
    (this.querySelector(`input.${what}`) as HTMLInputElement).click();
  }

  #picked(event: Event) {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again.
    input.value = "";
    if (!input.webkitdirectory) open(files);
    else if (files.length > 0) openPicked(files);
  }

  override render() {
    return html`
      <input type="file" class="file" multiple hidden aria-label=${t("start.open")} @change=${this.#picked}>
      <input type="file" class="folder" webkitdirectory hidden aria-label=${t("start.openFolder")} @change=${this.#picked}>
      <div class="drop-card" aria-hidden="true"><strong>${this.use ? labelText(this.use.label) : t("start.drop")}</strong><span>${t("start.drop.text")}</span></div>`;
  }
}
customElements.define("ls-drop", Drop);

const door = () => document.querySelector("ls-drop") as Drop;

/** Lets the person choose files. */
export const pick = () => door().pick("file");

/** Lets the person choose a folder. */
export const pickFolder = () => door().pick("folder");
