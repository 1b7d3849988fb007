// The menu of a path: what it is about and where it opens.

import { ignore } from "./actions.ts";
import { engine } from "./engine.ts";
import type { Offer } from "./slots.ts";
import { store } from "./store.ts";
import { editable } from "./upper.ts";

export interface OfferState {
  /** The menu of what can be done with a path. */
  offer: Offer | null;
}

declare module "./store.ts" {
  interface State extends OfferState {}
}

store.slice<OfferState>("image", { offer: null });

/** Offers what can be done with a path, in a menu. */
export async function offer(node: number, x: number, y: number): Promise<void> {
  const path = await engine.ask("path", node, store.state.height).catch(ignore);
  if (path && editable(store.state)) store.set({ offer: { path, x, y } });
}

export const closeOffer = (): void => store.set({ offer: null });
