import { type Diagnostic, type DiagnosticCollection, type Disposable, languages, type Uri } from 'vscode';

/** So many tokens share a collection. */
const groupSize = 50;

/**
 * The diagnostics of tokens in documents. Each fifty tokens of a document have a collection of their own: VS Code converts,
 * sends and draws a whole collection with each set, and a stroke of a key changes few of a thousand tokens.
 */
export class GroupedDiagnostics implements Disposable {
  readonly #collections: DiagnosticCollection[] = [];

  /** Shows the diagnostics of a document; what is shown already costs nothing. @param byToken those of each token, in their order */
  set(uri: Uri, byToken: readonly (readonly Diagnostic[])[]): void {
    const groups = Math.ceil(byToken.length / groupSize);
    while (this.#collections.length < groups) this.#collections.push(languages.createDiagnosticCollection());
    for (const [i, collection] of this.#collections.entries()) {
      const group = byToken.slice(i * groupSize, (i + 1) * groupSize).flat();
      if (!areSame(group, collection.get(uri) ?? [])) collection.set(uri, group);
    }
  }

  delete(uri: Uri): void {
    for (const collection of this.#collections) collection.delete(uri);
  }

  dispose(): void {
    for (const collection of this.#collections) collection.dispose();
  }
}

/** Whether people would see no difference. */
function areSame(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      if (one === other) return true;
      return (
        other !== undefined &&
        one.message === other.message &&
        one.severity === other.severity &&
        one.range.isEqual(other.range)
      );
    })
  );
}
