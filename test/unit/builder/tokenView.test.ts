import { expect, test } from 'vitest';
import { viewToken } from '../../../src/builder/tokenView.ts';
import { claims } from '../../claims.ts';
import { inspecting } from '../../inspecting.ts';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function claimsOf(payload: object, header: object = { alg: 'HS256' }) {
  const services = { tokens: { judge: async (text: string) => inspecting(text) }, claims: async () => claims };
  return (await viewToken(services as never, `${encode(header)}.${encode(payload)}.AAAA`)).claims;
}

test('a token that claims nothing is not said to be ok', async () => {
  expect(await claimsOf({})).toEqual({ tone: 'unknown', words: 'no claims' });
  expect(await claimsOf({ sub: 'me' })).toEqual({ tone: 'good', words: 'not expired' });
  expect(await claimsOf({ exp: 1 })).toEqual({ tone: 'bad', words: 'expired' });
  // What its header asks for is said.
  expect(await claimsOf({}, { alg: 'HS256', cty: 'twilio-fpa;v=1' })).toMatchObject({ tone: 'bad' });
});
