import { CodeLens, CompletionItem, CompletionItemKind, l10n, Range, type TextDocument } from 'vscode';
import { isWritable } from '../edits/writable.ts';
import { regionsIn } from '../insertion/httpFile.ts';
import { authorizationCompletionAt, authorizationHeader } from '../insertion/httpHeader.ts';
import { variablesOf } from '../insertion/httpVariable.ts';
import { follow, referenceIn } from '../insertion/references.ts';
import { writableKind } from '../kinds/index.ts';
import { timeWords } from '../messages/time.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { recipesOfSettings } from '../vault/recipes.ts';

/** Larger `.http` files get no lenses on their requests, in UTF-16 code units. */
const longest = 1_000_000;

/** A lens on each request whose `Authorization` has expired. */
export async function requestLenses({ tokens, places }: Services, document: TextDocument): Promise<CodeLens[]> {
  const { version } = document;
  const text = document.getText();
  if (!tokens.settings(document).isEnabled.codeLens || text.length > longest) return [];
  const regions = regionsIn(text);
  const expired = regions.flatMap(({ request }) => {
    const header = request && authorizationHeader(text, request);
    if (!header) return [];
    const reference = referenceIn(text, header.value);
    const lead =
      reference &&
      follow(text, { write: () => [], reference, variables: variablesOf(text, regions, request) }, [], undefined);
    const held = reference ? (lead?.form === 'place' ? lead.value : undefined) : header.value;
    const found = held && tokens.index.nextToken(document, held.start);
    if (!found || found.end > held.end) return [];
    const inspection = tokens.inspect(document, found);
    return inspection.state === 'expired' ? [{ line: request.line, found, inspection }] : [];
  });
  if (expired.length === 0) return [];
  const writable = await isWritable(document);
  return expired.flatMap(({ line, found, inspection }) => {
    const range = rangeBetween(document, line.start, line.start);
    const at = [places.note(document, { uri: document.uri.toString(), offset: found.start }, version)];
    const title = l10n.t('Authorization {time}', { time: timeWords(inspection) ?? '' });
    return [
      new CodeLens(range, { title, command: 'tokensmith.decodeToken', arguments: at }),
      ...(writable && inspection.kind.writing
        ? [new CodeLens(range, { title: l10n.t('Renew'), command: 'tokensmith.renewToken', arguments: at })]
        : []),
    ];
  });
}

/** `Bearer <recipe>` for each recipe where the value of `Authorization` is typed: accepting one makes the token. */
export function recipeItems(document: TextDocument, offset: number): CompletionItem[] {
  const completion = authorizationCompletionAt(document.getText(), offset);
  if (!completion) return [];
  const { span, prefix } = completion;
  return [...recipesOfSettings().values()].map(({ name, recipe }) => {
    const item = new CompletionItem(`Bearer ${name}`, CompletionItemKind.Value);
    const kind = writableKind((recipe as { readonly kind?: unknown } | null)?.kind);
    item.detail = kind
      ? l10n.t('{kind} token from the recipe', { kind: l10n.t(kind.label) })
      : l10n.t('token from the recipe');
    item.range = new Range(document.positionAt(span.start), document.positionAt(span.end));
    item.filterText = `${document.getText(item.range)}Bearer ${name}`;
    item.insertText = `${prefix}Bearer `;
    item.command = { title: '', command: 'tokensmith.insertAuthorizationHeader', arguments: [{ recipe: name }] };
    return item;
  });
}
