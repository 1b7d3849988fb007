// Starts the page: language and theme first, then the elements, then the core in the background. Each feature is one of the lines below.

import "./app/texts.ts";
import "./app/details.ts";
import "./app/drop.ts";
import "./app/footer.ts";
import "./app/header.ts";
import "./app/help.ts";
import "./app/notice.ts";
import "./app/opening.ts";
import "./app/parts.ts";
import "./app/problem.ts";
import "./app/saving.ts";
import "./app/start.ts";
import "./content/index.ts";
import "./export/index.ts";
import "./files/index.ts";
import "./glossary/index.ts";
import "./image/index.ts";
import "./images/index.ts";
import "./links/index.ts";
import "./overlay/index.ts";
import "./search/index.ts";
import "./stack/index.ts";
import "./treemap/index.ts";
import { engine } from "./app/engine.ts";
import { followPhase } from "./app/phases.ts";
import { store } from "./app/store.ts";
import { warmText } from "./app/warming.ts";
import { followContainers } from "./container/index.ts";
import { preferredLanguage, remembered, setLanguage } from "./ui/i18n.ts";
import { followWaste } from "./waste/index.ts";

const language = preferredLanguage();
const theme = remembered("layerscope.theme");
setLanguage(language);
store.set({ language, theme: theme === "light" || theme === "dark" ? theme : "auto" });
followPhase();
followWaste();
followContainers();
setTimeout(() => {
  engine.warm();
  warmText();
}, 50);

// For measuring: the engine, and bytes of WebAssembly memory over all workers of this opening. Nothing in the page uses it.
Object.defineProperty(globalThis, "layerscope", { value: Object.freeze({ engine, memory: () => engine.memory() }) });
