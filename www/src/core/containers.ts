// The engine's containers: an upload or typed text becomes one more opened file.

import type { Applied, Commit, ContentPiece, ImageInfo, Imported, Op, Removed } from "../../pkg/layerscope.js";
import type { Args, Changing } from "./home-calls.ts";
import { cancelled } from "./problem.ts";
import { SessionPart, upperOf } from "./session-part.ts";

/** The outcome of a change, and the image with its container as it is then. */
export type Outcome = { applied: Applied; image: ImageInfo };

export class Containers extends SessionPart {
  /** A further opened file, as content for an operation. */
  add(file: File): ContentPiece {
    const number = this.files().push(file) - 1;
    return { file: { file: number, offset: 0, len: file.size } };
  }

  /** Shows a container, or with null the image alone. */
  async choose(id: number | null): Promise<ImageInfo> {
    this.reader()?.settle();
    const image = await this.ask("chooseContainer", id ?? -1);
    this.reader()?.clear(upperOf(image));
    return image;
  }

  /** One step. */
  apply(ops: Op[]): Promise<Outcome> {
    return this.#change("apply", ops, Date.now());
  }

  step(what: "undo" | "redo" | "reset"): Promise<Outcome> {
    return this.#change(what);
  }

  /** Removes a container; resolves to the sums of its layer. */
  remove(id: number): Promise<Removed> {
    this.reader()?.settle();
    return this.ask("removeContainer", id);
  }

  /**
   * An image of the shown container: its layer becomes one more opened file. Resolves to the image's index.
   * @param tell bytes of the layer
   */
  async commit(commit: Omit<Commit, "layer">, tell: (done: number, total: number) => void = () => {}): Promise<number> {
    const reader = this.reader();
    if (!reader) throw cancelled();
    const { container } = await this.ask("image");
    let layer = null;
    if (container && container.entries > 0) {
      const { file, diffId } = await reader.layer(tell);
      layer = { file: this.files().push(file) - 1, size: file.size, diffId };
    }
    return this.ask("commit", { ...commit, layer }, Date.now());
  }

  /** Makes a container of a tar; the result names the image that it fits. */
  async import(file: File): Promise<Imported> {
    const reader = this.reader();
    if (!reader) throw cancelled();
    const index = this.files().push(file) - 1;
    const { plan, buffer } = await reader.imported(index);
    return this.ask("import", plan, buffer, null, null);
  }

  async #change<M extends Exclude<Changing, "exec">>(method: M, ...args: Args<M>): Promise<Outcome> {
    const [applied, image] = await this.change(method, ...args);
    return { applied, image };
  }
}
