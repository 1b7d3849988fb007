// Starts the page: language, theme and keys first, then the elements, then the core in the background.

import "./app/base.ts";
import "./app/settings.state.ts";
import "./app/page.state.ts";
import "./app/texts.ts";
import "./app/commands.ts";
import "./features.ts";
import "./app/elements.ts";
import { followKeys } from "./app/dispatch.ts";
import { engine } from "./app/engine.ts";
import { mount } from "./app/mount.ts";
import { followPhase } from "./app/phases.ts";
import { registry } from "./app/registry.ts";
import { store } from "./app/store.ts";
import { warmText } from "./app/warming.ts";
import { preferredLanguage, remembered, setLanguage } from "./ui/i18n.ts";
import "./app/narrow.css";
import "./ui/print.css";

const language = preferredLanguage();
const theme = remembered("layerscope.theme");
setLanguage(language);
store.set({
  language,
  theme: theme === "light" || theme === "dark" ? theme : "auto",
  singleKeys: remembered("layerscope.singleKeys") !== "off",
});
followPhase();
followKeys();
mount();
registry.start();
setTimeout(() => {
  engine.warm();
  warmText();
}, 50);

// For measuring: the engine, and bytes of WebAssembly memory over all workers of this opening. Nothing in the page uses it.
Object.defineProperty(globalThis, "layerscope", { value: Object.freeze({ engine, memory: () => engine.memory() }) });
