import type { TextDocument } from 'vscode';
import { documentText, draftOf, editableText } from '../../src/documents/content.ts';
import { readDocumentText } from '../../src/documents/reading.ts';
import { hoverContent } from '../../src/features/hoverContent.ts';
import { inTextOrder } from '../../src/insertion/edit.ts';
import { authorizationCompletionAt } from '../../src/insertion/httpHeader.ts';
import { destinationOf, movedBy } from '../../src/insertion/index.ts';
import { planInsertion } from '../../src/insertion/plan.ts';
import { inspect } from '../../src/inspection/inspect.ts';
import { alignJson } from '../../src/jwt/align.ts';
import { decodeToken, isText, jsonSpanInToken, nestedToken } from '../../src/jwt/decode.ts';
import { CodedError } from '../../src/jwt/errors.ts';
import { type FoundToken, findTokens } from '../../src/jwt/find.ts';
import { parseJson } from '../../src/jwt/json.ts';
import type { Span } from '../../src/jwt/span.ts';
import type { Token } from '../../src/jwt/token.ts';
import { listTokens, tokenIn, updateList } from '../../src/jwt/tokenList.ts';
import { problemWords } from '../../src/messages/problems.ts';
import { summary } from '../../src/messages/summary.ts';
import { renewDraft } from '../../src/recipes/renew.ts';
import { verdictOf } from '../../src/tokens/verdict.ts';
import { claims } from '../claims.ts';
import { inspecting } from '../inspecting.ts';
import { documentOf } from '../standIn/vscode.ts';
import type { Mutation } from './mutate.ts';
import type { Random } from './random.ts';

const languages = 'http dotenv bruno json typescriptreact yaml shellscript bat powershell markdown plaintext'.split(
  ' ',
);
const now = 1_800_000_300_000;
const written = 'eyJ.new.token';
/** At most so many tokens of a text are read, those first that the mutation touches. */
const mostTokens = 2;

/** Does with a text all that Tokensmith does with one. @throws Error where something throws, or gives what it must not */
export function exercise({ before, start, removed, inserted, text }: Mutation, random: Random): void {
  const tokens = findTokens(text);
  const change = { start, removed: Math.min(removed, before.length - start), inserted: inserted.length };
  const source = { length: text.length, slice: (from: number, to: number) => text.slice(from, to) };
  const { list } = updateList(listTokens([{ start: 0, text: before }]), [change], source);
  demand(
    JSON.stringify(list.tokens.map((_, i) => ({ ...tokenIn(list, i), identity: undefined }))) ===
      JSON.stringify(tokens),
    'after an edit, other tokens are found',
  );

  const languageId = random.of(languages);
  const document = documentOf(text, languageId, '/a') as unknown as TextDocument;
  const touched = ({ start: from, end }: Span) => from <= start + inserted.length && start <= end;
  const read = [...tokens.filter(touched), ...tokens.filter((token) => !touched(token))].slice(0, mostTokens);
  let last = '{}';
  for (const token of read) last = readThrough(token, text, document, last);
  // What is no token can be given to a command all the same.
  if (read.length === 0) readText(text.slice(0, 2000), document, 0);

  write(text, languageId, random.below(text.length + 1));
  editDocument(text);
}

/** Reads a token that was found; gives the text of its `jwt:` document. */
function readThrough({ start, end, dots }: FoundToken, text: string, document: TextDocument, other: string): string {
  demand(
    [start, ...dots, end].every((at, i, all) => at >= (all[i - 1] ?? 0) && at <= text.length),
    'the offsets of a token are out of order',
  );
  const shown = readText(text.slice(start, end), document, start);
  const aligned = alignJson(shown, other);
  demand(parseJson(aligned.text) !== undefined, 'the aligned text is no JSON');
  return shown;
}

function readText(text: string, document: TextDocument, start: number): string {
  const token = decodeToken(text);
  const context = { now, tolerance: 5, expiresSoon: 300 };
  const inspections = [undefined, 'invalid', 'unknown-key'] as const;
  for (const signature of inspections) {
    const inspection = inspect(token, signature && { signature }, context);
    demand(inspection.validUntil > now, 'what is said is never true');
    for (const problem of inspection.problems) {
      demand(problemWords(problem.code, problem, inspection.kind) !== '', 'a problem has no words');
      if (problem.tokenSpan) within(problem.tokenSpan, text);
      const part = inspection.innermost === token && problem.part ? token[problem.part] : undefined;
      if (!problem.span || !part) continue;
      within(problem.span, part.text ?? '');
      within(jsonSpanInToken(part, problem.span), text);
    }
    summary(inspection);
    verdictOf(inspection);
    plainMarkdown(hoverContent(inspection, claims, document, start).value);
  }
  nestedToken(token)?.faults;
  renew(token);
  const shown = documentText(token);
  demand(parseJson(shown) !== undefined, 'the document of a token is no JSON');
  if (isText(token))
    demand(
      draftOf(editableText(token), token).payload === token.payload?.text,
      'an unedited document gives another payload',
    );
  return shown;
}

function renew(token: Token): void {
  refused(() => renewDraft(inspecting(token.text), { now, uuid: () => '00000000-0000-4000-8000-000000000000' }));
}

/**
 * What stands in the Markdown of a hover is our own, but for what stands in code spans: no links, images or HTML of a
 * token's; and nothing in it is invisible or turns text around.
 */
function plainMarkdown(markdown: string): void {
  const outside = markdown.replace(/(?<![`\\])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '');
  const foreign = outside
    .replace(/\]\(command:tokensmith\.\w+\?[\w%.!~*'-]*\)/g, '')
    .replace(/!\[[^\]]*\]\(data:image\/svg\+xml;base64,[\w+/=]*\)/g, '');
  demand(!/\]\(|(?<!\\)<|https?:|[$@]/u.test(foreign), 'a hover has Markdown of a token');
  demand(!/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u.test(markdown), 'a hover has what cannot be seen');
}

function write(text: string, languageId: string, offset: number): void {
  const found = destinationOf({ languageId, path: '/a', text, offset, http: { startsAtMethods: offset % 3 === 0 } });
  if (found === 'script') return;
  const plan = planInsertion(found.text, found.slot, written, {
    insertAs: offset % 2 ? 'header' : 'variable',
    sources: [],
    environment: undefined,
    recipe: undefined,
    replaces: offset % 5 > 0,
  });
  if (plan.form !== 'plan') return;
  const edits = inTextOrder(movedBy(plan.here, found.start));
  let end = 0;
  for (const edit of edits) {
    demand(edit.start >= end && edit.end >= edit.start && edit.end <= text.length, 'the edits of an insertion overlap');
    end = edit.end;
  }
  if (languageId !== 'http') return;
  authorizationCompletionAt(text, offset);
}

/** Takes a text for that of a `jwt:` document. */
function editDocument(text: string): void {
  const reading = readDocumentText(text);
  if (reading) inspect(reading.token, undefined, { now, tolerance: 5, expiresSoon: 300 });
  refused(() => draftOf(text, decodeToken(reading?.token.text ?? '')));
}

/** Runs what may refuse its input, with a code. */
function refused(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

function within({ start, end }: Span, { length }: { readonly length: number }): void {
  demand(0 <= start && start <= end && end <= length, 'a span leads out of its text');
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
