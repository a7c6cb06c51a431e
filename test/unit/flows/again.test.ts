import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasKey, lastKinds, lastMade, rememberMade } from '../../../src/flows/again.ts';
import { writableKind } from '../../../src/kinds/index.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
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

  it('of one kind is the last of that kind, and of a kind that is gone nothing', async () => {
    const services = opened();
    await rememberMade(services.memory, { recipe: rest('file:private.key') });
    await rememberMade(services.memory, { recipe: { kind: 'custom', key: 'file:private.key', claims: {} } });
    await rememberMade(services.memory, { recipe: { kind: 'no-kind-at-all', key: 'file:private.key' } });
    const [ofRest, ofUser] = [writableKind('vonage-rest'), writableKind('vonage-user')];
    expect((await lastMade(services, ofRest))?.chosen.recipe).toEqual(rest('file:private.key'));
    expect(await lastMade(services, ofUser)).toBeUndefined();
    expect((await lastMade(services))?.label).toBe('JWT · private.key');
    expect(lastKinds(services.memory)).toEqual(['custom', 'vonage-rest']);
  });

  it('is the last dozen, each once', async () => {
    const { memory } = opened();
    const made = (n: number) => ({ recipe: { kind: 'custom', key: 'file:private.key', claims: { n } } });
    for (let n = 0; n < 14; n++) await rememberMade(memory, made(n));
    await rememberMade(memory, made(10));
    const kept = memory.get<readonly { recipe: { claims: { n: number } } }[]>('made', []);
    expect(kept.map(({ recipe }) => recipe.claims.n)).toEqual([10, 13, 12, 11, 9, 8, 7, 6, 5, 4, 3, 2]);
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
