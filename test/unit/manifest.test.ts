import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The ids, titles and defaults that users, key bindings and settings rely on. */

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const { contributes, capabilities, engines } = read('package.json');
const words: Readonly<Record<string, string>> = read('package.nls.json');

describe('commands', () => {
  const titles: Readonly<Record<string, string>> = {
    createToken: 'Create Token…',
    createVonageRestToken: 'Create Vonage REST Token',
    createVonageVideoToken: 'Create Vonage Video Token',
    createVonageUserToken: 'Create Vonage User Token',
    createVanillaToken: 'Create Vanilla Token',
    insertAuthorizationHeader: 'Insert Authorization Header',
    openBuilder: 'Open Token Builder',
    decodeToken: 'Decode Token',
    editToken: 'Edit and Re-sign Token',
    renewToken: 'Renew Token',
    renewAllTokens: 'Renew Expired Tokens in This File',
    verifyToken: 'Verify Signature',
    compareTokens: 'Compare Tokens',
    copyToken: 'Copy Token',
    createVariant: 'Create Broken Variant for Testing…',
    generateKey: 'Generate Key…',
    copyPublicKey: 'Copy Public Key…',
    storeSecret: 'Store Secret…',
    forgetSecret: 'Forget Secret…',
  };
  const commands: readonly Record<'command' | 'title' | 'category', string>[] = contributes.commands;

  test.each(Object.entries(titles))('%s: %s', (id, title) => {
    const found = commands.find(({ command }) => command === `tokensmith.${id}`);
    expect(found?.title.replace(/^%(.*)%$/, (_, key) => words[key] ?? key)).toBe(title);
    expect(found?.category).toBe('JWT');
  });
});

describe('settings', () => {
  const defaults: Readonly<Record<string, unknown>> = {
    recipes: {},
    'keys.include': [
      '**/*.{key,pem,p8,der,crt,cer,pub,jwk,jwks,p12,pfx,jks,ppk}',
      '**/*{jwk,jwks}.json',
      '**/*service{-account,_account,Account}*.json',
      '**/id_{rsa,ecdsa,ed25519}',
      '**/vonage_app.json',
    ],
    'codeLens.enabled': true,
    'hover.enabled': true,
    'problems.enabled': true,
    'inlayHints.enabled': true,
    'colors.enabled': true,
    'problems.severity': {},
    exclude: [],
    expiresSoon: '5m',
    clockTolerance: '5s',
    'clipboard.clearAfter': 'off',
    'http.insertAs': 'header',
  };
  const { properties } = contributes.configuration;

  test.each(Object.entries(defaults))('%s is by default %j', (name, value) => {
    expect(properties[`tokensmith.${name}`]?.default).toEqual(value);
  });

  test('of keys.include: how many files and how large is stated', () => {
    const { description, markdownDescription = description } = properties['tokensmith.keys.include'];
    expect(words[markdownDescription.slice(1, -1)]).toMatch(/64 KB.*200|200.*64 KB/s);
  });

  test('that lead to keys are not taken from an untrusted workspace', () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      expect.arrayContaining(['tokensmith.recipes', 'tokensmith.keys.include']),
    );
    expect(capabilities.virtualWorkspaces).toBe(true);
  });
});

test('editors from VS Code 1.100 on are enough', () => {
  expect(engines.vscode).toBe('^1.100.0');
});
