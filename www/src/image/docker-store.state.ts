// Which of Docker's image stores prints history and inspect: the image's own, until a person chooses the other.

import type { Store as DockerStore } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";

export interface DockerStoreState {
  /** Chosen by the person; null = the image's own. */
  dockerStore: DockerStore | null;
}

declare module "../app/store.ts" {
  interface State extends DockerStoreState {}
}

store.slice<DockerStoreState>("image", { dockerStore: null });
