// The overlay diagram of a directory: what others may use of it. Its elements and texts are there once it is imported.

import "./legend.css";
import "./diagram.css";
import "./diagram.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface ShapeIds {
    diagram: true;
  }
}

register({
  id: "overlay",
  shapes: [
    {
      id: "diagram",
      label: "shape.diagram",
      title: "shape.diagram.title",
      order: 30,
      rows: false,
      anyMode: true,
      render: ({ search, below }) => html`${search}<ls-diagram></ls-diagram>${below}`,
      enter: ({ selected }) => ({ folder: selected?.node ?? 0, several: false }),
      reveal: (folder) => ({ folder }),
    },
  ],
  keys: [
    {
      id: "diagram",
      name: "shape.diagram",
      label: "help.diagram",
      order: 60,
      keys: [
        ["← → ↑ ↓", "help.diagram.move"],
        ["Home End PgUp PgDn", "help.diagram.ends"],
        ["Enter", "help.diagram.enter"],
        ["Backspace", "help.diagram.up"],
        ["l", "help.follow"],
      ],
    },
  ],
});
