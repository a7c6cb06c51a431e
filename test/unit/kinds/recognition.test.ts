import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { kindOf, kinds } from '../../../src/kinds/index.ts';
import published from '../vectors/vonage.json' with { type: 'json' };
import { type Claims, headerOf, healthy, type KindId, problemsOf, tokenOf } from './tokens.ts';

const application_id = randomUUID();

describe('A token is recognised by its content, first match first:', () => {
  const rows: readonly (readonly [kind: string, payload: Claims, alg?: string])[] = [
    ['opentok', { ist: 'project' }],
    ['opentok', { ist: 'project', application_id, scope: 'session.connect' }],
    ['custom', { ist: 'account', scope: 'session.connect' }],
    ['vonage-video', { application_id, scope: 'session.connect' }],
    ['vonage-video', { application_id, session_id: '' }],
    ['vonage-video', { application_id, sub: 'video' }],
    ['vonage-video', { application_id, sub: 'Alice', acl: {}, session_id: null }],
    ['vonage-user', { application_id, sub: 'Alice' }],
    ['vonage-user', { application_id, acl: null }],
    ['vonage-user', { application_id, sub: 'Alice', scope: 'something.else' }],
    ['vonage-rest', { application_id }],
    ['vonage-rest', { application_id: 7, scope: 'something.else', subject: 'video' }],
    ['vanilla', { displayname: 'A', email: 'a@example.com' }],
    ['vanilla', { displayname: 'A', sub: '1' }, 'RS256'],
    ['vanilla', { displayname: null, email: null }, 'none'],
    ['vonage-user', { application_id, displayname: 'A', sub: '1' }],
    ['custom', { displayname: 'A' }],
    ['custom', { email: 'a@example.com', sub: '1' }],
    ['custom', { session_id: '1', scope: 'session.connect', sub: 'video' }],
    ['custom', {}],
  ];
  for (const [kind, payload, alg = 'HS256'] of rows)
    test(`${kind}: ${JSON.stringify(payload)}`, () => {
      expect(kindOf(tokenOf(payload, { alg })).id).toBe(kind);
    });

  for (const payload of ['[1]', 'null', '{"application_id":', '"text"'])
    test(`custom, for a payload that is no object: ${payload}`, () => {
      const token = decodeToken(`eyJhbGciOiJSUzI1NiJ9.${Buffer.from(payload).toString('base64url')}.AAAA`);
      expect(kindOf(token).id).toBe('custom');
    });
});

test('what a name inherits is no claim', () => {
  expect(kindOf(tokenOf({ toString: 1 })).id).toBe('custom');
});

for (const kind of ['vonage-rest', 'vonage-user'] as const)
  test(`the sample on Vonage's page is a ${kind} token, and nothing but expired`, () => {
    const token = decodeToken(published[kind]);
    expect(kindOf(token).id).toBe(kind);
    expect(problemsOf(token).map(({ code }) => code)).toEqual(['expired']);
  });

for (const [id, payload] of Object.entries(healthy) as [KindId, Claims][])
  test(`a healthy ${id} token gets no finding`, () => {
    const token = tokenOf(payload, headerOf(id));
    expect(kindOf(token).id).toBe(id);
    expect(problemsOf(token)).toEqual([]);
  });

test('every kind has a healthy token here', () => {
  expect(kinds.map(({ id }) => id).sort()).toEqual(Object.keys(healthy).sort());
});
