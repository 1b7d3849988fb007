// A window of a long list: asks for the part around what is visible, one question at a time, and keeps the old until the new is there.

/** A part of a list of `total` items, from item `from` on. */
export interface Part {
  readonly from: number;
  readonly total: number;
}

export interface ListSource<Question, Page extends Part> {
  /** Items beyond the visible ones, on either side, so that scrolling a little asks nothing. */
  readonly margin: number;
  readonly ask: (question: Question, from: number, count: number) => Promise<Page>;
  /** How many items a page holds. */
  readonly count: (page: Page) => number;
}

export class ListWindow<Question, Page extends Part> {
  #source;
  #changed;
  #page: Page | null = null;
  /** The question, and the state of what it is asked of, that the page answers. */
  #key = "";
  #wanted: { key: string; question: Question; from: number; to: number } | null = null;
  #asking = false;

  /** `changed` is called when another page is there. */
  constructor(source: ListSource<Question, Page>, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
  }

  /** The last answer; null until the first one. */
  get page(): Page | null {
    return this.#page;
  }

  get total(): number {
    return this.#page?.total ?? 0;
  }

  /** True when the page answers the latest question. */
  get fresh(): boolean {
    return this.#wanted === null;
  }

  /** Drops the page: it is about something that is not shown any more. */
  forget(): void {
    this.#page = null;
    this.#key = "";
    this.#wanted = null;
  }

  /** Makes sure that items `from` to `to` are there, or soon will be. `key` changes whenever the same items may read differently. */
  want(key: string, question: Question, from: number, to: number): void {
    const page = this.#page;
    const end = page ? Math.min(to, page.total) : to;
    if (page && key === this.#key && from >= page.from && end <= page.from + this.#source.count(page)) {
      this.#wanted = null;
      return;
    }
    const { margin } = this.#source;
    this.#wanted = { key, question, from: Math.max(0, from - margin), to: to + margin };
    if (!this.#asking) this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#wanted) {
      const asked = this.#wanted;
      const { question, from, to } = asked;
      const page = await this.#source.ask(question, from, to - from).catch(() => null);
      // A newer question makes this answer stale, unless it is the same a little further on: better than nothing.
      if (page && (this.#wanted === asked || this.#wanted?.key === asked.key)) {
        this.#page = page;
        this.#key = asked.key;
        if (this.#wanted === asked) this.#wanted = null;
        this.#changed();
      } else if (this.#wanted === asked) this.#wanted = null;
    }
    this.#asking = false;
  }
}
