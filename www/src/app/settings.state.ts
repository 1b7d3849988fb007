// What a person has set for this page and every visit: language, theme, single-character keys.

import type { Language } from "../ui/i18n.ts";
import { store } from "./store.ts";

export type Theme = "auto" | "light" | "dark";

export interface SettingsState {
  language: Language;
  theme: Theme;
  /** Keys of one character work (app/keys.ts). */
  singleKeys: boolean;
}

declare module "./store.ts" {
  interface State extends SettingsState {}
}

store.slice<SettingsState>("visit", { language: "en", theme: "auto", singleKeys: true });
