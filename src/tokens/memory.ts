/** How much is remembered. */
interface Limits {
  /** So many things at most. */
  readonly entries: number;
  /** So much in all, in whatever their sizes count, but for one thing that is larger. */
  readonly size: number;
}

/** Remembers things by keys, the oldest of which go first: a few huge ones would else take all memory. */
export class Memory<Key, Value> {
  readonly #limits: Limits;
  readonly #entries = new Map<Key, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  *values(): Iterable<Value> {
    for (const { value } of this.#entries.values()) yield value;
  }

  /** Remembers a thing, and gives those that went for it. */
  set(key: Key, value: Value, size: number): readonly Value[] {
    this.#size += size - (this.#entries.get(key)?.size ?? 0);
    this.#entries.set(key, { value, size });
    const gone: Value[] = [];
    for (const [oldest, entry] of this.#entries) {
      if (oldest === key || (this.#entries.size <= this.#limits.entries && this.#size <= this.#limits.size)) break;
      this.delete(oldest);
      gone.push(entry.value);
    }
    return gone;
  }

  delete(key: Key): void {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
  }
}
