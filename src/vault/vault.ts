import { type Disposable, EventEmitter, type ExtensionContext, type WorkspaceFolder, workspace } from 'vscode';
import type { Key, SecretEncoding } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import type { KeyContent } from '../keys/read.ts';
import { hasForm } from '../kinds/index.ts';
import type { Field } from '../kinds/kind.ts';
import { mayLeadOut, ofWorkspace, type Reference, referenceText } from '../recipes/reference.ts';
import type { FoundValue } from './environment.ts';
import { environmentFiles } from './environmentFiles.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { displayPath, folderOf, readSmallFile, resolvePath } from './files.ts';
import { keysFor, type NamedKey, type Wanted, withIdOf } from './keyContent.ts';
import { KeyFiles } from './keyFiles.ts';
import { Leave, type Own } from './leave.ts';
import { aroundFile, Passphrases, type TextPlace } from './passphrases.ts';
import type { Person, Purpose } from './person.ts';
import { Secrets } from './secrets.ts';
import { requireTrust } from './trust.ts';
import { Watchers } from './watchers.ts';

/** How a reference is to be resolved. */
export interface ResolveOptions {
  /** How the text of a raw secret stands for its bytes, where no signature tells; plain text by default. */
  readonly secretEncoding?: SecretEncoding | undefined;
  /** What the key is wanted for, to tell which of several keys in one file is meant. */
  readonly wanted?: Wanted | undefined;
  /** Who is asked for a passphrase, and for leave; nobody: what takes that cannot be had. */
  readonly person?: Person | undefined;
  /** What the key is to sign; nothing, where it only verifies or decrypts, which takes no leave. */
  readonly purpose?: Purpose | undefined;
}

/** What a reference leads to. */
export interface Found {
  readonly content: KeyContent;
  /** What of the person's own it is; `undefined`: it is the workspace's. */
  readonly own: Own | undefined;
}

/** Where a key stands, not read yet. */
interface Place {
  readonly content: Uint8Array | string;
  readonly own: Own | undefined;
  /** The path of the file, if it is one. */
  readonly file?: string;
  /** What is known of where it stands. */
  readonly around: TextPlace;
  /** The reference that a path in the content stands for. */
  readonly follow: (path: string) => Reference;
}

/**
 * Where keys come from: workspace files, `.env`, Vonage's configuration and SecretStorage. In an untrusted workspace it
 * reads nothing and names nothing. Passphrases are held in memory for the session.
 */
export class Vault implements Disposable {
  readonly files: KeyFiles;
  readonly secrets: Secrets;
  readonly leave: Leave;
  readonly #passphrases = new Passphrases();
  readonly #changed = new EventEmitter<void>();
  readonly #watchers = new Watchers(() => this.#changed.fire());
  readonly #listeners: readonly Disposable[];

  /** Keys, or the right to read them, came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.files = new KeyFiles(this.#passphrases);
    this.leave = new Leave(context.globalState);
    this.secrets = new Secrets(context, this.leave);
    const changed = () => this.#changed.fire();
    this.#listeners = [
      this.#changed,
      this.#watchers,
      this.#passphrases,
      this.leave,
      this.files,
      this.files.onDidChange(changed),
      this.#passphrases.onDidLearn(changed),
      this.secrets.onDidChange(changed),
    ];
  }

  dispose(): void {
    for (const disposable of this.#listeners) disposable.dispose();
  }

  /** Watches the files of the workspace that hold values: what is made of them is outdated where they change. */
  watchEnvironment(): void {
    for (const name of environmentFiles) this.#watchers.watchName(name);
  }

  /** What a reference leads to; a path in a key's place is followed. Nobody is asked for leave. @throws VaultError; CancellationError */
  async look(reference: Reference, person?: Person): Promise<Found> {
    return this.#read(reference, { person });
  }

  /**
   * The keys that a reference leads to, the one that suits best what is wanted first; of a raw secret, one for each
   * encoding in which it can be read.
   * @throws VaultError, KeyReferenceError; CancellationError where the person was asked and declined
   */
  async keys(reference: Reference, options: ResolveOptions = {}): Promise<readonly [NamedKey, ...NamedKey[]]> {
    const text = referenceText(reference);
    const { content, own } = await this.#read(reference, options);
    try {
      const named = (key: Key): NamedKey => ({ key, reference: text, named: false, ...(own && { own }) });
      const [first, ...others] = await keysFor(content, text, options);
      return [named(first), ...others.map(named)];
    } catch (error) {
      throw error instanceof KeyError ? new KeyReferenceError(text, error) : error;
    }
  }

