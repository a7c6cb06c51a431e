import { CancellationError, env, l10n, type TextDocument, window } from 'vscode';
import { openDocument } from '../edits/openDocument.ts';
import { Stretches } from '../edits/stretches.ts';
import { EditError } from '../errors/edits.ts';
import { UsageError } from '../errors/usage.ts';
import { type FoundToken, findTokens } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import { summaryLabel } from '../messages/summary.ts';
import type { Services } from '../services.ts';
import { tokenText } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { type Argument, offsetArgument, textArgument, uriArgument } from './arguments.ts';

/** The token that a command is about: a text, and where it stands if it stands in a document. */
export interface Target {
  readonly token: string;
  readonly place?: { readonly document: TextDocument; readonly start: number; readonly end: number };
}

/** A target that stands in a document. */
export type PlacedTarget = Required<Target>;

/**
 * The token that a command is about: the one that its argument names, else the one under the cursor, the one selected,
 * the one that the `jwt:` document shows, the only one in the file, the one on the clipboard, or the one that the person
 * picks.
 * @param options.clipboard whether the clipboard is asked, where the argument names no place
 * @throws UsageError `command.no-token`, `command.no-token-here`, `command.no-token-in`; EditError `edit.no-document`;
 *   CancellationError
 */
export async function findTarget(
  services: Services,
  argument: Argument,
  { clipboard } = { clipboard: true },
): Promise<Target> {
  const token = tokenArgument(argument, 'token');
  if (token !== undefined) return { token };
  const where = await whereOf(services, argument);
  const known = placedTarget(services, where) ?? shownTarget(services, where);
  if (known) return known;
  const copied = clipboard && !where.isNamed ? await copiedToken() : undefined;
  return copied === undefined ? pickToken(services, where) : { token: copied };
}

/** Reads a token of a command's argument, which may stand behind `Bearer`. @throws UsageError `command.bad-argument` */
export function tokenArgument(argument: Argument, field: string): string | undefined {
  return textArgument(argument, field)
    ?.trim()
    .replace(/^(authorization:\s*)?bearer\s+/i, '');
}

/** As `findTarget`, for commands that work on a document: the clipboard is not asked. */
export async function findPlacedTarget(services: Services, argument: Argument): Promise<PlacedTarget> {
  const where = await whereOf(services, argument);
  if (!where.document) throw new UsageError('command.no-editor', {});
  return placedTarget(services, where) ?? pickToken(services, where);
}

/** Where a token is to be looked for. */
interface Where {
  /** The document that the argument names, else the active one. */
  readonly document: TextDocument | undefined;
  readonly offset: number | undefined;
  /** Whether the argument says anything of the place: then it is nowhere else. */
  readonly isNamed: boolean;
}

/** @throws UsageError `command.bad-argument`; EditError `edit.no-document`, `edit.changed` */
async function whereOf({ places }: Services, argument: Argument): Promise<Where> {
  const [uri, offset] = [uriArgument(argument, 'uri'), offsetArgument(argument, 'offset')];
  const document = uri ? await openDocument(uri) : window.activeTextEditor?.document;
  const isNamed = uri !== undefined || offset !== undefined;
  const present = document && offset !== undefined ? places.present(document, argument, offset) : offset;
  return { document, offset: present, isNamed };
}

function placedTarget(services: Services, { document, offset }: Where): PlacedTarget | undefined {
  const { index } = services.tokens;
  if (!document) return undefined;
  if (offset !== undefined) {
    const found = index.tokenAt(document, offset);
    if (!found) throw new UsageError('command.no-token-here', { file: displayPath(document.uri) });
    return place(document, found);
  }
  return (
    selectedTarget(services, document) ?? followedTarget(services, document) ?? only(document, index.tokens(document))
  );
}

/** The token under the cursor, else the one selected. */
function selectedTarget({ tokens: { index } }: Services, document: TextDocument): PlacedTarget | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== document.uri.toString()) return undefined;
  const { active, start, end } = editor.selection;
  const under = index.tokenAt(document, document.offsetAt(active));
  if (under) return place(document, under);
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
  return only(
    document,
    index.tokens(document).filter((found) => from <= found.start && found.end <= to),
  );
}

/** The token in its own document that a writable `jwt:` document is about. */
function followedTarget({ documents }: Services, { uri }: TextDocument): PlacedTarget | undefined {
  const here = documents.get(uri)?.followed?.here();
  return here && { token: here.token, place: here };
}

/** The token that a `jwt:` document shows, and which need not stand anywhere. */
function shownTarget({ documents }: Services, { document }: Where): Target | undefined {
  const shown = document && documents.get(document.uri);
  return shown && { token: shown.token.text };
}

function only(document: TextDocument, tokens: readonly FoundToken[]): PlacedTarget | undefined {
  const [first] = tokens;
  return first && tokens.length === 1 ? place(document, first) : undefined;
}

function place(document: TextDocument, { start, end }: Span): PlacedTarget {
  return { token: tokenText(document, { start, end }), place: { document, start, end } };
}

/** The tokens that the active editor's selections lie in, hold or touch, each once, in the order of the text. */
export function selectedTokens({ tokens: { index } }: Services): readonly PlacedTarget[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const { document, selections } = editor;
  const spans = selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  return index
    .tokens(document)
    .filter((found) => spans.some(({ start, end }) => start <= found.end && found.start <= end))
    .map((found) => place(document, found));
}

/** The first token on the clipboard. */
export async function copiedToken(): Promise<string | undefined> {
  const text = await env.clipboard.readText();
  const [found] = findTokens(text);
  return found && text.slice(found.start, found.end);
}

/** @throws UsageError `command.no-token`, `command.no-token-in`; EditError `edit.changed`; CancellationError */
async function pickToken(services: Services, { document, isNamed }: Where): Promise<PlacedTarget> {
  const tokens = document ? services.tokens.index.tokens(document) : [];
  if (!document || tokens.length === 0)
    throw document && isNamed
      ? new UsageError('command.no-token-in', { file: displayPath(document.uri) })
      : new UsageError('command.no-token', {});
  const items = tokens.map((found) => {
    const line = document.positionAt(found.start).line + 1;
    const label = summaryLabel(services.tokens.inspect(document, found));
    return { label, description: l10n.t('line {line}', { line }) };
  });
  // What is typed meanwhile moves them.
  const stretches = new Stretches(document, tokens);
  try {
    const picked = await window.showQuickPick(items, { title: l10n.t('Select a token'), matchOnDescription: true });
    if (!picked) throw new CancellationError();
    const span = stretches.at(items.indexOf(picked));
    if (!span) throw new EditError('edit.changed', { file: displayPath(document.uri) });
    return place(document, span);
  } finally {
    stretches.dispose();
  }
}
