// docker commit: the shown container's layer becomes a new image's, and that is shown.

import { engine } from "../app/engine.ts";
import { chooseImage } from "../app/opening.state.ts";
import { store } from "../app/store.ts";
import { asProblem } from "../core/problem.ts";
import { tell } from "./log.state.ts";

/** Makes an image of the shown container and shows that. Resolves to why not, or null. */
export async function commit({
  name,
  message,
  author,
  changes,
  createdBy,
}: {
  name: string;
  message: string;
  author: string;
  changes: string;
  createdBy?: string;
}) {
  const { container, layers = [] } = store.state.image ?? {};
  if (!container) return null;
  try {
    const lines = changes
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    const given = {
      ...(name ? { name } : {}),
      ...(message ? { message } : {}),
      ...(author ? { author } : {}),
      // Left as it was it may be more than text that is safe to show.
      ...(createdBy === undefined || createdBy === container.command ? {} : { createdBy }),
      changes: lines,
    };
    const index = await engine.containers.commit(given);
    const images = await engine.ask("images");
    const { opened, log } = store.state;
    if (!opened) return null;
    store.set({ opened: { ...opened, images } });
    await chooseImage(index);
    const kept = (container.height ?? -1) + 1;
    const size = layers.slice(0, kept).reduce((sum, layer) => sum + (layer.size ?? layer.stored), 0);
    store.set({ log });
    const params = {
      id: container.id + 1,
      name: store.state.image?.names[0] ?? "",
      n: container.entries,
      kept,
      bytes: size,
    };
    tell({ words: "container.did.commit", params, command: null, effects: [], refusal: null });
    return null;
  } catch (error) {
    const problem = asProblem(error);
    return [problem.message, problem.detail].filter(Boolean).join(" ");
  }
}
