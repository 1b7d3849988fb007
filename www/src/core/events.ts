// What the engine tells on its own, each as a CustomEvent with its detail.

import type { ImageInfo, LayerInfo, Opened, ProblemInfo } from "../../pkg/layerscope.js";
import type { AddingProgress } from "./adding.ts";
import type { Progress } from "./tally.ts";

/** Nothing is sent for a change of a container: each call gives the image after it. */
export interface Events {
  /** at most ten a second */
  progress: Progress;
  /** a layer's state, counts or verification changed */
  layer: LayerInfo;
  /** sizes and dead bytes are known, because all layers are read */
  image: ImageInfo;
  /** hashing showed which bytes are the same, so rows and paths read differently */
  contents: null;
  /** all layers are merged */
  tree: null;
  /** all layers are hashed */
  verified: null;
  /** another archive's image is shown, or there are more images */
  opened: Opened;
  /** further archives are being read, at most ten times a second; null = reading them is over */
  adding: AddingProgress | null;
  /** a new problem; nothing has stopped unless a promise rejected */
  problem: ProblemInfo;
}

export type Emit = <E extends keyof Events>(type: E, detail: Events[E]) => void;
