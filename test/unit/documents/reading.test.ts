import { expect, it, vi } from 'vitest';
import type { TextDocument } from 'vscode';
import { documentText, draftOf, editableText } from '../../../src/documents/content.ts';
import { DocumentReader } from '../../../src/documents/reading.ts';
import type { JwtDocument } from '../../../src/documents/store.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Key } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { Tokens, type TokensChange } from '../../../src/tokens/tokens.ts';
import { Verifier } from '../../../src/tokens/verifier.ts';
import { EventEmitter, Uri } from '../../standIn/vscode.ts';

const now = 1_700_000_000;
const uri = Uri.from({ scheme: 'jwt', path: '/1/JWT.json' });
const key: Key = {
  form: 'secret',
  type: 'oct',
  bits: 256,
  limits: {},
  jwk: { kty: 'oct', k: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE' },
};
const header = '{"alg":"HS256","typ":"JWT"}';
const never = () => ({ dispose() {} });

/** What the service says of a document that shows a token. */
function reading(token: string, text: string, { isWritable = false, kinds = [] as readonly string[] } = {}) {
  const told: TokensChange[] = [];
  const events = { onDidChange: never, onDidClose: never, onDidLoad: never, onDidJump: never } as never;
  const verifier = new Verifier({
    isTrusted: () => true,
    candidates: async () => [{ key, reference: 'file:forum.key', named: true, kinds }],
    variantOf: async () => undefined,
    onDidChange: new EventEmitter().event as never,
  });
  const settings = { isExcluded: false, isEnabled: {}, context: { tolerance: 5, expiresSoon: 300 } } as never;
  const tokens = new Tokens({
    index: Object.assign({ count: () => 0 }, events) as never,
    verifier,
    settings: { of: () => settings, onDidChange: never as never },
    clock: {
      now: () => now * 1000,
      after: (_: number, action: () => void) => {
        setImmediate(action);
        return { dispose() {} };
      },
      onDidJump: never as never,
    },
    bodies: { has: () => false, of: () => undefined, onDidLoad: never as never },
  });
  tokens.onDidChange((change) => told.push(change));
  const shown = { uri, text, modified: 0, token: decodeToken(token), ...(isWritable && { followed: {} }) };
  const documents = { get: () => shown as unknown as JwtDocument };
  const document = { uri, version: 1, languageId: 'json', getText: () => text } as unknown as TextDocument;
  const reader = new DocumentReader(tokens, documents);
  return { told, read: () => reader.read(document)?.inspection, settle: () => verifier.judge(token) };
}

const inner = await signToken('{"alg":"HS256"}', JSON.stringify({ sub: 'me', exp: now - 60 }), key);
const outer = await signToken('{"alg":"HS256","cty":"JWT"}', inner, key);

it('a token in a token is read as the one that has the claims', () => {
  const text = documentText(decodeToken(outer));
  expect(JSON.parse(text).payload).toEqual({ header: { alg: 'HS256' }, payload: { sub: 'me', exp: now - 60 } });
  const inspection = reading(outer, text).read();
  expect(inspection).toMatchObject({ state: 'expired', structure: 'ok' });
  expect(inspection?.problems.map(({ code }) => code)).toEqual(['expired']);
});

it('a token in a token that is edited stays a text, as it is signed, and is read as what it will be', () => {
  const base = decodeToken(outer);
  const text = editableText(base);
  expect(JSON.parse(text).payload).toBe(inner);
  expect(draftOf(text, base).payload).toBe(inner);
  const inspection = reading(outer, text, { isWritable: true }).read();
  expect(inspection).toMatchObject({ state: 'expired', structure: 'ok' });
  expect(inspection?.problems.map(({ code }) => code)).toEqual(['expired']);
});

it('claims that are named like the parts of a token are claims', async () => {
  const claims = { header: { alg: 'HS256' }, payload: { exp: 1 }, exp: now + 600 };
  const token = await signToken('{"alg":"HS256"}', JSON.stringify(claims), key);
  const inspection = reading(token, documentText(decodeToken(token))).read();
  expect(inspection).toMatchObject({ state: 'valid', at: now + 600 });
});

it('a near miss keeps the kind of the recipe whose key proves the token, however it is edited', async () => {
  const claims = { iss: 'a', sub: '1', aud: 'b', email: 'a@example.com', iat: now, exp: now + 600 };
  const token = await signToken(header, JSON.stringify(claims), key);
  const edited = documentText(decodeToken(token)).replace('a@example.com', 'b@example.com');
  const { read, settle, told } = reading(token, edited, { isWritable: true, kinds: ['vanilla'] });
  expect(read()?.kind.id).toBe('custom');
  await settle();
  await vi.waitFor(() => expect(told.map(({ reason }) => reason)).toContain('signatures'));
  expect(read()?.kind.id).toBe('vanilla');
  expect(read()?.problems).toMatchObject([{ code: 'vanilla.missing-claim', claim: 'displayname' }]);
});
