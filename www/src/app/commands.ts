// The page's own commands: opening, appearance, help, the palette, and stopping what is being read.

import { chooseLanguage, showHelp, showTab } from "./actions.ts";
import { nextTheme, otherLanguage } from "./appearance.ts";
import { pick, pickFolder } from "./drop.ts";
import type { Command } from "./feature.ts";
import { labelText } from "./label.ts";
import { cancel, openSample, stopVerifying } from "./opening.state.ts";
import { openPalette } from "./palette/palette.state.ts";
import { register, registry } from "./registry.ts";
import type { State } from "./store.ts";

/** Something is being read that cancelling takes away as a whole. */
const reading = ({ phase, merged, beside }: Readonly<State>) =>
  phase === "opening" || (phase === "explore" && !merged && !beside);

/** A command for each tab that is shown. */
const tabs = (state: Readonly<State>): Command[] =>
  state.phase === "explore"
    ? registry.tabs(state).map(({ id, label }) => ({
        id: `details.${id}`,
        label: (texts) => texts("command.tab", { what: labelText(label, texts) }),
        group: "details",
        run: () => showTab(id),
      }))
    : [];

register({
  id: "app",
  keys: [
    { id: "page", name: "command.page", label: "help.anywhere", order: 0, keys: [["Esc", "help.escape"]] },
    { id: "details", name: "details.title", label: "details.title", order: 40 },
  ],
  commands: [
    {
      id: "palette.open",
      label: "palette.open",
      group: "page",
      keys: ["Mod+k"],
      inText: true,
      keyOnly: true,
      run: openPalette,
    },
    { id: "help.open", label: "header.help", group: "page", keys: ["?"], run: () => showHelp(true) },
    { id: "file.open", label: "command.open", group: "page", keys: ["o"], run: pick },
    { id: "folder.open", label: "start.openFolder", group: "page", run: pickFolder },
    { id: "sample.open", label: "start.sample", group: "page", run: openSample },
    { id: "theme.next", label: "command.theme", group: "page", keys: ["t"], run: nextTheme },
    { id: "language.other", label: "command.language", group: "page", run: () => chooseLanguage(otherLanguage()) },
    { id: "reading.cancel", label: "command.cancel", group: "page", keys: ["Escape"], when: reading, run: cancel },
    {
      id: "verifying.stop",
      label: "action.stop",
      group: "page",
      when: ({ phase, merged, proof, progress }) =>
        phase === "explore" && merged && proof === "running" && progress !== null,
      run: stopVerifying,
    },
  ],
  commandsFor: tabs,
  elements: [
    { tag: "ls-details", place: "explore", order: 30 },
    { tag: "ls-path-menu", place: "explore", order: 60 },
    { tag: "ls-parts", place: "explore", order: 70 },
    { tag: "ls-saving", place: "messages", order: 30 },
  ],
});
