import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { findTokens } from '../../../src/jwt/find.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { type Candidate, judgeSignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { renewDraft } from '../../../src/recipes/renew.ts';
import { variantDraft, variants } from '../../../src/recipes/variant.ts';
import { inspecting } from '../../inspecting.ts';

const now = 1_700_000_000;
const context = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const base64url = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secret = 'a secret of thirty-two characters';
let candidates: readonly Candidate[] = [];
const known = (kid?: string): readonly Candidate[] =>
  candidates.map((candidate) => ({ ...candidate, named: false, key: { ...candidate.key, ...(kid && { id: kid }) } }));
beforeAll(async () => {
  const [key] = await readKeys(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  candidates = [{ key, reference: 'file:issuer.pem', named: true }];
});

const es256 = (input: string) =>
  sign('sha256', Buffer.from(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });

describe('a token of an AWS load balancer', () => {
  const header = {
    typ: 'JWT',
    kid: 'b8c3',
    alg: 'ES256',
    iss: 'https://idp.example',
    client: 'c1',
    signer: 'arn:aws',
    exp: now,
  };
  const claims = { sub: '1234567890', email: 'a@example.com', iat: now - 100, exp: now + 800 };
  const input = [header, claims].map((part) => base64(JSON.stringify(part))).join('.');
  const text = `${input}.${base64(es256(input)).replaceAll('+', '-').replaceAll('/', '_')}`;

  it('is found whole, malformed, and verified over the text as it stands', async () => {
    expect(text).toMatch(/=\..*=$/s);
    const [found] = findTokens(`x-amzn-oidc-data: ${text}\r\n`);
    expect(found).toMatchObject({ start: 18, end: 18 + text.length });
    const token = decodeToken(text);
    const inspection = inspect(token, await judgeSignature(token, candidates), context);
    expect(inspection).toMatchObject({ structure: 'malformed', signature: 'valid', claims: 'ok', state: 'valid' });
    expect(new Set(inspection.problems.map(({ code }) => code))).toEqual(new Set(['malformed']));
  });

  it('is renewed whole, without its padding', async () => {
    const draft = renewDraft(inspecting(text), { now: context.now, uuid: () => 'x' });
    const renewed = await signToken(draft.header, draft.payload, candidates[0]?.key);
    expect(renewed).not.toContain('=');
    expect(decodeToken(renewed).faults).toEqual([]);
    expect((await judgeSignature(decodeToken(renewed), candidates)).signature).toBe('valid');
  });
});

describe('an SD-JWT', () => {
  const { text } = decodeToken(`${base64url('{"alg":"ES256"}')}.${base64url('{"iat":1,"exp":2}')}.c2ln`);

  it.each([`${text}~${base64url('["s","a",1]')}~`, `${text}~`])('is never written: %s', (whole) => {
    const making = { now: context.now, uuid: () => 'x' };
    expect(() => renewDraft(inspecting(whole), making)).toThrow('renew.disclosures');
    for (const variant of variants)
      expect(() => variantDraft(inspecting(whole), variant, making)).toThrow('renew.disclosures');
  });
});

describe('a token in plain base64', () => {
  const signatureOf = (input: string) => createHmac('sha256', secret).update(input).digest();
  const inputs = Array.from(
    { length: 200 },
    (_, i) => `${base64url('{"alg":"HS256"}')}.${base64url(`{"sub":"${i}???"}`)}`,
  );
  const input = inputs.find((text) => /[+/]/.test(base64(signatureOf(text)))) ?? '';

  it('is found whole, and its signature told by its length', () => {
    const text = `${input}.${base64(signatureOf(input))}`;
    for (const behind of ['', '"', ' ', '/path', '&x']) {
      const [found] = findTokens(`${text}${behind}`);
      expect(found?.end, behind).toBe(text.length);
    }
    expect(inspect(decodeToken(text), undefined, context).structure).toBe('malformed');
  });
});

describe('a token whose signature is missing', () => {
  it.each([{ alg: 'ES256' }, { alg: 'HS256' }, { alg: 'XX999' }])(
    'is invalid whatever keys are known: %j',
    async (header) => {
      const token = decodeToken(`${base64url(JSON.stringify(header))}.${base64url('{}')}.`);
      for (const keys of [[], candidates]) {
        expect(await judgeSignature(token, keys)).toMatchObject({
          signature: 'invalid',
          reason: { code: 'signature.missing' },
        });
      }
      // Where nobody may look at keys, it is missing all the same.
      const { signature, problems } = inspect(token, { signature: 'not-checked' }, context);
      expect(signature).toBe('invalid');
      expect(problems.map(({ code }) => code)).toContain('signature-missing');
      expect(problems.map(({ code }) => code)).not.toContain('signature-invalid');
    },
  );
});

describe("a token of Microsoft Graph's", () => {
  const graph = {
    aud: '00000003-0000-0000-c000-000000000000',
    iss: 'https://sts.windows.net/t/',
    iat: now,
    exp: now + 900,
  };
  const tokenOf = (claims: object, header: object = { nonce: 'n' }) => {
    const parts = [{ alg: 'ES256', kid: 'k1', ...header }, claims].map((part) => base64url(JSON.stringify(part)));
    return decodeToken(`${parts.join('.')}.${base64url(Buffer.alloc(64, 1))}`);
  };

  it.each([
    ['of version 1', graph],
    ['of version 2', { ...graph, aud: 'https://graph.microsoft.com', iss: 'https://login.microsoftonline.com/t/v2.0' }],
    [
      'with the audience as an address',
      { ...graph, aud: 'https://graph.microsoft.com/', iss: 'https://issuer.example' },
    ],
  ])('cannot be verified by anybody else: %s', async (_, claims) => {
    for (const keys of [known('k1'), candidates]) {
      const judgement = await judgeSignature(tokenOf(claims), keys);
      expect(judgement).toEqual({ signature: 'unknown-key', reason: { code: 'signature.audience-only', data: {} } });
      expect(inspect(tokenOf(claims), judgement, context).problems).toEqual([]);
    }
  });

  it('is told from others by the nonce in its header, and by its issuer or audience', async () => {
    expect((await judgeSignature(tokenOf(graph, {}), known('k1'))).signature).toBe('invalid');
    const other = { ...graph, aud: 'api://mine', iss: 'https://issuer.example' };
    expect((await judgeSignature(tokenOf(other), known('k1'))).signature).toBe('invalid');
  });
});
