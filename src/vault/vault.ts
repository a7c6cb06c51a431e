import {
  CancellationError,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type WorkspaceFolder,
  window,
} from 'vscode';
import { fits } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import type { SecretEncoding } from '../keys/secret.ts';
import { hasForm } from '../kinds/index.ts';
import type { Field } from '../kinds/kind.ts';
import type { Reference } from '../recipes/reference.ts';
import { dotenvValue, environmentFiles, environmentValue, isVonageField, vonageConfigValue } from './environment.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { readSmallFile, resolvePath } from './files.ts';
import { KeyFiles } from './keyFiles.ts';
import { isKeyText } from './keyText.ts';
import { Passphrases } from './passphrases.ts';
import { Secrets } from './secrets.ts';
import { requireTrust } from './trust.ts';
import { Watchers } from './watchers.ts';

/** The token that a key is to sign. */
export interface Wanted {
  readonly algorithm?: string | undefined;
  /** The `kid` of its header. */
  readonly id?: unknown;
}

/** How a reference is to be resolved. */
export interface ResolveOptions {
  /** How the text of a raw secret stands for its bytes. */
  readonly secretEncoding: SecretEncoding;
  /** What the key is wanted for, to tell which of several keys in one file is meant. */
  readonly wanted?: Wanted | undefined;
  /** Whether the person may be asked: for a passphrase, or to confirm a secret's first use here. */
  readonly interactive: boolean;
  /** Whether a `file:` path may lead out of the workspace: only where the user's own settings name it. */
  readonly outside?: boolean | undefined;
  /** The workspace folder whose settings hold the reference. */
  readonly folder?: WorkspaceFolder | undefined;
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
  readonly files: KeyFiles;
  readonly secrets: Secrets;
  readonly #passphrases = new Passphrases();
  readonly #changed = new EventEmitter<void>();
  readonly #watchers = new Watchers(() => this.#changed.fire());
  readonly #listeners: readonly Disposable[];

  /** Keys, or the right to read them, came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.files = new KeyFiles(this.#passphrases);
    this.secrets = new Secrets(context);
    const changed = () => this.#changed.fire();
    this.#listeners = [
      this.#changed,
      this.#watchers,
      this.files,
      // It hears of passphrases too.
      this.files.onDidChange(changed),
      this.secrets.onDidChange(changed),
    ];
    for (const name of environmentFiles) this.#watchers.watchName(name);
  }

  dispose(): void {
    for (const disposable of this.#listeners) disposable.dispose();
  }

  /**
   * The key that a reference leads to; where a file holds several, the one that suits best what is wanted.
   * @throws VaultError, KeyReferenceError; CancellationError where the person was asked and declined
   */
  async key(reference: Reference, options: ResolveOptions): Promise<Key> {
    const [key] = await this.keys(reference, options);
    return key;
  }

  /** All keys that a reference leads to, the one that suits best first. @throws as `key` */
  async keys(reference: Reference, options: ResolveOptions): Promise<readonly [Key, ...Key[]]> {
    requireTrust();
    const name = referenceText(reference);
    try {
      const [first, ...others] = inOrder(await this.#read(reference, name, options), options.wanted ?? {});
      if (!first) throw new KeyError('key.not-a-key', {});
      return [first, ...others];
    } catch (error) {
      throw error instanceof KeyError ? new KeyReferenceError(name, error) : error;
    }
  }

  /**
   * The value of a recipe's field that stands as `env:NAME` or `vonage-config`: of the workspace's `.env` files, never of
   * the process, and of the field's form, so that no recipe carries anything else off in a claim.
   * @throws VaultError
   */
  async value(reference: Reference, field: Field): Promise<string> {
    const value = await this.#value(reference, field.name);
    if (!hasForm(field, value))
      throw new VaultError('vault.not-of-the-form', { reference: referenceText(reference), field: field.name });
    return value;
  }

  async #value(reference: Reference, field: string): Promise<string> {
    if (reference.scheme === 'env') {
      const value = await dotenvValue(reference.name);
      if (!value) throw new VaultError('vault.variable-not-in-dotenv', { name: reference.name });
      return value.text;
    }
    if (reference.scheme === 'vonage-config' && isVonageField(field)) {
      this.#watchers.watchHomeConfig();
      return (await vonageConfigValue(field)).text;
    }
    throw new VaultError('vault.config-field-missing', { file: referenceText(reference), field });
  }

  /**
   * The keys that a reference leads to, to say what they are: nobody is asked, and nothing may be signed with them. Raw
   * secrets count as UTF-8.
   * @throws VaultError, KeyReferenceError
   */
  async peek(reference: Reference): Promise<readonly Key[]> {
    requireTrust();
    const name = referenceText(reference);
    const options = { secretEncoding: 'utf8', interactive: false } as const;
    try {
      return reference.scheme === 'secret'
        ? await this.#readText(await this.secrets.get(reference.name), name, options)
        : await this.#read(reference, name, options);
    } catch (error) {
      throw error instanceof KeyError ? new KeyReferenceError(name, error) : error;
    }
  }

  async #read(reference: Reference, name: string, options: ResolveOptions): Promise<readonly Key[]> {
    switch (reference.scheme) {
      case 'file':
        this.#watchers.watchPath(reference.path);
        return this.#open(await readSmallFile(await resolvePath(reference.path, options), options), name, options);
      case 'env':
        return this.#readText((await environmentValue(reference.name)).text, name, options);
      case 'vonage-config':
        return this.#open(await this.#value(reference, 'privateKey'), name, options);
      case 'secret':
        await this.#confirm(reference.name, options.interactive);
        return this.#readText(await this.secrets.get(reference.name), name, options);
    }
  }

  async #readText(text: string, name: string, options: ResolveOptions): Promise<readonly Key[]> {
    if (isKeyText(text)) return this.#open(text, name, options);
    const { readSecret } = await import('../keys/secret.ts');
    return [readSecret(text, options.secretEncoding)];
  }

  #open(content: Uint8Array | string, name: string, { interactive }: ResolveOptions): Promise<readonly Key[]> {
    return this.#passphrases.open(content, name, interactive);
  }

  async #confirm(name: string, interactive: boolean): Promise<void> {
    if (this.secrets.isConfirmed(name)) return;
    if (!interactive) throw new VaultError('vault.secret-refused', { name });
    // Before the question, so that it never asks about a secret that is not there.
    await this.secrets.get(name);
    const allow = l10n.t('Use Secret');
    const answer = await window.showWarningMessage(
      l10n.t('Allow this workspace to sign tokens with the secret "{name}"?', { name }),
      {
        modal: true,
        detail: l10n.t(
          'A recipe in this workspace uses this secret. Allow it only if you trust the recipe. You are asked once per workspace.',
        ),
      },
      allow,
    );
    if (answer !== allow) throw new CancellationError();
    await this.secrets.confirm(name);
  }
}

/** First the key of the `kid` that can sign what is wanted, then the others that can, then those that sign at all. */
function inOrder(keys: readonly Key[], { algorithm, id }: Wanted): readonly Key[] {
  const merits = (key: Key): number => {
    const signs = key.form !== 'public';
    const fit = signs && (algorithm === undefined || fits(key, algorithm) === undefined);
    return [signs, fit, fit && key.id !== undefined && key.id === id].filter(Boolean).length;
  };
  return keys.toSorted((a, b) => merits(b) - merits(a));
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
