/** A pattern of texts, whose UTF-16 units are read one by one. */
export type Pattern =
  | { readonly is: 'unit'; readonly fits: Fits }
  /** Any number of such units, none included. */
  | { readonly is: 'many'; readonly fits: Fits }
  | { readonly is: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly is: 'either'; readonly choices: readonly Pattern[] };

/** Whether a UTF-16 unit fits. */
export type Fits = (unit: number) => boolean;

/**
 * A pattern made ready. It reads a text once, whatever the pattern is: work for each unit of the text and each place of the
 * pattern at most (Thompson, "Regular Expression Search Algorithm", 1968). Regular expressions try again and again.
 */
export interface Machine {
  /** The offsets at which a match that begins at the start of the text can end, ascending. */
  readonly ends: (text: string) => readonly number[];
}

/** A place in a pattern: reads a unit that fits, or goes on at other places without reading. */
interface Place {
  readonly fits?: Fits;
  readonly next: number[];
}

/** Makes a pattern ready. */
export function machineOf(pattern: Pattern): Machine {
  const places: Place[] = [];
  add(pattern, places);
  // Each place is gone through once for each unit. These are made once, as to make them takes longer than most readings.
  const reached = new Int32Array(places.length + 1);
  const open: number[] = [];
  let turn = 0;
  let readers: number[] = [];
  let next: number[] = [];
  /** Reaches a place, and what it goes on to; whether that is the end. */
  const reach = (start: number): boolean => {
    let isEnd = false;
    open.push(start);
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (reached[index] === turn) continue;
      reached[index] = turn;
      const place = places[index];
      if (!place) isEnd = true;
      else if (place.fits) next.push(index);
      else for (const other of place.next) open.push(other);
    }
    return isEnd;
  };
  return {
    ends(text) {
      const ends: number[] = [];
      next.length = 0;
      turn++;
      if (reach(0)) ends.push(0);
      for (let offset = 0; offset < text.length && next.length > 0; offset++) {
        const unit = text.charCodeAt(offset);
        [readers, next] = [next, readers];
        next.length = 0;
        turn++;
        let isEnd = false;
        for (const index of readers) {
          const place = places[index];
          if (place?.fits?.(unit)) for (const other of place.next) isEnd = reach(other) || isEnd;
        }
        if (isEnd) ends.push(offset + 1);
      }
      return ends;
    },
  };
}

/** Whether a text as a whole fits. */
export function fitsWhole({ ends }: Machine, text: string): boolean {
  return ends(text).at(-1) === text.length;
}

/** Adds the places of a pattern; what follows it is to be added next. */
function add(pattern: Pattern, places: Place[]): void {
  const here = places.length;
  switch (pattern.is) {
    case 'unit':
      places.push({ fits: pattern.fits, next: [here + 1] });
      return;
    case 'many':
      places.push({ next: [here + 1, here + 2] }, { fits: pattern.fits, next: [here] });
      return;
    case 'sequence':
      for (const part of pattern.parts) add(part, places);
      return;
    case 'either': {
      const fork: Place = { next: [] };
      places.push(fork);
      const ends: Place[] = [];
      for (const choice of pattern.choices) {
        fork.next.push(places.length);
        add(choice, places);
        const end: Place = { next: [] };
        places.push(end);
        ends.push(end);
      }
      for (const end of ends) end.next.push(places.length);
    }
  }
}
