import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExtensionContext, Memento, SecretStorage } from 'vscode';
import { CodedError } from '../../../src/jwt/errors.ts';
import { errorWords } from '../../../src/messages/errors.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { CancellationError, window } from '../../fuzz/vscode.ts';

const secret = randomUUID();
const reference = { scheme: 'secret', name: 'forum' } as const;
const options = { secretEncoding: 'utf8', interactive: true } as const;
const noninteractive = { ...options, interactive: false };

function memento(): Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void values.set(key, value),
  } as Memento;
}

function storage(): SecretStorage {
  const values = new Map<string, string>();
  return {
    get: async (key: string) => values.get(key),
    store: async (key: string, value: string) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    onDidChange: () => ({ dispose: () => {} }),
  } as unknown as SecretStorage;
}

/** The vaults of windows on different workspaces, on one machine. */
function windows(secrets: SecretStorage = storage()): { readonly open: () => Vault } {
  const globalState = memento();
  return {
    open: () =>
      new Vault({ secrets, globalState, workspaceState: memento(), subscriptions: [] } as unknown as ExtensionContext),
  };
}

const ask = vi.spyOn(window, 'showWarningMessage');
afterEach(() => void ask.mockReset());

describe('a secret', () => {
  it('that another workspace stored is not used unseen, whatever recipe names it', async () => {
    const { open } = windows();
    await open().secrets.store('forum', secret);
    const foreign = open();
    await expect(foreign.key(reference, noninteractive)).rejects.toMatchObject({ code: 'vault.secret-refused' });
    expect(ask).not.toHaveBeenCalled();

    ask.mockResolvedValueOnce(undefined);
    await expect(foreign.key(reference, options)).rejects.toBeInstanceOf(CancellationError);
    expect(JSON.stringify(ask.mock.calls)).not.toContain(secret);
    await expect(foreign.key(reference, noninteractive)).rejects.toMatchObject({ code: 'vault.secret-refused' });

    ask.mockResolvedValueOnce('Use Secret');
    expect(await foreign.key(reference, options)).toMatchObject({ type: 'oct' });
    expect(await foreign.key(reference, noninteractive)).toMatchObject({ type: 'oct' });
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('that was replaced is asked about anew', async () => {
    const { open } = windows();
    const [own, foreign] = [open(), open()];
    await own.secrets.store('forum', secret);
    ask.mockResolvedValueOnce('Use Secret');
    await foreign.key(reference, options);
    await own.secrets.store('forum', randomUUID());
    await expect(foreign.key(reference, noninteractive)).rejects.toMatchObject({ code: 'vault.secret-refused' });
  });

  it('that two windows store under one name is the one stored last, in both', async () => {
    const { open } = windows();
    const [one, other] = [open(), open()];
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
      const vault = windows(kept).open();
      await vault.secrets.store('forum', secret);
      Object.assign(kept, { [method]: fails });
      const attempts = {
        get: () => vault.key(reference, options),
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
      expect(vault.secrets.isConfirmed('forum')).toBe(true);
    },
  );
});
