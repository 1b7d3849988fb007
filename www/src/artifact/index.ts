// What is no image, alone or beside images, and where images come from: what others may use of it.

import "./artifact.css";
import "./artifacts.ts";
import "./beside.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { imageAbout, layerAbout } from "./origin.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface TabIds {
    artifact: true;
  }
}

register({
  id: "artifact",
  tabs: [
    {
      id: "artifact",
      label: "artifact.tab",
      order: 45,
      when: ({ opened }) => (opened?.artifacts ?? 0) > 0,
      render: () => html`<ls-artifacts></ls-artifacts>`,
    },
  ],
  elements: [{ tag: "ls-artifacts-page", place: "artifacts", order: 10 }],
  parts: [
    { at: "image.about", order: 10, render: imageAbout },
    { at: "layer.about", order: 10, render: layerAbout },
  ],
});
