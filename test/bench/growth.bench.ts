import { findTokens } from '../../src/jwt/find.ts';
import { logText } from './logText.ts';
import { compare, type Row } from './measure.ts';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (number: number) => `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ number })}.c2ln`;
/** Log text of a length, with ten tokens in each megabyte. */
const textOf = (length: number) =>
  logText(
    length,
    Array.from({ length: Math.ceil(length / 100_000) }, (_, i) => token(i)),
  );

/** How the cost of finding tokens grows with the file: that of a whole one, and of as much text in pieces. */
export function rows(): Promise<Row[]> {
  const piece = textOf(100_000);
  return [1, 4, 16, 64].reduce<Promise<Row[]>>(async (before, times) => {
    const done = await before;
    const whole = textOf(times * 100_000);
    const inPieces = () => Array.from({ length: times }, () => findTokens(piece));
    const row = await compare(
      `${(times / 10).toFixed(1)} MB`,
      { name: 'findTokens', run: () => findTokens(whole) },
      { name: `${times} × 0.1 MB`, run: inPieces },
      2,
    );
    return [...done, row];
  }, Promise.resolve([]));
}
