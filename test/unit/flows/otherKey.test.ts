import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveRecipe } from '../../../src/edits/recipes.ts';
import { askKeyFile } from '../../../src/flows/otherKey.ts';
import { back } from '../../../src/flows/steps.ts';
import { custom } from '../../../src/kinds/custom.ts';
import { isWritableKind } from '../../../src/kinds/index.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { createToken } from '../../../src/vault/sign.ts';
import { files, folderAt, resetVSCode, settings, Uri, window, workspace } from '../../standIn/vscode.ts';
import { Answering, newMachine, openWindow } from '../vault/window.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({
    '/work/deep/own.txt': pem,
    '/person/own.txt': pem,
    '/person/public.txt': 'no key\u0000',
    '/work/x': { link: '/person/own.txt' },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  resetVSCode();
});

async function browse(path: string | undefined, opened = openWindow()) {
  if (!isWritableKind(custom)) throw new Error('custom is written');
  vi.spyOn(window, 'showOpenDialog').mockResolvedValue(path === undefined ? undefined : [Uri.file(path)]);
  return { opened, reference: await askKeyFile(opened, custom) };
}

describe('a key file that is browsed for', () => {
  it('is one of the workspace, by its path there', async () => {
    const { opened, reference } = await browse('/work/deep/own.txt');
    expect(reference).toBe('file:deep/own.txt');
    expect((await opened.keys.find('file:deep/own.txt'))?.own).toBeUndefined();
  });

  it('is the person’s own elsewhere: chosen, it is allowed here and nowhere else', async () => {
    const machine = newMachine();
    const { opened, reference } = await browse('/person/own.txt', openWindow(machine));
    expect(reference).toBe('file:/person/own.txt');
    const recipe = { kind: 'custom', key: 'file:/person/own.txt', claims: {} };
    const origin = await opened.keys.originOf(recipe);
    expect(origin).toEqual({ by: 'person' });
    const { token } = await createToken(opened, checkRecipe(recipe, undefined, origin), undefined);
    expect(token).toMatch(/^ey/);
    // A recipe that the workspace brings names it in vain.
    await expect(createToken(opened, checkRecipe(recipe), new Answering({ allows: true }))).rejects.toMatchObject({
      code: 'vault.outside-workspace',
    });
    workspace.workspaceFolders = [folderAt('/foreign')];
    await expect(
      createToken(openWindow(machine), checkRecipe(recipe, undefined, origin), undefined),
    ).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it.each([undefined, '/person/public.txt', '/work/x', '/person/nowhere'])('is none: %s', async (path) => {
    const told = vi.spyOn(window, 'showErrorMessage').mockResolvedValue(undefined);
    const { opened, reference } = await browse(path);
    expect(reference).toBe(back);
    expect(told).toHaveBeenCalledTimes(path === undefined ? 0 : 1);
    expect(await opened.keys.all()).toEqual([]);
  });

  it('is kept in a recipe of the user’s own, as no other may name it', async () => {
    await saveRecipe('own', { kind: 'custom', key: 'file:/person/own.txt' });
    await saveRecipe('ours', { kind: 'custom', key: 'file:deep/own.txt' });
    expect(Object.keys(Object(settings.user['tokensmith.recipes']))).toEqual(['own']);
    expect(Object.keys(Object(settings.workspace['tokensmith.recipes']))).toEqual(['ours']);
  });
});
