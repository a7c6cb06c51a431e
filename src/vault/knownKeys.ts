import { type Disposable, EventEmitter, type Memento, workspace } from 'vscode';
import type { Token } from '../jwt/token.ts';
import type { Candidate } from '../jwt/verify.ts';
import { KeyError } from '../keys/errors.ts';
import { kindOf } from '../kinds/index.ts';
import { RecipeError } from '../recipes/errors.ts';
import { type CheckedRecipe, checkRecipe, secretEncodingOf, valueReferences } from '../recipes/recipe.ts';
import { parseReference } from '../recipes/reference.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import type { PathOptions } from './files.ts';
import { Makers } from './makers.ts';
import { recipesOfSettings } from './recipes.ts';
import { Signers } from './signers.ts';
import { standingKeys } from './standingKeys.ts';
import { type NamedKey, referenceText, type Vault } from './vault.ts';

interface RecipeKey {
  readonly recipe: CheckedRecipe;
  /** How its paths are to be understood. */
  readonly paths: PathOptions;
  readonly applicationId: string | undefined;
  /** `undefined` where it cannot be had without asking, or not at all. */
  readonly key: NamedKey | undefined;
}

/**
 * The keys that can be told to have signed a token: those that recipes name, those of the workspace's key files, and the
 * standing ones. Nobody is asked anything.
 */
export class KnownKeys implements Disposable {
  readonly #vault: Vault;
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  /** The keys behind the tokens that were made here, this session. */
  readonly makers = new Makers();
  /** The keys that the person chose for tokens of one kind and issuer. */
  readonly signers: Signers;
  #opened = new Map<string, Promise<NamedKey | undefined>>();
  #recipeKeys: Promise<readonly RecipeKey[]> | undefined;
  #standingKeys: Promise<readonly NamedKey[]> | undefined;

  /** Other keys are known now. */
  readonly onDidChange = this.#changed.event;

