import { readContent } from '../keys/read.ts';
import { RecipeError } from '../recipes/errors.ts';
import { type CheckedRecipe, checkRecipe, keyOptions, valueReferences } from '../recipes/recipe.ts';
import { ofWorkspace, parseReference, type Reference, referenceText } from '../recipes/reference.ts';
import { dotenvVariables } from './environment.ts';
import { unlessUnreadable } from './errors.ts';
import type { NamedKey } from './keyContent.ts';
import { distinct, type KeySource, type KnownKey, keysOrFault } from './knownKey.ts';
import { recipesOfSettings } from './recipes.ts';
import type { Vault } from './vault.ts';

/** A recipe of the settings that names a key. */
export interface KeyRecipe {
  readonly name: string;
  readonly recipe: CheckedRecipe & { readonly key: Reference };
  /** The application id of the tokens that it makes. */
  readonly applicationId: string | undefined;
}

/** All that is known, and what follows from it for tokens that nobody names a key for. */
export interface Table {
  readonly recipes: readonly KeyRecipe[];
  readonly known: readonly KnownKey[];
  readonly keys: readonly NamedKey[];
}

/** Variables that are meant as keys or secrets: any text makes an HMAC secret, and a port number is none. */
const secretNames = /secret|key|token|password|passphrase/i;
/** At most this many variables, and this many keys that recipes name, are known: each is tried on each token. */
const mostVariables = 100;
const mostNamed = 200;
/** A token is no secret. */
const token = /^\s*(?:Bearer\s+)?ey[\w-]+\.[\w-]*\.[\w.-]*\s*$/;

/** The sources beside key files and recipes: which references each has to offer. */
const sources: readonly (readonly [KeySource, (vault: Vault) => Promise<readonly string[]> | readonly string[]])[] = [
  ['vonage-config', () => ['vonage-config']],
  ['environment', variablesOfKeys],
  ['secrets', (vault) => vault.secrets.names().map((name) => `secret:${name}`)],
];

/**
 * All that is known here now. Nobody is asked anything.
 * @param added places that the person has chosen by hand
 */
export async function buildTable(vault: Vault, added: readonly Reference[]): Promise<Table> {
  vault.watchEnvironment();
  const [recipes, files, ...others] = await Promise.all([
    readRecipes(vault),
    vault.files.all(),
    ...sources.map(async ([source, references]) => open(vault, source, await references(vault))),
  ]);
  const found = [...files, ...others.flat()];
  const isFound = new Set(found.map(({ reference }) => identity(reference)));
  const named = new Map([...recipes.map(({ recipe: { key } }) => key), ...added].map((key) => [identity(key), key]));
  const ofRecipes = await Promise.all(
    [...named]
      .slice(0, mostNamed)
      .flatMap(([id, reference]) => (isFound.has(id) ? [] : [placeAt(vault, 'recipes', reference)])),
  );
  const known = [...found, ...ofRecipes];
  return { recipes, known, keys: keysOf(known, recipes) };
}

async function open(vault: Vault, source: KeySource, references: readonly string[]): Promise<readonly KnownKey[]> {
  const places = await Promise.all(
    references.map(async (text) => {
      const reference = parseReference(text);
      return reference ? [await placeAt(vault, source, reference)] : [];
    }),
  );
  return places.flat().filter(({ fault }) => fault?.code !== 'vault.config-not-found');
}

async function placeAt(vault: Vault, source: KeySource, reference: Reference): Promise<KnownKey> {
  return { source, reference, ...(await keysOrFault(() => vault.look(reference))) };
}

