// Containers from real life: a tar beside the open image becomes the read-write layer of a container, where it fits best or the person says.

import type { Imported, ImportPlace, Origin } from "../../pkg/layerscope.js";
import { announce } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { chooseImage } from "../app/opening.state.ts";
import { store } from "../app/store.ts";
import { asProblem } from "../core/problem.ts";
import { t } from "../ui/i18n.ts";
import { printable } from "../ui/printable.ts";
import { showContainer } from "./container.state.ts";
import { tell } from "./log.state.ts";

export interface ImportState {
  /** A tar that became a container, or fits none: asked about. */
  imported: { file: string; found: Imported } | null;
}

declare module "../app/store.ts" {
  interface State extends ImportState {}
}

store.slice<ImportState>("image", { imported: null });

/** Resolves as soon as all layers of the shown image are in the tree. */
function merged(): Promise<void> {
  if (store.state.merged) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!store.state.merged) return;
      store.removeEventListener("change", look);
      resolve();
    };
    store.addEventListener("change", look);
  });
}

/** @param file its name */
async function show(file: string, found: Imported) {
  const { container, chosen, kind } = found;
  if (container !== null && chosen) {
    const { log } = store.state;
    if (chosen.image !== store.state.image?.index) {
      await chooseImage(chosen.image);
      store.set({ log });
      await merged();
    }
    await showContainer(container);
    const params = {
      id: container + 1,
      file,
      kind: t(`import.kind.${kind}`),
      n: String((chosen.height ?? -1) + 1),
      image: null,
      named: store.state.opened?.images[chosen.image]?.names[0] ?? "",
    };
    tell({ words: "import.did", params, command: null, effects: [], refusal: null });
  }
  store.set({ imported: { file, found } });
}

export async function importTar(file: File) {
  const name = printable(file.name);
  announce(t("import.reading", { file: name }));
  try {
    await show(name, await engine.containers.import(file));
  } catch (error) {
    const { kind, message } = asProblem(error);
    if (kind !== "cancelled") announce(t("import.failed", { file: name, why: message }));
  }
}

/** The same tar as another kind or at another place, instead of where it is. */
export async function placeAgain(kind: Origin | null, place: ImportPlace | null) {
  const { imported } = store.state;
  if (!imported) return;
  const { file, found } = imported;
  try {
    const again = await engine.ask("importAgain", found.import, kind, place);
    if (found.container !== null && again.container !== null) await engine.containers.remove(found.container);
    await show(file, again);
  } catch (error) {
    announce(t("import.failed", { file, why: asProblem(error).message }));
  }
}

export const closeImport = () => store.set({ imported: null });
