import { TabInputText, type TextEditor, type Uri, ViewColumn, window, workspace } from 'vscode';
import type { TokenPlace } from '../edits/followedToken.ts';
import { jsonSpanInToken } from '../jwt/decode.ts';
import type { Span } from '../jwt/span.ts';
import type { Token } from '../jwt/token.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { documentParts } from './content.ts';
import { scheme } from './scheme.ts';
import type { JwtDocument } from './store.ts';

/**
 * Shows a `jwt:` document: where it is shown already, else where others of its scheme are, else beside the active editor.
 * @param options.offset of what is to be selected, in the text of the token that the document shows
 */
export async function showDocument(
  { uri, token }: JwtDocument,
  { preview, offset }: { readonly preview: boolean; readonly offset?: number },
): Promise<TextEditor> {
  const document = await workspace.openTextDocument(uri);
  const member = offset === undefined ? undefined : memberAt(token, offset);
  const node = member && documentParts(document.getText())?.[member.part];
  const selected = node?.type === 'object' ? node.members[member?.index ?? 0] : undefined;
  return window.showTextDocument(document, {
    viewColumn: columnFor(uri),
    preview,
    ...(selected && { selection: rangeBetween(document, selected.nameSpan.start, selected.value.end) }),
  });
}

/** The member whose value stands at an offset of a token's text: its part, and its number in it. */
function memberAt(
  token: Token,
  offset: number,
): { readonly part: 'header' | 'payload'; readonly index: number } | undefined {
  const part = [token.header, token.payload].find((candidate) => candidate && contains(candidate.span, offset));
  if (part?.root?.type !== 'object' || offset === part.span.start) return undefined;
  // Each look takes as long as the text before it, and there may be very many members.
  const { members } = part.root;
  let [index, end] = [-1, members.length];
  while (end - index > 1) {
    const middle = (index + end) >> 1;
    const value = members[middle]?.value;
    if (value && jsonSpanInToken(part, value).start <= offset) index = middle;
    else end = middle;
  }
  const value = members[index]?.value;
  return value && contains(jsonSpanInToken(part, value), offset) ? { part: part.name, index } : undefined;
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}

/** Where a token stands, for the tab of its document: `video.http:3`. */
export function placeName({ document, start }: Pick<TokenPlace, 'document' | 'start'>): string {
  return `${document.uri.path.split('/').at(-1)}:${document.positionAt(start).line + 1}`;
}

/** The column that a `jwt:` document belongs in. */
function columnFor(uri?: Uri): ViewColumn {
  const tabs = window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const shows = (test: (shown: Uri) => boolean) =>
    tabs.find(({ input }) => input instanceof TabInputText && test(input.uri));
  const shown = uri && shows((other) => other.toString() === uri.toString());
  // Not where the token's own document is in front.
  const isFree = window.activeTextEditor?.document.uri.scheme === scheme;
  const other = shown ?? shows(({ scheme: theirs }) => theirs === scheme);
  if (other && (shown || isFree || !other.group.isActive)) return other.group.viewColumn;
  return window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
}
