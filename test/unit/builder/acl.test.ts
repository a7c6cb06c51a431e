import { expect, it } from 'vitest';
import { aclInput, readAcl, tryPath } from '../../../src/builder/acl.ts';
import type { AclRow } from '../../../src/builder/protocol.ts';

const row = (path: string, more: Partial<AclRow> = {}): AclRow => ({ path, methods: [], filters: '', ...more });

const acls: readonly (readonly [string, unknown, object])[] = [
  ['a path', { paths: { '/session/**': {} } }, { rows: [row('/session/**')] }],
  ['methods', { paths: { '/a': { methods: ['GET'] } } }, { rows: [row('/a', { methods: ['GET'] })] }],
  ['filters', { paths: { '/a': { filters: { to: '1' } } } }, { rows: [row('/a', { filters: '{"to":"1"}' })] }],
  ['no paths', { paths: {} }, { rows: [] }],
];
it.each(acls)('shows %s as rows, and reads the same back', (_what, acl, input) => {
  expect(aclInput(acl)).toEqual(input);
  expect(readAcl(aclInput(acl))).toEqual({ acl, faults: [] });
});

const others: readonly unknown[] = [
  null,
  '/session/**',
  { paths: [] },
  { paths: { '/a': null } },
  { paths: { '/a': { methods: 'GET' } } },
  { paths: { '/a': { methods: [] } } },
  { paths: { '/a': { method: ['GET'] } } },
  { paths: {}, more: 1 },
];
it.each(others)('keeps %j, which has another form, as JSON', (acl) => {
  expect(aclInput(acl)).toEqual({ text: JSON.stringify(acl, null, 2) });
  expect(readAcl(aclInput(acl))).toEqual({ acl, faults: [] });
});

it.each([
  ['a path without a slash', [row('a')], [{ row: 0, reason: 'path' }]],
  ['white space in a path', [row('/a'), row('/ b')], [{ row: 1, reason: 'path' }]],
  ['an empty path', [row('')], [{ row: 0, reason: 'path' }]],
  ['the same path twice', [row('/a'), row('/a')], [{ row: 1, reason: 'duplicate-path' }]],
  ['filters that are no JSON', [row('/a', { filters: '{' })], [{ row: 0, reason: 'filters' }]],
  ['filters that are no object', [row('/a', { filters: '[1]' })], [{ row: 0, reason: 'filters' }]],
  ['a method that is no word', [row('/a', { methods: ['G T'] })], [{ row: 0, reason: 'methods' }]],
])('finds %s', (_what, rows, faults) => {
  expect(readAcl({ rows }).faults).toEqual(faults);
});

it('takes a path for a name, whatever it is called', () => {
  const { acl } = readAcl({ rows: [row('__proto__'), row('/b')] });
  expect(Object.keys((acl as { paths: object }).paths)).toEqual(['__proto__', '/b']);
});

it.each([
  ['/v1/users/1', '', { allowed: true, row: 1 }],
  ['/v1/users', 'GET', { allowed: true, row: 1 }],
  ['/v1/users', 'DELETE', { allowed: false }],
  ['/session/1', 'DELETE', { allowed: true, row: 0 }],
  ['/other', '', { allowed: false }],
  // An address as it is pasted.
  ['https://api.nexmo.com/v1/users?page=1', 'GET', { allowed: true, row: 1 }],
  [' http://localhost:3000/session/1#a ', '', { allowed: true, row: 0 }],
  ['https://api.nexmo.com', '', { allowed: false }],
])('tells whether %s %s would be allowed', (path, method, answer) => {
  const rows = [row('/session/**'), row('/*/users/**', { methods: ['GET'] })];
  expect(tryPath({ rows }, path, method)).toEqual(answer);
});

it('tells nothing of an ACL with mistakes', () => {
  expect(tryPath({ rows: [row('a')] }, '/a', '')).toEqual({});
  expect(tryPath({ text: '{' }, '/a', '')).toEqual({});
  expect(tryPath({ text: '"/a"' }, '/a', '')).toEqual({});
});
