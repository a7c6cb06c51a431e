import { CancellationError, commands, l10n, type Memento, type Range, type TextDocument, window } from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { editFile } from '../edits/files.ts';
import { Stretches } from '../edits/stretches.ts';
import { UsageError } from '../errors/usage.ts';
import { tellDone } from '../features/contextKeys.ts';
import { ignoreCommand } from '../features/internalCommands.ts';
import {
  chosenSources,
  httpReading,
  newDotenv,
  type RequestSource,
  rememberEnvironment,
} from '../features/requestSources.ts';
import { inTextOrder, type TextEdit } from '../insertion/edit.ts';
import { destinationOf, movedBy } from '../insertion/index.ts';
import type { InsertAs } from '../insertion/insertAs.ts';
import { type InsertionOptions, type Plan, planInsertion } from '../insertion/plan.ts';
import type { Span } from '../jwt/span.ts';
import type { Kind } from '../kinds/kind.ts';
import { sayBriefly } from '../messages/status.ts';
import { setting } from '../settings/settings.ts';
import { displayPath } from '../vault/files.ts';
import { wouldBeCommitted } from '../vault/git.ts';
import { showWritten } from './showWritten.ts';

/** Where a token is to go: where the cursor was when the command started. */
export interface Where {
  readonly document: TextDocument;
  readonly selection: Span;
  /** The cursor, a UTF-16 offset. */
  readonly offset: number;
  /** All selections, where there are several cursors. */
  readonly selections?: readonly Span[];
  /** In place of the setting. */
  readonly insertAs?: InsertAs | undefined;
  /** Whether a reference or other credentials are to be replaced. */
  readonly replaces?: boolean | undefined;
}

type Options = InsertionOptions<RequestSource>;

/** A token that is to be put somewhere. */
interface Inserted {
  readonly token: string;
  /** What it is for; `undefined` as long as there is no token. */
  readonly kind?: Kind;
  /** The name of the recipe that it was made from, where it has one. */
  readonly recipe?: string | undefined;
}

/** The cursor of the active editor; `undefined` without one. */
export function whereNow(): Where | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const spanOf = ({ start, end }: Range) => ({ start: document.offsetAt(start), end: document.offsetAt(end) });
  const offset = document.offsetAt(selection.active);
  return { document, selection: spanOf(selection), offset, selections: editor.selections.map(spanOf) };
}

/**
 * Follows a place while something is awaited: it is where what stood there has moved to.
 * @throws what the action throws; reading the place UsageError `insert.moved`, once a change has touched it
 */
export async function whileFollowingPlace<T>(where: Where, action: (where: Where) => Promise<T>): Promise<T> {
  const { document, offset, selection, selections = [selection] } = where;
  // What is typed at a cursor pushes it on, and with it the text behind.
  const followed = [{ start: offset, end: offset }, selection, ...selections];
  const stretches = new Stretches(
    document,
    followed.map(({ start, end }) => ({ start, end: Math.max(end, start + 1) })),
  );
  const at = (index: number): Span => {
    const span = stretches.at(index);
    if (!span) throw new UsageError('insert.moved', { file: displayPath(document.uri) });
    const isEmpty = followed[index]?.start === followed[index]?.end;
    return isEmpty ? { start: span.start, end: span.start } : span;
  };
  try {
    return await action({
      ...where,
      get offset() {
        return at(0).start;
      },
      get selection() {
        return at(1);
      },
      get selections() {
        return selections.map((_, i) => at(i + 2));
      },
    });
  } finally {
    stretches.dispose();
  }
}

/**
 * Checks, before anybody is asked or anything is signed, that a token can go somewhere.
 * @throws UsageError `insert.no-request`, `insert.reference`, `insert.credentials`
 */
export async function requirePlace(memory: Memento, where: Where): Promise<void> {
  const options = await optionsFor(memory, where, undefined);
  const plan = planAt(where, { token: '' }, options);
  if (plan.form === 'reference') throw new UsageError('insert.reference', { reference: plan.reference });
  if (plan.form === 'credentials') throw new UsageError('insert.credentials', { mode: plan.mode });
}

/**
 * Puts a token where the text at a place takes it from, in the document or in a file beside it.
 * @throws UsageError `insert.…` where the token cannot go there; CancellationError where the person was asked and chose
 *   nothing; what writing throws
 */
