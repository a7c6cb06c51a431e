import { describe, expect, it } from 'vitest';
import { draftOfRecipe, readDraft } from '../../../src/builder/draft.ts';
import { CodedError } from '../../../src/jwt/errors.ts';

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.code;
  }
}

const recipes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['vonage-rest', { applicationId: 'env:VONAGE_APPLICATION_ID', key: 'file:private.key', expiresIn: '15m' }],
  [
    'vonage-video',
    { sessionId: 's', role: 'moderator', data: ' a b ', dataClaims: ['data'], acl: { paths: { '/session/**': {} } } },
  ],
  ['vonage-user', { applicationId: 'vonage-config', key: 'vonage-config', subject: 'Alice' }],
  ['vanilla', { key: 'secret:forum', secretEncoding: 'hex', algorithm: 'HS512', issueTime: 'both' }],
  ['custom', { key: 'file:a.pem', header: { kid: 'k1' }, claims: { sub: 'me', n: [1, null] }, iat: true }],
];

it.each(recipes)('shows a %s recipe as a form, and reads the same recipe back', (kind, values) => {
  const recipe = { kind, ...values };
  expect(readDraft(draftOfRecipe(recipe)).recipe).toEqual(recipe);
  expect(readDraft(draftOfRecipe(recipe)).faults).toEqual([]);
});

describe('values of a wrong type', () => {
  it.each([
    ['vonage-rest', { expiresIn: 900 }, { expiresIn: '900' }],
    ['vonage-video', { initialLayoutClassList: ['a', 'b'] }, { initialLayoutClassList: 'a b' }],
    ['vanilla', { subject: 42, email: null }, { subject: '42', email: 'null' }],
    ['vonage-video', { acl: 'all' }, { acl: { text: '"all"' } }],
  ])('are shown as they stand in a %s recipe', (kind, values, inputs) => {
    expect(draftOfRecipe({ kind, ...values }).inputs).toEqual(inputs);
  });
});

it.each([
  ['recipe.not-an-object', ['vonage-rest']],
  ['recipe.not-an-object', null],
  ['recipe.unknown-kind', { kind: 'opentok' }],
  ['recipe.unknown-field', { kind: 'vonage-rest', applicationID: 'x' }],
])('refuses what is no recipe: %s', (code, recipe) => {
  expect(codeOf(() => draftOfRecipe(recipe))).toBe(code);
});

it('leaves out what is empty, and trims what has no spaces at its ends', () => {
  const inputs = { applicationId: '  a ', key: ' file:private.key', claims: ' \n', expiresIn: '', header: '' };
  expect(readDraft({ kind: 'vonage-rest', inputs }).recipe).toEqual({
    kind: 'vonage-rest',
    applicationId: 'a',
    key: 'file:private.key',
  });
});

describe('free claims as text', () => {
  it.each([
    ['no JSON', '{\n  "a": 1,\n}', [{ reason: 'json', line: 3 }]],
    ['nothing but a comment', '// none', [{ reason: 'json', line: 1 }]],
    [
      'a number that would be rounded',
      '{"a": [12345678901234567890]}',
      [{ reason: 'inexact-number', text: '12345678901234567890' }],
    ],
    ['a number beyond all', `{"a": 1${'0'.repeat(400)}}`, [{ reason: 'inexact-number', text: `1${'0'.repeat(400)}` }]],
    ['a power beyond all', '{"a": 1e400}', [{ reason: 'inexact-number', text: '1e400' }]],
    ['a name twice', '{"a": {"b": 1, "b": 2}}', [{ reason: 'duplicate-name', text: 'b' }]],
    ['endless nesting', `{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`, [{ reason: 'too-deep' }]],
  ])('are refused for %s', (_what, claims, faults) => {
    expect(readDraft({ kind: 'custom', inputs: { claims } }).faults.map(({ fault }) => fault)).toEqual(faults);
  });

  it.each(['{"a": 9007199254740991}', '{"a": 3.0, "b": -0}'])('take %s', (claims) => {
    const { faults } = readDraft({ kind: 'custom', inputs: { claims } });
    expect(faults).toEqual([]);
  });
});
