// What the page's words and colours need of a browser, for tests without one.

const style = { lang: "" };

/** The rules in the page's own stylesheet. */
export const sheets: string[] = [];

/** @param languages as the browser lists them */
export function speaks(...languages: string[]) {
  Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
}

class Sheet {
  replaceSync(rules: string) {
    sheets.push(rules);
  }
}

Object.assign(globalThis, {
  document: { documentElement: style, adoptedStyleSheets: [] },
  CSSStyleSheet: Sheet,
});
speaks("en-US");
process.env.TZ = "UTC";

/** The language that the document says it is in. */
export const documentLanguage = () => style.lang;
