// The treemap: where the bytes come from: what others may use of it. Its elements and texts are there once it is imported.

import "./treemap.css";
import "./treemap.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { ENDING, saveShownMap } from "./save.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface ShapeIds {
    treemap: true;
  }
}

register({
  id: "treemap",
  shapes: [
    {
      id: "treemap",
      label: "shape.treemap",
      title: "shape.treemap.title",
      order: 40,
      rows: false,
      render: () => html`<ls-treemap></ls-treemap>`,
    },
  ],
  keys: [
    {
      id: "map",
      name: "shape.treemap",
      label: "help.map",
      order: 70,
      keys: [
        ["← → ↑ ↓", "help.map.move"],
        ["PgDn PgUp", "help.map.level"],
        ["Enter", "help.map.enter"],
        ["Space", "help.map.details"],
        ["Backspace Esc", "help.map.up"],
      ],
    },
  ],
  exports: [
    {
      id: "svg-treemap",
      label: "export.svg-treemap",
      text: "export.svg-treemap.text",
      ending: ENDING,
      order: 90,
      run: saveShownMap,
    },
  ],
});
