import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../src/builder/check.ts';
import { draftOfRecipe } from '../../../src/builder/draft.ts';
import type { FieldProblem, FormDraft, Input } from '../../../src/builder/protocol.ts';
import { fieldProblem } from '../../../src/builder/words.ts';
import { now, recipes, uuid } from '../recipes/making.ts';

/** What a person reads at the fields of a form. */

function said(draft: FormDraft): readonly FieldProblem[] {
  const { reading, problems } = checkDraft(draft, { now: now * 1000, uuid: () => uuid });
  return problems.map((problem) => fieldProblem(reading.kind, problem));
}

/** The form of a kind's smallest recipe, with other inputs in some of its fields. */
const withInputs = (kind: keyof typeof recipes, inputs: Readonly<Record<string, Input>>): FormDraft => ({
  kind,
  inputs: { ...draftOfRecipe(recipes[kind]).inputs, ...inputs },
});

const row = (path: string, methods: readonly string[] = [], filters = '') => ({ path, methods, filters });
const vonage = 'https://developer.vonage.com/en/video/guides/authentication';
const [error, warning] = ['error', 'warning'] as const;

describe('a text that stands for nothing', () => {
  it.each<[string, string]>([
    ['{\n  "a": 1,\n}', 'This is not JSON: see line 3.'],
    [
      '{"n": 12345678901234567890}',
      'This number has more digits than JSON readers can keep. Write it as a string, in quotation marks.',
    ],
    ['{"a": 1, "a": 2}', 'Duplicate `a`. Remove one.'],
    [`{"a": ${'['.repeat(600)}${']'.repeat(600)}}`, 'This is nested too deeply.'],
    ['[1]', '"Claims" must be a JSON object like {"name": "value"}.'],
  ])('claims: %s', (claims, message) => {
    expect(said(withInputs('custom', { claims }))).toEqual([{ field: 'claims', severity: error, message }]);
  });

  it.each<[string, Input, string, number | undefined]>([
    ['a path', { rows: [row('a')] }, "Paths start with `/` and can't contain spaces.", 0],
    ['a method', { rows: [row('/a'), row('/b', ['G T'])] }, 'A method is a word, such as `GET`.', 1],
    ['filters', { rows: [row('/a'), row('/b', [], '{')] }, 'Filters must be a JSON object.', 1],
    ['a path once more', { rows: [row('/a'), row('/a')] }, 'This path is already in the list.', 1],
    ['the ACL as text', { text: '{' }, 'The ACL is not JSON.', undefined],
  ])('%s, at its row', (_what, acl, message, at) => {
    const expected = { field: 'acl', severity: error, message, ...(at !== undefined && { row: at }) };
    expect(said(withInputs('vonage-user', { acl }))).toEqual([expected]);
  });
});

describe('a value that is none of its field, or that no issuer takes', () => {
  it.each<[keyof typeof recipes, object, Omit<FieldProblem, 'severity'>]>([
    [
      'vonage-rest',
      { expiresIn: 'soon' },
      {
        field: 'expiresIn',
        message: '"Expires in" must be a number of seconds or a duration like "90s", "15m", "24h" or "7d".',
      },
    ],
    [
      'vonage-rest',
      { expiresIn: '1h', expiresAt: now + 60 },
      { field: 'expiresAt', message: 'Both "Expires in" and "Expires at" are set. Remove one of them.' },
    ],
    [
      'vonage-rest',
      { expiresIn: '25h' },
      {
        field: 'expiresIn',
        message:
          'Vonage accepts a lifetime of at most 24 hours; this token has 25 hours. Set `exp` to at most 24 hours after `iat`.',
        source: vonage,
      },
    ],
    ['vonage-rest', { claims: { jti: '' } }, { field: 'claims', message: 'Vonage requires `jti`.', source: vonage }],
    [
      'vonage-rest',
      { header: { alg: 'HS256' } },
      { field: 'header', message: 'Vonage accepts RS256 only.', source: vonage },
    ],
    [
      'vanilla',
      { claims: { iat: now + 60 } },
      {
        field: 'claims',
        message: 'Vanilla rejects tokens issued in the future. Choose an earlier time.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.6',
      },
    ],
    [
      'custom',
      { claims: { exp: 'soon' } },
      {
        field: 'claims',
        message: '`exp` must be a number of seconds, not a string.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-2',
      },
    ],
    [
      'custom',
      { header: { crit: [] } },
      {
        field: 'header',
        message: '`crit` must not be empty.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-7.2',
      },
    ],
  ])('%s %j', (kind, change, expected) => {
    expect(said(draftOfRecipe({ ...recipes[kind], ...change }))).toEqual([{ severity: error, ...expected }]);
  });
});

it('what may be meant is a warning, and in the order of the fields', () => {
  expect(said(draftOfRecipe({ ...recipes.custom, algorithm: 'none' }))).toMatchObject([
    { field: 'key', severity: error, message: '"algorithm" is "none", so "key" is not used. Remove one of them.' },
    {
      field: 'algorithm',
      severity: warning,
      message: 'The token is not signed (`alg` is `none`): anyone can change it.',
    },
  ]);
});
