import {
  type CodeAction,
  CodeLens,
  CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  Hover,
  l10n,
  MarkdownString,
  type TextDocument,
  Uri,
  window,
} from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { openDocument } from '../edits/openDocument.ts';
import { isWritable } from '../edits/writable.ts';
import { EditError } from '../errors/edits.ts';
import { type HttpRegion, regionsIn } from '../insertion/httpFile.ts';
import { authorizationCompletionAt, authorizationHeader } from '../insertion/httpHeader.ts';
import type { HttpRequest } from '../insertion/httpRequest.ts';
import { variablesOf } from '../insertion/httpVariable.ts';
import { MADE_AT_SEND } from '../insertion/httpYacPlugin.ts';
import { nearestName } from '../insertion/nearestName.ts';
import { type InsertAs, madeAtSend } from '../insertion/plan.ts';
import { follow, type Lead, referenceIn, type TokenReference } from '../insertion/references.ts';
import { findTokens } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import { keyDiagnostic } from '../messages/diagnostic.ts';
import { failureWords } from '../messages/errors.ts';
import { codeSpan, plain } from '../messages/markdown.ts';
import { timeWords } from '../messages/time.ts';
import { fitsHost, kindOfRecipe } from '../recipes/hosts.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { httpYac } from './httpYac.ts';
import { preferredFix } from './preferredFix.ts';
import { environmentOf, httpReading, type RequestSource, sourcesOf } from './requestSources.ts';

/** Larger `.http` files get no lenses on their requests, in UTF-16 code units. */
const longest = 1_000_000;
/** How long a hover waits for a signature, in milliseconds; then it shows what is known. */
const patience = 100;

/** What a request names in place of a token, and where that leads. */
interface Sent {
  readonly request: HttpRequest;
  readonly reference: TokenReference;
  readonly lead: Lead<RequestSource>;
}

/** What the requests of a document send whose token stands elsewhere; `only` narrows it to one offset. */
async function sentBy({ memory }: Services, document: TextDocument, only?: number): Promise<readonly Sent[]> {
  const text = document.getText();
  const regions = regionsIn(text, httpReading());
  const named = regions.flatMap((region) => {
    const found = referenceOf(text, region);
    const isMeant = only === undefined || (found && found.span.start <= only && only <= found.span.end);
    return region.request && found && isMeant ? [{ request: region.request, reference: found }] : [];
  });
  if (named.length === 0) return [];
  const sources = await sourcesOf(document);
  const environment = environmentOf(memory, sources);
  return named.map(({ request, reference }) => {
    const slot = { write: () => [], reference, variables: variablesOf(text, regions, request) };
    return { request, reference, lead: follow(text, slot, sources, environment) };
  });
}

function referenceOf(text: string, { request }: HttpRegion): TokenReference | undefined {
  const header = request && authorizationHeader(text, request);
  return header && referenceIn(text, header.value);
}

/** Where a place is, in words. */
const placeWords = ({ source, name }: { readonly source: RequestSource | undefined; readonly name: string }): string =>
  source?.name ?? `@${name}`;

/** A lens on each request whose token stands elsewhere, and on those that lack one and could have one. */
export async function requestLenses(
  services: Services,
  document: TextDocument,
  wakeAt: (instant: number) => void,
): Promise<CodeLens[]> {
  const { version } = document;
  const text = document.getText();
  if (!services.tokens.settings(document).isEnabled.codeLens || text.length > longest) return [];
  const writable = await isWritable(document);
  const sent = (await sentBy(services, document)).flatMap((each) =>
    sentLenses(services, document, each, { version, writable, wakeAt }),
  );
  return writable ? [...sent, ...missingLenses(services, document, { text, version })] : sent;
}

/** What a lens is said by. */
interface SaidBy {
  /** The version of the document that it is of. */
  readonly version: number;
  readonly writable: boolean;
  readonly wakeAt: (instant: number) => void;
}

function sentLenses(
  { tokens, places }: Services,
  document: TextDocument,
  { request, lead }: Sent,
  { version, writable, wakeAt }: SaidBy,
): readonly CodeLens[] {
  const range = rangeBetween(document, request.line.start, request.line.start);
  if (lead.form === 'recipe') {
    const title = l10n.t('Authorization made at send from {recipe}', { recipe: lead.name });
    return [new CodeLens(range, { title, command: '' })];
  }
  if (lead.form !== 'place' || !lead.value) return [];
  const token = tokenIn(lead.source?.text ?? document.getText(), lead.value);
  if (!token) return [];
  const inspection = tokens.inspectText(token.text, document);
  wakeAt(inspection.validUntil);
  const { source } = lead;
  const at = { uri: (source?.uri ?? document.uri).toString(), offset: token.start, ...(source && { isBeside: true }) };
  const place = source ? places.noteToken(at, token.text) : places.note(document, at, { version, end: token.end });
  const title = l10n.t('Authorization {time} · from {place}', {
    time: timeWords(inspection) ?? '',
    place: placeWords(lead),
  });
  const renew = {
    title: l10n.t('Renew'),
    command: 'tokensmith.renewToken',
    arguments: [place],
  };
  return [
    new CodeLens(range, { title, command: 'tokensmith.decodeToken', arguments: [place] }),
    ...(writable && inspection.kind.writing ? [new CodeLens(range, renew)] : []),
  ];
}

