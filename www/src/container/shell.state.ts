// The command line of the container: what was typed, what it printed, and what the page has to do for it.

import { asProblem } from "../engine/problem.js";
import { t } from "../text/i18n.js";
import { readable } from "../text/plain.js";
import { printable } from "../text/printable.js";
import { announce } from "./actions.js";
import { commit } from "./commit.js";
import { ask, settleLine, tell } from "./container.js";
import { written } from "./containeracts.js";
import { engine } from "./core.js";
import { save } from "./saving.js";
import { store } from "./store.js";
import { contents, shown } from "./versions.js";

/** @import { Intent, PathBytes } from "../pkg/layerscope.js" */
/** @import { Printed } from "../engine/shell.js" */

/** Lines of a container's history. */
const MOST = 200;
/** @type {string[]} */
export const history = [];

/** What is printed is data of an image: made safe line by line. @param {Printed[]} printed */
const safe = (printed) =>
  printed
    .map(({ text, error }) => ({ error, text: text.split("\n").map(readable).join("\n") }))
    .filter(({ text }) => text !== "");

/** What `docker cp` takes out becomes a download: a file's bytes, a directory or anything to "-" as a tar. @param {Extract<Intent, { do: "copyOut" }>} intent */
async function copyOut({ node, tar, name }) {
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

/** Lets the person choose the file that `docker cp` names. @param {PathBytes} path */
function copyIn(path) {
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

/** @param {Intent} intent */
async function follow(intent) {
  if (intent.do === "rm") ask({ act: "remove", path: null, folder: "/" });
  else if (intent.do === "copyIn") copyIn(intent.path);
  else if (intent.do === "copyOut") await copyOut(intent);
  else {
    const { name, message, author, changes } = intent;
    const why = await commit({ name: name ?? "", message, author, changes: changes.join("\n") });
    if (why) tell({ words: "shell.failed", params: {}, command: null, effects: [], refusal: why });
  }
}

/** @param {string} line @param {string} prompt Resolves to the directory that the next line starts in. */
export async function execute(line, prompt) {
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
