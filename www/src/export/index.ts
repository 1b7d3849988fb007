// What can be written out of the shown image: what others may use of it. Its elements and texts are there once it is imported.

import "./export.css";
import "./export.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { reportExport } from "../app/reports.ts";
import { addTexts } from "../ui/i18n.ts";
import { exports } from "./commands.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

register({
  id: "export",
  keys: [{ id: "export", name: "export.button", label: "export.title", order: 100 }],
  exports: [
    reportExport("html", ["export.html", "export.html.text"], ".report.html", 10),
    {
      ...reportExport("dockerfile", ["export.dockerfile", "export.dockerfile.text"], ".Dockerfile", 20),
      // A root file system alone has no history.
      when: ({ opened }) => opened?.form !== "rootfs",
    },
    reportExport("json", ["export.json", "export.json.text"], ".layerscope.json", 30),
    reportExport("dive-json", ["export.dive-json", "export.dive-json.text"], ".dive.json", 40),
    reportExport("csv-layers", ["export.csv-layers", "export.csv-layers.text"], ".layers.csv", 50),
    reportExport("csv-files", ["export.csv-files", "export.csv-files.text"], ".files.csv", 60),
  ],
  commandsFor: exports,
  parts: [{ at: "header", order: 20, render: () => html`<ls-export></ls-export>` }],
});
