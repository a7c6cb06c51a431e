import { l10n, MarkdownString, type Uri, window } from 'vscode';
import { openAs } from '../edits/openDocument.ts';
import { ChatError } from '../errors/chat.ts';
import { type Argument, offsetArgument, uriArgument } from '../flows/arguments.ts';
import { tokenArgument } from '../flows/target.ts';
import { CodedError } from '../jwt/errors.ts';
import { findTokens } from '../jwt/find.ts';
import { codeSpan } from '../messages/markdown.ts';
import type { Services } from '../services.ts';
import { VaultError } from '../vault/errors.ts';
import { displayPath, readSmallFile } from '../vault/files.ts';

/** Where the token is from that the chat asks about. */
export type TokenSource =
  | { readonly is: 'text'; readonly token: string }
  /** `near`: a UTF-16 offset that the token is at, if one is there. */
  | { readonly is: 'document'; readonly uri: Uri; readonly near?: number }
  | { readonly is: 'none' };

/** The largest file that is looked through for a token, in bytes. */
const largest = 1024 * 1024;

/** What the input names: a token, a document or file by its address, else the token at the cursor of the active editor. */
export function sourceOf(input: Argument): TokenSource {
  const token = attempt(() => tokenArgument(input, 'token'));
  if (token) return { is: 'text', token };
  if (input.uri !== undefined) {
    const uri = attempt(() => uriArgument(input, 'uri'));
    return uri ? { is: 'document', uri } : { is: 'none' };
  }
  const editor = window.activeTextEditor;
  if (!editor) return { is: 'none' };
  const { document, selection } = editor;
  return { is: 'document', uri: document.uri, near: document.offsetAt(selection.active) };
}

/** What the person is asked before anything goes to the model: which token, and what is told of it. */
export function confirmation(source: TokenSource, tellsValues: boolean): MarkdownString {
  const which =
    source.is === 'document'
      ? l10n.t('The token in {file} is read.', { file: codeSpan(displayPath(source.uri)) })
      : l10n.t('The token that the chat was given is read.');
  const told = tellsValues
    ? l10n.t(
        'The result goes to the language model, with the values of the claims. No key and no secret goes with it. The setting `tokensmith.chat.claimValues` leaves the values out.',
      )
    : l10n.t(
        'The result goes to the language model, without the values of the claims. No key and no secret goes with it.',
      );
  return new MarkdownString(`${which} ${told}`);
}

/**
 * The text of the token that the chat asks about: in an open document, or a file of the workspace. Any other address is
 * refused in the same way, whatever is there.
 * @throws ChatError `chat.no-document`, `chat.no-token`, `chat.many-tokens`; UsageError `command.bad-argument`
 */
export async function tokenOf({ documents }: Services, source: TokenSource, input: Argument): Promise<string> {
  if (source.is === 'text') return source.token;
  if (source.is === 'none') throw new ChatError('chat.no-document', {});
  const shown = documents.get(source.uri);
  if (shown) return shown.token.text;
  const text = openAs(source.uri)?.getText() ?? (await textOfFile(source.uri));
  const tokens = findTokens(text);
  const at = (offset: number) => tokens.filter(({ start, end }) => start <= offset && offset <= end);
  const offset = offsetArgument(input, 'offset');
  const near = source.near === undefined ? [] : at(source.near);
  const found = offset !== undefined ? at(offset) : near.length > 0 ? near : tokens;
  const [first] = found;
  if (!first) throw new ChatError('chat.no-token', {});
  if (found.length > 1)
    throw new ChatError('chat.many-tokens', {
      offsets: found
        .slice(0, 20)
        .map(({ start }) => start)
        .join(', '),
    });
  return text.slice(first.start, first.end);
}

async function textOfFile(uri: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await readSmallFile(uri, { limit: largest }));
  } catch (error) {
    if (error instanceof VaultError) throw new ChatError('chat.no-document', {});
    throw error;
  }
}

/** What an input means, as far as it means anything. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
