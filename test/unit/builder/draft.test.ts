import { describe, expect, it } from 'vitest';
import { draftOfRecipe, readDraft } from '../../../src/builder/draft.ts';
import type { Input } from '../../../src/builder/protocol.ts';
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

describe('what stands in a field is read as its type has it', () => {
  it.each<[string, string, Input, unknown]>([
    ['vonage-rest', 'key', ' file:my key.pem ', 'file:my key.pem'],
    ['vonage-rest', 'expiresIn', ' 15m ', '15m'],
    ['vonage-rest', 'expiresAt', ' 1800000000 ', 1_800_000_000],
    ['vonage-rest', 'expiresAt', ' 2027-01-15T08:00Z ', '2027-01-15T08:00Z'],
    ['vonage-rest', 'expiresAt', '1800000000 or so', '1800000000 or so'],
    ['vonage-rest', 'expiresAt', 'in 1800000000', 'in 1800000000'],
    ['github-app', 'appId', ' 12345 ', 12_345],
    ['github-app', 'appId', '5', 5],
    ['github-app', 'appId', '0123', '0123'],
    ['github-app', 'appId', 'Iv23 ', 'Iv23'],
    ['github-app', 'appId', '1234567890123456', '1234567890123456'],
    ['apple', 'scope', ' GET /v1/apps, ,GET /v1/users,', ['GET /v1/apps', 'GET /v1/users']],
    ['vonage-video', 'sessionId', ' 1_MX4 ', '1_MX4'],
    ['vonage-video', 'data', ' a ', ' a '],
    ['vonage-video', 'dataClaims', ['data'], ['data']],
    ['custom', 'iat', true, true],
    ['custom', 'iat', false, false],
    ['custom', 'claims', '{}', {}],
  ])('%s %s %j', (kind, field, input, value) => {
    expect(readDraft({ kind, inputs: { [field]: input } })).toMatchObject({ recipe: { [field]: value }, faults: [] });
  });

  it.each<[string, string, Input]>([
    ['vonage-rest', 'key', ' '],
    ['vonage-video', 'sessionId', ' '],
    ['vonage-video', 'data', ''],
    ['custom', 'claims', ' '],
  ])('%s %s %j is as good as empty', (kind, field, input) => {
    expect(readDraft({ kind, inputs: { [field]: input } }).recipe).toEqual({ kind });
  });
});

describe('a value of a wrong type is shown in the control of its field', () => {
  it.each<[string, string, unknown, Input]>([
    ['vonage-video', 'dataClaims', 'data', ['data']],
    ['vonage-video', 'dataClaims', [1], ['1']],
    ['vonage-video', 'initialLayoutClassList', ['a', 1], 'a 1'],
    ['vonage-video', 'initialLayoutClassList', { a: 1 }, '{"a":1}'],
    ['apple', 'scope', ['a', 'b'], 'a, b'],
    ['apple', 'scope', 'a', 'a'],
    ['custom', 'iat', 'yes', 'yes'],
    ['custom', 'iat', true, true],
    ['custom', 'claims', [1], '[\n  1\n]'],
    ['custom', 'algorithm', 7, '7'],
    ['github-app', 'appId', 12_345, '12345'],
  ])('%s %s %j', (kind, field, value, input) => {
    expect(draftOfRecipe({ kind, [field]: value }).inputs).toEqual({ [field]: input });
  });
});

it('several faults of one text are all found, and a deep one alone', () => {
  const faultsOf = (claims: string) =>
    readDraft({ kind: 'custom', inputs: { claims } }).faults.map(({ fault }) => fault);
  expect(faultsOf('{"a": 12345678901234567890, "b": 1, "b": -12345678901234567890}')).toEqual([
    { reason: 'inexact-number', text: '-12345678901234567890' },
    { reason: 'inexact-number', text: '12345678901234567890' },
    { reason: 'duplicate-name', text: 'b' },
  ]);
  const nested = (depth: number) => `{"n": 12345678901234567890, "a": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
  expect(faultsOf(nested(600))).toEqual([{ reason: 'too-deep' }]);
  expect(faultsOf(nested(400)).map(({ reason }) => reason)).toEqual(['inexact-number']);
  // Fractions and powers are rounded by every reader.
  expect(faultsOf('{"a": 0.1234567890123456789, "b": 1e30}')).toEqual([]);
});

it('the line of a mistake is counted in the text as it stands', () => {
  expect(readDraft({ kind: 'custom', inputs: { claims: '\n\n{"a": }\n' } }).faults).toEqual([
    { field: 'claims', fault: { reason: 'json', line: 3 } },
  ]);
});
