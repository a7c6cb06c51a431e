import { assert } from 'chai';
import * as vscode from 'vscode';
import { run, sign, verify, withSetting, write } from '../jwtDocuments.ts';
import { closeEditors, facts, homeUri, openDocument, rejection, removeFile, writeFile } from '../support.ts';

const { applicationId, keys } = facts;
const rest = { kind: 'vonage-rest', applicationId };
const claims = `{"application_id":"${applicationId}","iat":1000,"exp":1900,"jti":"x"}`;
/** The environment of the Node host, in which these tests run, too. */
const environment = (globalThis as { readonly process?: { readonly env: Record<string, string | undefined> } }).process
  ?.env;

/** The text of a document once it was saved with an action on save that renews what has expired. */
async function saved(...tokens: readonly string[]): Promise<string> {
  const document = await openDocument('saved.http', `${tokens.join('\n')}\n`);
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((builder) => builder.insert(new vscode.Position(tokens.length, 0), 'x'));
  await withSetting('editor.codeActionsOnSave', { 'source.renewTokens.jwt': 'explicit' }, async () => {
    assert.isTrue(await document.save());
  });
  return document.getText();
}

async function writeConfig(config: unknown): Promise<void> {
  await vscode.workspace.fs.writeFile(homeUri('.vonage/config.json'), new TextEncoder().encode(JSON.stringify(config)));
}

/** Tokens that a recipe's key has not signed, whatever they say. */
async function unproven(): Promise<readonly string[]> {
  const [header, payload] = (await sign(claims)).split('.');
  const [, , ofAnother] = (await sign(claims.replace('"x"', '"y"'))).split('.');
  return [
    write('{"alg":"RS256"}', claims),
    `${header}.${payload}.`,
    `${header}.${payload}.${ofAnother}`,
    write('{"alg":"RS256","kid":"private.key","jku":"file:private.key"}', claims),
    write('{"alg":"RS256"}', '{"iat":1000,"exp":1900,"aud":"a"}'),
    write('{"alg":"HS256"}', '{"iat":1000,"exp":1900,"sub":"a"}'),
  ];
}

describe('without a click', () => {
  after(closeEditors);

  const recipes: readonly (readonly [string, object])[] = [
    ['a key file', { mine: { ...rest, key: 'file:private.key' } }],
    ['Vonage’s configuration', { mine: { ...rest, applicationId: 'vonage-config', key: 'vonage-config' } }],
    ['a secret of .env', { mine: { kind: 'custom', key: 'env:VANILLA_SECRET', algorithm: 'HS256', claims: {} } }],
  ];
  for (const [what, recipe] of recipes)
    it(`no token is signed that no key has signed, where a recipe names ${what}`, async () => {
      await writeFile('.vonagerc', JSON.stringify({ privateKey: keys.rsa, appId: applicationId }));
      try {
        await withSetting('tokensmith.recipes', recipe, async () => {
          const tokens = await unproven();
          assert.equal(await saved(...tokens), `${tokens.join('\n')}\nx`);
        });
      } finally {
        await removeFile('.vonagerc');
      }
    });

  it('a token that its key has signed is renewed, and no other beside it', async () => {
    const [forged = ''] = await unproven();
    const [first = '', second] = (await saved(await sign(claims), forged)).split('\n');
    assert.equal(second, forged);
    assert.equal((await verify(first, 'file:private.key')).signature, 'valid');
    assert.isAbove(JSON.parse(atob(first.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')).exp, 1900);
  });
});

if (facts.host === 'node')
  describe('what is the person’s own', () => {
    const variable = 'TOKENSMITH_OWN';
    const things: readonly (readonly [what: string, key: string, words: RegExp])[] = [
      ['the configuration in the home folder', 'vonage-config', /vonage-config is your own/],
      ['a variable of the process', `env:${variable}`, /TOKENSMITH_OWN is your own/],
    ];
    before(async () => {
      await writeConfig({ privateKey: keys.otherRsa, appId: applicationId });
      if (environment) environment[variable] = keys.otherRsa;
    });
    after(async () => {
      await vscode.workspace.fs.delete(homeUri('.vonage'), { recursive: true });
      delete environment?.[variable];
      await closeEditors();
    });

    for (const [what, key, words] of things)
      it(`signs nothing unasked: ${what}`, async () => {
        await withSetting('tokensmith.recipes', { foreign: { ...rest, key } }, async () => {
          const own = await sign(claims, keys.otherRsa);
          const tokens = [own, write('{"alg":"RS256"}', claims)];
          assert.equal(await saved(...tokens), `${tokens.join('\n')}\nx`);
          // It says whose signature it is all the same.
          assert.equal((await verify(own, key)).signature, 'valid');
          const document = await openDocument('all.http', `${tokens.join('\n')}\n`);
          assert.equal(await run('renewAllTokens', { uri: document.uri }), 0);
          // Where questions are refused, as in tests, it is refused, too.
          const asking = run('createToken', { recipe: 'foreign', output: 'none' });
          assert.notMatch((await rejection(asking)).message, words);
        });
      });

    it('signs where the person wants no questions, which no workspace can say', async () => {
      const make = () => run<string>('createToken', { recipe: { ...rest, key: `env:${variable}` }, output: 'none' });
      const configuration = vscode.workspace.getConfiguration();
      const own = 'tokensmith.keys.ownWithoutAsking';
      await rejection(configuration.update(own, true, vscode.ConfigurationTarget.Workspace));
      await rejection(make());
      await configuration.update(own, true, vscode.ConfigurationTarget.Global);
      try {
        assert.equal((await verify(await make(), `env:${variable}`)).signature, 'valid');
      } finally {
        await configuration.update(own, undefined, vscode.ConfigurationTarget.Global);
      }
    });
  });
