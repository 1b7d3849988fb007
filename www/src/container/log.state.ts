// The record of what was done in containers, and what each step did to the layers.

import type { EffectInfo, ImageInfo } from "../../pkg/layerscope.js";
import type { Recent } from "../app/slots.ts";
import { type State, store } from "../app/store.ts";
import type { Key } from "../ui/i18n.ts";

/** The parameters of a step's text; each text takes those it needs. */
export type Facts = Readonly<Record<string, unknown>> & {
  n?: number | string;
  bytes?: number;
  image?: ImageInfo | null;
};
/** One step and what came of it. `words` and `params` are worded when they are drawn; a refusal's message is the system's own. */
export type Happening = {
  id: number;
  words: Key;
  params: Facts;
  command: string | null;
  effects: EffectInfo[];
  refusal: string | null;
  printed?: { text: string; error: boolean }[];
};

export interface LogState {
  /** The newest last. */
  log: Happening[];
}

declare module "../app/store.ts" {
  interface State extends LogState {}
}

store.slice<LogState>("image", { log: [] });

/** Steps that are remembered. */
const MOST = 100;
let next = 1;

export function tell(happening: Omit<Happening, "id">) {
  store.set({ log: [...store.state.log, { id: next++, ...happening }].slice(-MOST) });
}

/** The paths that the last step changed. A commit changes the top layer. */
export function lastStep({ log }: Readonly<State>): Recent {
  const of = log.at(-1);
  const nodes = of?.effects.map(({ node }) => node) ?? [];
  return { of, nodes, layer: of?.words === "container.did.commit" };
}

export const forgetLog = () => store.set({ log: [] });
