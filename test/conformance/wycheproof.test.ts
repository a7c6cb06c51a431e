import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeToken } from '../../src/jwt/decode.ts';
import { contentOf, judge } from './judging.ts';

/** The vectors of C2SP/wycheproof for JOSE. One that is set aside must fail, so that the list cannot outlive its reasons. */

interface Group {
  readonly comment: string;
  readonly private: object;
  readonly public?: object;
  readonly tests: readonly Vector[];
}

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid';
  readonly jws?: string | object;
  readonly jwe?: string | object;
  /** The content of a JWE, in hex. */
  readonly pt?: string;
}

const noRsa15 = 'RSA1_5: Web Crypto does not have it.';
const weak = 'The signature is the key’s own: that the key is weak, issuers refuse, and Tokensmith when it signs.';
const mixed = 'A workspace holds keys of all types and names; each is asked by itself, and by its own limits.';
const otherAlgorithm = 'The key’s own `alg` is another than the token’s, and limits are honoured.';
const lenient = 'A character that is no base64url (RFC 7515 section 2) is no part of a token that verifies.';
const twin = 'Its text is that of number 357, which is valid: the padding that it is about was lost.';

/** Why vectors are set aside, by the numbers that their file gives them. */
const aside: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  encryption: {
    100: noRsa15,
    101: noRsa15,
    102: noRsa15,
    103: noRsa15,
    104: noRsa15,
    105: noRsa15,
    112: noRsa15,
    128: noRsa15,
  },
  crypto: { 46: weak, 47: mixed },
  key: { 1: mixed, 4: mixed, 7: weak, 8: weak, 10: weak, 11: weak, 12: weak },
  signature: {
    346: otherAlgorithm,
    347: otherAlgorithm,
    350: otherAlgorithm,
    351: otherAlgorithm,
    367: twin,
    370: twin,
    372: lenient,
    373: lenient,
  },
};

/** Faults of a payload that is no JSON or empty: the vectors’ are no JWTs. */
const ofContent: ReadonlySet<string> = new Set(['missing-part', 'utf-8', 'json', 'not-an-object']);

for (const [name, reasons] of Object.entries(aside)) {
  describe(name, () => {
    const url = new URL(`vectors/wycheproof/json_web_${name}_test.json`, import.meta.url);
    const { numberOfTests, testGroups }: { numberOfTests: number; testGroups: readonly Group[] } = JSON.parse(
      readFileSync(url, 'utf8'),
    );
    const vectors = testGroups.flatMap((group) => group.tests.map((vector) => ({ group, vector })));

    test('all are here, and none is set aside that is not', () => {
      expect(vectors).toHaveLength(numberOfTests);
      const numbers = vectors.map(({ vector }) => vector.tcId);
      expect(numbers).toEqual(expect.arrayContaining(Object.keys(reasons).map(Number)));
    });

    for (const { group, vector } of vectors) {
      const reason = reasons[vector.tcId];
      const run = reason ? test.fails : test;
      const title = `${vector.tcId} ${group.comment} ${vector.comment}: ${vector.result}`;
      run(`${title}${reason ? ` (set aside: ${reason})` : ''}`, () => check(group, vector));
    }
  });
}

async function check(group: Group, { jws, jwe, pt, result }: Vector): Promise<void> {
  if (jwe !== undefined) {
    const content = await contentOf(textOf(jwe), [JSON.stringify(group.private)]);
    expect(content !== undefined).toBe(result === 'valid');
    if (content && pt !== undefined) expect(Buffer.from(content).toString('hex')).toBe(pt);
  } else {
    const token = textOf(jws ?? '');
    const { signature } = await judge(token, [JSON.stringify(group.public ?? group.private)]);
    const isEncoded = decodeToken(token).faults.every(({ reason }) => ofContent.has(reason));
    expect(isEncoded && signature === 'valid').toBe(result === 'valid');
  }
}

/** A token as text: that in JSON serialization as such. */
function textOf(token: string | object): string {
  return typeof token === 'string' ? token : JSON.stringify(token);
}
