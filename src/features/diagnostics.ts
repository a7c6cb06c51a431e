import { Disposable, type TextDocument, window, workspace } from 'vscode';
import { isWritableScheme } from '../edits/writable.ts';
import type { Services } from '../services.ts';
import type { DocumentProblems } from './documentProblems.ts';
import { GroupedDiagnostics } from './groupedDiagnostics.ts';

/** Shows the problems of the tokens in every open document that can be written. */
export function registerDiagnostics({ tokens }: Services): Disposable {
  const shown = new GroupedDiagnostics();
  const documents = new Map<TextDocument, DocumentProblems>();
  /** Documents whose tokens were not all looked at. */
  const unfinished = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const stop = (document: TextDocument) => {
    clearTimeout(unfinished.get(document));
    unfinished.delete(document);
  };
  const forget = (document: TextDocument) => {
    stop(document);
    if (documents.delete(document)) shown.delete(document.uri);
  };
  /** Once there is a token in a document. */
  let create: ((document: TextDocument) => DocumentProblems) | undefined;
  const load = async () => {
    const loaded = await import('./documentProblems.ts');
    create = (document) => new loaded.DocumentProblems(tokens, document);
  };
  const show = (document: TextDocument) => {
    stop(document);
    if (!isWritableScheme(document)) return;
    if (document.isClosed || !tokens.settings(document).isEnabled.problems) {
      forget(document);
      return;
    }
    if (tokens.index.count(document) === 0 && !documents.has(document)) return;
    if (!create) {
      void load().then(() => show(document));
      return;
    }
    const problems = documents.get(document) ?? create(document);
    documents.set(document, problems);
    const isDone = problems.update(inSight(document));
    if (!isDone) {
      problems.move();
      unfinished.set(
        document,
        setTimeout(() => show(document)),
      );
    }
    shown.set(document.uri, problems.groups());
  };
  const follow = (document: TextDocument) => {
    const problems = documents.get(document);
    problems?.move();
    if (problems) shown.set(document.uri, problems.groups());
  };
  const inSight = (document: TextDocument): readonly [number, number] => {
    const ranges = window.visibleTextEditors.flatMap((editor) =>
      editor.document === document ? editor.visibleRanges : [],
    );
    const [first, ...others] = ranges;
    if (!first) return [0, 0];
    const { start, end } = others.reduce((all, range) => all.union(range), first);
    const from = tokens.index.firstFrom(document, document.offsetAt(start));
    return [from, tokens.index.firstFrom(document, document.offsetAt(end) + 1)];
  };
  const showAll = () => workspace.textDocuments.forEach(show);
  // Activation only registers; the documents that are open already come right after.
  const timer = setTimeout(showAll);
  return Disposable.from(
    new Disposable(() => {
      clearTimeout(timer);
      for (const document of [...documents.keys()]) stop(document);
    }),
    shown,
    workspace.onDidOpenTextDocument(show),
    workspace.onDidCloseTextDocument(forget),
    tokens.onDidChange(({ document, isMove }) => {
      if (isMove && !unfinished.has(document)) follow(document);
      else show(document);
    }),
  );
}