  /**
   * The value of a recipe's field that stands as `env:NAME` or `vonage-config`: of the workspace's `.env` files, never of
   * the process, and of the field's form, so that no recipe carries anything else off in a claim.
   * @throws VaultError
   */
  async value(reference: Reference, field: Field): Promise<{ readonly text: string; readonly own: Own | undefined }> {
    const { text, folder } = await this.#value(reference, field.name);
    if (!hasForm(field, text))
      throw new VaultError('vault.not-of-the-form', { reference: referenceText(reference), field: field.name });
    return { text, own: folder ? undefined : homeConfiguration };
  }

  async #value(reference: Reference, field: string): Promise<FoundValue> {
    const folder = folderOf(reference.origin);
    const { dotenvValue, isVonageField, vonageConfigValue } = await import('./environment.ts');
    if (reference.scheme === 'env') {
      const value = await dotenvValue(reference.name, folder);
      if (!value) throw new VaultError('vault.variable-not-in-dotenv', { name: reference.name });
      return value;
    }
    if (reference.scheme === 'vonage-config' && isVonageField(field)) {
      this.#watchers.watchHomeConfig();
      return vonageConfigValue(field, folder);
    }
    throw new VaultError('vault.config-field-missing', { file: referenceText(reference), field });
  }

  async #read(reference: Reference, options: ResolveOptions): Promise<Found> {
    requireTrust();
    const { own, follow, ...place } = await this.#place(reference);
    // Before the passphrase: who may not sign with it has no use for that.
    if (own && options.purpose) await this.leave.obtain(own, options.purpose, options.person);
    const read = await this.#content(place, reference, options);
    if (read.is !== 'path') return { content: read, own };
    const target = await this.#place(follow(read.path));
    if (!own && target.own && options.purpose) await this.leave.obtain(target.own, options.purpose, options.person);
    return { content: await this.#content(target, reference, options), own: own ?? target.own };
  }

  async #content(
    { content, file, around }: Pick<Place, 'content' | 'file' | 'around'>,
    reference: Reference,
    { person }: ResolveOptions,
  ): Promise<KeyContent> {
    const read = await this.#passphrases.read(content, referenceText(reference), around, person);
    // As soon as the file is there, it is one.
    if (read.is === 'secret' && read.secret.doubt === 'path') this.#watchers.watchQuietly(read.secret.text);
    return withIdOf(file, read);
  }

  async #place(reference: Reference): Promise<Place> {
    const folder = folderOf(reference.origin);
    switch (reference.scheme) {
      case 'file': {
        this.#watchers.watchPath(reference.path);
        const uri = await resolvePath(reference.path, { outside: mayLeadOut(reference), folder });
        const content = await readSmallFile(uri, { outside: mayLeadOut(reference) });
        const name = displayPath(uri);
        const own = { what: 'file', name, id: uri.toString() } as const;
        return {
          ...placeOf(content, workspace.getWorkspaceFolder(uri), own),
          file: uri.path,
          around: aroundFile(uri),
        };
      }
      case 'env': {
        const { name } = reference;
        const own = { what: 'variable', name, id: `env:${name}` } as const;
        const { environmentValue } = await import('./environment.ts');
        const found = await environmentValue(name, folder);
        const place = placeOf(found.text, found.folder, own);
        return { ...place, around: { ...place.around, variable: name } };
      }
      case 'vonage-config': {
        const found = await this.#value(reference, 'privateKey');
        return placeOf(found.text, found.folder, homeConfiguration);
      }
      case 'secret': {
        const { name } = reference;
        const content = await this.secrets.get(name);
        return { content, own: await this.secrets.own(name), around: {}, follow: followed };
      }
    }
  }
}

const homeConfiguration: Own = { what: 'vonage-config', name: 'vonage-config', id: 'vonage-config' };

/** What a file or the environment holds: in the workspace it is its own, whoever names it, and the rest the person's. */
function placeOf(content: Uint8Array | string, folder: WorkspaceFolder | undefined, own: Own): Place {
  const around = { folder };
  if (folder) {
    const origin = { by: 'workspace', folder: folder.uri.toString() } as const;
    return { content, own: undefined, around, follow: (path) => ({ scheme: 'file', path, origin }) };
  }
  // The person's own files name files of the person's; a variable may have got its value from anywhere.
  const isFile = own.what !== 'variable';
  return {
    content,
    own,
    around,
    follow: isFile ? (path) => ({ scheme: 'file', path, origin: { by: 'person' } }) : followed,
  };
}

function followed(path: string): Reference {
  return { scheme: 'file', path, origin: ofWorkspace };
}
