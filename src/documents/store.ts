import { bytesToHex } from '@noble/hashes/utils.js';
import { type Disposable, type TextDocument, Uri, window, workspace } from 'vscode';
import { FollowedToken, type TokenPlace } from '../edits/followedToken.ts';
import { openAs } from '../edits/openDocument.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { Token } from '../jwt/token.ts';
import type { IndexChange } from '../tokens/tokenIndex.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { documentText, editableText } from './content.ts';
import { documentName } from './name.ts';
import { scheme } from './scheme.ts';
import { shownUris, urisOf } from './tabs.ts';

/** At most this many documents are kept; of those that are open, all. */
const mostDocuments = 200;

/** A `jwt:` document. Its content is in memory only, and its URI says nothing of it. */
export interface JwtDocument {
  readonly uri: Uri;
  /** What it was saved as last; what VS Code holds unsaved is not known here. */
  readonly text: string;
  /** When it was saved last, in milliseconds. */
  readonly modified: number;
  /** The token that the text stands for. */
  readonly token: Token;
  /** The token in its document that saving writes anew; `undefined`: read-only. */
  readonly followed?: FollowedToken;
}

/** The `jwt:` documents of this session, and where the tokens of the writable ones stand by now. */
export class DocumentStore implements Disposable {
  readonly #tokens: Tokens;
  readonly #documents = new Map<string, JwtDocument>();
  readonly #expected = new Set<string>();
  readonly #changed: (uri: Uri) => void;
  readonly #listeners: readonly Disposable[];

  /** @param changed a document has other content than it had, but not because it was saved */
  constructor(tokens: Tokens, changed: (uri: Uri) => void) {
    this.#tokens = tokens;
    this.#changed = changed;
    const forEach = (action: (followed: FollowedToken) => void) => {
      for (const { followed } of this.#documents.values()) if (followed) action(followed);
    };
    this.#listeners = [
      tokens.index.onDidChange((change) => this.#follow(change)),
      workspace.onDidCloseTextDocument((document) => forEach((followed) => followed.closed(document))),
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidRenameFiles((event) => forEach((followed) => followed.renamed(event))),
      window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if ([...opened, ...closed].some(({ input }) => urisOf(input).some((uri) => uri.scheme === scheme)))
          this.#followShown();
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  get(uri: Uri): JwtDocument | undefined {
    return this.#documents.get(uri.toString());
  }

  /** The read-only document that shows a token; the same for the same token. `text` where it is to be shown otherwise, such as decrypted. */
  decoded(token: string, text = documentText(decodeToken(token)), place?: string): JwtDocument {
    const known = [...this.#documents.values()].find(
      (document) => !document.followed && document.token.text === token && document.text === text,
    );
    return known ?? this.#add(token, text, place);
  }

  /** The writable document of the token at a place; the same for the same place. `name` says the place in its tab. */
  edited({ document, start, end }: TokenPlace, name?: string): JwtDocument {
    const known = [...this.#documents.values()].find(({ followed }) => {
      const here = followed?.here();
      return here?.document === document && here.start === start && here.end === end;
    });
    const followed = known?.followed ?? new FollowedToken(this.#tokens.index, { document, start, end });
    const token = followed.here()?.token ?? '';
    if (!known) return this.#add(token, editableText(decodeToken(token)), name, followed);
    return openAs(known.uri)?.isDirty ? known : this.#show(known, token);
  }

  /**
   * Says that the token at a place is about to be replaced by one that goes on from it: documents about it follow, and
   * show it where nobody is editing them.
   */
  expect({ document, start }: Pick<TokenPlace, 'document' | 'start'>, token: string): void {
    for (const { followed } of this.#documents.values()) {
      const here = followed?.here();
      if (here?.document !== document || here.start !== start) continue;
      this.#expected.add(token);
      followed?.wake();
      followed?.become(token);
    }
  }

  /** Notes that a document was saved as `text`, which became `token`. */
  saved(document: JwtDocument, text: string, token: string): void {
    this.#put({ ...document, text, token: decodeToken(token), modified: later(document.modified) });
  }

  #follow(change: IndexChange): void {
    for (const document of [...this.#documents.values()]) {
      document.followed?.changed(change);
      if (this.#expected.size > 0) this.#showExpected(document);
    }
  }

  /** Shows what the token of a document has become by what was expected, unless somebody is editing the document. */
  #showExpected(document: JwtDocument): void {
    const token = document.followed?.here()?.token;
    if (token === undefined || token === document.token.text || !this.#expected.has(token)) return;
    if (!openAs(document.uri)?.isDirty) this.#show(document, token);
  }

  #opened(opened: TextDocument): void {
    for (const { followed } of this.#documents.values()) followed?.opened(opened);
  }

  /** Follows the tokens of the documents that a tab shows, and no others: those of closed tabs cost nothing. */
  #followShown(): void {
    const shown = shownUris();
    for (const document of [...this.#documents.values()]) {
      const { uri, followed } = document;
      if (!followed) continue;
      if (!shown.has(uri.toString())) followed.rest();
      else {
        followed.wake();
        this.#showExpected(document);
      }
    }
  }

  #add(token: string, text: string, place?: string, followed?: FollowedToken): JwtDocument {
    const reading = this.#tokens.inspectText(token);
    const name = documentName(reading.token.form, reading.kind, place);
    const uri = Uri.from({ scheme, path: `/${randomId()}/${name}` });
    return this.#put({ uri, text, modified: Date.now(), token: reading.token, ...(followed && { followed }) });
  }

  /** Shows another token in a document that is not being edited. */
  #show(document: JwtDocument, token: string): JwtDocument {
    const read = decodeToken(token);
    const text = document.followed ? editableText(read) : documentText(read);
    if (document.token.text === token && document.text === text) return document;
    const shown = this.#put({
      ...document,
      text,
      token: read,
      modified: later(document.modified),
    });
    this.#changed(document.uri);
    return shown;
  }

  #put(document: JwtDocument): JwtDocument {
    this.#documents.delete(document.uri.toString());
    this.#documents.set(document.uri.toString(), document);
    const spare = [...this.#documents.values()].filter(({ uri }) => !openAs(uri) && uri !== document.uri);
    if (this.#documents.size > mostDocuments && spare[0]) this.#documents.delete(spare[0].uri.toString());
    return document;
  }
}

/** VS Code tells a new content by a later time. */
function later(modified: number): number {
  return Math.max(Date.now(), modified + 1);
}

/** Random, so that a document of an earlier session is never taken for one of this. */
function randomId(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(4)));
}
