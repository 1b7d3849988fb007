// Puts the elements that features register into their places of the page, once.

import { registry } from "./registry.ts";
import type { ElementSpec } from "./slots.ts";

const PLACES: Record<ElementSpec["place"], string> = {
  explore: "#explore",
  artifacts: "#artifacts",
  build: "#build",
  messages: ".messages",
  dialogs: ".dialogs",
};

export function mount(): void {
  for (const place of ["explore", "artifacts", "build", "messages", "dialogs"] as const)
    document
      .querySelector(PLACES[place])
      ?.append(...registry.elements(place).map(({ tag }) => document.createElement(tag)));
}
