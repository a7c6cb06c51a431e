import { CodeLens, l10n, Range, type TextDocument, type Uri, workspace } from 'vscode';
import { type Key, keyLabel } from '../jwt/key.ts';
import { thumbprint } from '../keys/export.ts';
import { firstSentence, keyErrorWords } from '../messages/errors.ts';
import { doubtWords } from '../messages/keys.ts';
import { cut, visible } from '../messages/markdown.ts';
import { mayLeadOut, type Reference, referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { unlessUnreadable } from '../vault/errors.ts';
import { folderOf, resolvePath } from '../vault/files.ts';
import { nothingSeen, repositoryOf, wouldBeCommitted } from '../vault/git.ts';
import { isPrivate, type KnownKey } from '../vault/knownKey.ts';
import type { KnownKeys } from '../vault/knownKeys.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import type { Vault } from '../vault/vault.ts';
import { conversionOf } from './convertKey.ts';
import { convertCommand, ignoreCommand } from './internalCommands.ts';

/** At most this many keys of a file are named. */
const mostNamed = 3;
/** How much of a thumbprint is shown, in characters. */
const shownThumbprint = 8;

/** The longest name of a recipe that is quoted whole, in UTF-16 units. */
const longestName = 40;

const firstLine = new Range(0, 0, 0, 0);

/** The lenses of a document that is a key file; none of any other. Nobody is asked anything. */
export async function keyLensesOf({ vault, keys }: Services, document: TextDocument): Promise<readonly CodeLens[]> {
  const known = (await keyFileOf(vault, document.uri)) ?? (await namedFileOf(keys, document.uri));
  if (!known) return [];
  const users = await usersOf(keys, document.uri);
  const isCommitted = await wouldGitCommit(document.uri);
  const facts = [
    await whatItIs(known),
    ...doubtsOf(known),
    ...lineBreakWords(known, document),
    ...usersWords(users),
    ...gitWords(isCommitted),
  ];
  return [
    lens(facts.join(' · ')),
    ...(known.keys.some(({ form }) => form !== 'secret')
      ? [
          lens(l10n.t('Copy Public Key…'), 'tokensmith.copyPublicKey', {
            key: referenceText(known.reference),
            ask: true,
          }),
        ]
      : []),
    ...(conversionOf(known.fault, referenceText(known.reference))
      ? [lens(l10n.t('Convert…'), convertCommand, referenceText(known.reference))]
      : []),
    ...(isCommitted && isPrivate(known)
      ? [lens(l10n.t('Add to .gitignore'), ignoreCommand, document.uri.toString())]
      : []),
  ];
}

function lens(title: string, command = '', ...given: readonly unknown[]): CodeLens {
  return new CodeLens(firstLine, { title, command, arguments: [...given] });
}

async function keyFileOf({ files }: Vault, uri: Uri): Promise<KnownKey | undefined> {
  return (await files.all()).find(({ file }) => file.toString() === uri.toString());
}

/** A file that only a recipe names. Most documents are none, and no other place of keys is read for them. */
async function namedFileOf(keys: KnownKeys, uri: Uri): Promise<KnownKey | undefined> {
  const name = uri.path.split('/').at(-1) ?? '';
  const isNamed = [...recipesOfSettings().values()].some(({ recipe }) => {
    const { key } = (recipe ?? {}) as { readonly key?: unknown };
    return typeof key === 'string' && key.startsWith('file:') && key.endsWith(name);
  });
  if (!isNamed || !workspace.isTrusted) return undefined;
  for (const each of await keys.all())
    if (each.source === 'recipes' && (await leadsTo(each.reference, uri))) return each;
  return undefined;
}

/** The names of the recipes whose key a file holds. */
async function usersOf(keys: KnownKeys, uri: Uri): Promise<readonly string[]> {
  const recipes = await keys.recipes();
  const uses = await Promise.all(recipes.map(({ recipe }) => leadsTo(recipe.key, uri)));
  return recipes.flatMap(({ name }, i) => (uses[i] ? [name] : []));
}

async function leadsTo(reference: Reference, uri: Uri): Promise<boolean> {
  if (reference.scheme !== 'file') return false;
  const file = await unlessUnreadable(
    resolvePath(reference.path, { outside: mayLeadOut(reference), folder: folderOf(reference.origin) }),
    undefined,
  );
  return file?.toString() === uri.toString();
}

/** What the keys are, with the beginning of their thumbprints; or why there is none. */
async function whatItIs({ keys, fault, reference }: KnownKey): Promise<string> {
  const [first] = keys;
  // The command that converts it has a lens of its own.
  if (!first) return firstSentence(keyErrorWords(fault, referenceText(reference)) ?? '');
  if (first.secretEncoding) return l10n.t('HMAC secret');
  const named = await Promise.all(keys.slice(0, mostNamed).map(nameOf));
  const more = keys.length - named.length;
  return [...named, ...(more > 0 ? [l10n.t('{count} more', { count: more })] : [])].join(', ');
}

async function nameOf(key: Key): Promise<string> {
  const label = keyLabel(key);
  // A secret's thumbprint would tell who guesses that he guessed right.
  if (key.form === 'secret') return l10n.t('{key}, secret', { key: label });
  const print = (await thumbprint(key)).slice(0, shownThumbprint);
  return key.form === 'private'
    ? l10n.t('{key}, private · {thumbprint}', { key: label, thumbprint: print })
    : l10n.t('{key}, public · {thumbprint}', { key: label, thumbprint: print });
}

/** What else the text of a raw secret may be. */
function doubtsOf({ keys: [key] }: KnownKey): readonly string[] {
  return key?.doubt ? [doubtWords(key.doubt)] : [];
}

/** That the line break at the end of a raw secret is no part of it. */
function lineBreakWords({ keys: [key] }: KnownKey, document: TextDocument): readonly string[] {
  const isThere = key?.secretEncoding !== undefined && /[\r\n]$/.test(document.getText());
  return isThere ? [l10n.t("the line break at the end isn't part of it")] : [];
}

function usersWords(recipes: readonly string[]): readonly string[] {
  return recipes.length === 0 ? [] : [l10n.t('used by {recipes}', { recipes: recipes.map(short).join(', ') })];
}

/** A recipe's name, which may be of any length and characters. */
function short(name: string): string {
  return visible(cut(name, longestName));
}

/** Whether git would commit the file; `undefined` where it is in no repository. */
async function wouldGitCommit(uri: Uri): Promise<boolean | undefined> {
  const seen = nothingSeen();
  const repository = await unlessUnreadable(repositoryOf(uri, seen), undefined);
  return repository && unlessUnreadable(wouldBeCommitted(uri, seen), undefined);
}

function gitWords(isCommitted: boolean | undefined): readonly string[] {
  if (isCommitted === undefined) return [];
  return [isCommitted ? l10n.t('not ignored by Git') : l10n.t('ignored by Git')];
}
