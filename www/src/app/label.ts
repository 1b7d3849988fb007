// The labels of what features register, in the page's language or another one.

import { currentLanguage, type Language, type PlainKey, type Say, say } from "../ui/i18n.ts";

/** A text by its key, or worded when it is shown, in the language of the texts it is given. */
export type Label = PlainKey | ((texts: Say) => string);

/** The texts of one language. */
export const inLanguage = (language: Language): Say => say(language);

/** The text of a label. */
export const labelText = (label: Label, texts: Say = inLanguage(currentLanguage())): string =>
  typeof label === "function" ? label(texts) : texts(label);
