// Build records: alone, and beside the image that a build made. Its element and texts are there once it is imported.

import "./build.css";
import "./list.css";
import "./build.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { followBuilds } from "./build.state.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

declare module "../app/feature.ts" {
  interface TabIds {
    build: true;
  }
}

register({
  id: "build",
  tabs: [
    {
      id: "build",
      label: "details.build",
      order: 45,
      when: ({ builds }) => builds.length > 0,
      render: () => html`<ls-build></ls-build>`,
    },
  ],
  start: followBuilds,
});

export { builtBy, layerBuild } from "./joined.ts";
