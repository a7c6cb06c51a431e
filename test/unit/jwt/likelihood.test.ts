import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Key } from '../../../src/jwt/key.ts';
import { likeliest, likeness, modest, unlimited } from '../../../src/jwt/likelihood.ts';
import type { Candidate } from '../../../src/jwt/verify.ts';
import { tokenOf } from './tokens.ts';

const keyOf = (kty: Key['type'], bits?: number, id?: string): Key => ({
  form: kty === 'oct' ? 'secret' : 'public',
  type: kty,
  ...(bits !== undefined && { bits }),
  ...(id !== undefined && { id }),
  limits: {},
  jwk: { kty, x: `${kty} ${bits} ${id}` },
});
const candidate = (reference: string, key: Key, named = false): Candidate => ({ reference, key, named });
/** A token that an RSA key of so many bits may have signed. */
const rsaToken = (bits: number, header: object = {}) =>
  decodeToken(tokenOf({ iss: 'shop' }, { alg: 'RS256', ...header }, 'A'.repeat(Math.ceil((bits / 8) * 4) / 3)));

const named = candidate('named', keyOf('RSA', 4096), true);
const ofId = candidate('of the kid', keyOf('RSA', 4096, 'k1'));
const fitting = candidate('fitting', keyOf('RSA', 2048));
const other = candidate('other', keyOf('RSA', 2048, 'k2'));
const longer = candidate('longer', keyOf('RSA', 16_384));
const secret = candidate('secret', keyOf('oct', 256));

describe('likeliest', () => {
  it.each<[what: string, given: readonly Candidate[], proved: Key | undefined, references: readonly string[]]>([
    ['named, of the kid, others', [fitting, ofId, named], undefined, ['named', 'of the kid', 'fitting']],
    ['the one that proved the last first', [fitting, other], other.key, ['other', 'fitting']],
    ['but not before one that was named', [named, other], other.key, ['named', 'other']],
    ['none that makes signatures of another length', [longer, fitting], undefined, ['fitting']],
    ['unless it was named', [{ ...longer, named: true }, fitting], undefined, ['longer', 'fitting']],
    [
      'one of another type, which says at once that it does not fit',
      [secret, fitting],
      undefined,
      ['secret', 'fitting'],
    ],
  ])('asks %s', (_, given, proved, references) => {
    const { candidates, isCut } = likeliest(rsaToken(2048, { kid: 'k1' }), given, proved, modest);
    expect(candidates.map(({ reference }) => reference)).toEqual(references);
    expect(isCut).toBe(false);
  });

  it('asks no more large keys than a moment allows, though each may have signed it', () => {
    const many = Array.from({ length: 500 }, (_, n) => candidate(`${n}`, keyOf('RSA', 16_384, `key ${n}`)));
    const cut = likeliest(rsaToken(16_384), many, undefined, modest);
    expect(cut).toMatchObject({ isCut: true, candidates: { length: 4 } });
    // The last one that proved a token like it is among them, wherever it stands.
    const { candidates } = likeliest(rsaToken(16_384), many, many[499]?.key, modest);
    expect(candidates[0]?.reference).toBe('499');
    expect(likeliest(rsaToken(16_384), many, undefined, unlimited).isCut).toBe(false);
  });

  it('decrypts with few large keys: that is the work of thirty verifications and more', () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      candidate(`${n}`, { ...keyOf('RSA', 4096, `key ${n}`), form: 'private' }),
    );
    const jwe = decodeToken(`${tokenOf({}, { alg: 'RSA-OAEP', enc: 'A256GCM' }).split('.')[0]}.AA.AA.AA.AA`);
    expect(likeliest(jwe, many, undefined, modest).candidates).toHaveLength(1);
  });
});

describe('what a key takes', () => {
  const asked = (token: ReturnType<typeof decodeToken>, key: Key, budget = modest) => {
    const many = Array.from({ length: 500 }, (_, n) => candidate(`${n}`, { ...key, id: `${n}` }));
    return likeliest(token, many, undefined, budget).candidates.length;
  };
  const signed = (alg: string) => decodeToken(tokenOf({}, { alg }, 'A'.repeat(86)));
  const encrypted = (header: object) => decodeToken(`${tokenOf({}, header).split('.')[0]}.AA.AA.AA.AA`);
  const ec = (curve: string): Key => ({ ...keyOf('EC'), form: 'private', curve });

  it.each<[what: string, token: ReturnType<typeof decodeToken>, key: Key, most: number]>([
    ['P-256', signed('ES256'), ec('P-256'), 100],
    ['P-384', signed('ES384'), ec('P-384'), 20],
    ['P-521', signed('ES512'), ec('P-521'), 10],
    ['secret', signed('HS256'), keyOf('oct', 256), 500],
    [
      'RSA key with an exponent as long as its modulus',
      rsaToken(3072),
      { ...keyOf('RSA', 3072), jwk: { kty: 'RSA', e: 'A'.repeat(512) } },
      1,
    ],
    [
      'secret, for PBES2',
      encrypted({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2_000_000 }),
      keyOf('oct', 256),
      1,
    ],
    [
      'secret, for PBES2 as usual',
      encrypted({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2048 }),
      keyOf('oct', 256),
      20,
    ],
  ])('%s', (_, token, key, most) => {
    expect(asked(token, key)).toBeLessThanOrEqual(most);
    expect(asked(token, key)).toBeGreaterThan(most / 3);
  });

  it('is too much where nobody looks, even for the first', () => {
    const slow = encrypted({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2_000_000 });
    expect(asked(slow, keyOf('oct', 256), { ...modest, asksFirst: false })).toBe(0);
    expect(asked(rsaToken(2048), keyOf('RSA', 2048), { ...modest, asksFirst: false })).toBe(300);
  });
});

it('tokens are alike by form, algorithm, kid and issuer', () => {
  expect(likeness(rsaToken(2048))).toBe(likeness(rsaToken(4096)));
  expect(likeness(rsaToken(2048, { kid: 'a' }))).not.toBe(likeness(rsaToken(2048)));
});
