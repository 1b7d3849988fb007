// The page's state: one immutable snapshot, composed of slices. Each feature registers its own with its type and first values.

/**
 * The composed state. A slice adds its fields where it registers them:
 * `declare module "../app/store.ts" { interface State extends WasteState {} }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the slices fill it.
export interface State {}

/**
 * How long a slice lasts. `visit`: until the page is left. `file`: until another file is opened. `image`: until another image of
 * that file is shown.
 */
export type Lifetime = "visit" | "file" | "image";

export class Store extends EventTarget {
  #state = Object.freeze({}) as Readonly<State>;
  #first: Record<Lifetime, Partial<State>> = { visit: {}, file: {}, image: {} };

  get state(): Readonly<State> {
    return this.#state;
  }

  /** Adds a slice. The type names all its fields: one without a first value is an error of the compiler. */
  slice<S extends object>(lifetime: Lifetime, first: S & Partial<State>): void {
    const twice = Object.keys(first).find((field) => Object.hasOwn(this.#state, field));
    if (twice) throw new Error(`Two slices hold ${twice}`);
    Object.assign(this.#first[lifetime], first);
    this.#state = Object.freeze({ ...this.#state, ...first });
  }

  /** The first values of everything that belongs to one file, or to one image of it. */
  fresh(of: "file" | "image"): Partial<State> {
    const { file, image } = this.#first;
    return of === "file" ? { ...file, ...image } : { ...image };
  }

  /** Replaces parts of the snapshot and notifies all views. */
  set(patch: Partial<State>): void {
    this.#state = Object.freeze({ ...this.#state, ...patch });
    this.dispatchEvent(new Event("change"));
  }
}

export const store = new Store();
