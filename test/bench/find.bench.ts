import { findTokens } from '../../src/jwt/find.ts';
import { listTokens, updateList } from '../../src/jwt/tokenList.ts';
import { logText } from './logText.ts';
import { compare, type Row, within } from './measure.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const token = (number: number) => {
  const header = encode(JSON.stringify({ alg: 'RS256', typ: 'JWT' }));
  const payload = encode(JSON.stringify({ application_id: number, iat: 1_700_000_000, sub: 'x'.repeat(200) }));
  return `${header}.${payload}.${encode('s'.repeat(256))}`;
};
const tokens = (count: number) => Array.from({ length: count }, (_, i) => token(i));
const repeat = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

type Make = (length: number) => string;

/** Texts that other finders choke on, of a given length. */
const hostile: Readonly<Record<string, Make>> = {
  eyJaaaaaaa: (length) => repeat('eyJaaaaaaa', length),
  'one base64url line': (length) => repeat('aGVsbG8gd29ybGQ', length),
  'dots only': (length) => repeat('.', length),
  'eyJ.eyJ.': (length) => repeat('eyJ.', length),
  'runs as long as a header': (length) => repeat(`${'a'.repeat(12)}.`, length),
};

/** Texts made to cost this finder time: each stretch of them passes all looks but the last. */
const crafted: Readonly<Record<string, Make>> = {
  'headers that make tokens of each other': (length) => repeat(`${encode('{"alg":"HS256"}')}.`, length),
  'runs that end like a header': (length) => repeat(`${encode('aaaaaaaa}')}.`, length),
  'a nest of objects as one header': (length) => {
    const depth = Math.floor((length * 0.75) / 6 / 3) * 3;
    return `${encode(`${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`)}.a.a`;
  },
  'openers as one header': (length) => `${encode(`${'{"alg":'.repeat(Math.floor((length * 0.75) / 7))}}`)}.a.a`,
  'quotes and backslashes as one header': (length) => `${encode(`${'\\"'.repeat(Math.floor(length * 0.375))}}`)}.a.a`,
};

const KB200 = 200_000;
const MB = 1_000_000;

export async function rows(): Promise<Row[]> {
  const log = logText(10 * MB, tokens(100));
  const logOf = (length: number) => logText(length, tokens(Math.ceil(length / 100_000)));
  const find = (text: string) => ({ name: 'findTokens', run: () => findTokens(text) });
  const bare = (text: string) => ({ name: "indexOf('eyJ')", run: () => countOf(text, 'eyJ') });
  const wide = `${log}\u{1f600}`;
  const rows = [
    await compare('10 MB of log text, 100 tokens', find(log), bare(log), 1.5),
    await compare('the same as two-byte text', find(wide), bare(wide), 1.5),
    await compare('the same by a regular expression for eyJ', regularExpression(log), bare(log)),
  ];
  const ordinary = { name: 'log text', run: find(logOf(KB200)).run };
  for (const [name, make] of Object.entries(hostile)) {
    rows.push(await compare(`200 KB: ${name}`, find(make(KB200)), ordinary, 10));
  }
  const lines = logOf(MB);
  const oneLine = lines.replaceAll('\n', ' ');
  rows.push(await compare('one line of 1 MB', find(oneLine), { name: 'in lines', run: find(lines).run }, 10));
  for (const [name, make] of Object.entries(crafted)) {
    // Linear: a text takes as long as four of a quarter of its length.
    const whole = make(4 * KB200);
    const quarter = make(KB200);
    const inQuarters = () => [1, 2, 3, 4].map(() => findTokens(quarter));
    rows.push(await compare(`800 KB: ${name}`, find(whole), { name: '4 × 200 KB', run: inQuarters }, 2));
  }
  const payload = encode(JSON.stringify({ data: 'x'.repeat(3.75 * MB) }));
  const huge = `${encode('{"alg":"HS256"}')}.${payload}.c2ln`;
  rows.push(await compare('a token of 5 MB', find(huge), { name: 'log text', run: find(logOf(5 * MB)).run }, 10));
  for (const [megabytes, count] of [
    [10, 1000],
    [10, 10_000],
    [40, 10_000],
  ] as const) {
    rows.push(await keystroke(megabytes, count));
  }
  return rows;
}

/** A character typed into the first of many tokens: it is scanned again, and all others move. */
function keystroke(megabytes: number, count: number): Promise<Row> {
  const before = logText(megabytes * MB, tokens(count));
  const known = listTokens([{ start: 0, text: before }]);
  const start = (known.starts[0] ?? 0) + 40;
  const after = `${before.slice(0, start)}A${before.slice(start)}`;
  const source = { length: after.length, slice: (from: number, to: number) => after.slice(from, to) };
  const run = () => updateList(known, [{ start, removed: 0, inserted: 1 }], source);
  const what = `a typed character, ${megabytes} MB with ${count.toLocaleString('en')} tokens`;
  return within(what, { name: 'updateList', run }, 16);
}

function countOf(text: string, searched: string): number {
  let count = 0;
  for (let i = text.indexOf(searched); i !== -1; i = text.indexOf(searched, i + 1)) count++;
  return count;
}

function regularExpression(text: string) {
  return { name: 'RegExp', run: () => [...text.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g)].length };
}
