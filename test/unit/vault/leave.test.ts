import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import type { Person } from '../../../src/vault/person.ts';
import { recipesOfSettings } from '../../../src/vault/recipes.ts';
import { createToken, type Signing } from '../../../src/vault/sign.ts';
import { CancellationError, files, folderAt, resetVSCode, setSetting, Uri, workspace } from '../../standIn/vscode.ts';
import { Answering, newMachine, openWindow } from './window.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const rest = { kind: 'vonage-rest', applicationId: randomUUID() };
const variable = 'TOKENSMITH_LEAVE';
const homeConfig = join(homedir(), '.vonage', 'config.json');

/** What is the person's own: a recipe that names it, whose settings have the recipe, and how it is asked for. */
const things: readonly (readonly [what: string, recipe: object, level: 'user' | 'workspace', asked: string])[] = [
  ['a variable of the process', { ...rest, key: `env:${variable}` }, 'workspace', `leave variable ${variable}`],
  [
    "the home folder's configuration",
    { ...rest, key: 'vonage-config' },
    'workspace',
    'leave vonage-config vonage-config',
  ],
  [
    "an application id of the home folder's configuration",
    { ...rest, applicationId: 'vonage-config', key: 'file:private.key' },
    'workspace',
    'leave vonage-config vonage-config',
  ],
  ["a key file of the user's settings", { ...rest, key: 'file:/person/own.key' }, 'user', 'leave file /person/own.key'],
];

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/foreign')];
  process.env[variable] = pem;
  files.lay({
    '/foreign/private.key': pem,
    '/foreign/linked.key': { link: '/person/own.key' },
    '/person/own.key': pem,
    [homeConfig]: JSON.stringify({ privateKey: pem, appId: rest.applicationId }),
  });
});
afterEach(() => {
  delete process.env[variable];
  resetVSCode();
});

async function make(signing: Signing, person?: Person, name = 'mine'): Promise<string> {
  const named = recipesOfSettings().get(name);
  if (!named) throw new Error('no recipe');
  const { token } = await createToken(signing, checkRecipe(named.recipe, undefined, named.origin), person, name);
  return token;
}

describe.each(things)('%s', (_what, recipe, level, question) => {
  beforeEach(() => setSetting('tokensmith.recipes', { mine: recipe }, level));

  it('signs nothing where nobody can be asked, nor where the person declines', async () => {
    const window = openWindow();
    await expect(make(window)).rejects.toMatchObject({ code: 'vault.no-leave' });
    const person = new Answering();
    await expect(make(window, person)).rejects.toBeInstanceOf(CancellationError);
    expect(person.asked).toEqual([`${question} for vonage-rest by mine`]);
    await expect(make(window)).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('is asked about once in a workspace, whatever the recipe is called, and in each other one', async () => {
    const machine = newMachine();
    const person = new Answering({ allows: true });
    expect(await make(openWindow(machine), person)).toMatch(/^ey/);
    setSetting('tokensmith.recipes', { renamed: recipe }, level);
    expect(await make(openWindow(machine), undefined, 'renamed')).toMatch(/^ey/);
    expect(person.asked).toHaveLength(1);
    setSetting('tokensmith.recipes', { mine: recipe }, level);
    workspace.workspaceFolders = [folderAt('/other')];
    files.lay({
      '/other/private.key': pem,
      '/other/linked.key': { link: '/person/own.key' },
      '/person/own.key': pem,
      [homeConfig]: JSON.stringify({ privateKey: pem, appId: rest.applicationId }),
    });
    await expect(make(openWindow(machine))).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('is asked about anew where the state of a workspace was copied, or a folder or workspace file was added', async () => {
    const machine = newMachine();
    const window = openWindow(machine);
    await make(window, new Answering({ allows: true }));
    expect(await make(openWindow(machine, window.workspaceState))).toMatch(/^ey/);
    workspace.workspaceFolders = [folderAt('/foreign'), folderAt('/added', 1)];
    await expect(make(openWindow(machine, window.workspaceState))).rejects.toMatchObject({ code: 'vault.no-leave' });
    workspace.workspaceFolders = [folderAt('/foreign')];
    workspace.workspaceFile = new Uri('untitled', '/workspace');
    expect(await make(openWindow(machine, window.workspaceState))).toMatch(/^ey/);
    workspace.workspaceFile = Uri.file('/foreign/its.code-workspace');
    await expect(make(openWindow(machine, window.workspaceState))).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('is not asked about where the person wants it so, which no workspace can say', async () => {
    setSetting('tokensmith.keys.ownWithoutAsking', true, 'workspace');
    await expect(make(openWindow())).rejects.toMatchObject({ code: 'vault.no-leave' });
    setSetting('tokensmith.keys.ownWithoutAsking', true, 'user');
    expect(await make(openWindow())).toMatch(/^ey/);
    setSetting('tokensmith.keys.ownWithoutAsking', 'true', 'user');
    await expect(make(openWindow())).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('is asked about after the claims were judged, and before a passphrase', async () => {
    setSetting('tokensmith.recipes', { mine: { ...recipe, expiresIn: '25h' } }, level);
    const person = new Answering();
    await expect(make(openWindow(), person)).rejects.toMatchObject({ code: 'recipe.refused' });
    expect(person.asked).toEqual([]);
  });
});

it('what the workspace itself holds takes no leave', async () => {
  files.lay({
    '/foreign/private.key': pem,
    '/foreign/.env': `${variable}="${pem}"`,
    '/foreign/.vonagerc': JSON.stringify({ privateKey: pem }),
  });
  for (const key of ['file:private.key', `env:${variable}`, 'vonage-config']) {
    setSetting('tokensmith.recipes', { mine: { ...rest, key } });
    expect(await make(openWindow())).toMatch(/^ey/);
  }
  // One of the user's own recipes that names a file of the workspace.
  setSetting('tokensmith.recipes', undefined);
  setSetting('tokensmith.recipes', { mine: { ...rest, key: 'file:private.key' } }, 'user');
  expect(await make(openWindow())).toMatch(/^ey/);
});

it('no recipe at all leads out of the workspace by a link in it, which may lead elsewhere tomorrow', async () => {
  setSetting('tokensmith.recipes', { mine: { ...rest, key: 'file:linked.key' } }, 'user');
  await expect(make(openWindow(), new Answering({ allows: true }))).rejects.toMatchObject({
    code: 'vault.symbolic-link',
  });
});

it('a recipe of the workspace cannot name what the user’s own may', async () => {
  for (const key of ['file:/person/own.key', 'file:linked.key']) {
    setSetting('tokensmith.recipes', { mine: { ...rest, key } });
    await expect(make(openWindow(), new Answering({ allows: true }))).rejects.toMatchObject({
      code: expect.stringMatching(/outside-workspace|symbolic-link/),
    });
  }
});
