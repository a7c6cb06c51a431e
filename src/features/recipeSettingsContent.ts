import {
  type CodeAction,
  CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  l10n,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Places } from '../edits/places.ts';
import { writableKind } from '../kinds/index.ts';
import { keyDiagnostic } from '../messages/diagnostic.ts';
import { keyDescription } from '../messages/keys.ts';
import { referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { signerOf } from '../vault/knownKey.ts';
import { keyAt, rawKeys } from '../vault/settingsText.ts';
import { preferredFix } from './preferredFix.ts';
import { hasCode } from './problemCode.ts';

/** What is wrong in a settings file: keys that stand there themselves. */
export function settingsDiagnostics(document: TextDocument): readonly Diagnostic[] {
  return rawKeys(document.getText()).flatMap(({ start, end }) => {
    const range = rangeBetween(document, start, end);
    return keyDiagnostic(document.uri, range, keyProblems.inSettings) ?? [];
  });
}

/** The fixes of such problems. */
export function settingsFixes(
  { places }: Services,
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const fixed = diagnostics.filter((diagnostic) => hasCode(diagnostic, keyProblems.inSettings));
  return fixed.map((found) => fix(places, document, found));
}

/** The fix: what stands there is read from the document when it runs, so that no secret stands in a command's arguments. */
function fix(places: Places, document: TextDocument, diagnostic: Diagnostic): CodeAction {
  const place = { uri: document.uri.toString(), offset: document.offsetAt(diagnostic.range.start) };
  const title = l10n.t('Move to Secret Storage…');
  const command = 'tokensmith.moveSecret';
  return preferredFix(diagnostic, { title, command, arguments: [places.note(document, place)] });
}

/** References to the keys that are known here and can sign tokens of the recipe's kind. */
export async function references(
  { keys }: Services,
  document: TextDocument,
  position: Position,
): Promise<CompletionItem[]> {
  const place = keyAt(document.getText(), document.offsetAt(position));
  if (!place) return [];
  const range = rangeBetween(document, place.start, place.end);
  const writing = writableKind(place.kind)?.writing;
  return (await keys.all()).flatMap((known) => {
    const reference = referenceText(known.reference);
    const signer = signerOf(known, writing);
    if (!signer) return [];
    const item = new CompletionItem(reference, CompletionItemKind.Reference);
    item.detail = signer === 'locked' ? l10n.t('encrypted') : keyDescription(signer);
    item.range = range;
    item.insertText = JSON.stringify(reference);
    item.filterText = item.insertText;
    item.sortText = ` ${reference}`;
    return [item];
  });
}
