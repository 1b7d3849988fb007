// The details' tabs on image, layer, file, archive and findings: what others may use of it. Its elements and texts are there once it is imported.

import "./findings.css";
import "./archive-tab.ts";
import "./docker-store.state.ts";
import "./file-tab.ts";
import "./findings-tab.ts";
import "./image-tab.ts";
import "./layer-tab.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { findingsDoor } from "./findings-door.ts";
import { findingsBadge } from "./findings-tab.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface TabIds {
    layer: true;
    file: true;
    image: true;
    archive: true;
    findings: true;
  }
}

register({
  id: "image",
  parts: [{ at: "footer", order: 20, render: findingsDoor }],
  tabs: [
    { id: "layer", label: "details.layer", order: 10, render: () => html`<ls-layer-tab></ls-layer-tab>` },
    { id: "file", label: "details.file", order: 20, render: () => html`<ls-file-tab></ls-file-tab>` },
    { id: "image", label: "details.image", order: 30, render: () => html`<ls-image-tab></ls-image-tab>` },
    { id: "archive", label: "details.archive", order: 50, render: () => html`<ls-archive-tab></ls-archive-tab>` },
    {
      id: "findings",
      label: "details.findings",
      order: 60,
      when: ({ findings }) => findings.length > 0,
      render: () => html`<ls-findings-tab></ls-findings-tab>`,
      badge: findingsBadge,
    },
  ],
});
