/** What is remembered by texts. */
interface Limits {
  /** So many texts at most. */
  readonly entries: number;
  /** So many UTF-16 units of texts at most, but for one text that is longer. */
  readonly length: number;
}

/** Remembers something by texts, the oldest of which go first: a few huge ones would else take all memory. */
export class TextMemory<T> {
  readonly #limits: Limits;
  readonly #entries = new Map<string, T>();
  #length = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get(text: string): T | undefined {
    return this.#entries.get(text);
  }

  has(text: string): boolean {
    return this.#entries.has(text);
  }

  set(text: string, value: T): void {
    if (!this.#entries.has(text)) this.#length += text.length;
    this.#entries.set(text, value);
    for (const oldest of this.#entries.keys()) {
      const { entries, length } = this.#limits;
      if (oldest === text || (this.#entries.size <= entries && this.#length <= length)) break;
      this.#entries.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}
