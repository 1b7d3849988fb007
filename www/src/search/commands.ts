// The commands of the search.

import { setPart } from "../app/actions.ts";
import type { Command } from "../app/feature.ts";
import { inRows, setShape } from "../app/shape.state.ts";
import { type State, store } from "../app/store.ts";
import { showBuilder } from "./search.state.ts";
import { enterSearch } from "./search.ts";

const explore = ({ phase, beside }: Readonly<State>) => phase === "explore" && !beside;

/** The field is to be seen, and rows, which are what is found. */
function toRows(): void {
  setPart("files");
  if (!inRows()) setShape("tree");
}

export const commands: readonly Command[] = [
  {
    id: "search.focus",
    label: "search.title",
    group: "page",
    keys: ["/"],
    when: explore,
    run: () => {
      toRows();
      return enterSearch();
    },
  },
  {
    id: "search.filters",
    label: "search.filters.title",
    group: "files",
    when: explore,
    run: () => {
      toRows();
      showBuilder(!store.state.builder);
    },
  },
];
