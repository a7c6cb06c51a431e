/** Random numbers that a seed decides. */
export interface Random {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  /** One of some things. */
  of<T>(things: readonly T[]): T;
}

/** The random numbers of one case: by its number and the run's seed alone, so that it can be made again by itself. */
export function randomOf(seed: number, number: number): Random {
  // splitmix32
  let state = Math.imul(seed, 0x9e3779b9) ^ Math.imul(number + 1, 0x85ebca6b);
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    of: (things) => {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new RangeError('there is nothing to choose from');
      return thing;
    },
  };
}
