// Containers from real life: a tar beside the open image becomes the read-write layer of a container, where it fits best or the person says.

import { asProblem } from "../engine/problem.js";
import { t } from "../text/i18n.js";
import { printable } from "../text/printable.js";
import { announce } from "./actions.js";
import { showContainer, tell } from "./container.js";
import { engine } from "./core.js";
import { chooseImage } from "./opening.js";
import { store } from "./store.js";

/** @import { ImportPlace, Imported, Origin } from "../pkg/layerscope.js" */

/** Resolves as soon as all layers of the shown image are in the tree. @returns {Promise<void>} */
function merged() {
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

/** @param {string} file its name @param {Imported} found */
async function show(file, found) {
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

/** @param {File} file */
export async function importTar(file) {
  const name = printable(file.name);
  announce(t("import.reading", { file: name }));
  try {
    await show(name, await engine.containers.import(file));
  } catch (error) {
    const { kind, message } = asProblem(error);
    if (kind !== "cancelled") announce(t("import.failed", { file: name, why: message }));
  }
}

/** The same tar as another kind or at another place, instead of where it is. @param {Origin | null} kind @param {ImportPlace | null} place */
export async function placeAgain(kind, place) {
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
