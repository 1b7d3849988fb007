// The palette's list: every command that can be done now, with its labels in the page's language and in English.

import { currentLanguage } from "../../ui/i18n.ts";
import type { Command } from "../feature.ts";
import { inLanguage, labelText } from "../label.ts";
import { registry } from "../registry.ts";
import { store } from "../store.ts";
import { type Findable, match } from "./match.ts";

export interface Item extends Findable {
  readonly command: Command;
  /** The label in the page's language. */
  readonly label: string;
  /** The keys that do the same now. */
  readonly keys: readonly string[];
}

/** The commands that a query means, the best first; all of them where it is empty. */
export function items(query: string): Item[] {
  const { state } = store;
  const groups = new Map(registry.groups.map(({ id, name }) => [id, labelText(name)]));
  const english = inLanguage("en");
  const foreign = currentLanguage() !== "en";
  const all = registry.commands(state).filter(({ keyOnly }) => !keyOnly);
  const found = all.map((command) => {
    const label = labelText(command.label);
    const labels = foreign ? [label, labelText(command.label, english)] : [label];
    return { command, label, labels, group: groups.get(command.group) ?? "", keys: registry.keysOf(command, state) };
  });
  return match(found, query);
}
