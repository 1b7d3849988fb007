// The door for files and folders, wherever they come from: the dialogs, a drop anywhere in the window, a paste.

import { html } from "lit";
import { importPlace, uploadDropped, uploadPlace } from "../container/index.ts";
import { addArchives, addOrImport } from "../images/index.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { droppedFolders } from "./folder.ts";
import { open, openDropped, openPicked, openWith } from "./opening.state.ts";
import type { State } from "./store.ts";
import { store } from "./store.ts";

const holdsFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;

class Drop extends View {
  /** Enter and leave events come in pairs for every element that is crossed. */
  #inside = 0;

  override uses(s: Readonly<State>) {
    return [s.phase];
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
    const into = uploadPlace(event);
    const beside = importPlace(event);
    this.classList.toggle("into", into !== null);
    this.classList.toggle("beside", beside);
    if (event.type === "dragenter") this.#inside++;
    else if (event.type === "dragleave") this.#inside--;
    else if (event.type === "dragover") data.dropEffect = "copy";
    else {
      this.#inside = 0;
      const [folder] = droppedFolders(data);
      this.classList.remove("over", "into", "beside");
      const [first] = data.files;
      if (into !== null) uploadDropped(folder, [...data.files], into);
      else if (beside && first && !folder && data.files.length === 1) addOrImport(first);
      else if (folder) openDropped(folder);
      else if (store.state.phase === "explore") addArchives([...data.files]);
      else if (store.state.phase === "build") openWith([...data.files]);
      else open([...data.files]);
    }
    this.classList.toggle("over", this.#inside > 0);
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
      <div class="drop-card" aria-hidden="true"><strong class="open">${t(this.state.phase === "explore" ? "images.drop" : "start.drop")}</strong><strong class="put">${t("container.drop")}</strong><strong class="lay">${t("import.drop")}</strong><span class="stays">${t("start.drop.text")}</span></div>`;
  }
}
customElements.define("ls-drop", Drop);

const door = () => document.querySelector("ls-drop") as Drop;

/** Lets the person choose files. */
export const pick = () => door().pick("file");

/** Lets the person choose a folder. */
export const pickFolder = () => door().pick("folder");