/** The recipes of the settings that name keys, as far as they are right. */
async function readRecipes(vault: Vault): Promise<readonly KeyRecipe[]> {
  const ids = new Map<string, Promise<string | undefined>>();
  const recipes = await Promise.all(
    [...recipesOfSettings().values()].map(async ({ name, recipe: given, origin }): Promise<readonly KeyRecipe[]> => {
      try {
        const recipe = checkRecipe(given, undefined, origin);
        const { key } = recipe;
        if (!key) return [];
        return [{ name, recipe: { ...recipe, key }, applicationId: await applicationIdOf(vault, recipe, ids) }];
      } catch (error) {
        // A recipe that is wrong is said where it is used and where it stands, not here.
        if (error instanceof RecipeError) return [];
        throw error;
      }
    }),
  );
  return recipes.flat();
}

/** @param ids those that were read, by their references: each once, and no more of them than of keys */
async function applicationIdOf(
  vault: Vault,
  recipe: CheckedRecipe,
  ids: Map<string, Promise<string | undefined>>,
): Promise<string | undefined> {
  const stated = valueReferences(recipe).find(({ field }) => field.name === 'applicationId');
  if (!stated) return typeof recipe.values.applicationId === 'string' ? recipe.values.applicationId : undefined;
  const id = identity(stated.reference);
  const known = ids.get(id) ?? (ids.size < mostNamed ? statedId(vault, stated) : undefined);
  if (known) ids.set(id, known);
  return known;
}

async function statedId(
  vault: Vault,
  { reference, field }: ReturnType<typeof valueReferences>[number],
): Promise<string | undefined> {
  return (await unlessUnreadable(vault.value(reference, field), undefined))?.text;
}

/** The names of the `.env` files' variables that hold keys, or are called keys or secrets; a path counts by what it leads to. */
async function variablesOfKeys(vault: Vault): Promise<readonly string[]> {
  const variables = [...(await dotenvVariables())].filter(([, { text }]) => text !== '' && !token.test(text));
  const offered: string[] = [];
  let left = mostVariables;
  for (const [name, { text }] of variables) {
    const { is } = secretNames.test(name) ? { is: 'keys' } : await readContent(text, { variable: name });
    const isKey = is === 'path' ? left-- > 0 && (await leadsToKey(vault, name)) : is !== 'secret' && is !== 'nothing';
    if (isKey) offered.push(`env:${name}`);
    if (offered.length === mostVariables) break;
  }
  return offered;
}

/** Whether the path in a variable is that of a key, and not of any other file. */
async function leadsToKey(vault: Vault, name: string): Promise<boolean> {
  const found = await unlessUnreadable(vault.look({ scheme: 'env', name, origin: ofWorkspace }), undefined);
  return found?.content.is === 'keys' || found?.content.is === 'encrypted';
}

/** All keys of the places, as candidates that nobody named: those of recipes first, and of a pair the private half, which can sign, too. */
function keysOf(known: readonly KnownKey[], recipes: readonly KeyRecipe[]): readonly NamedKey[] {
  const named = new Map<string, readonly KeyRecipe[]>();
  for (const each of recipes) {
    const text = referenceText(each.recipe.key);
    named.set(text, [...(named.get(text) ?? []), each]);
  }
  const keys = known.flatMap(({ reference, keys, own }) => {
    const text = referenceText(reference);
    const users = named.get(text) ?? [];
    const [first] = users;
    const shared = {
      reference: text,
      named: false,
      ...(own && { own }),
      ...(first && {
        kinds: [...new Set(users.map(({ recipe }) => recipe.kind.id))],
        encoding: keyOptions(first.recipe).secretEncoding,
        recipe: first.name,
      }),
    };
    return keys.map((key): NamedKey => ({ key, ...shared }));
  });
  const rank = ({ key, kinds }: NamedKey) => Number(key.form === 'public') * 2 + Number(kinds === undefined);
  return distinct(keys.toSorted((a, b) => rank(a) - rank(b)));
}

/** Tells places apart: the same text may mean another place where somebody else names it. */
function identity(reference: Reference): string {
  const { origin } = reference;
  return JSON.stringify([referenceText(reference), origin.by, origin.by === 'workspace' ? origin.folder : undefined]);
}
