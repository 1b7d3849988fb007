// Build records: alone, and beside the image that a build made. Its element and texts are there once it is imported.

import "./build.css";
import "./list.css";
import "./build.ts";
import { html } from "lit";
import { openWith } from "../app/opening.state.ts";
import { register } from "../app/registry.ts";
import { store } from "../app/store.ts";
import { addTexts } from "../ui/i18n.ts";
import { followBuilds } from "./build.state.ts";
import { en } from "./en.ts";
import { builtBy, layerBuild } from "./joined.ts";
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
  elements: [{ tag: "ls-build", place: "build", order: 10 }],
  parts: [
    { at: "layer", order: 10, render: layerBuild, uses: ({ made }) => [made] },
    { at: "life", order: 10, render: builtBy, uses: ({ made }) => [made] },
  ],
  drops: [
    {
      id: "build.beside",
      order: 30,
      label: "start.drop",
      over: () => store.state.phase === "build",
      take: ({ files, folder }) => {
        if (folder) return false;
        openWith(files);
        return true;
      },
    },
  ],
  start: followBuilds,
});