  constructor(vault: Vault, memory: Memento) {
    this.#vault = vault;
    this.signers = new Signers(memory);
    const forget = () => {
      this.#recipeKeys = undefined;
      this.#standingKeys = undefined;
      this.#opened = new Map();
      this.#changed.fire();
    };
    this.#listeners = [
      this.#changed,
      vault.onDidChange(forget),
      this.signers.onDidChange(forget),
      workspace.onDidGrantWorkspaceTrust(forget),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.recipes')) forget();
      }),
    ];
  }

  /**
   * The keys that may have signed a token. One of a recipe that matches it (same kind and application id), and the one
   * that made it here, count as named.
   */
  async candidates(token: Token): Promise<readonly Candidate[]> {
    const [maker, chosen, ofRecipes, files, standing] = await Promise.all([
      this.#maker(token),
      this.#chosen(token),
      this.#ofRecipes(),
      this.#vault.files.all(),
      this.#standing(),
    ]);
    const matching = new Set(ofRecipes.filter((known) => matches(known, token)));
    const candidates = [
      ...named(true, [...[...matching].map(({ key }) => key), maker]),
      ...named(false, [chosen, ...ofRecipes.filter((known) => !matching.has(known)).map(({ key }) => key)]),
      ...files.flatMap(({ keys, reference }) => keys.map((key) => ({ key, reference, named: false }))),
      ...standing.map((key) => ({ ...key, named: false })),
    ];
    // Of a key pair the private half is the one to name: it can renew, too.
    candidates.sort((a, b) => Number(a.key.form === 'public') - Number(b.key.form === 'public'));
    const known = new Map<string, Set<unknown>>();
    return candidates.filter(({ key, reference }) => {
      const keys = known.get(reference) ?? new Set();
      known.set(reference, keys);
      return !keys.has(key.jwk) && keys.add(key.jwk);
    });
  }

  /**
   * The key of the recipe that matches a token, asking the person for what it takes: a passphrase, or the leave to use it.
   * @throws VaultError, KeyReferenceError; CancellationError where the person declined
   */
  async askRecipe(token: Token): Promise<NamedKey | undefined> {
    const known = (await this.#ofRecipes()).find((candidate) => matches(candidate, token));
    return known && this.#key(known.recipe, known.paths, true);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #ofRecipes(): Promise<readonly RecipeKey[]> {
    if (!workspace.isTrusted) return Promise.resolve([]);
    this.#recipeKeys ??= Promise.all(
      [...recipesOfSettings().values()].map(({ recipe, outside, folder }) => this.#read(recipe, { outside, folder })),
    ).then((keys) => keys.flat());
    return this.#recipeKeys;
  }

  #standing(): Promise<readonly NamedKey[]> {
    if (!workspace.isTrusted) return Promise.resolve([]);
    this.#standingKeys ??= standingKeys(this.#vault);
    return this.#standingKeys;
  }

  /** The key that made the token here: as it is by now, where it is in a file. */
  async #maker(token: Token): Promise<NamedKey | undefined> {
    const key = workspace.isTrusted ? (await this.makers.of(token))?.key : undefined;
    return key?.reference.startsWith('file:') ? this.#open(key.reference, key) : key;
  }

  /** The key that the person chose for tokens like this one, if it can be had without asking. */
  async #chosen(token: Token): Promise<NamedKey | undefined> {
    const reference = workspace.isTrusted ? this.signers.of(token) : undefined;
    return reference === undefined ? undefined : this.#open(reference);
  }

  /** The key of a reference, if it can be had without asking; one that the workspace may not name is as it was. */
  #open(reference: string, before?: NamedKey): Promise<NamedKey | undefined> {
    const known = this.#opened.get(reference) ?? this.#resolve(reference, before);
    this.#opened.set(reference, known);
    return known;
  }

  async #resolve(text: string, before: NamedKey | undefined): Promise<NamedKey | undefined> {
    const reference = parseReference(text);
    if (!reference) return undefined;
    try {
      const key = await this.#vault.key(reference, { secretEncoding: 'utf8', interactive: false });
      return { key, reference: text };
    } catch (error) {
      unlessDefect(error);
      const notOurs = ['vault.outside-workspace', 'vault.symbolic-link'];
      return error instanceof VaultError && notOurs.includes(error.code) ? before : undefined;
    }
  }

  async #read(given: unknown, paths: PathOptions): Promise<readonly RecipeKey[]> {
    try {
      const recipe = checkRecipe(given);
      const applicationId = await this.#applicationId(recipe).catch(unlessDefect);
      const key = await this.#key(recipe, paths, false).catch(unlessDefect);
      return [{ recipe, paths, applicationId, key }];
    } catch (error) {
      // A recipe that is wrong is said where it is used and where it stands, not here.
      unlessDefect(error);
      return [];
    }
  }

  async #applicationId(recipe: CheckedRecipe): Promise<string | undefined> {
    const reference = valueReferences(recipe).get('applicationId');
    const value = reference ? await this.#vault.value(reference, 'applicationId') : recipe.values.applicationId;
    return typeof value === 'string' ? value : undefined;
  }

  async #key(recipe: CheckedRecipe, paths: PathOptions, interactive: boolean): Promise<NamedKey | undefined> {
    if (!recipe.key) return undefined;
    const key = await this.#vault.key(recipe.key, { ...paths, secretEncoding: secretEncodingOf(recipe), interactive });
    return { key, reference: referenceText(recipe.key) };
  }
}

function named(isNamed: boolean, keys: readonly (NamedKey | undefined)[]): readonly Candidate[] {
  return keys.flatMap((key) => (key ? [{ ...key, named: isNamed }] : []));
}

function matches({ recipe, applicationId }: RecipeKey, token: Token): boolean {
  return (
    applicationId !== undefined &&
    kindOf(token).id === recipe.kind.id &&
    token.payload?.value?.application_id === applicationId
  );
}

/** Lets an error pass that says why a key cannot be had; any other is a defect. @throws unknown */
function unlessDefect(error: unknown): undefined {
  if (![RecipeError, VaultError, KeyError, KeyReferenceError].some((type) => error instanceof type)) throw error;
}
