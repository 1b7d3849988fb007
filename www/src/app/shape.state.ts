// The shape that the files are shown in.

import { engine } from "./engine.ts";
import type { Shape } from "./feature.ts";
import { question } from "./question.ts";
import { registry } from "./registry.ts";
import { store } from "./store.ts";

export interface ShapeState {
  shape: Shape;
}

declare module "./store.ts" {
  interface State extends ShapeState {}
}

store.slice<ShapeState>("file", { shape: "tree" });

/** Is what is shown drawn as rows? */
export const inRows = (): boolean => registry.shape(store.state.shape)?.rows ?? true;

/** Shows the files in another shape. Back among the rows, the selected one is to be in sight. */
export async function setShape(shape: Shape): Promise<void> {
  const { selected } = store.state;
  const spec = registry.shape(shape);
  store.set({ shape, ...spec?.enter?.(store.state) });
  if (!spec?.rows || !selected) return;
  const asked = engine.ask("rows", question(store.state), 0, 0);
  const [, index] = await Promise.all([asked, engine.ask("reveal", selected.node)]).catch(() => [null, -1] as const);
  if (store.state.selected?.node === selected.node && index >= 0)
    store.set({ tree: store.state.tree + 1, revealed: { index } });
}
