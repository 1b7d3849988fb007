// The commands of the stack: to its ends.

import { setHeight } from "../app/actions.ts";
import type { Command } from "../app/feature.ts";
import { type State, store } from "../app/store.ts";

const explore = ({ phase, beside }: Readonly<State>) => phase === "explore" && !beside;
const top = ({ image }: Readonly<State>) => (image?.layers.length ?? 0) - 1;

export const commands: readonly Command[] = [
  {
    id: "layers.top",
    label: "stack.toTop",
    group: "layers",
    when: (state) => explore(state) && state.height < top(state),
    run: () => setHeight(top(store.state)),
  },
  {
    id: "layers.base",
    label: "stack.toBase",
    group: "layers",
    when: (state) => explore(state) && state.height > 0,
    run: () => setHeight(0),
  },
];
