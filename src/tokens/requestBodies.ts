import { type Disposable, EventEmitter, type TextDocument } from 'vscode';
import { isHttpFile } from '../insertion/fileTypes.ts';
import type { RequestBody } from '../jwt/problem.ts';

/** The bodies of the requests that tokens stand in, as the token service asks for them. */
export interface BodySource {
  /** Whether a document has requests. */
  readonly has: (document: TextDocument) => boolean;
  /** The body of the request around an offset; `undefined` where there is none, or none is known yet. */
  readonly of: (document: TextDocument, offset: number) => RequestBody | undefined;
  /** The bodies of a document are known now. */
  readonly onDidLoad: (listener: (document: TextDocument) => void) => Disposable;
}

type Read = (offset: number) => RequestBody | undefined;

/** The bodies in `.http` files. What reads them is loaded with the first token that depends on one. */
export class RequestBodies implements BodySource, Disposable {
  readonly #loaded = new EventEmitter<TextDocument>();
  readonly #read = new WeakMap<TextDocument, { readonly version: number; readonly read: Read }>();
  #readerOf: ((text: string) => Read) | undefined;

  readonly onDidLoad = this.#loaded.event;

  readonly has = ({ languageId, uri }: TextDocument): boolean => isHttpFile(languageId, uri.path);

  readonly of = (document: TextDocument, offset: number): RequestBody | undefined => {
    if (!this.#readerOf) {
      void this.#load(document);
      return undefined;
    }
    const { version } = document;
    const known = this.#read.get(document);
    const read = known?.version === version ? known.read : this.#readerOf(document.getText());
    this.#read.set(document, { version, read });
    return read(offset);
  };

  /** The same, once it can be read. */
  async read(document: TextDocument, offset: number): Promise<RequestBody | undefined> {
    if (!this.has(document)) return undefined;
    if (!this.#readerOf) await this.#load(document);
    return this.of(document, offset);
  }

  dispose(): void {
    this.#loaded.dispose();
  }

  async #load(document: TextDocument): Promise<void> {
    const { bodyReader } = await import('../insertion/httpBody.ts');
    this.#readerOf = (text) => bodyReader(text);
    this.#loaded.fire(document);
  }
}