export async function insertInto(memory: Memento, where: Where, inserted: Inserted): Promise<void> {
  const options = await settled(memory, where, inserted, await optionsFor(memory, where, inserted.recipe));
  const { document } = where;
  const { beside } = plannedAt(where, inserted, options);
  if (beside) await editFile(beside.source.uri, (text) => editsOf(beside.source, text, where, inserted, options));
  const written = await editDocument(document, () => plannedAt(where, inserted, options).here);
  showWritten(document, written);
  tellDone(memory, 'hasInserted');
  if (beside) {
    sayBriefly(l10n.t('Token written to {name} in {file}', { name: beside.name, file: beside.source.name }));
    void warnOfGit(beside.source);
  }
}

/** The options once nothing is left to ask. @throws as `insertInto` */
async function settled(memory: Memento, where: Where, inserted: Inserted, options: Options): Promise<Options> {
  const plan = planAt(where, inserted, options);
  switch (plan.form) {
    case 'plan':
      return options;
    case 'environments':
      return { ...options, environment: await askEnvironment(memory, plan.names) };
    case 'no-source': {
      const source = newDotenv(where.document);
      if (!source) throw new UsageError('insert.no-folder', {});
      return { ...options, sources: [...options.sources, source] };
    }
    case 'reference':
      throw new UsageError('insert.reference', { reference: plan.reference });
    case 'credentials':
      throw new UsageError('insert.credentials', { mode: plan.mode });
    case 'unnamed-recipe':
      throw new UsageError('insert.unnamed-recipe', {});
  }
}

async function optionsFor(memory: Memento, where: Where, recipe: string | undefined): Promise<Options> {
  const { document, replaces = false } = where;
  const insertAs = where.insertAs ?? setting('http.insertAs', document);
  const { sources, environment } = await chosenSources(memory, document);
  return { insertAs, sources, environment, recipe, replaces };
}

/** @throws UsageError `insert.no-request` */
function planAt(
  where: Where,
  { token, kind }: Inserted,
  options: Options,
): ReturnType<typeof planInsertion<RequestSource>> {
  const { document, selection, offset } = where;
  const found = destinationOf({
    languageId: document.languageId,
    path: document.uri.path,
    text: document.getText(),
    offset,
    selection,
    http: httpReading(),
    isAssertion: kind?.writing?.isAssertion !== undefined,
  });
  if (found === 'script') throw new UsageError('insert.no-request', { file: displayPath(document.uri) });
  const plan = planInsertion(found.text, found.slot, token, options);
  return plan.form === 'plan' ? { ...plan, here: inTextOrder(movedBy(plan.here, found.start)) } : plan;
}

function plannedAt(where: Where, inserted: Inserted, options: Options): Plan<RequestSource> {
  const plan = planAt(where, inserted, options);
  if (plan.form !== 'plan') throw new UsageError('insert.moved', { file: displayPath(where.document.uri) });
  return plan;
}

/** The edits of a source whose text may have changed since it was read. */
function editsOf(
  source: RequestSource,
  text: string,
  where: Where,
  inserted: Inserted,
  options: Options,
): readonly TextEdit[] {
  const sources = options.sources.map((each) => (each === source ? { ...source, text } : each));
  const { beside } = plannedAt(where, inserted, { ...options, sources });
  return beside?.source.uri.toString() === source.uri.toString() ? inTextOrder(beside.edits) : [];
}

async function askEnvironment(memory: Memento, names: readonly string[]): Promise<string> {
  const picked = await window.showQuickPick(names, {
    title: l10n.t('Insert Authorization Header'),
    placeHolder: l10n.t('Select the environment that gets the token'),
    ignoreFocusOut: true,
  });
  if (picked === undefined) throw new CancellationError();
  await rememberEnvironment(memory, picked);
  return picked;
}

/** Says that git would commit the token, and offers to prevent it. */
async function warnOfGit({ uri, name }: RequestSource): Promise<void> {
  if (!(await wouldBeCommitted(uri).catch(() => false))) return;
  const add = l10n.t('Add to .gitignore');
  const answer = await window.showWarningMessage(
    l10n.t("{file} now contains a token, and isn't ignored by Git. Add it to .gitignore before you commit.", {
      file: name,
    }),
    add,
  );
  if (answer === add) await commands.executeCommand(ignoreCommand, uri.toString());
}
