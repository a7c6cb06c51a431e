import { type Disposable, EventEmitter, type Memento, workspace } from 'vscode';
import type { Token } from '../jwt/token.ts';
import type { Candidate } from '../jwt/verify.ts';
import { KeyError } from '../keys/errors.ts';
import { kindOf } from '../kinds/index.ts';
import { RecipeError } from '../recipes/errors.ts';
import type { CheckedRecipe } from '../recipes/recipe.ts';
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
  /** The one that signs first; none where they cannot be had without asking, or not at all. */
  readonly keys: readonly NamedKey[];
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
  #opened = new Map<string, Promise<readonly NamedKey[]>>();
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
      ...named(true, [...[...matching].flatMap(({ keys }) => keys), ...maker]),
      ...named(false, [...chosen, ...ofRecipes.filter((known) => !matching.has(known)).flatMap(({ keys }) => keys)]),
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
    const [key] = known ? await this.#keys(known.recipe, known.paths, true) : [];
    return key;
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

  /** The keys that may have made the token here: as they are by now, where they are in a file. */
  async #maker(token: Token): Promise<readonly NamedKey[]> {
    const key = workspace.isTrusted ? (await this.makers.of(token))?.key : undefined;
    const before = key ? [key] : [];
    return key?.reference.startsWith('file:') ? this.#open(key.reference, before) : before;
  }

  /** The keys that the person chose for tokens like this one, if they can be had without asking. */
  async #chosen(token: Token): Promise<readonly NamedKey[]> {
    const reference = workspace.isTrusted ? this.signers.of(token) : undefined;
    return reference === undefined ? [] : this.#open(reference, []);
  }

  /** The keys of a reference, if they can be had without asking; those that the workspace may not name are as they were. */
  #open(reference: string, before: readonly NamedKey[]): Promise<readonly NamedKey[]> {
    const known = this.#opened.get(reference) ?? this.#resolve(reference, before);
    this.#opened.set(reference, known);
    return known;
  }

  async #resolve(text: string, before: readonly NamedKey[]): Promise<readonly NamedKey[]> {
    const reference = parseReference(text);
    if (!reference) return [];
    try {
      const keys = await this.#vault.keys(reference, { secretEncoding: 'utf8', interactive: false });
      return keys.map((key) => ({ key, reference: text }));
    } catch (error) {
      unlessDefect(error);
      const notOurs = ['vault.outside-workspace', 'vault.symbolic-link'];
      return error instanceof VaultError && notOurs.includes(error.code) ? before : [];
    }
  }

  async #read(given: unknown, paths: PathOptions): Promise<readonly RecipeKey[]> {
    try {
      const { checkRecipe } = await import('../recipes/recipe.ts');
      const recipe = checkRecipe(given);
      const applicationId = await this.#applicationId(recipe).catch(unlessDefect);
      const keys = (await this.#keys(recipe, paths, false).catch(unlessDefect)) ?? [];
      return [{ recipe, paths, applicationId, keys }];
    } catch (error) {
      // A recipe that is wrong is said where it is used and where it stands, not here.
      unlessDefect(error);
      return [];
    }
  }

  async #applicationId(recipe: CheckedRecipe): Promise<string | undefined> {
    const { valueReferences } = await import('../recipes/recipe.ts');
    const stated = valueReferences(recipe).find(({ field }) => field.name === 'applicationId');
    const value = stated ? await this.#vault.value(stated.reference, stated.field) : recipe.values.applicationId;
    return typeof value === 'string' ? value : undefined;
  }

  async #keys(recipe: CheckedRecipe, paths: PathOptions, interactive: boolean): Promise<readonly NamedKey[]> {
    if (!recipe.key) return [];
    const reference = referenceText(recipe.key);
    const { keyOptions } = await import('../recipes/recipe.ts');
    const keys = await this.#vault.keys(recipe.key, { ...paths, ...keyOptions(recipe), interactive });
    return keys.map((key) => ({ key, reference }));
  }
}

function named(isNamed: boolean, keys: readonly NamedKey[]): readonly Candidate[] {
  return keys.map((key) => ({ ...key, named: isNamed }));
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
