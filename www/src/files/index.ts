// The files as tree and list, and the layer strip: what others may use of it. Its elements and texts are there once it is imported.

import "./files.css";
import "./strip.css";
import "./files.ts";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands, views } from "./commands.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { marksHelp } from "./marks.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface ShapeIds {
    tree: true;
    list: true;
  }
}

register({
  id: "files",
  shapes: [
    { id: "tree", label: "shape.tree", title: "shape.tree.title", order: 10, rows: true },
    { id: "list", label: "shape.list", title: "shape.list.title", order: 20, rows: true },
  ],
  keys: [
    {
      id: "files",
      name: "files.title",
      label: "help.files",
      order: 30,
      keys: [
        ["↑ ↓", "help.move"],
        ["PgUp PgDn Home End", "help.page"],
        ["→ ←", "help.openClose"],
        ["Enter", "help.details"],
        ["*", "help.below"],
      ],
    },
  ],
  commands,
  elements: [{ tag: "ls-files", place: "explore", order: 20 }],
  commandsFor: views,
  help: [{ order: 10, render: marksHelp }],
});

export type { Grid } from "./grid.ts";
