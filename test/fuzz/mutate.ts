import type { Random } from './random.ts';
import { documents, endings, parts, pieces, plainCompact, tokens } from './seeds.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');

/** A replacement in a text, in UTF-16 offsets. */
interface Replacement {
  readonly start: number;
  readonly removed: number;
  readonly inserted: string;
}

/** A case: a text as it was, what was done to it, and what came of it. */
export interface Mutation extends Replacement {
  readonly before: string;
  readonly text: string;
}

/** One case in this many is grown to up to so many UTF-16 units, to show work that is more than linear. */
const growEvery = 400;
const grown = 100_000;

/** What a mutation puts into a text, and how much it takes out. */
const kinds: readonly ((random: Random, text: string) => Replacement)[] = [
  // another character
  (random, text) => ({
    start: random.below(text.length),
    removed: 1,
    inserted: String.fromCharCode(random.below(0x180)),
  }),
  // any UTF-16 unit
  (random, text) => ({
    start: random.below(text.length),
    removed: 1,
    inserted: String.fromCharCode(random.below(0x10000)),
  }),
  // a piece that means something
  (random, text) => ({ start: random.below(text.length + 1), removed: random.below(3), inserted: random.of(pieces) }),
  // several of them
  (random, text) => ({
    start: random.below(text.length + 1),
    removed: random.below(8),
    inserted: Array.from({ length: 1 + random.below(6) }, () => random.of(pieces)).join(''),
  }),
  // a stretch less
  (random, text) => ({ start: random.below(text.length), removed: 1 + random.below(40), inserted: '' }),
  // a stretch twice or more
  (random, text) => {
    const start = random.below(text.length);
    const stretch = text.slice(start, start + 1 + random.below(60));
    return { start, removed: 0, inserted: stretch.repeat(1 + random.below(8)) };
  },
  // a stretch of another text
  (random, text) => {
    const other = random.of(random.below(2) === 0 ? tokens : documents);
    const from = random.below(other.length);
    return {
      start: random.below(text.length + 1),
      removed: random.below(30),
      inserted: other.slice(from, from + random.below(120)),
    };
  },
];

/** Makes a case. */
export function mutate(random: Random): Mutation {
  const before = seed(random);
  let text = before;
  for (let rest = random.below(3); rest > 0; rest--) text = replaced(text, kindOf(random, text));
  const last = random.below(growEvery) === 0 ? growth(random, text) : kindOf(random, text);
  return { before: text, ...last, text: replaced(text, last) };
}

/** A token or document, or a token whose parts were mutated before they were encoded. */
function seed(random: Random): string {
  const way = random.below(4);
  if (way === 0) return random.of(tokens);
  if (way === 1) return random.of(documents);
  const { header, payload } = random.of(parts);
  const part = random.below(5);
  const [mutated, other] = [
    part === 0 ? header : replaced(header, kindOf(random, header), random.below(3) === 0),
    part === 1 ? payload : replaced(payload, kindOf(random, payload)),
  ];
  if (random.below(4) === 0) return plainCompact(mutated, other, random.of(['', 'AAAA', 'c2k=', 'c+/=']));
  const ending = random.below(4) === 0 ? random.of(endings) : '';
  return `${encode(mutated)}.${encode(other)}.${random.of(['', 'AAAA', 'c2ln'])}${ending}`;
}

function kindOf(random: Random, text: string): Replacement {
  // Nothing can be taken out of an empty text.
  return text === '' ? { start: 0, removed: 0, inserted: random.of(pieces) } : random.of(kinds)(random, text);
}

function growth(random: Random, text: string): Replacement {
  const start = random.below(text.length + 1);
  const stretch = (random.below(2) === 0 ? text.slice(start, start + 1 + random.below(80)) : random.of(pieces)) || 'a';
  return { start, removed: 0, inserted: stretch.repeat(Math.ceil(random.below(grown) / stretch.length)) };
}

function replaced(text: string, { start, removed, inserted }: Replacement, isOn = true): string {
  return isOn ? text.slice(0, start) + inserted + text.slice(start + removed) : text;
}
