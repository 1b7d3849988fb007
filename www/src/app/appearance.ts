// The other theme and the other language, for the header and the commands.

import { currentLanguage, type Language } from "../ui/i18n.ts";
import { chooseTheme } from "./actions.ts";
import type { Theme } from "./settings.state.ts";
import { store } from "./store.ts";

const NEXT = { auto: "light", light: "dark", dark: "auto" } as const satisfies Record<Theme, Theme>;

/** The other theme, in a circle: as the system, light, dark. */
export const nextTheme = (): void => chooseTheme(NEXT[store.state.theme]);

export const otherLanguage = (): Language => (currentLanguage() === "en" ? "ko" : "en");
