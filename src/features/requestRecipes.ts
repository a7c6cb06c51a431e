import {
  type CodeAction,
  CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  l10n,
  type TextDocument,
  Uri,
  window,
} from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { openDocument } from '../edits/openDocument.ts';
import { EditError } from '../errors/edits.ts';
import { authorizationCompletionAt } from '../insertion/httpHeader.ts';
import { COMMENT } from '../insertion/httpSyntax.ts';
import type { InsertAs } from '../insertion/insertAs.ts';
import { MADE_AT_SEND, madeAtSend, OPEN_MADE_AT_SEND } from '../insertion/madeAtSend.ts';
import { nearestName } from '../insertion/nearestName.ts';
import type { Span } from '../jwt/span.ts';
import { keyDiagnostic } from '../messages/diagnostic.ts';
import { failureWords } from '../messages/errors.ts';
import { kindOfRecipe } from '../recipes/hosts.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { longestHttpFile } from './httpFiles.ts';
import { httpYac } from './httpYac.ts';
import { nameCommand } from './internalCommands.ts';
import { preferredFix } from './preferredFix.ts';
import { httpReading } from './requestSources.ts';

/** Recipes: where the value of `Authorization` is typed, to make its token; in `{{$jwt …}}`, to be named. */
export function recipeItems(document: TextDocument, offset: number): CompletionItem[] {
  const text = document.getText();
  const named = nameAt(text, offset);
  if (named) return [...recipesOfSettings().keys()].map((name) => nameItem(document, named, name));
  const completion = authorizationCompletionAt(text, offset, httpReading());
  if (!completion) return [];
  const { span, prefix } = completion;
  const range = rangeBetween(document, span.start, span.end);
  return [...recipesOfSettings().values()].flatMap(({ name, recipe }) => {
    const kind = kindOfRecipe(recipe);
    const item = (description: string, insertAs?: InsertAs) => {
      const label = `Bearer ${name}`;
      const made = new CompletionItem(description ? { label, description } : label, CompletionItemKind.Value);
      made.detail = kind
        ? l10n.t('{kind} token from the recipe', { kind: l10n.t(kind.label) })
        : l10n.t('token from the recipe');
      made.range = range;
      made.filterText = `${document.getText(range)}Bearer ${name}`;
      made.insertText = `${prefix}Bearer `;
      made.command = {
        title: '',
        command: 'tokensmith.insertAuthorizationHeader',
        arguments: [{ recipe: name, ...(insertAs && { insertAs }) }],
      };
      return made;
    };
    const send = item(l10n.t('made at send by httpYac'));
    send.label = { label: `Bearer ${madeAtSend(name)}`, description: l10n.t('made at send by httpYac') };
    send.filterText = `${document.getText(range)}Bearer ${madeAtSend(name)}`;
    send.insertText = `${prefix}Bearer ${madeAtSend(name)}`;
    delete (send as { command?: unknown }).command;
    return [item(''), item(l10n.t('outside of this file'), 'environment'), ...(httpYac() ? [send] : [])];
  });
}

/** The name of a recipe that is being typed. */
function nameAt(text: string, offset: number): Span | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = OPEN_MADE_AT_SEND.exec(line)?.[1];
  if (typed === undefined) return undefined;
  const rest = /^[^{}\s]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { start: offset - typed.length, end: offset + rest };
}

function nameItem(document: TextDocument, { start, end }: Span, name: string): CompletionItem {
  const item = new CompletionItem(name, CompletionItemKind.Value);
  item.range = rangeBetween(document, start, end);
  item.insertText = document.getText().startsWith('}}', end) ? name : `${name}}}`;
  item.detail = l10n.t('made at send by httpYac');
  return item;
}

/** The names of recipes in `{{$jwt …}}` that the settings lack. */
export function unknownRecipes(document: TextDocument): readonly Diagnostic[] {
  const text = document.getText();
  if (text.length > longestHttpFile || !text.includes('$jwt')) return [];
  const known = recipesOfSettings();
  return [...text.matchAll(MADE_AT_SEND)].flatMap((found) => {
    const name = found[1] ?? '';
    const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
    if (known.has(name) || COMMENT.test(line)) return [];
    const start = found.index + found[0].lastIndexOf(name, found[0].length - 2);
    return (
      keyDiagnostic(document.uri, rangeBetween(document, start, start + name.length), keyProblems.recipeUnknown, {
        name,
      }) ?? []
    );
  });
}

/** The fix of an unknown name: the nearest that is known. */
export function nameFixes(
  { places }: Services,
  document: TextDocument,
  problems: readonly Diagnostic[],
): readonly CodeAction[] {
  return problems.flatMap((problem) => {
    const name = nearestName(document.getText(problem.range), [...recipesOfSettings().keys()]);
    if (name === undefined) return [];
    const place = { uri: document.uri.toString(), offset: document.offsetAt(problem.range.start) };
    const fix = {
      title: l10n.t('Use recipe "{name}"', { name }),
      command: nameCommand,
      arguments: [places.note(document, place), document.getText(problem.range), name],
    };
    return [preferredFix(problem, fix)];
  });
}

/** @param old the name that stands at the place */
export async function nameRecipe(
  { places }: Services,
  place: { readonly uri: string; readonly offset: number },
  old: string,
  name: string,
): Promise<void> {
  try {
    const document = await openDocument(Uri.parse(place.uri, true));
    await editDocument(document, () => {
      const start = places.present(document, place, place.offset);
      if (!document.getText().startsWith(old, start))
        throw new EditError('edit.changed', { file: displayPath(document.uri) });
      return [{ start, end: start + old.length, text: name }];
    });
  } catch (error) {
    void window.showErrorMessage(failureWords(error));
  }
}
