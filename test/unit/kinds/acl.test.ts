import { describe, expect, it } from 'vitest';
import { aclAllows, aclFault, grantsSession } from '../../../src/kinds/acl.ts';

const aclOf = (...paths: readonly string[]) => ({ paths: Object.fromEntries(paths.map((path) => [path, {}])) });

describe('grantsSession', () => {
  it.each([
    // What Vonage's SDKs and pages write.
    '/session/**',
    '/*/session/**',
    '/*/sessions/**',
    '/session',
    '/sessions/',
    '/v1/session/**',
    '/v2/sessions/1',
    // A wildcard in place of the segment, or of what is before it.
    '/**',
    '/*',
    '/*/*',
    '/*/**',
    '/v1/*',
    '/v1/**',
    '/v0.3/*',
    '/v1/*/*',
  ])('%s lets a client into a session', (path) => {
    expect(grantsSession(aclOf(path))).toBe(true);
    expect(grantsSession(aclOf('/users/**', path))).toBe(true);
  });

  it.each([
    '/users/**',
    '/sessionx/**',
    '/xsession/**',
    '/a/b/session',
    '/v1/users/**',
    '/users/*',
    '/vx/*',
    '/*x',
    '/v1/*x',
    'x/session',
  ])('%s does not', (path) => {
    expect(grantsSession(aclOf(path))).toBe(false);
  });

  it('no path lets nobody in', () => {
    expect(grantsSession(aclOf())).toBe(false);
  });
});

describe('aclFault', () => {
  it.each([
    ['no object', null, { reason: 'not-an-object' }],
    ['a list', [], { reason: 'not-an-object' }],
    ['a text', '/a', { reason: 'not-an-object' }],
    ['no paths', {}, { reason: 'no-paths' }],
    ['a list of paths', { paths: ['/a'] }, { reason: 'no-paths' }],
    ['a path without a slash', { paths: { '/a': {}, b: {} } }, { reason: 'path', path: 'b' }],
    ['a path with white space', { paths: { '/a b': {} } }, { reason: 'path', path: '/a b' }],
    ['a rule that is none', { paths: { '/a': null } }, { reason: 'rule', path: '/a' }],
    ['methods that are no list', { paths: { '/a': { methods: 'GET' } } }, { reason: 'methods', path: '/a' }],
    ['a method that is no text', { paths: { '/a': { methods: ['GET', 1] } } }, { reason: 'methods', path: '/a' }],
    ['a method that is no word', { paths: { '/a': { methods: ['GET!'] } } }, { reason: 'methods', path: '/a' }],
    [
      'a method with something before it',
      { paths: { '/a': { methods: ['!GET'] } } },
      { reason: 'methods', path: '/a' },
    ],
    ['filters that are no object', { paths: { '/a': { filters: [1] } } }, { reason: 'filters', path: '/a' }],
  ])('%s', (_what, acl, fault) => {
    expect(aclFault(acl)).toEqual(fault);
  });

  it.each([
    ['PHP writes empty objects as lists', { paths: [] }],
    ['and rules', { paths: { '/a': [] } }],
    ['and filters', { paths: { '/a': { filters: [] } } }],
    ['methods in any case, and filters', { paths: { '/': { methods: ['get', 'POST'], filters: { to: '1' } } } }],
    ['no methods', { paths: { '/a': { methods: [] } } }],
  ])('none: %s', (_what, acl) => {
    expect(aclFault(acl)).toBeUndefined();
  });
});

describe('aclAllows', () => {
  it.each([
    ['/a', '/a', true],
    ['/a', '/a/b', false],
    ['/a/b', '/a', false],
    ['/*', '/a', true],
    ['/*', '/a/b', false],
    ['/*/b', '/a/b', true],
    ['/*/b', '/a/c', false],
    ['/a/**', '/a/b/c', true],
    ['/a/**', '/a', true],
    ['/a/**', '/', false],
    ['/a/**', '/b/c', false],
    ['/a/*/**', '/a/b', true],
    ['/a/*/**', '/a', false],
    // What stands behind it counts for nothing.
    ['/**/x', '/a/b', true],
  ])('%s takes %s: %s', (pattern, path, allowed) => {
    expect(aclAllows(aclOf(pattern), path)).toBe(allowed);
  });

  it('goes by the methods of a path, in any case', () => {
    const acl = { paths: { '/a': { methods: ['get'] }, '/b': { methods: [] }, '/c': {} } };
    expect([
      aclAllows(acl, '/a', 'GET'),
      aclAllows(acl, '/a', 'POST'),
      aclAllows(acl, '/a'),
      aclAllows(acl, '/b', 'GET'),
      aclAllows(acl, '/c', 'DELETE'),
    ]).toEqual([true, false, true, false, true]);
  });
});
