// The registry of features: the page asks it for tabs, shapes, commands, exports and the help's keys, in their order.

import type {
  Command,
  ExportSpec,
  Feature,
  HelpSection,
  KeyGroup,
  Place,
  Shape,
  ShapeSpec,
  Tab,
  TabSpec,
} from "./feature.ts";
import { isSingle } from "./keys.ts";
import type { LinkedTerm } from "./linked.ts";
import type { AboutPath, DropSpec, ElementSpec, Recent, Slot } from "./slots.ts";
import type { State } from "./store.ts";

const ordered = <T extends { readonly order: number }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => a.order - b.order);

/** A group of keys with the commands that have keys in it. */
export interface HelpGroup {
  readonly group: KeyGroup;
  readonly commands: readonly Command[];
}

export class Registry {
  #features: Feature[] = [];
  #ids = new Set<string>();

  /** Adds a feature. An id that is taken is a mistake in the program. */
  add(feature: Feature): void {
    const { id, tabs = [], shapes = [], exports = [], keys = [], commands = [] } = feature;
    const ids = { feature: [{ id }], tab: tabs, shape: shapes, export: exports, group: keys, command: commands };
    for (const [kind, items] of Object.entries(ids)) for (const item of items) this.#claim(`${kind} ${item.id}`);
    for (const { keys: names = [], where = "page" } of commands)
      for (const name of names) this.#claim(`key ${name} (${where})`);
    this.#features.push(feature);
  }

  #claim(id: string): void {
    if (this.#ids.has(id)) throw new Error(`Registered twice: ${id}`);
    this.#ids.add(id);
  }

  /** The tabs that are shown, from the left. */
  tabs(state: Readonly<State>): TabSpec[] {
    const all = ordered(this.#features.flatMap(({ tabs = [] }) => tabs));
    return all.filter(({ id, when }) => id === state.tab || (when?.(state) ?? true));
  }

  tab(id: Tab): TabSpec | undefined {
    return this.#features.flatMap(({ tabs = [] }) => tabs).find((tab) => tab.id === id);
  }

  get shapes(): ShapeSpec[] {
    return ordered(this.#features.flatMap(({ shapes = [] }) => shapes));
  }

  shape(id: Shape): ShapeSpec | undefined {
    return this.#features.flatMap(({ shapes = [] }) => shapes).find((shape) => shape.id === id);
  }

  /** The files that can be written now. */
  exports(state: Readonly<State>): ExportSpec[] {
    const all = ordered(this.#features.flatMap(({ exports = [] }) => exports));
    return all.filter(({ when }) => when?.(state) ?? true);
  }

  /** Every command, whether it can be done now or not; those of the feature that has their group come first. */
  #all(state: Readonly<State>): Command[] {
    const all = this.#features.flatMap(({ keys = [], commands = [], commandsFor }) =>
      [...commands, ...(commandsFor?.(state) ?? [])].map((command) => ({
        command,
        own: keys.some(({ id }) => id === command.group),
      })),
    );
    return all.toSorted((a, b) => Number(b.own) - Number(a.own)).map(({ command }) => command);
  }

  /** The commands that can be done now, group by group. */
  commands(state: Readonly<State>): Command[] {
    const can = this.#all(state).filter(({ when }) => when?.(state) ?? true);
    const groups = this.groups.map(({ id }) => id);
    return can.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  }

  /** The command of a key that can be done now. */
  byKey(name: string, where: NonNullable<Command["where"]>, state: Readonly<State>, at?: Place): Command | undefined {
    if (!name) return undefined;
    const fits = (command: Command) => (command.where ?? "page") === where && command.keys?.includes(name);
    return this.#all(state).find((command) => fits(command) && (command.when?.(state, at) ?? true));
  }

  /** The keys of a command that work: a person may have turned off those of one character. */
  keysOf({ keys = [] }: Command, { singleKeys }: Readonly<State>): readonly string[] {
    return singleKeys ? keys : keys.filter((name) => !isSingle(name));
  }

  get groups(): KeyGroup[] {
    return ordered(this.#features.flatMap(({ keys = [] }) => keys));
  }

  /** The help's keys: every group that has some, with its commands. */
  helpGroups(state: Readonly<State>): HelpGroup[] {
    const commands = this.#all(state).filter(({ keys }) => keys && keys.length > 0);
    const all = this.groups.map((group) => ({ group, commands: commands.filter((c) => c.group === group.id) }));
    return all.filter(({ group, commands }) => commands.length > 0 || (group.keys?.length ?? 0) > 0);
  }

  get helpSections(): HelpSection[] {
    return ordered(this.#features.flatMap(({ help = [] }) => help));
  }

  /** The elements of a place, in their order. */
  elements(place: ElementSpec["place"]): ElementSpec[] {
    return ordered(this.#features.flatMap(({ elements = [] }) => elements)).filter((one) => one.place === place);
  }

  #parts(slot: Slot) {
    return ordered(this.#features.flatMap(({ parts = [] }) => parts)).filter(({ at }) => at === slot);
  }

  /** Draws the parts of a view; none where no feature has one. */
  parts(slot: Slot, state: Readonly<State>, about?: AboutPath): unknown[] {
    return this.#parts(slot).map(({ render }) => render(state, about));
  }

  /** The state that these parts read. */
  uses(slot: Slot, state: Readonly<State>): unknown[] {
    return this.#parts(slot).flatMap(({ uses }) => uses?.(state) ?? []);
  }

  /** The handlers of what is held over the page, in the order in which they are asked. */
  drops(event: Event): DropSpec[] {
    return ordered(this.#features.flatMap(({ drops = [] }) => drops)).filter(({ over }) => over(event));
  }

  /** The commands of the menu of a path. */
  menu(state: Readonly<State>, at: Place): Command[] {
    const all = this.#all(state).filter(({ menu }) => menu);
    return all.filter(({ when }) => when?.(state, at) ?? true);
  }

  /** A term as the glossary draws it; the word alone where there is no glossary. */
  term(term: LinkedTerm, word: string): unknown {
    return this.#features.find((feature) => feature.term)?.term?.(term, word) ?? word;
  }

  recent(state: Readonly<State>): Recent {
    const none = { of: undefined, nodes: [], layer: false };
    return this.#features.find((feature) => feature.recent)?.recent?.(state) ?? none;
  }

  /** Another image is shown. */
  shown(): void {
    for (const { shown } of this.#features) shown?.();
  }

  /** Starts the features, in the order of their list. */
  start(): void {
    for (const { start } of this.#features) start?.();
  }
}

export const registry = new Registry();

/** Adds a feature to the page: what its `index.ts` calls. */
export const register = (feature: Feature): void => registry.add(feature);
