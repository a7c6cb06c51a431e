import { type Disposable, EventEmitter, type Uri } from 'vscode';
import type { TokenPlace } from '../edits/followedToken.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { DocumentStore, JwtDocument } from './store.ts';

/** The `jwt:` documents of this session. What keeps them is loaded with the first. */
export class JwtDocuments implements Disposable {
  readonly #tokens: Tokens;
  readonly #changed = new EventEmitter<Uri>();
  #loading: Promise<DocumentStore> | undefined;
  #store: DocumentStore | undefined;
  #isDisposed = false;

  /** A document has other content than it had, but not because it was saved. */
  readonly onDidChange = this.#changed.event;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** The documents, to add one, or to change one. */
  store(): Promise<DocumentStore> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  get(uri: Uri): JwtDocument | undefined {
    return this.#store?.get(uri);
  }

  /** As of the `DocumentStore`: where there are no documents, none follows. */
  expect(place: Pick<TokenPlace, 'document' | 'start'>, token: string): void {
    this.#store?.expect(place, token);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#store?.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<DocumentStore> {
    try {
      const { DocumentStore } = await import('./store.ts');
      this.#store = new DocumentStore(this.#tokens, (uri) => this.#changed.fire(uri));
      if (this.#isDisposed) this.#store.dispose();
      return this.#store;
    } catch (error) {
      // Who asks next tries again.
      this.#loading = undefined;
      throw error;
    }
  }
}
