// Which artifact is looked at, and the list of all that are open.

import type { ArtifactInfo } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import type { Query } from "../app/query.ts";
import { store } from "../app/store.ts";

export interface ArtifactState {
  /** Its place among all artifacts. */
  artifact: number;
}

declare module "../app/store.ts" {
  interface State extends ArtifactState {}
}

store.slice<ArtifactState>("file", { artifact: 0 });

/** Asks for the list of all artifacts, once for all that is open. */
export function wantArtifacts(query: Query<ArtifactInfo[]>) {
  const { opened } = store.state;
  if (!opened || opened.artifacts === 0) return [];
  return query.want(`${opened.artifacts}`, () => engine.ask("artifacts"));
}

/** Shows an artifact, wherever the person is. */
export function showArtifact(artifact: number) {
  const beside = store.state.phase === "explore" ? ({ tab: "artifact", part: "details", beside: null } as const) : {};
  store.set({ artifact, ...beside });
}
