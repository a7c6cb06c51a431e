/** Text documents of the stand-in for VS Code, as the page has them and as the extension host has them. */
import { type Place, Position, Range } from './positions.ts';

/** A replacement, as offsets of the text before. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A step of the undo stack: what takes it back, and where the marks were before. */
interface Step {
  readonly changes: readonly Change[];
  readonly marks: readonly Mark[];
}

/** A stretch of a model that a test keeps an eye on. */
export interface Mark {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** A change has touched it: what stands there is something else. */
  readonly isLost?: boolean;
  /** The lines around it when it was lost, where no copy of its text had the same. */
  readonly around?: string | undefined;
}

/** What a file system tells of a content besides the content. */
export interface Stamp {
  readonly mtime: number;
  readonly size: number;
  readonly permissions?: number;
}

/** How a document is saved: by the person, by VS Code itself, or by "Save without Formatting", of which nobody is told before. */
export type Save = 'manual' | 'automatic' | 'unformatted';

/** The text of a document as the page has it. */
export class Model {
  readonly uri: Place;
  text: string;
  version = 1;
  saved: string;
  isReadonly = false;
  /** Of what it was read from, or saved to: a file system tells new contents by it. */
  stamp: Stamp = { mtime: 0, size: 0 };
  marks: readonly Mark[] = [];
  readonly #undo: Step[] = [];
  readonly #redo: Step[] = [];

  constructor(uri: Place, text: string) {
    this.uri = uri;
    this.text = text;
    this.saved = text;
  }

  get isDirty(): boolean {
    return this.text !== this.saved;
  }

  /** Makes changes, one step of the undo stack. `marks`: where they are then, if the changes do not say it. */
  change(changes: readonly Change[], marks = shiftedMarks(this.marks, changes)): void {
    this.#redo.length = 0;
    this.#make(changes, marks, this.#undo);
  }

  /** Undoes or redoes a step; gives what that changed. */
  step(kind: 'undo' | 'redo'): readonly Change[] {
    const [from, to] = kind === 'undo' ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    const step = from.pop();
    if (!step) return [];
    const isKnown = new Set(step.marks.map(({ id }) => id));
    const later = shiftedMarks(
      this.marks.filter(({ id }) => !isKnown.has(id)),
      step.changes,
    );
    this.#make(step.changes, [...step.marks, ...later], to);
    return step.changes;
  }

  #make(changes: readonly Change[], marks: readonly Mark[], stack: Step[]): void {
    let distance = 0;
    const back = changes
      .toSorted((a, b) => a.start - b.start)
      .map(({ start, end, text }): Change => {
        const from = start + distance;
        distance += text.length - (end - start);
        return { start: from, end: from + text.length, text: this.text.slice(start, end) };
      });
    stack.push({ changes: back, marks: this.marks });
    const { text, marks: before } = this;
    this.text = changed(text, changes);
    this.marks = marks.map((mark) => {
      const last = before.find(({ id }) => id === mark.id);
      return mark.isLost && last && !last.isLost ? { ...mark, around: ownLines(text, last) } : mark;
    });
    this.version++;
  }
}

/** The marks after changes. */
export function shiftedMarks(marks: readonly Mark[], changes: readonly Change[]): readonly Mark[] {
  const fromTheEnd = changes.toSorted((one, other) => other.start - one.start);
  return marks.map((mark) => fromTheEnd.reduce(shiftedMark, mark));
}

function shiftedMark(mark: Mark, { start, end, text }: Change): Mark {
  const distance = text.length - (end - start);
  const isInto = start === end && mark.start === mark.end && start === mark.start;
  if (!isInto && end <= mark.start) return { ...mark, start: mark.start + distance, end: mark.end + distance };
  if (!isInto && start >= mark.end) return mark;
  return { ...mark, start: Math.min(mark.start, start), end: Math.max(mark.end, end) + distance, isLost: true };
}

/** The lines around a stretch, itself left out, unless a copy of it stands between the same. */
function ownLines(text: string, { start, end }: Mark): string | undefined {
  const around = linesAround(text, start, end);
  const old = text.slice(start, end);
  for (let at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1))
    if (at !== start && linesAround(text, at, at + old.length) === around) return undefined;
  return around;
}

