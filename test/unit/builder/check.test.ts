import { describe, expect, it } from 'vitest';
import { checkDraft, type FormProblem } from '../../../src/builder/check.ts';
import { draftOfRecipe } from '../../../src/builder/draft.ts';
import { fieldProblem } from '../../../src/builder/words.ts';
import { fieldsOf } from '../../../src/kinds/fields.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { now, recipes, uuid } from '../recipes/making.ts';

const making = { now: now * 1000, uuid: () => uuid };

function check(recipe: object) {
  return checkDraft(draftOfRecipe(recipe), making);
}

/** A problem in one word. */
function word(problem: FormProblem): string {
  if ('missing' in problem) return 'missing';
  if ('fault' in problem) return problem.fault.reason;
  return 'error' in problem ? problem.error.code : problem.problem.code;
}

function problems(recipe: object): object {
  return Object.fromEntries(check(recipe).problems.map((problem) => [problem.field, word(problem)]));
}

it.each(Object.values(recipes))('finds nothing wrong with the smallest $kind recipe', (recipe) => {
  expect(problems(recipe)).toEqual({});
});

it.each([
  ['vonage-rest', { applicationId: 'missing', key: 'missing' }],
  ['vonage-video', { applicationId: 'missing', sessionId: 'missing', key: 'missing' }],
  ['vonage-user', { applicationId: 'missing', subject: 'missing', key: 'missing' }],
  [
    'vanilla',
    {
      issuer: 'missing',
      subject: 'missing',
      audience: 'missing',
      email: 'missing',
      displayName: 'missing',
      key: 'missing',
    },
  ],
  ['client-assertion', { clientId: 'missing', audience: 'missing', key: 'missing' }],
  ['custom', { key: 'missing' }],
])('says once of each field of an empty %s form that it is missing', (kind, expected) => {
  expect(problems({ kind })).toEqual(expected);
});

describe('says what is wrong at the field that brings it', () => {
  const day = 24 * 60 * 60;
  it.each([
    ['vonage-rest', { applicationId: 'abc' }, { applicationId: 'vonage.application-id-not-uuid' }],
    ['vonage-rest', { expiresIn: '25h' }, { expiresIn: 'vonage.lifetime-too-long' }],
    ['vonage-rest', { expiresIn: 'soon' }, { expiresIn: 'recipe.bad-field' }],
    ['vonage-rest', { expiresAt: now + 2 * day }, { expiresAt: 'vonage.lifetime-too-long' }],
    ['vonage-rest', { expiresAt: now - 1 }, { expiresAt: 'expired' }],
    ['vonage-rest', { expiresIn: '1h', expiresAt: now + 60 }, { expiresAt: 'recipe.two-fields' }],
    ['vonage-rest', { algorithm: 'RS512' }, { algorithm: 'vonage.wrong-algorithm' }],
    ['vonage-rest', { header: { alg: 'HS256' } }, { header: 'vonage.wrong-algorithm' }],
    ['vonage-rest', { key: 'private.key' }, { key: 'recipe.bad-reference' }],
    ['vonage-rest', { claims: { exp: now + 2 * day } }, { claims: 'vonage.lifetime-too-long' }],
    ['vonage-rest', { claims: { application_id: 'abc' } }, { claims: 'vonage.application-id-not-uuid' }],
    ['vonage-rest', { claims: { jti: '' } }, { claims: 'vonage.missing-claim' }],
    ['vonage-rest', { claims: { ttl: 900 } }, { claims: 'vonage.sdk-option-as-claim' }],
    ['vonage-rest', { claims: [1] }, { claims: 'recipe.bad-field' }],
    ['vonage-video', { role: 'admin' }, { role: 'vonage.invalid-role' }],
    ['vonage-video', { data: 'x'.repeat(1001) }, { data: 'vonage.data-too-long' }],
    ['vonage-video', { dataClaims: ['info'] }, { dataClaims: 'recipe.bad-field' }],
    ['vonage-video', { acl: { paths: { '/v1/users/**': {} } } }, { acl: 'vonage.acl-without-session' }],
    ['vonage-video', { acl: 'all' }, { acl: 'vonage.invalid-acl' }],
    ['vonage-video', { acl: { paths: { session: {} } } }, { acl: 'acl' }],
    ['vonage-user', { subject: '  ' }, { subject: 'recipe.bad-field' }],
    ['vanilla', { algorithm: 'RS256' }, { algorithm: 'vanilla.wrong-algorithm' }],
    ['vanilla', { issueTime: 'exp' }, { issueTime: 'recipe.bad-field' }],
    ['vanilla', { claims: { iat: now + 60 } }, { claims: 'issued-in-future' }],
    ['custom', { algorithm: 'none' }, { key: 'recipe.key-with-none', algorithm: 'unsigned' }],
  ] as const)('%s %j', (kind, change, expected) => {
    expect(problems({ ...recipes[kind], ...change })).toEqual(expected);
  });
});