function tokenIn(text: string, { start, end }: Span): (Span & { readonly text: string }) | undefined {
  const [found] = findTokens(text.slice(start, end));
  if (!found) return undefined;
  const span = { start: start + found.start, end: start + found.end };
  return { ...span, text: text.slice(span.start, span.end) };
}

/** `Authorize…` on requests without `Authorization`, where others have one or a recipe is for their host. */
function missingLenses(
  { places }: Services,
  document: TextDocument,
  { text, version }: { readonly text: string; readonly version: number },
): readonly CodeLens[] {
  const regions = regionsIn(text, httpReading());
  const requests = regions.flatMap(({ request }) => request ?? []);
  const missing = requests.filter((request) => !authorizationHeader(text, request) && !hasAssertion(text, request));
  if (missing.length === 0) return [];
  const isUsual = missing.length < requests.length;
  const recipes = [...recipesOfSettings().values()].map(({ recipe }) => recipe);
  return missing
    .filter((request) => isUsual || recipes.some((recipe) => fitsHost(recipe, hostOf(text, regions, request))))
    .map((request) => {
      const { start } = request.line;
      return new CodeLens(rangeBetween(document, start, start), {
        title: l10n.t('Authorize…'),
        command: 'tokensmith.insertAuthorizationHeader',
        arguments: [places.note(document, { uri: document.uri.toString(), offset: start }, { version })],
      });
    });
}

const hasAssertion = (text: string, { body }: HttpRequest): boolean =>
  /(?:^|[&\s])(?:client_)?assertion=/.test(text.slice(body.start, body.end));

/** The host of a request, whose variables are those of the file. */
function hostOf(text: string, regions: readonly HttpRegion[], request: HttpRequest): string {
  const { definition } = variablesOf(text, regions, request);
  const line = text.slice(request.line.start, request.line.end).replace(/\{\{\s*([^\s{}]+)\s*\}\}/g, (whole, name) => {
    const value = definition(name)?.value;
    return value ? text.slice(value.start, value.end) : whole;
  });
  return /(?:^|\s)(?:\w+:\/\/)?(?:[^\s/@]*@)?([\w.-]+\.[\w-]+)/.exec(line)?.[1] ?? '';
}

/** What a request sends, where its `Authorization` names that, or its recipe. */
export async function requestHover(
  services: Services,
  document: TextDocument,
  offset: number,
): Promise<Hover | undefined> {
  const [sent] = await sentBy(services, document, offset);
  if (!sent) return undefined;
  const { reference, lead } = sent;
  const range = rangeBetween(document, reference.span.start, reference.span.end);
  if (lead.form === 'recipe') return new Hover(recipeWords(lead.name), range);
  if (lead.form !== 'place' || !lead.value) return undefined;
  const held = lead.source ? await openDocument(lead.source.uri) : document;
  const { tokens, claims } = services;
  if (!tokens.settings(document).isEnabled.hover) return undefined;
  const found = tokens.index.nextToken(held, lead.value.start);
  if (!found) return undefined;
  const [{ hoverContent }, tables, inspection] = await Promise.all([
    import('./hoverContent.ts'),
    claims(),
    tokens.inspected(held, found, patience),
  ]);
  const from = new MarkdownString(l10n.t('Sent from {place}', { place: codeSpan(placeWords(lead)) }));
  return new Hover([from, hoverContent(inspection, tables, held, found.start)], range);
}

function recipeWords(name: string): MarkdownString {
  const recipe = recipesOfSettings().get(name);
  const kind = recipe && kindOfRecipe(recipe.recipe);
  const words = recipe
    ? l10n.t('A new {kind} token from the recipe {name}, made each time httpYac sends the request.', {
        kind: plain(kind ? l10n.t(kind.label) : 'JWT'),
        name: codeSpan(name),
      })
    : l10n.t('There is no recipe {name}, so httpYac does not send the request.', { name: codeSpan(name) });
  return new MarkdownString(httpYac() ? words : `${words} ${l10n.t('Other clients send this text as it is.')}`);
}

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

const OPEN_NAME = /\{\{[ \t]*\$jwt[ \t]+([^{}\r\n]*)$/;

/** The name of a recipe that is being typed. */
function nameAt(text: string, offset: number): Span | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = OPEN_NAME.exec(line)?.[1];
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
  if (text.length > longest || !text.includes('$jwt')) return [];
  const known = recipesOfSettings();
  return [...text.matchAll(MADE_AT_SEND)].flatMap((found) => {
    const name = found[1] ?? '';
    const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
    if (known.has(name) || /^\s*(?:#|\/\/)/.test(line)) return [];
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

/** Names another recipe; runs from a quick fix alone. */
export const nameCommand = 'tokensmith.nameRecipe';

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
