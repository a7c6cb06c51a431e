import { type Disposable, EventEmitter, workspace } from 'vscode';
import type { Token } from '../jwt/token.ts';
import type { Candidate } from '../jwt/verify.ts';
import { KeyError } from '../keys/errors.ts';
import { kindOf } from '../kinds/index.ts';
import { RecipeError } from '../recipes/errors.ts';
import { type CheckedRecipe, checkRecipe, secretEncodingOf, valueReferences } from '../recipes/recipe.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { recipesOfSettings } from './recipes.ts';
import { type NamedKey, referenceText, type Vault } from './vault.ts';

interface RecipeKey {
  readonly recipe: CheckedRecipe;
  readonly applicationId: string | undefined;
  readonly key: NamedKey | undefined;
}

/** The keys that can be told to have signed a token: those of the workspace's key files and those that recipes name. Nobody is asked anything. */
export class KnownKeys implements Disposable {
  readonly #vault: Vault;
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  #recipeKeys: Promise<readonly RecipeKey[]> | undefined;

  /** Other keys are known now. */
  readonly onDidChange = this.#changed.event;

  constructor(vault: Vault) {
    this.#vault = vault;
    const forget = () => {
      this.#recipeKeys = undefined;
      this.#changed.fire();
    };
    this.#listeners = [
      this.#changed,
      vault.onDidChange(forget),
      workspace.onDidGrantWorkspaceTrust(forget),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.recipes')) forget();
      }),
    ];
  }

  /** The keys that may have signed a token. One of a recipe that matches it (same kind and application id) counts as named. */
  async candidates(token: Token): Promise<readonly Candidate[]> {
    const [ofRecipes, files] = await Promise.all([this.#ofRecipes(), this.#vault.files.all()]);
    const matching = new Set(ofRecipes.filter((known) => matches(known, token)));
    const candidates = [
      ...[...matching, ...ofRecipes.filter((known) => !matching.has(known))].flatMap((known) =>
        known.key ? [{ ...known.key, named: matching.has(known) }] : [],
      ),
      ...files.flatMap(({ keys, reference }) => keys.map((key) => ({ key, reference, named: false }))),
    ];
    // Of a key pair the private half is the one to name: it can renew, too.
    candidates.sort((a, b) => Number(a.key.form === 'public') - Number(b.key.form === 'public'));
    return candidates.filter(
      ({ key, reference }, i) =>
        candidates.findIndex((other) => other.reference === reference && other.key.jwk === key.jwk) === i,
    );
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #ofRecipes(): Promise<readonly RecipeKey[]> {
    if (!workspace.isTrusted) return Promise.resolve([]);
    this.#recipeKeys ??= Promise.all(
      [...recipesOfSettings().values()].map(({ recipe, outside }) => this.#read(recipe, outside)),
    ).then((keys) => keys.flat());
    return this.#recipeKeys;
  }

  async #read(given: unknown, outside: boolean): Promise<readonly RecipeKey[]> {
    try {
      const recipe = checkRecipe(given);
      return [{ recipe, applicationId: await this.#applicationId(recipe), key: await this.#key(recipe, outside) }];
    } catch (error) {
      // A recipe that is wrong is said where it is used and where it stands, not here.
      if (isExpected(error)) return [];
      throw error;
    }
  }

  async #applicationId(recipe: CheckedRecipe): Promise<string | undefined> {
    const reference = valueReferences(recipe).get('applicationId');
    const value = reference ? await this.#vault.value(reference, 'applicationId') : recipe.values.applicationId;
    return typeof value === 'string' ? value : undefined;
  }

  async #key(recipe: CheckedRecipe, outside: boolean): Promise<NamedKey | undefined> {
    if (!recipe.key) return undefined;
    const key = await this.#vault.key(recipe.key, {
      secretEncoding: secretEncodingOf(recipe),
      interactive: false,
      outside,
    });
    return { key, reference: referenceText(recipe.key) };
  }
}

function matches({ recipe, applicationId }: RecipeKey, token: Token): boolean {
  return (
    applicationId !== undefined &&
    kindOf(token).id === recipe.kind.id &&
    token.payload?.value?.application_id === applicationId
  );
}

function isExpected(error: unknown): boolean {
  return [RecipeError, VaultError, KeyError, KeyReferenceError].some((type) => error instanceof type);
}
