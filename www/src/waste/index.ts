// Dead bytes, advice and duplicates: what others may use of it. Its elements and texts are there once it is imported.

import "./waste.css";
import "./waste-tab.ts";
import { html } from "lit";
import { imageKey } from "../app/image-key.ts";
import { register } from "../app/registry.ts";
import { reportExport } from "../app/reports.ts";
import { addTexts } from "../ui/i18n.ts";
import { deadSum, layerDoor, sumDoor } from "./doors.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { followWaste } from "./waste.state.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface TabIds {
    waste: true;
  }
}

register({
  id: "waste",
  tabs: [
    {
      id: "waste",
      label: "details.waste",
      order: 40,
      render: () => html`<ls-waste-tab></ls-waste-tab>`,
      // The list is long: a person who went from it to a file comes back to it.
      keep: imageKey,
    },
  ],
  exports: [reportExport("csv-dead", ["export.csv-dead", "export.csv-dead.text"], ".dead.csv", 70)],
  parts: [
    { at: "footer", order: 10, render: deadSum },
    { at: "layer.dead", order: 10, render: layerDoor },
    { at: "image.dead", order: 10, render: sumDoor },
  ],
  start: followWaste,
});
