import { expect, it } from 'vitest';
import { forms } from '../../../../src/builder/forms.ts';
import { type Kept, keepable, readKept } from '../../../../src/builder/webview/kept.ts';
import { claims } from '../../../claims.ts';
import { pemBlock } from '../../../pem.ts';

const descriptions = forms((text) => text, claims);
const kept = (inputs: Kept['forms'][string]['inputs']): Kept => ({ kind: 'custom', forms: { custom: { inputs } } });
const pem = pemBlock('PRIVATE KEY', 'MIIE');
const token = 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.';

it('keeps fields over a reload', () => {
  const state = kept({ applicationId: 'x', key: 'file:private.key', iat: true, acl: { rows: [] }, claims: '{' });
  expect(readKept(structuredClone(keepable(state)), descriptions).forms.custom).toEqual(state.forms.custom);
});

it.each([
  ['a key in the place of its reference', { key: 'c2VjcmV0IHNlY3JldA' }],
  ['a PEM key anywhere', { claims: JSON.stringify({ key: pem }) }],
  ['a PEM key in an ACL', { acl: { rows: [{ path: '/', methods: [], filters: JSON.stringify(pem) }] } }],
  ['a token anywhere', { data: `Bearer ${token}` }],
])('never keeps %s', (_what, inputs) => {
  expect(keepable(kept({ ...inputs, subject: 'me' })).forms.custom?.inputs).toEqual({ subject: 'me' });
});

it.each([undefined, null, 'x', 1, [], { kind: 'gone' }, { kind: 'custom', forms: null }, { forms: { custom: null } }])(
  'begins anew where %j was kept',
  (value) => {
    const { kind, forms: states } = readKept(value, descriptions);
    expect(descriptions.map((form) => form.kind)).toContain(kind);
    expect(Object.values(states)).toEqual(descriptions.map(() => ({ inputs: {} })));
  },
);
