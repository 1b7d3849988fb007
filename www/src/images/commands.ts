// The commands of several images: the page of them, and each of its questions.

import type { Command } from "../app/feature.ts";
import type { State } from "../app/store.ts";
import { closeImages, QUESTIONS, showImages } from "./images.state.ts";

const explore = ({ phase, opened }: Readonly<State>) => phase === "explore" && opened !== null;

export const commands: readonly Command[] = [
  { id: "images.show", label: "images.show", group: "page", keys: ["i"], when: explore, run: () => showImages() },
  {
    id: "images.close",
    label: "images.close",
    group: "images",
    when: (state) => explore(state) && state.beside !== null,
    run: closeImages,
  },
];

/** A command for each question that is not the shown one. */
export const questions = (state: Readonly<State>): Command[] =>
  explore(state)
    ? QUESTIONS.map((question) => ({
        id: `images.${question}`,
        label: (texts) => texts("images.command", { what: texts(`images.tab.${question}`) }),
        group: "images",
        when: ({ beside }) => beside !== question,
        run: () => showImages(question),
      }))
    : [];
