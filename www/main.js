// Starts the page: language and theme first, then the elements, then the core in the background.

import { engine } from "./state/core.js";
import { store } from "./state/store.js";
import { warmText } from "./state/warming.js";
import { followWaste } from "./state/waste.js";
import { preferredLanguage, remembered, setLanguage } from "./text/i18n.js";
import "./views/adding.js";
import "./views/containerdialog.js";
import "./views/containermenu.js";
import { followContainers } from "./views/containermotion.js";
import "./views/details.js";
import "./views/drop.js";
import "./views/exporting.js";
import "./views/files.js";
import "./views/footer.js";
import "./views/header.js";
import "./views/help.js";
import "./views/images.js";
import "./views/import.js";
import "./views/landed.js";
import "./views/notice.js";
import "./views/opening.js";
import "./views/parts.js";
import { followPhase } from "./views/phases.js";
import "./views/problem.js";
import "./views/saving.js";
import "./views/stack.js";
import "./views/start.js";
import "./views/viewer.js";

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
