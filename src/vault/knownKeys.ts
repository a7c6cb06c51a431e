import { type Disposable, EventEmitter, type Memento, workspace } from 'vscode';
import type { Token } from '../jwt/token.ts';
import { kindByContent } from '../kinds/index.ts';
import { type Origin, ofWorkspace, parseReference, type Reference, referenceText } from '../recipes/reference.ts';
import { Choices } from './choices.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import type { NamedKey } from './keyContent.ts';
import type { KeyRecipe, Table } from './keyTable.ts';
import { distinct, type KnownKey } from './knownKey.ts';
import { Makers } from './makers.ts';
import type { Vault } from './vault.ts';

const nothing: Table = { recipes: [], known: [], keys: [] };

/**
 * The keys that are known here, in one table: those of key files, of the recipes, of Vonage's configuration, of the `.env`
 * files and of the stored secrets. What can be chosen to sign and what can be told to have signed are views of it. Nobody
 * is asked anything.
 */
export class KnownKeys implements Disposable {
  readonly #vault: Vault;
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  /** The keys behind the tokens that were made here, this session. */
  readonly makers = new Makers();
  /** The keys that the person chose for tokens that are alike. */
  readonly choices: Choices;
  /** The places that the person has added. */
  readonly #added = new Map<string, Reference>();
  #table: Promise<Table> | undefined;

  /** Other keys are known now. */
  readonly onDidChange = this.#changed.event;

  constructor(vault: Vault, memory: Memento) {
    this.#vault = vault;
    this.choices = new Choices(memory);
    const forget = () => this.#forget();
    this.#listeners = [
      this.#changed,
      this.choices,
      vault.onDidChange(forget),
      this.choices.onDidChange(forget),
      workspace.onDidGrantWorkspaceTrust(forget),
      workspace.onDidChangeWorkspaceFolders(forget),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.recipes')) forget();
      }),
    ];
  }

  /** All places that hold keys, in the order in which they are offered; none in an untrusted workspace. */
  async all(): Promise<readonly KnownKey[]> {
    return (await this.#known()).known;
  }

  /** The recipes of the settings that name keys; none in an untrusted workspace. */
  async recipes(): Promise<readonly KeyRecipe[]> {
    return (await this.#known()).recipes;
  }

  /** The place of a reference, among those that are known. */
  async find(reference: string): Promise<KnownKey | undefined> {
    return (await this.all()).find((known) => referenceText(known.reference) === reference);
  }

  /** Adds the place of a key that the person has chosen by hand, for the session. */
  add(reference: Reference): void {
    this.#added.set(referenceText(reference), reference);
    this.#forget();
  }

  /** Who names the key of a recipe that the person filled in by hand: who named it where it was offered. */
  async originOf(recipe: unknown): Promise<Origin> {
    const { key } = (recipe ?? {}) as { readonly key?: unknown };
    return (typeof key === 'string' && (await this.find(key))?.reference.origin) || ofWorkspace;
  }

  /**
   * The keys that may have signed a token. One of a recipe that matches it (same kind and application id), and the one
   * that made it here, count as named.
   */
  async candidates(token: Token): Promise<readonly NamedKey[]> {
    const [{ keys }, matching, made] = await Promise.all([this.#known(), this.recipesOf(token), this.#made(token)]);
    const references = new Set(matching.map(({ recipe }) => referenceText(recipe.key)));
    const isNamed = ({ reference }: NamedKey) => references.has(reference);
    const chosen = workspace.isTrusted ? this.choices.likely(token) : new Set<string>();
    if (references.size === 0 && made.length === 0 && chosen.size === 0) return keys;
    const named = [...keys.filter(isNamed), ...made].map((key) => ({ ...key, named: true }));
    const first = keys.filter((key) => chosen.has(key.reference) && !isNamed(key));
    return distinct([...named, ...first, ...keys]);
  }

  /** The recipes that match a token by its kind and application id. */
  async recipesOf(token: Token): Promise<readonly KeyRecipe[]> {
    return (await this.recipes()).filter(
      ({ recipe, applicationId }) =>
        applicationId !== undefined &&
        token.payload?.value?.application_id === applicationId &&
        kindByContent(token).id === recipe.kind.id,
    );
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #forget(): void {
    this.#table = undefined;
    this.#changed.fire();
  }

  #known(): Promise<Table> {
    if (!workspace.isTrusted) return Promise.resolve(nothing);
    if (this.#table) return this.#table;
    const added = [...this.#added.values()];
    const table = import('./keyTable.ts').then(({ buildTable }) => buildTable(this.#vault, added));
    // What failed is tried again by who asks next.
    table.catch(() => {
      if (this.#table === table) this.#table = undefined;
    });
    this.#table = table;
    return table;
  }

  /** The keys that may have made the token here: as they are by now, where they can be had. */
  async #made(token: Token): Promise<readonly NamedKey[]> {
    const making = workspace.isTrusted ? await this.makers.of(token) : undefined;
    if (!making?.key) return [];
    const { keys } = await this.#known();
    const now = keys.filter(({ reference }) => reference === making.key?.reference);
    return now.length > 0 ? now : this.#reopened(making.key);
  }

  /** A key of no place that is known, such as one that only an argument named. */
  async #reopened(key: NamedKey): Promise<readonly NamedKey[]> {
    const reference = parseReference(key.reference);
    if (reference?.scheme !== 'file') return [key];
    try {
      return await this.#vault.keys(reference);
    } catch (error) {
      if (error instanceof VaultError && error.code === 'vault.outside-workspace') return [key];
      if (error instanceof VaultError || error instanceof KeyReferenceError) return [];
      throw error;
    }
  }
}
