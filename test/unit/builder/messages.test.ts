import { expect, it } from 'vitest';
import { refusedId, requestIn } from '../../../src/builder/messages.ts';

const aclRow = { path: '/', methods: ['GET'], filters: '' };
const draft = { kind: 'vonage-rest', inputs: { applicationId: 'x' } };
const request = (method: string, params: unknown) => ({ type: 'request', id: 1, method, params });

it.each([
  request('start', {}),
  request('check', { draft }),
  request('check', { draft: { kind: '', inputs: { a: true, b: ['x'], c: { text: '{}' }, d: { rows: [] } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: [{ path: '/', methods: ['GET'], filters: '' }] } } } }),
  request('check', { draft: { kind: '', inputs: { a: Array(1000).fill('x'), b: 'x'.repeat(1_000_000) } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: Array(1000).fill(aclRow) } } } }),
  request('create', { draft }),
  request('create', { draft, recipe: 'staging' }),
  request('tryPath', { acl: { rows: [] }, path: '/', method: '' }),
  request('copy', { token: 'a.b.c', as: 'header' }),
])('takes a request: %#', (message) => {
  expect(requestIn(message)).toBe(message);
});

const nested: Record<string, unknown> = {};
nested.nested = nested;

it.each([
  undefined,
  null,
  'start',
  [],
  {},
  nested,
  request('toString', {}),
  request('__proto__', {}),
  request('start', null),
  request('start', { more: 1 }),
  { ...request('start', {}), id: '1' },
  { ...request('start', {}), type: 'result' },
  { ...request('start', {}), more: 1 },
  request('check', {}),
  request('check', { draft: { kind: 'vonage-rest' } }),
  request('check', { draft: { ...draft, key: 'x' } }),
  request('check', { draft: { kind: 1, inputs: {} } }),
  request('check', { draft: { kind: '', inputs: [] } }),
  request('check', { draft: { kind: '', inputs: { a: 1 } } }),
  request('check', { draft: { kind: '', inputs: { a: { path: '/' } } } }),
  request('check', { draft: { kind: '', inputs: { a: [1] } } }),
  request('check', { draft: { kind: '', inputs: { a: 'x'.repeat(1_000_001) } } }),
  request('check', { draft: { kind: '', inputs: { a: ['x', 1] } } }),
  request('check', { draft: { kind: '', inputs: { a: 'x', b: 1 } } }),
  request('check', { draft: { kind: '', inputs: { a: Array(1001).fill('x') } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: 'x' } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: [aclRow, { path: '/' }] } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: Array(1001).fill(aclRow) } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: [{ ...aclRow, methods: 'GET' }] } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: [{ ...aclRow, methods: { length: 0 } }] } } } }),
  request('check', { draft: { kind: '', inputs: { acl: { rows: { length: 0 } } } } }),
  request('create', { draft, recipe: 1 }),
  request('copy', { token: 'a.b.c', as: 'key' }),
  request('openRecipe', { name: ['a'] }),
  request('followWay', { title: 'x', command: 'workbench.action.closeWindow' }),
])('refuses what is no request: %#', (message) => {
  expect(requestIn(message)).toBeUndefined();
});

it('names the request that is refused, where it has a name', () => {
  expect(refusedId(request('toString', {}))).toBe(1);
  for (const message of [undefined, 'x', [], {}, { id: '1' }, { id: 0.5 }]) expect(refusedId(message)).toBeUndefined();
});
