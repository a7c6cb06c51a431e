import { expect, it } from 'vitest';
import { FormError, failureOf } from '../../../src/builder/failures.ts';
import { KeyUseError } from '../../../src/jwt/webCrypto.ts';
import { RecipeError } from '../../../src/recipes/errors.ts';
import { KeyReferenceError, VaultError } from '../../../src/vault/errors.ts';

const draft = { kind: 'vonage-rest', inputs: { applicationId: 'env:APP', key: 'env:KEY', claims: '{}' } };

it.each<[string, unknown, string | undefined, RegExp]>([
  [
    'a problem of the form',
    new FormError({ field: 'claims', severity: 'error', message: 'This is not JSON.' }),
    'claims',
    /^This is not JSON\.$/,
  ],
  [
    'a key that cannot do it',
    new KeyReferenceError(
      'env:KEY',
      new KeyUseError('key.wrong-type', { algorithm: 'RS256', key: 'EC P-256' } as never),
    ),
    'key',
    /KEY/,
  ],
  [
    'a claim of a field',
    new RecipeError('recipe.refused', { problem: 'expired', field: 'claims.exp', kind: 'vonage-rest' }),
    'claims',
    /claims\.exp/,
  ],
  ['no field in particular', new RecipeError('recipe.key-with-none', {}), undefined, /none/],
  ['the variable of a field', new VaultError('vault.variable-not-in-dotenv', { name: 'APP' }), 'applicationId', /APP/],
  ['the variable of the key', new VaultError('vault.variable-not-found', { name: 'KEY' }), 'key', /KEY/],
  ['a variable that no field names', new VaultError('vault.variable-not-found', { name: 'OTHER' }), 'key', /OTHER/],
  ['a file', new VaultError('vault.file-not-found', { file: 'private.key' }), 'key', /private\.key/],
  ['a defect', new TypeError('undefined is not a function'), undefined, /^Internal error/],
])('says what is wrong and where: %s', (_what, error, field, message) => {
  const ways = [{ title: 'Open Settings', command: 'workbench.action.openSettings' }];
  const failure = failureOf(error, ways, draft);
  expect(failure).toEqual({
    message: expect.stringMatching(message),
    ways: ['Open Settings'],
    ...(field !== undefined && { field }),
  });
  // What brought no form has no field.
  expect(failureOf(error, ways)).not.toHaveProperty('field');
});
