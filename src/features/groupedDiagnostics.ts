import { type Diagnostic, type DiagnosticCollection, type Disposable, languages, type Uri } from 'vscode';

/**
 * The diagnostics of documents in groups. Each group has a collection of its own: VS Code converts, sends and draws a whole
 * collection with each set, and a stroke of a key changes few of a thousand diagnostics.
 */
export class GroupedDiagnostics implements Disposable {
  readonly #collections: DiagnosticCollection[] = [];

  /** Shows the diagnostics of a document; a group that is shown already costs nothing. */
  set(uri: Uri, groups: readonly (readonly Diagnostic[])[]): void {
    while (this.#collections.length < groups.length) this.#collections.push(languages.createDiagnosticCollection());
    for (const [i, collection] of this.#collections.entries()) {
      const group = groups[i] ?? [];
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
export function looksTheSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.message === other.message && one.severity === other.severity && one.range.isEqual(other.range);
}

function areSame(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      return one === other || (other !== undefined && looksTheSame(one, other));
    })
  );
}
