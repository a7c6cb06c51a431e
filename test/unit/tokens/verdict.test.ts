import { expect, it } from 'vitest';
import { readSecret } from '../../../src/keys/secret.ts';
import { verdictOf } from '../../../src/tokens/verdict.ts';
import { encodePart } from '../../hs256.ts';
import { inspecting } from '../../inspecting.ts';

const token = `${encodePart({ alg: 'HS256' })}.${encodePart({ exp: 1 })}.AAAA`;
const key = readSecret('c2VjcmV0IG9mIHRoaXMgdGVzdA', 'base64url');
const judged = (signature: string, more: object = {}) => verdictOf(inspecting(token, { signature, ...more } as never));

it('of a token has an answer to each question, and one of a key that nobody has asked for yet is not known', () => {
  expect(verdictOf(inspecting(token))).toEqual({
    structure: 'ok',
    signature: 'unknown-key',
    kind: 'custom',
    claims: 'expired',
    problems: [{ code: 'expired', severity: expect.any(String), message: expect.stringMatching(/^The token .*\.$/) }],
  });
});

it('names the key that proved the signature, and its encoding where the recipe says another', () => {
  const named = { key: { key, reference: 'file:s', named: true, encoding: 'base64url' } };
  expect(judged('valid', named)).toMatchObject({ signature: 'valid', key: 'file:s' });
  expect(judged('valid', named)).not.toHaveProperty('secretEncoding');
  const other = { key: { ...named.key, encoding: 'utf8' } };
  expect(judged('valid', other)).toMatchObject({ secretEncoding: 'base64url' });
  expect(judged('invalid', other)).not.toHaveProperty('secretEncoding');
  expect(judged('unknown-key')).not.toHaveProperty('key');
});