it.each(writableKinds)('says of an empty form of $id what it requires, by the labels of its fields', ({ id: kind }) => {
  const { reading, problems: found } = checkDraft(draftOfRecipe({ kind }), making);
  const shown = found.map((problem) => fieldProblem(reading.kind, problem));
  expect(shown.length).toBeGreaterThan(0);
  for (const { field, message, isMissing } of shown) {
    const { label } = fieldsOf(reading.kind).find(({ name }) => name === field) ?? {};
    expect(message).toBe(`"${label}" is required.`);
    // It is not said before a person comes to the field.
    expect(isMissing).toBe(true);
  }
});

it.each([
  ['app-store-connect', now + 900],
  ['app-store-server', now + 900],
  ['apns', now + 3600],
  ['sign-in', now + 180 * 86_400],
])('tells when a token for %s would expire, whatever else is missing', (service, expires) => {
  expect(check({ kind: 'apple', service }).expires).toBe(expires);
});

it('says what is wrong in the order of the fields', () => {
  const wrong = {
    kind: 'vonage-rest',
    key: 'private.key',
    applicationId: 'abc',
    expiresIn: 'soon',
    header: { crit: [] },
  };
  expect(check(wrong).problems.map(({ field }) => field)).toEqual(['applicationId', 'key', 'expiresIn', 'header']);
});

it('says of a text that stands for no value that alone', () => {
  const draft = {
    kind: 'vonage-user',
    inputs: { acl: { text: '{' }, claims: '{', subject: 'Alice', key: 'file:a.key' },
  };
  const found = checkDraft(draft, making).problems.map((problem) => [problem.field, word(problem)]);
  expect(found).toEqual([
    ['applicationId', 'missing'],
    ['acl', 'acl'],
    ['claims', 'json'],
  ]);
});

it('waits for the value that a reference stands for', () => {
  expect(problems({ ...recipes['vonage-rest'], applicationId: 'env:VONAGE_APPLICATION_ID' })).toEqual({});
  expect(problems({ ...recipes['vonage-video'], applicationId: 'vonage-config', sessionId: 'env:SESSION' })).toEqual(
    {},
  );
});

it('needs no key for a token that is not signed', () => {
  expect(problems({ kind: 'custom', algorithm: 'none' })).toEqual({ algorithm: 'unsigned' });
});

it.each([
  [recipes['vonage-rest'], now + 900],
  [{ ...recipes['vonage-rest'], expiresIn: '1h' }, now + 3600],
  [{ ...recipes['vonage-rest'], expiresAt: now + 60 }, now + 60],
  [{ ...recipes['vonage-rest'], claims: { exp: now + 10 } }, now + 10],
  [recipes.custom, undefined],
])('tells when the token of %j would expire', (recipe, expires) => {
  expect(check(recipe).expires).toBe(expires);
});
