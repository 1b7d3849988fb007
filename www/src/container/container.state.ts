// Containers as a person handles them: run, look at, change, take back, remove.

import type { Applied, ContainerInfo, ImageInfo, Op, PathHistory } from "../../pkg/layerscope.js";
import { announce, ignore } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { asProblem } from "../core/problem.ts";
import type { Key } from "../ui/i18n.ts";
import { t } from "../ui/i18n.ts";
import { type Facts, tell } from "./log.state.ts";

export type Act =
  | "newFile"
  | "newFolder"
  | "upload"
  | "edit"
  | "append"
  | "rename"
  | "chmod"
  | "chown"
  | "touch"
  | "symlink"
  | "link"
  | "delete";
/** folder: with its slash, where what is new goes */
export type Asking = { act: Act | "remove" | "commit"; path: PathHistory | null; folder: string };

export interface ContainerState {
  /** Of all images of the archive. */
  containers: ContainerInfo[];
  /** The change that a dialog asks about. */
  asking: Asking | null;
}

declare module "../app/store.ts" {
  interface State extends ContainerState {}
}

store.slice<ContainerState>("image", { containers: [], asking: null });

/** The first operations of a long step that are shown as command lines. */
const SHOWN = 3;

/** Containers of the shown image, oldest first. */
export const siblings = ({ image, containers }: Pick<State, "image" | "containers">) =>
  containers.filter((container) => container.image === image?.index);

/** Puts the image with its container, as it is now, where everybody sees it. */
async function show(image: ImageInfo, more: Partial<State> = {}) {
  const containers = await engine.ask("containers");
  const { tree, edits } = store.state;
  store.set({ image, containers, tree: tree + 1, edits: edits + 1, ...more });
}

/** Shows the image after a command line, whose effects the log has already. */
export const settleLine = (image: ImageInfo) => show(image);

/** Announces a failure of the core. */
function failed(error: unknown) {
  const problem = asProblem(error);
  if (problem.kind !== "cancelled") announce(problem.message);
}

/** Runs a container on layers 0 to `height` and shows it. */
export async function run(height: number) {
  try {
    const id = await engine.ask("run", height);
    await showContainer(id);
    const { image } = store.state;
    tell({
      words: "container.did.run",
      params: { id: id + 1, n: height + 1, image },
      command: null,
      effects: [],
      refusal: null,
    });
  } catch (error) {
    failed(error);
  }
}

/** Shows a container on its layers, or with null the image alone. */
export async function showContainer(id: number | null) {
  try {
    const image = await engine.containers.choose(id);
    const { shape, mode } = store.state;
    const height = Math.max(0, image.layers.length - 1);
    await show(image, {
      height,
      tab: "layer",
      mode: id === null || registry.shape(shape)?.anyMode ? mode : "merged",
      viewer: null,
      offer: null,
    });
  } catch (error) {
    failed(error);
  }
}

async function settle(
  { applied, image }: { applied: Applied; image: ImageInfo },
  words: Key,
  params: Facts,
  command: string | null = null,
) {
  const { refusal, effects } = applied;
  // The rows have to know what is new about them when they are drawn.
  tell({ words, params, command, effects, refusal: refusal?.message ?? null });
  if (!refusal) await show(image);
  return refusal?.message ?? null;
}

/** Performs one step. Resolves to why it was refused, or null. */
export async function perform(ops: Op[], words: Key, params: Facts) {
  try {
    const lines = await Promise.all(ops.slice(0, SHOWN).map((op) => engine.ask("equivalent", op)));
    const command = lines.join(" && ") + (ops.length > SHOWN ? " && …" : "");
    return await settle(await engine.containers.apply(ops), words, params, command);
  } catch (error) {
    failed(error);
    return asProblem(error).message;
  }
}

export async function step(what: "undo" | "redo" | "reset") {
  const { container } = store.state.image ?? {};
  if (!container || (what === "reset" ? container.entries : container[what]) === 0) return;
  try {
    await settle(await engine.containers.step(what), `container.did.${what}`, {
      n: container.entries,
      bytes: container.bytes,
    });
  } catch (error) {
    failed(error);
  }
}

/** Removes a container and says what went away; its image is shown alone where it was shown. */
export async function removeContainer(id: number) {
  const shown = store.state.image?.container?.id === id;
  try {
    const { entries, bytes } = await engine.containers.remove(id);
    if (shown) await showContainer(null);
    else store.set({ containers: await engine.ask("containers") });
    const { image } = store.state;
    const params = { id: id + 1, n: entries, bytes, image };
    tell({ words: "container.did.remove", params, command: null, effects: [], refusal: null });
    announce(t("container.removed", { id: id + 1 }));
  } catch (error) {
    failed(error);
  }
}

/** The directory that what is new goes into: the path itself, else the one that holds it. */
export function folderAt(path: PathHistory | null | undefined): string {
  if (!path || path.path === "/") return "/";
  return path.kind === "dir" && path.live ? `${path.path}/` : path.path.slice(0, path.path.lastIndexOf("/") + 1);
}

/** The directory of the selected path. */
export async function folderOfSelected() {
  const { selected, height } = store.state;
  const path = selected ? await engine.ask("path", selected.node, height).catch(() => null) : null;
  return path?.live ? folderAt(path) : "/";
}

/** Asks the core which containers there are: another image is shown. */
export const listContainers = () => engine.ask("containers").then((containers) => store.set({ containers }), ignore);

export const ask = (asking: Asking | null) => store.set({ asking, offer: null });
