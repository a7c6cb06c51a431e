import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { unsignedDisclosure } from '../../../src/jwt/disclosures.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { encode, tokenOf } from './tokens.ts';

const digest = (disclosure: string, hash = 'sha256') => createHash(hash).update(disclosure).digest('base64url');
const disclosures = {
  // RFC 9901 section 5.1, with the digest that it has there.
  given: 'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
  element: encode('["lklxF5jMYlGTPUovMNIvCA", "US"]'),
  street: encode('["salt", "street", "Main St"]'),
};
const address = encode(`["salt2", "address", {"_sd":["${digest(disclosures.street)}"],"country":"DE"}]`);

const sdJwt = (payload: object, ...rest: readonly string[]) =>
  decodeToken([tokenOf({ _sd_alg: 'sha-256', ...payload }, { alg: 'ES256' }), ...rest].join('~'));

describe('the disclosures of an SD-JWT', () => {
  it('are read, and the JWT is what stands before them', () => {
    const token = sdJwt({}, disclosures.given, disclosures.element, '');
    expect(token.parts).toHaveLength(3);
    expect(token.text.slice(token.parts[2]?.start, token.parts[2]?.end)).toBe('c2ln');
    expect(token.disclosures?.items.map(({ name, value }) => [name, 'value' in value && value.value])).toEqual([
      ['given_name', 'John'],
      [undefined, 'US'],
    ]);
    for (const { span } of token.disclosures?.items ?? []) expect(token.text.at(span.end)).toBe('~');
    expect(token.faults).toEqual([]);
    expect(token.payload?.value).toEqual({ _sd_alg: 'sha-256' });
  });

  it('end with a key binding', () => {
    const binding = tokenOf({ nonce: 'n' }, { alg: 'ES256', typ: 'kb+jwt' });
    const { text, disclosures: found, parts } = sdJwt({}, disclosures.given, binding);
    expect(text.slice(found?.keyBinding?.start, found?.keyBinding?.end)).toBe(binding);
    expect(parts).toHaveLength(3);
  });

  it.each([
    ['a list of one', [encode('["salt"]'), ''], ['not-a-disclosure']],
    ['a name that is none', [encode('["salt",1,2]'), ''], ['not-a-disclosure']],
    ['an object', [encode('{}'), ''], ['not-a-disclosure']],
    ['padding', [`${encode('["salts","a"]')}=`, ''], ['padding']],
    ['no tilde at the end', [disclosures.element], ['no-tilde']],
  ])('are damaged with %s', (_, rest, reasons) => {
    expect(sdJwt({}, ...rest).faults.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('are none of a token without a tilde behind its second dot', () => {
    expect(decodeToken(tokenOf({})).disclosures).toBeUndefined();
    expect(decodeToken('a~b.c.d').disclosures).toBeUndefined();
  });

  it.each<[what: string, payload: object, rest: readonly string[], unsigned: string | undefined]>([
    ['of a claim', { _sd: ['jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4'] }, [disclosures.given], undefined],
    ['of an element', { list: [{ '...': digest(disclosures.element) }] }, [disclosures.element], undefined],
    ['within another', { _sd: [digest(address)] }, [disclosures.street, address], undefined],
    ['in a deeper object', { a: { b: { _sd: [digest(disclosures.street)] } } }, [disclosures.street], undefined],
    [
      'by another hash',
      { _sd_alg: 'sha-512', _sd: [digest(disclosures.street, 'sha512')] },
      [disclosures.street],
      undefined,
    ],
    ['of nobody', { _sd: [digest(address)] }, [address, disclosures.given], disclosures.given],
    ['under a name without meaning', { x: [digest(disclosures.street)] }, [disclosures.street], disclosures.street],
    ['whose holder is not disclosed', { _sd: [digest(address)] }, [disclosures.street], disclosures.street],
    ['by a hash of nobody', { _sd_alg: 'md5' }, [disclosures.street], undefined],
  ])('have digests that the issuer signed: %s', async (_, payload, rest, unsigned) => {
    const token = sdJwt(payload, ...rest, '');
    const found = await unsignedDisclosure(token);
    expect(found && token.text.slice(found.span.start, found.span.end)).toBe(unsigned);
  });

  describe('and the signature', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    let candidates: Parameters<typeof judgeSignature>[1] = [];
    beforeAll(async () => {
      const [key] = await readKeys(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      candidates = [{ key, reference: 'file:issuer.pem', named: true }];
    });
    const signed = (payload: object, ...rest: readonly string[]) => {
      const input = `${encode('{"alg":"ES256"}')}.${encode(JSON.stringify(payload))}`;
      const signature = sign('sha256', Buffer.from(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
      return decodeToken([`${input}.${signature.toString('base64url')}`, ...rest].join('~'));
    };

    it('is valid for those that it covers, and not where one is added', async () => {
      const payload = { _sd: [digest(disclosures.street)] };
      expect((await judgeSignature(signed(payload, disclosures.street, ''), candidates)).signature).toBe('valid');
      expect((await judgeSignature(signed(payload, ''), candidates)).signature).toBe('valid');
      expect(await judgeSignature(signed(payload, disclosures.given, ''), candidates)).toMatchObject({
        signature: 'invalid',
        reason: { code: 'signature.disclosure' },
      });
    });
  });
});
