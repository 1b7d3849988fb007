// The one place that reads the keyboard: a key press becomes a name ("n", "Mod+k", "ArrowUp") under any layout and input method.

import { store } from "./store.ts";

/** The part of a keyboard event that its name depends on. */
export type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Fields in which a character is text. */
const TEXT = "input:not([type=radio],[type=checkbox],[type=file],[type=range],[type=button]),select,textarea";
/** Keys whose meaning an input method keeps to itself. */
const HELD = new Set(["Process", "Unidentified", "Dead"]);
/** The old code of a key that an input method took. */
const COMPOSING = 229;
const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** True where characters are typed as text. */
export function typing(target: EventTarget | null): boolean {
  return (target as Partial<Element> | null)?.matches?.(TEXT) ?? false;
}

/**
 * The character or the named key. A letter of another script stands for the Latin letter of its place: with the Korean input
 * method on, "ㅗ" is the key of "h". Latin letters stay: AZERTY and Dvorak have them in other places.
 */
function characterOf({ key, code }: Press): string {
  if (key === " ") return "Space";
  const other = key.length === 1 && /[^\p{Script=Latin}\p{Script=Common}]/u.test(key);
  if (!other && !HELD.has(key)) return /^[A-Z]$/.test(key) ? key.toLowerCase() : key;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? (other ? key : "");
}

/**
 * The name of a key press: modifiers, then the character or key; "" where only the input method knows it.
 *
 * `Mod` is Ctrl, or Cmd on a Mac. `Shift` is named with a letter ("Shift+n") and after `Mod`: elsewhere the character has it.
 */
export function nameOf(press: Press): string {
  const character = characterOf(press);
  if (!character) return "";
  const mod = press.ctrlKey || press.metaKey;
  const shift = press.shiftKey && (/^[a-z]$/.test(character) || (mod && character.length > 1));
  return `${mod ? "Mod+" : ""}${press.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${character}`;
}

/** One character without Ctrl, Alt or Cmd: what WCAG 2.1.4 lets a person turn off. */
export const isSingle = (name: string): boolean => /^(Shift\+)?.$/u.test(name);

/** The name of a key press as the page acts on it; "" for what is text, a composition's, or turned off. */
export function pressed(event: KeyboardEvent): string {
  const text = typing(event.target);
  // Safari ends a composition before the key press that ended it: only the old code is left to tell.
  if (text && (event.isComposing || event.key === "Process" || event.keyCode === COMPOSING)) return "";
  const name = nameOf(event);
  if (isSingle(name) && (text || !store.state.singleKeys)) return "";
  // On a Mac, Ctrl with a letter edits text.
  return text && MAC && event.ctrlKey ? "" : name;
}

const SIGNS: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Mod: MAC ? "⌘" : "Ctrl",
  Alt: MAC ? "⌥" : "Alt",
  Shift: MAC ? "⇧" : "Shift",
};

/** A key's name as keyboards label it: "Ctrl+K". A letter alone stays small: it is pressed without Shift. */
export function keyLabel(name: string): string {
  const parts = name.split("+").filter(Boolean);
  const shown = parts.map((part) => SIGNS[part] ?? (parts.length > 1 && part.length === 1 ? part.toUpperCase() : part));
  return shown.join(MAC ? "" : "+");
}

/** A key's name for `aria-keyshortcuts`. */
export const ariaKey = (name: string): string => name.replace("Mod", MAC ? "Meta" : "Control");
