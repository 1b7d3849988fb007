// The command line of the container: what was typed, what it printed, and what the page has to do for it.

import type { Intent, PathBytes } from "../../pkg/layerscope.js";
import { announce } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { save } from "../app/saving.state.ts";
import { store } from "../app/store.ts";
import { contents, shown } from "../content/index.ts";
import { asProblem } from "../core/problem.ts";
import type { Printed } from "../core/shell.ts";
import { t } from "../ui/i18n.ts";
import { readable } from "../ui/plain.ts";
import { printable } from "../ui/printable.ts";
import { written } from "./acts.ts";
import { commit } from "./commit.ts";
import { ask, settleLine } from "./container.state.ts";
import { tell } from "./log.state.ts";

/** Lines of a container's history. */
const MOST = 200;
export const history: string[] = [];

/** Makes printed text safe, line by line: it is data of an image. */
const safe = (printed: Printed[]) =>
  printed
    .map(({ text, error }) => ({ error, text: text.split("\n").map(readable).join("\n") }))
    .filter(({ text }) => text !== "");

/** Downloads the source of `docker cp`: a file's bytes, a directory or anything to "-" as a tar. */
async function copyOut({ node, tar, name }: Extract<Intent, { do: "copyOut" }>) {
  const { height } = store.state;
  const path = node === null ? null : await engine.ask("path", node, height);
  if (!path) return;
  const title = printable(name || "root");
  if (tar) await save({ what: "directory", node: path.node, height }, title, ".tar");
  else {
    const version = shown({ ...path, versions: contents(path) }, height, null);
    if (!version) return announce(t("shell.noFile", { path: path.path }));
    await save({ what: "file", node: path.node, layer: version.layer }, title);
  }
}

/** Lets the person choose the file that `docker cp` names. */
function copyIn(path: PathBytes) {
  announce(t("shell.choose", { path: typeof path === "string" ? printable(path) : "" }));
  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    const { applied, image } = await engine.containers.apply([written(path, engine.containers.add(file))]);
    tell({
      words: "shell.copied",
      params: { name: printable(file.name) },
      command: null,
      effects: applied.effects,
      refusal: applied.refusal?.message ?? null,
    });
    await settleLine(image);
  });
  input.click();
}

async function follow(intent: Intent) {
  if (intent.do === "rm") ask({ act: "remove", path: null, folder: "/" });
  else if (intent.do === "copyIn") copyIn(intent.path);
  else if (intent.do === "copyOut") await copyOut(intent);
  else {
    const { name, message, author, changes } = intent;
    const why = await commit({ name: name ?? "", message, author, changes: changes.join("\n") });
    if (why) tell({ words: "shell.failed", params: {}, command: null, effects: [], refusal: why });
  }
}

/** @param prompt Resolves to the directory that the next line starts in. */
export async function execute(line: string, prompt: string) {
  if (history.at(-1) !== line) history.push(line);
  history.splice(0, history.length - MOST);
  try {
    const { executed, printed, image } = await engine.shell.exec(line);
    const { effects } = executed.applied;
    tell({
      words: "shell.did",
      params: {},
      command: `${prompt} ${line}`,
      effects,
      refusal: null,
      printed: safe(printed),
    });
    await settleLine(image);
    if (executed.intent) await follow(executed.intent);
    return executed.cwd;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind !== "cancelled") announce(problem.message);
    return null;
  }
}
