import { CodeLens, Hover, l10n, MarkdownString, type TextDocument } from 'vscode';
import { openDocument } from '../edits/openDocument.ts';
import { isWritable } from '../edits/writable.ts';
import { type HttpRegion, regionsIn } from '../insertion/httpFile.ts';
import { authorizationHeader } from '../insertion/httpHeader.ts';
import type { HttpRequest } from '../insertion/httpRequest.ts';
import { variablesOf } from '../insertion/httpVariable.ts';
import { follow, type Lead, referenceIn, type TokenReference } from '../insertion/references.ts';
import { findTokens } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import { codeSpan, plain } from '../messages/markdown.ts';
import { timeWords } from '../messages/time.ts';
import { fitsHost, kindOfRecipe } from '../recipes/hosts.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { tokenHover } from './hover.ts';
import { longestHttpFile } from './httpFiles.ts';
import { httpYac } from './httpYac.ts';
import { chosenSources, httpReading, type RequestSource } from './requestSources.ts';

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
  const { sources, environment } = await chosenSources(memory, document);
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
  if (!services.tokens.settings(document).isEnabled.codeLens || text.length > longestHttpFile) return [];
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
  const [time, from] = [timeWords(inspection), placeWords(lead)];
  const title =
    time === undefined
      ? l10n.t('Authorization · from {place}', { place: from })
      : l10n.t('Authorization {time} · from {place}', { time, place: from });
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
  const { tokens } = services;
  if (!tokens.settings(document).isEnabled.hover) return undefined;
  const found = tokens.index.nextToken(held, lead.value.start);
  if (!found) return undefined;
  const from = new MarkdownString(l10n.t('Sent from {place}', { place: codeSpan(placeWords(lead)) }));
  return new Hover([from, await tokenHover(services, held, found)], range);
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
  return new MarkdownString(httpYac() ? words : `${words} ${l10n.t('Other clients send this text unchanged.')}`);
}
