import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasKey, lastMade, rememberMade } from '../../../src/flows/again.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../fuzz/vscode.ts';
import { memento, openWindow } from '../vault/window.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rest = (key: string) => ({
  kind: 'vonage-rest',
  applicationId: '4810a387-3c1c-4e8c-9d6c-0f5b0f4b2f11',
  key,
});

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({
    '/work/private.key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    '/work/public.key': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    '/work/.env': 'SECRET=a-secret-of-more-than-thirty-two-bytes',
  });
});
afterEach(resetVSCode);

function opened() {
  return { ...openWindow(), memory: memento() };
}

describe('what was made last', () => {
  it('is offered as long as its key is there, and then what was made before', async () => {
    const services = opened();
    await rememberMade(services.memory, { recipe: rest('file:private.key') });
    await rememberMade(services.memory, { recipe: rest('file:gone.key') });
    expect((await lastMade(services))?.chosen.recipe).toEqual(rest('file:private.key'));
    files.lay({ '/work/.env': '' });
    expect(await lastMade(services)).toBeUndefined();
  });

  it('is a recipe of the settings as it is by now', async () => {
    const services = opened();
    await rememberMade(services.memory, { name: 'server', recipe: rest('file:private.key') });
    expect(await lastMade(services)).toBeUndefined();
    setSetting('tokensmith.recipes', { server: rest('file:public.key') });
    expect(await lastMade(services)).toBeUndefined();
    setSetting('tokensmith.recipes', { server: rest('file:private.key') });
    expect((await lastMade(services))?.label).toMatch(/^server · 4810a387.* · private\.key$/);
  });
});

it.each([
  ['file:private.key', true],
  ['file:public.key', false],
  ['file:gone.key', false],
  ['env:SECRET', true],
  ['env:NONE', false],
  ['secret:none', false],
  ['nonsense', false],
  [undefined, false],
] as const)('whether a key is there: %s', async (key, isThere) => {
  expect(await hasKey(opened(), { recipe: { kind: 'custom', key } })).toBe(isThere);
});

it('a key that cannot sign tokens of the kind is none', async () => {
  expect(await hasKey(opened(), { recipe: rest('env:SECRET') })).toBe(false);
});

it('a token that nobody signs needs none', async () => {
  expect(await hasKey(opened(), { recipe: { kind: 'custom', algorithm: 'none', claims: {} } })).toBe(true);
});
