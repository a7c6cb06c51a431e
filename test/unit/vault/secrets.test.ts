import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/jwt/errors.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { errorWords } from '../../../src/messages/errors.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import type { Person } from '../../../src/vault/person.ts';
import type { Vault } from '../../../src/vault/vault.ts';
import { CancellationError, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
import { Answering, newMachine, openWindow, storage } from './window.ts';

const secret = randomUUID();
const [kind] = writableKinds;

afterEach(resetVSCode);

/** The key of the secret, to sign with it. */
async function use(vault: Vault, person?: Person) {
  const reference = parseReference('secret:forum');
  if (!reference || !kind) throw new Error('no reference');
  const [key] = await vault.keys(reference, { person, purpose: { kind } });
  return key;
}

describe('a secret', () => {
  it('that another workspace stored is not used unseen, whatever recipe names it', async () => {
    const machine = newMachine();
    workspace.workspaceFolders = [folderAt('/own')];
    await openWindow(machine).vault.secrets.store('forum', secret);
    workspace.workspaceFolders = [folderAt('/foreign')];
    const { vault } = openWindow(machine);
    await expect(use(vault)).rejects.toMatchObject({ code: 'vault.no-leave' });

    const person = new Answering();
    await expect(use(vault, person)).rejects.toBeInstanceOf(CancellationError);
    expect(person.asked).toEqual([`leave secret forum for ${kind?.id}`]);
    await expect(use(vault)).rejects.toMatchObject({ code: 'vault.no-leave' });

    person.allows = true;
    expect(await use(vault, person)).toMatchObject({ key: { type: 'oct' } });
    expect(await use(vault)).toMatchObject({ key: { type: 'oct' } });
    expect(person.asked).toHaveLength(2);
  });

  it('that was stored here is allowed here', async () => {
    const { vault } = openWindow();
    await vault.secrets.store('forum', secret);
    expect(await use(vault)).toMatchObject({ key: { type: 'oct' } });
  });

  it('is asked about also where the person wants not to be asked about other things', async () => {
    const machine = newMachine();
    workspace.workspaceFolders = [folderAt('/own')];
    await openWindow(machine).vault.secrets.store('forum', secret);
    workspace.workspaceFolders = [folderAt('/foreign')];
    setSetting('tokensmith.keys.ownWithoutAsking', true, 'user');
    await expect(use(openWindow(machine).vault)).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('that was replaced is asked about anew', async () => {
    const machine = newMachine();
    const inFolder = (path: string) => {
      workspace.workspaceFolders = [folderAt(path)];
      return openWindow(machine).vault;
    };
    await inFolder('/own').secrets.store('forum', secret);
    await use(inFolder('/foreign'), new Answering({ allows: true }));
    expect(await use(inFolder('/foreign'))).toBeDefined();
    await inFolder('/own').secrets.store('forum', randomUUID());
    await expect(use(inFolder('/foreign'))).rejects.toMatchObject({ code: 'vault.no-leave' });
  });

  it('that two windows store under one name is the one stored last, in both', async () => {
    const machine = newMachine();
    const [one, other] = [openWindow(machine).vault, openWindow(machine).vault];
    await one.secrets.store('forum', secret);
    await other.secrets.store('forum', `${secret}2`);
    expect(await one.secrets.get('forum')).toBe(`${secret}2`);
    await other.secrets.forget('forum');
    expect(one.secrets.names()).toEqual([]);
    await expect(one.secrets.get('forum')).rejects.toMatchObject({ code: 'vault.secret-not-found' });
  });
});

describe('a secret storage that rejects', () => {
  const fails = () => Promise.reject(new Error(`cannot keep ${secret}`));

  it.each(['get', 'store', 'delete'] as const)(
    '%s: the names stay true, and what it says is not passed on',
    async (method) => {
      const kept = storage();
      const { vault } = openWindow(newMachine(kept));
      await vault.secrets.store('forum', secret);
      const working = kept.get;
      Object.assign(kept, { [method]: fails });
      const attempts = {
        get: () => use(vault),
        store: () => vault.secrets.store('other', secret),
        delete: () => vault.secrets.forget('forum'),
      };
      const error = await attempts[method]().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(CodedError);
      expect(errorWords(error)).toMatch(/^VS Code's secret storage did not answer/);
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
      expect(vault.secrets.names()).toEqual(['forum']);
      Object.assign(kept, { get: working });
      expect(await use(vault)).toMatchObject({ key: { type: 'oct' } });
    },
  );
});
