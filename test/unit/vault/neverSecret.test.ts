import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SECRET_ENCODINGS } from '../../../src/keys/secret.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import { createToken } from '../../../src/vault/sign.ts';
import { files, folderAt, resetVSCode, workspace } from '../../fuzz/vscode.ts';
import { keyTexts } from '../keys/forms.ts';
import { Answering, openWindow } from './window.ts';

const variable = 'TOKENSMITH_PUBLIC';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  delete process.env[variable];
  resetVSCode();
});

// An HMAC secret that is a key, or was to be one, is known to whoever has the public key.
it.each(keyTexts.filter(([, , is]) => !/oct|secret/.test(is)))(
  '%s signs no HS256, wherever it is',
  async (_what, text) => {
    files.lay({ '/work/some.txt': text, '/work/.vonagerc': JSON.stringify({ privateKey: text }) });
    process.env[variable] = text;
    const window = openWindow();
    await window.vault.secrets.store('some', text);
    for (const key of ['file:some.txt', 'vonage-config', `env:${variable}`, 'secret:some'])
      for (const secretEncoding of SECRET_ENCODINGS) {
        const recipe = checkRecipe({ kind: 'custom', algorithm: 'HS256', key, secretEncoding, claims: { sub: 'x' } });
        await expect(createToken(window, recipe, new Answering({ allows: true }))).rejects.toThrow();
      }
  },
);

it('a path in the place of a key is followed, inside the workspace', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  files.lay({
    '/work/deep/real.pem': pem,
    '/outside.pem': pem,
    '/work/link.pem': { link: '/outside.pem' },
    '/work/.env':
      'IN=./deep/real.pem\nOUT=../outside.pem\nLINK=link.pem\nWHOLE=/outside.pem\nPATH_OF_PATH=./path.txt\n',
    '/work/path.txt': './deep/real.pem',
    '/work/.vonagerc': JSON.stringify({ privateKey: 'deep/real.pem' }),
  });
  const { vault } = openWindow();
  const outcome = async (text: string) => {
    const reference = parseReference(text);
    if (!reference) throw new Error(text);
    return vault.keys(reference).then(
      ([{ key }]) => key.curve,
      (error: { readonly code?: string; readonly cause?: { readonly code: string } }) =>
        error.cause?.code ?? error.code,
    );
  };
  const rows = {
    'env:IN': 'Ed25519',
    'vonage-config': 'Ed25519',
    'file:path.txt': 'Ed25519',
    'env:OUT': 'vault.outside-workspace',
    'env:WHOLE': 'vault.outside-workspace',
    'env:LINK': 'vault.symbolic-link',
    // One step, and no further.
    'env:PATH_OF_PATH': 'key.not-a-key',
  };
  for (const [reference, is] of Object.entries(rows))
    expect([reference, await outcome(reference)]).toEqual([reference, is]);
});

it.each(['/person/own.pem', '~/own.pem', '../person/own.pem'])(
  'a file of the workspace leads nowhere else, though the person’s own recipe names it: %s',
  async (path) => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    files.lay({ '/work/private.key': path, '/person/own.pem': pem, '/person/names.txt': '/person/own.pem' });
    const { vault } = openWindow();
    const by = (text: string) => {
      const reference = parseReference(text, { by: 'person' });
      if (!reference) throw new Error(text);
      return vault.keys(reference).then(
        ([{ own }]) => own?.name,
        ({ code }) => code,
      );
    };
    expect(await by('file:private.key')).toMatch(/^vault\.(outside-workspace|file-not-found)$/);
    expect(await by('file:/person/names.txt')).toBe('/person/names.txt');
  },
);
