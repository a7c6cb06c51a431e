import {
  CancellationError,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  RelativePattern,
  window,
  workspace,
} from 'vscode';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import { readKeys } from '../keys/read.ts';
import { readSecret, type SecretEncoding } from '../keys/secret.ts';
import type { Reference } from '../recipes/reference.ts';
import { environmentGlob, environmentValue, vonageConfigValue } from './environment.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { readSmallFile, resolvePath } from './files.ts';
import { KeyFiles } from './keyFiles.ts';
import { Secrets } from './secrets.ts';

/** How a reference is to be resolved. */
export interface ResolveOptions {
  /** How the text of a raw secret stands for its bytes. */
  readonly secretEncoding: SecretEncoding;
  /** Whether the person may be asked: for a passphrase, or to confirm a secret's first use here. */
  readonly interactive: boolean;
  /** Whether a `file:` path may lead out of the workspace: only where the user's own settings name it. */
  readonly outside?: boolean;
}

/** A key that is known here, with the reference that leads to it. */
export interface NamedKey {
  readonly key: Key;
  readonly reference: string;
}

/**
 * Where keys come from: workspace files, `.env`, Vonage's configuration and SecretStorage. In an untrusted workspace it
 * reads nothing and names nothing. Passphrases are held in memory for the session.
 */
export class Vault implements Disposable {
  readonly files = new KeyFiles();
  readonly secrets: Secrets;
  readonly #changed = new EventEmitter<void>();
  readonly #passphrases = new Map<string, string>();
  readonly #disposables: Disposable[];

  /** Keys, or the right to read them, came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.secrets = new Secrets(context);
    const changed = () => this.#changed.fire();
    const watchers = (workspace.workspaceFolders ?? []).map((folder) =>
      workspace.createFileSystemWatcher(new RelativePattern(folder, environmentGlob)),
    );
    this.#disposables = [
      this.#changed,
      this.files,
      this.files.onDidChange(changed),
      this.secrets.onDidChange(changed),
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidCreate(changed),
        watcher.onDidChange(changed),
        watcher.onDidDelete(changed),
      ]),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /**
   * The key that a reference leads to; where a file holds several, the first that signs, else the first.
   * @throws VaultError, KeyReferenceError; CancellationError where the person was asked and declined
   */
  async key(reference: Reference, options: ResolveOptions): Promise<Key> {
    this.#requireTrust();
    const name = referenceText(reference);
    try {
      const keys = await this.#read(reference, name, options);
      const key = keys.find(({ form }) => form !== 'public') ?? keys[0];
      if (!key) throw new KeyError('key.not-a-key', {});
      return key;
    } catch (error) {
      throw error instanceof KeyError ? new KeyReferenceError(name, error) : error;
    }
  }

  /** The value of a recipe's field that stands as `env:NAME` or `vonage-config`. @throws VaultError */
  async value(reference: Reference, field: string): Promise<string> {
    this.#requireTrust();
    if (reference.scheme === 'env') return environmentValue(reference.name);
    if (reference.scheme === 'vonage-config' && field === 'applicationId') return vonageConfigValue('applicationId');
    throw new VaultError('vault.config-field-missing', { file: referenceText(reference), field });
  }

  #requireTrust(): void {
    if (!workspace.isTrusted) throw new VaultError('vault.untrusted', {});
  }

  async #read(reference: Reference, name: string, options: ResolveOptions): Promise<readonly Key[]> {
    switch (reference.scheme) {
      case 'file': {
        const content = await readSmallFile(await resolvePath(reference.path, options.outside));
        return this.#open(content, name, options);
      }
      case 'env':
        return this.#readText(await environmentValue(reference.name), name, options);
      case 'vonage-config':
        return this.#open(await vonageConfigValue('privateKey'), name, options);
      case 'secret':
        await this.#confirm(reference.name, options.interactive);
        return this.#readText(await this.secrets.get(reference.name), name, options);
    }
  }

  /** A text is a key by its content (PEM, JWK or JWK Set), else a raw secret. */
  #readText(text: string, name: string, options: ResolveOptions): Promise<readonly Key[]> {
    const isKeyText = /^\s*(-----BEGIN |\{\s*"(kty|keys|crv|alg|use|kid|key_ops)"\s*:)/.test(text);
    return isKeyText ? this.#open(text, name, options) : Promise.resolve([readSecret(text, options.secretEncoding)]);
  }

  /** Reads keys, asking for the passphrase once a session where they are encrypted. */
  async #open(content: Uint8Array | string, name: string, { interactive }: ResolveOptions): Promise<readonly Key[]> {
    let passphrase = this.#passphrases.get(name);
    for (;;) {
      try {
        const keys = await readKeys(content, passphrase === undefined ? {} : { passphrase });
        if (passphrase !== undefined && !this.#passphrases.has(name)) {
          this.#passphrases.set(name, passphrase);
          this.#changed.fire();
        }
        return keys;
      } catch (error) {
        const code = error instanceof KeyError ? error.code : undefined;
        if (!interactive || (code !== 'key.passphrase-needed' && code !== 'key.wrong-passphrase')) throw error;
        this.#passphrases.delete(name);
        passphrase = await askPassphrase(name, code === 'key.wrong-passphrase');
      }
    }
  }

  async #confirm(name: string, interactive: boolean): Promise<void> {
    if (this.secrets.isConfirmed(name)) return;
    if (!interactive) throw new VaultError('vault.secret-refused', { name });
    // Before the question, so that it never asks about a secret that is not there.
    await this.secrets.get(name);
    const allow = l10n.t('Use Secret');
    const answer = await window.showWarningMessage(
      l10n.t('May this workspace sign with the secret "{name}"?', { name }),
      {
        modal: true,
        detail: l10n.t(
          'A recipe names it. Say yes only if you know where the recipe comes from. Tokensmith asks once for each workspace.',
        ),
      },
      allow,
    );
    if (answer !== allow) throw new CancellationError();
    await this.secrets.confirm(name);
  }
}

/** A reference as it stands in a recipe. */
export function referenceText(reference: Reference): string {
  switch (reference.scheme) {
    case 'file':
      return `file:${reference.path}`;
    case 'vonage-config':
      return reference.scheme;
    default:
      return `${reference.scheme}:${reference.name}`;
  }
}

async function askPassphrase(name: string, wrong: boolean): Promise<string> {
  const passphrase = await window.showInputBox({
    title: l10n.t('Passphrase for {key}', { key: name }),
    prompt: wrong
      ? l10n.t('That passphrase does not open the key. Try again.')
      : l10n.t('The key is encrypted. The passphrase is kept in memory for this session only.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (passphrase === undefined) throw new CancellationError();
  return passphrase;
}
