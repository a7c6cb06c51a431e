import { describe, expect, it, test } from 'vitest';
import { viewToken } from '../../../src/builder/tokenView.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Judgement } from '../../../src/jwt/verify.ts';
import { claims } from '../../claims.ts';
import { encodePart } from '../../hs256.ts';
import { inspecting } from '../../inspecting.ts';

const now = 1_800_000_000;
const encode = (text: string) => Buffer.from(text).toString('base64url');

function view(text: string, judgement?: Judgement) {
  const judge = async (token: string) => inspecting(token, judgement, { now: now * 1000 });
  return viewToken({ tokens: { judge }, claims: async () => claims } as never, text);
}

/** A token with a payload as text. */
const tokenOf = (payload: string, header: object = { alg: 'HS256' }) => `${encodePart(header)}.${encode(payload)}.AAAA`;
const claimsOf = async (payload: object, header?: object) =>
  (await view(tokenOf(JSON.stringify(payload), header))).claims;
/** The members of a payload as they are shown. */
const shown = async (payload: string) => (await view(tokenOf(payload))).payload?.members ?? [];

test('a token that claims nothing is not said to be ok', async () => {
  expect(await claimsOf({})).toEqual({ tone: 'unknown', words: 'no claims' });
  expect(await claimsOf({ sub: 'me' })).toEqual({ tone: 'good', words: 'not expired' });
  expect(await claimsOf({ exp: 1 })).toEqual({ tone: 'bad', words: 'expired' });
  expect(await claimsOf({ nbf: now + 60 })).toEqual({ tone: 'bad', words: 'not yet valid' });
  expect(await claimsOf({ exp: 'soon' })).toEqual({ tone: 'bad', words: 'claim problems' });
  // What its header asks for is said.
  expect(await claimsOf({}, { alg: 'HS256', cty: 'twilio-fpa;v=1' })).toMatchObject({ tone: 'bad' });
});

test('all of a token is shown as it stands in it, with what it means', async () => {
  const text = tokenOf(`{"iss":"a","exp":${now + 840},"n":1.0,"a":{"b":[1]},"x\\u0041":null}`, { alg: 'HS256' });
  const [header = '', payload = ''] = text.split('.');
  expect(await view(text)).toEqual({
    text,
    ends: [header.length, header.length + payload.length + 1, text.length],
    kind: 'JWT',
    bytes: text.length,
    time: 'expires in 14 minutes',
    structure: { tone: 'good', words: 'well-formed' },
    signature: { tone: 'unknown', words: 'signature being checked' },
    claims: { tone: 'good', words: 'not expired' },
    problems: [],
    header: {
      members: [
        {
          name: '"alg"',
          value: '"HS256"',
          type: 'string',
          meaning: 'Algorithm that signs or encrypts the token.',
          source: 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1',
        },
      ],
    },
    payload: {
      members: [
        {
          name: '"iss"',
          value: '"a"',
          type: 'string',
          meaning: 'Issuer: who made the token.',
          source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1',
        },
        {
          name: '"exp"',
          value: String(now + 840),
          type: 'number',
          meaning: 'Expiration time: not accepted at or after this time.',
          source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1',
          time: now + 840,
        },
        { name: '"n"', value: '1.0', type: 'number' },
        { name: '"a"', value: '{\n  "b": [\n    1\n  ]\n}', type: 'object' },
        { name: '"x\\u0041"', value: 'null', type: 'null' },
      ],
    },
  });
});

test('a time is a number that a calendar holds, of a claim that holds times', async () => {
  const members = await shown(`{"exp":${now},"nbf":"${now}","iat":1e300,"sub":${now},"made_at":${now},"size":${now}}`);
  expect(members.filter(({ time }) => time !== undefined).map(({ name }) => name)).toEqual(['"exp"', '"made_at"']);
});

