// Key presses become commands: those of the whole page here, those of a path where a view has the keyboard on one.

import type { Place } from "./feature.ts";
import { pressed, typing } from "./keys.ts";
import { registry } from "./registry.ts";
import { store } from "./store.ts";

/** A dialog is open over the page. */
export const modal = (): boolean => document.querySelector("dialog[open]") !== null;

/** Runs the command of a key on a path. True where there is one. */
export function runOnPath(name: string, at: Place): boolean {
  const command = registry.byKey(name, "path", store.state, at);
  command?.run(at);
  return command !== undefined;
}

/** Runs the page's command of a key press, unless a view has had it, it is text, or a dialog is open. */
function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || modal()) return;
  const command = registry.byKey(pressed(event), "page", store.state);
  if (!command || (typing(event.target) && !command.inText)) return;
  event.preventDefault();
  command.run();
}

/** Listens from now on. */
export const followKeys = (): void => addEventListener("keydown", dispatch);
