import { describe, expect, it } from 'vitest';
import { EditError } from '../../../src/errors/edits.ts';
import { UsageError } from '../../../src/errors/usage.ts';
import { KeyUseError } from '../../../src/jwt/webCrypto.ts';
import { KeyError } from '../../../src/keys/errors.ts';
import { errorWords, failureWords, firstSentence, keyErrorWords } from '../../../src/messages/errors.ts';
import { RecipeError } from '../../../src/recipes/errors.ts';
import { KeyReferenceError, VaultError } from '../../../src/vault/errors.ts';

describe('what an error says', () => {
  it('is what happened and what to do next, with the facts in it', () => {
    expect(errorWords(new EditError('edit.read-only', { file: 'a.http' }))).toBe(
      'a.http is read-only. Copy the token instead, or save the file elsewhere.',
    );
    expect(errorWords(new RecipeError('renew.life-too-long', { life: 3600, longest: 900 }))).toBe(
      'The token is valid for 1 hour, but its issuer accepts at most 15 minutes.',
    );
  });

  it('has no link in it, whatever a file or recipe is called', () => {
    const name = '[Renew](command:evil)';
    for (const error of [
      new UsageError('command.unknown-recipe', { name }),
      new EditError('edit.no-document', { file: name }),
      new KeyReferenceError(`file:${name}`, new KeyError('key.cut-off', {})),
    ])
      expect(errorWords(error)).toContain('[Renew] (command:evil)');
  });

  it('hides nothing, and cuts a long fact, but no command', () => {
    expect(errorWords(new UsageError('command.unknown-recipe', { name: 'a\u202eb\n' }))).toContain(
      '"a\\u202eb\\u000a"',
    );
    const long = errorWords(new UsageError('command.unknown-recipe', { name: 'x'.repeat(400) })) ?? '';
    expect(long).toContain(`"${'x'.repeat(300)}…"`);
    const command = `openssl ${'x'.repeat(400)}`;
    expect(errorWords(new KeyError('key.format-unsupported', { format: 'JKS', command }))).toContain(command);
  });

  it('names the key that it is about, and in a command its file', () => {
    const error = new KeyError('key.encryption-unsupported', {
      encryption: 'DES',
      command: 'openssl pkcs8 -in old.pem -out new.pem',
    });
    const words = errorWords(new KeyReferenceError('file:keys/a.pem', error));
    expect(words).toMatch(/^keys\/a\.pem: This key uses DES, which isn't supported\. Convert it with: /);
    expect(words).toBe(`keys/a.pem: ${keyErrorWords(error, 'file:keys/a.pem')}`);
    expect(keyErrorWords(error, 'env:KEY')).toBe(errorWords(error));
    const unusable = new KeyUseError('key.public-for-signing', { algorithm: 'RS256', key: 'RSA 2048' });
    expect(errorWords(new KeyReferenceError('env:KEY', unusable))).toBe(
      'env:KEY: This is a public key; signing needs the private key.',
    );
  });

  it('of a refused recipe names the field, and says what the issuer would', () => {
    const refused = (problem: string, data: object) =>
      errorWords(new RecipeError('recipe.refused', { problem, kind: 'vonage-rest', ...data } as never));
    expect(refused('issued-in-future', { field: 'iat' })).toBe(
      'Vonage REST rejects tokens issued in the future. Choose an earlier time. ("iat")',
    );
    expect(refused('expired', {})).toBe('The expiry is in the past. Choose a later one.');
    expect(refused('not-yet-valid', {})).toBe(
      "Vonage REST rejects tokens that aren't valid yet. Choose an earlier time.",
    );
  });

  it.each([
    [new UsageError('command.bad-argument', { field: 'uri', expected: 'a string' }), '"uri" must be a string.'],
    [
      new UsageError('command.bad-argument', { field: '', expected: '{…}' }),
      'The argument must be an object like {…}.',
    ],
    [
      new VaultError('vault.config-not-found', { home: '' }),
      'No Vonage configuration was found in the workspace (.vonagerc or vonage_app.json). Add one, or choose a key file.',
    ],
    [
      new VaultError('vault.config-not-found', { home: '/home' }),
      'No Vonage configuration was found (.vonagerc, vonage_app.json, or .vonage/config.json at home). Run vonage auth set, or choose a key file.',
    ],
    [
      new RecipeError('recipe.bad-field', { field: 'role', fault: 'not-an-option', options: '"a", "b"' }),
      '"role" must be one of "a", "b".',
    ],
  ])('depends on the facts: %s', (error, words) => {
    expect(errorWords(error)).toBe(words);
  });

  it('says of a defect that there was one, and nothing of what it says itself', () => {
    const defect = new TypeError('cannot read s3cret');
    expect(errorWords(defect)).toBeUndefined();
    expect(keyErrorWords(defect, 'file:a')).toBeUndefined();
    expect(failureWords(defect)).toBe('Internal error (TypeError). Nothing was changed.');
    expect(failureWords('s3cret')).toBe('Internal error (string). Nothing was changed.');
  });

  it.each([
    ['Not here. Go there.', 'Not here.'],
    ['a.b is missing. Add it.', 'a.b is missing.'],
    ['No end', 'No end'],
    ['ここにはない。追加する。', 'ここにはない。追加する。'],
    ['One。 Two', 'One。'],
  ])('has a first sentence: %s', (text, first) => {
    expect(firstSentence(text)).toBe(first);
  });
});