test('a long value is cut, and of many members the first are shown', async () => {
  const [long] = await shown(JSON.stringify({ a: 'x'.repeat(20_000) }));
  expect(long?.value).toBe(`"${'x'.repeat(9999)}…`);
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`m${i}`, i]));
  expect(await shown(JSON.stringify(many))).toHaveLength(300);
});

test('what nobody would see is an escape, and lines stay lines', async () => {
  expect(await shown('{"a\u202e":"x\u202ey","b":[1]}')).toMatchObject([
    { name: '"a\\u202e"', value: '"x\\u202ey"' },
    { value: '[\n  1\n]' },
  ]);
});

describe('a part that is no JSON object', () => {
  it.each([
    ['is shown as its text', tokenOf('[1]'), { payload: { text: '[1]' } }],
    ['is shown as far as it goes', tokenOf('{"a":'), { payload: { text: '{"a":' } }],
    ['is left out where it is no text', `${encodePart({ alg: 'HS256' })}.__8.AAAA`, { payload: {} }],
    ['is the header', `${encode('7')}.${encode('{}')}.AAAA`, { header: { text: '7' } }],
  ])('%s', async (_what, text, parts) => {
    const { structure, problems, ...rest } = await view(text);
    expect(rest).toMatchObject(parts);
    expect(structure).toEqual({ tone: 'bad', words: 'malformed' });
    expect(problems[0]).toEqual({
      severity: 'error',
      message: expect.stringMatching(/\.$/),
      source: expect.stringContaining('https://www.rfc-editor.org/'),
    });
  });

  it('is none of a text that is no token, and none of what is encrypted', async () => {
    expect(await view('x')).toMatchObject({ header: {}, structure: { tone: 'bad' } });
    const encrypted = await view(`${encodePart({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`);
    expect(encrypted).toMatchObject({
      kind: 'Encrypted JWT',
      claims: { tone: 'unknown' },
      structure: { tone: 'good' },
    });
    expect(encrypted).not.toHaveProperty('payload');
    expect(encrypted).not.toHaveProperty('time');
  });
});

describe('the verdict on a signature', () => {
  const key = { key: { type: 'oct' }, reference: 'file:s.jwk', named: false } as unknown as NonNullable<
    Judgement['key']
  >;
  it.each<[Judgement, string, string]>([
    [{ signature: 'valid', key }, 'good', 'signature valid (s.jwk)'],
    [{ signature: 'invalid', key }, 'bad', 'signature invalid'],
    [{ signature: 'unknown-key' }, 'unknown', 'signature not verified: no key in this workspace matches (kid k1)'],
    [{ signature: 'unsupported' }, 'unknown', 'signature algorithm not available here'],
    [{ signature: 'not-checked' }, 'unknown', 'signature not checked (Restricted Mode)'],
  ])('%j', async (judgement, tone, words) => {
    const { signature } = await view(tokenOf('{"sub":"me"}', { alg: 'HS256', kid: 'k1' }), judgement);
    expect(signature).toEqual({ tone, words });
  });

  it('that nobody has made is bad', async () => {
    const unsigned = `${encodePart({ alg: 'none' })}.${encodePart({ sub: 'me' })}.`;
    expect((await view(unsigned)).signature).toEqual({ tone: 'bad', words: 'unsigned' });
  });

  it('of what is in an encrypted token is told with that, whose claims are shown below its own header', async () => {
    const jwe = `${encodePart({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`;
    const nested = { token: decodeToken(tokenOf('{"sub":"me"}')), judgement: { signature: 'valid', key } } as const;
    const decryption = { token: decodeToken(jwe), key, nested };
    const { signature, header, payload } = await view(jwe, { signature: 'encrypted', key, decryption });
    expect(signature.words).toBe('decrypted (s.jwk), signature valid (s.jwk)');
    expect([header, payload].map((part) => part?.members?.map(({ name }) => name))).toEqual([
      ['"alg"', '"enc"'],
      ['"sub"'],
    ]);
  });
});