/** The line of a stretch, without it, and the lines above and below. */
export function linesAround(text: string, start: number, end: number): string {
  const above = text.slice(0, start).split('\n').slice(-2).join('\n');
  const below = text.slice(end).split('\n', 2).join('\n');
  return `${above}\n\n${below}`;
}

function changed(text: string, changes: readonly Change[]): string {
  return changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end), text);
}

/** As VS Code takes over what another program has written: the lines from the first to the last that differ, in one change. */
export function reloaded(before: string, after: string): Change {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let first = 0;
  while (first < Math.min(old.length, now.length) && old[first] === now[first]) first++;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const offset = (lines: readonly string[], line: number) =>
    Math.min(lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0), lines.join('\n').length);
  const from = offset(old, first);
  return {
    start: from,
    end: last === 0 ? before.length : Math.max(from, offset(old, old.length - last)),
    text: after.slice(
      Math.min(from, after.length),
      last === 0 ? after.length : Math.max(from, offset(now, now.length - last)),
    ),
  };
}

/** The language of a file by its name, where VS Code has no other extension. */
function languageOf({ path }: Place): string {
  if (/(^|\/)settings\.json$|\.code-workspace$/.test(path)) return 'jsonc';
  return path.endsWith('.json') ? 'json' : 'plaintext';
}

/** A document as the extension host has it: the page's text as far as it was told. */
export class TextDocument {
  readonly uri: Place;
  readonly languageId: string;
  text: string;
  version: number;
  isDirty = false;
  isClosed = false;
  readonly #save: () => Promise<boolean>;
  #starts: readonly number[] | undefined;

  constructor(uri: Place, text: string, version: number, save: () => Promise<boolean>, languageId = languageOf(uri)) {
    this.uri = uri;
    this.languageId = languageId;
    this.text = text;
    this.version = version;
    this.#save = save;
  }

  get isUntitled(): boolean {
    return this.uri.scheme === 'untitled';
  }

  get fileName(): string {
    return this.uri.path;
  }

  get eol(): number {
    return this.text.includes('\r\n') ? 2 : 1;
  }

  get lineCount(): number {
    return this.#lines().length;
  }

  put(text: string, version: number): void {
    this.text = text;
    this.version = version;
    this.#starts = undefined;
  }

  getText(range?: Range): string {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }

  offsetAt({ line, character }: Position): number {
    const start = this.#lines()[line];
    return start === undefined ? this.text.length : Math.min(start + character, this.#end(line));
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const starts = this.#lines();
    let [from, to] = [0, starts.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if ((starts[middle] ?? 0) <= at) from = middle;
      else to = middle;
    }
    return new Position(from, Math.min(at, this.#end(from)) - (starts[from] ?? 0));
  }

  lineAt(at: number | Position): {
    readonly text: string;
    readonly range: Range;
    readonly isEmptyOrWhitespace: boolean;
  } {
    const line = typeof at === 'number' ? at : at.line;
    const [start = 0, end] = [this.#lines()[line], this.#end(line)];
    const text = this.text.slice(start, end);
    return { text, range: new Range(line, 0, line, text.length), isEmptyOrWhitespace: text.trim() === '' };
  }

  validateRange(range: Range): Range {
    return range;
  }

  save(): Promise<boolean> {
    return this.#save();
  }

  #lines(): readonly number[] {
    this.#starts ??= [0, ...[...this.text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
    return this.#starts;
  }

  /** Where the text of a line ends. */
  #end(line: number): number {
    const next = this.#lines()[line + 1];
    if (next === undefined) return this.text.length;
    return this.text.slice(0, next).endsWith('\r\n') ? next - 2 : next - 1;
  }
}

/** An editor that shows a document. */
export interface Editor {
  readonly document: TextDocument;
  /** `undefined`: it is no tab. */
  readonly viewColumn: number | undefined;
  selection: { active: Position; start: Position; end: Position };
  /** All of them, the first of which is `selection`. */
  selections: readonly Editor['selection'][];
  readonly visibleRanges: readonly Range[];
  /** What is drawn in it, by the types that were made for it. */
  readonly decorations: Map<unknown, readonly Range[]>;
  edit(build: (builder: { replace(range: Range, text: string): void }) => void): Promise<boolean>;
  setDecorations(type: unknown, ranges: readonly Range[]): void;
  /** The person scrolls, so that a line is the first in sight. */
  scrollTo(line: number): void;
  /** What was brought into sight last. */
  revealed: Range | undefined;
  revealRange(range: Range): void;
}
