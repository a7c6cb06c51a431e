/**
 * Text documents of the stand-in for VS Code, as they are in VS Code: the page has the text and its versions, and what it
 * tells the extension host comes later, as what the host asks for comes to the page later. Each side's messages keep their
 * order. A test is the person at the page, and every other program.
 */
import type { MemoryFiles } from './fileSystem.ts';

/** As far as it is asked for; the stand-in's own. */
interface Place {
  readonly scheme: string;
  readonly path: string;
  toString(): string;
}

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }

  compareTo(other: Position): number {
    return this.line - other.line || this.character - other.character;
  }

  isEqual(other: Position): boolean {
    return this.compareTo(other) === 0;
  }

  isBefore(other: Position): boolean {
    return this.compareTo(other) < 0;
  }

  isBeforeOrEqual(other: Position): boolean {
    return this.compareTo(other) <= 0;
  }

  isAfter(other: Position): boolean {
    return this.compareTo(other) > 0;
  }

  isAfterOrEqual(other: Position): boolean {
    return this.compareTo(other) >= 0;
  }

  translate(lines = 0, characters = 0): Position {
    return new Position(this.line + lines, this.character + characters);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position | number, end: Position | number, line?: number, character?: number) {
    this.start = start instanceof Position ? start : new Position(start, Number(end));
    this.end = end instanceof Position ? end : new Position(line ?? 0, character ?? 0);
  }

  get isEmpty(): boolean {
    return this.start.isEqual(this.end);
  }

  isEqual(other: Range): boolean {
    return this.start.isEqual(other.start) && this.end.isEqual(other.end);
  }

  contains(other: Position | Range): boolean {
    const [start, end] = other instanceof Range ? [other.start, other.end] : [other, other];
    return this.start.isBeforeOrEqual(start) && end.isBeforeOrEqual(this.end);
  }

  union(other: Range): Range {
    const start = this.start.isBefore(other.start) ? this.start : other.start;
    return new Range(start, this.end.isAfter(other.end) ? this.end : other.end);
  }

  intersection(other: Range): Range | undefined {
    const start = this.start.isAfter(other.start) ? this.start : other.start;
    const end = this.end.isBefore(other.end) ? this.end : other.end;
    return start.isAfter(end) ? undefined : new Range(start, end);
  }
}

export class WorkspaceEdit {
  readonly made: { readonly uri: Place; readonly range: Range; readonly text: string }[] = [];

  replace(uri: Place, range: Range, text: string): void {
    this.made.push({ uri, range, text });
  }
}

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
function reloaded(before: string, after: string): Change {
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

/** What the host is told. */
export interface HostEvents {
  opened(document: TextDocument): void;
  changed(
    document: TextDocument,
    changes: readonly { rangeOffset: number; rangeLength: number; text: string; range: Range }[],
  ): void;
  closed(document: TextDocument): void;
  /** Before a save, awaited: what runs on save. */
  saving(document: TextDocument, how: Exclude<Save, 'unformatted'>): Promise<void>;
  /** Writes a file of a file system that the extension brings. */
  write(uri: Place, content: Uint8Array): Promise<void>;
  read(uri: Place): Promise<Uint8Array>;
  stat(uri: Place): Promise<Stamp>;
}

/** The page, and the way between it and the extension host. */
export class Page {
  readonly #files: MemoryFiles;
  readonly #host: HostEvents;
  readonly #models = new Map<string, Model>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #toHost: (() => void)[] = [];
  readonly #toPage: (() => void)[] = [];
  /** Told of what an extension is about to change: a test judges it. */
  onEdit: (model: Model, changes: readonly Change[]) => void = () => {};
  /** What VS Code itself has said. */
  said: string[] = [];

  constructor(files: MemoryFiles, host: HostEvents) {
    this.#files = files;
    this.#host = host;
  }

  /** The documents that the host knows of as open. */
  get documents(): readonly TextDocument[] {
    return [...this.#documents.values()];
  }

  model(uri: Place): Model | undefined {
    return this.#models.get(uri.toString());
  }

  documentOf(uri: Place): TextDocument | undefined {
    return this.#documents.get(uri.toString());
  }

  reset(): void {
    this.#models.clear();
    this.#documents.clear();
    this.onEdit = () => {};
    this.said = [];
  }

  /** Opens a document of no file. */
  async create(uri: Place, languageId = 'plaintext', text = ''): Promise<TextDocument> {
    this.#models.set(uri.toString(), new Model(uri, text));
    this.#tell(() => {
      const document = new TextDocument(uri, text, 1, async () => false, languageId);
      document.isDirty = text !== '';
      this.#documents.set(uri.toString(), document);
      this.#host.opened(document);
    });
    return this.#when(() => this.#documents.get(uri.toString()));
  }

  /** Opens a file, or what an extension's file system has. @throws where there is none */
  async open(uri: Place): Promise<TextDocument> {
    const known = this.#documents.get(uri.toString());
    if (known) return known;
    const stamp = uri.scheme === 'file' ? undefined : await this.#host.stat(uri);
    let content = await this.#read(uri);
    // Another program may have written it meanwhile.
    while (uri.scheme === 'file' && this.#files.bytes(uri.path) !== content) content = await this.#read(uri);
    if (!this.#models.has(uri.toString())) {
      const text = new TextDecoder().decode(content);
      const model = new Model(uri, text);
      if (stamp) model.stamp = stamp;
      model.isReadonly = stamp?.permissions === 1;
      this.#models.set(uri.toString(), model);
      this.#tell(() => {
        const document = new TextDocument(uri, text, 1, () => this.save(uri));
        this.#documents.set(uri.toString(), document);
        this.#host.opened(document);
      });
    }
    return this.#when(() => this.#documents.get(uri.toString()));
  }

  /** VS Code opens what was not saved in an earlier session: nothing is read. */
  async restore(uri: Place, text: string): Promise<TextDocument> {
    const model = new Model(uri, text);
    model.saved = '';
    this.#models.set(uri.toString(), model);
    const document = new TextDocument(uri, text, 1, () => this.save(uri));
    document.isDirty = true;
    this.#tell(() => {
      this.#documents.set(uri.toString(), document);
      this.#host.opened(document);
    });
    await this.idle();
    return document;
  }

  /** The person types, or whatever else changes the text at the page. */
  type(model: Model, changes: readonly Change[], marks?: readonly Mark[]): void {
    const before = model.text;
    model.change(changes, marks);
    this.#tellChange(model, before, changes);
  }

  step(model: Model, kind: 'undo' | 'redo'): void {
    const before = model.text;
    const changes = model.step(kind);
    if (changes.length > 0) this.#tellChange(model, before, changes);
  }

  /** Another program writes a file: an open document takes it over, unless it has unsaved changes. */
  async overwrite(uri: Place, text: string, marks: readonly Mark[]): Promise<void> {
    await this.#files.writeFile(uri, new TextEncoder().encode(text));
    const model = this.model(uri);
    if (!model || model.isDirty) return;
    this.type(model, [reloaded(model.text, text)], marks);
    model.saved = text;
    this.#tellDirty(model);
  }

  close(uri: Place): void {
    const model = this.model(uri);
    if (!model) return;
    this.#models.delete(uri.toString());
    this.#tell(() => {
      const document = this.#documents.get(uri.toString());
      this.#documents.delete(uri.toString());
      if (!document) return;
      document.isClosed = true;
      this.#host.closed(document);
    });
  }

  async save(uri: Place, how: Save = 'manual'): Promise<boolean> {
    const model = this.model(uri);
    const document = this.documentOf(uri);
    if (!model || !document || model.isReadonly) return false;
    if (how !== 'unformatted') await this.#host.saving(document, how);
    const { text } = model;
    const content = new TextEncoder().encode(text);
    try {
      if (uri.scheme === 'file') await this.#files.writeFile(uri, content);
      else await this.#write(model, content);
    } catch (error) {
      this.said.push(`Failed to save '${uri.path.split('/').at(-1)}': ${error}`);
      return false;
    }
    model.saved = text;
    this.#tellDirty(model);
    await this.idle();
    return true;
  }

  /** Takes what another copy of the text is now, such as a `jwt:` document whose token was renewed. */
  async refresh(uri: Place): Promise<void> {
    const model = this.model(uri);
    if (!model || model.isDirty) return;
    const stamp = await this.#host.stat(uri);
    if (isSame(stamp, model.stamp)) return;
    const text = new TextDecoder().decode(await this.#read(uri));
    if (model.isDirty) return;
    model.stamp = stamp;
    if (text === model.text) return;
    const change = reloaded(model.text, text);
    model.saved = text;
    this.type(model, [change]);
  }

  /** An edit by the host, for the version that it knows; without one, for any. */
  edit(document: TextDocument, changes: readonly Change[], hasVersion = true): Promise<boolean> {
    const { version } = document;
    return this.#ask(() => {
      const model = this.model(document.uri);
      if (!model || (hasVersion && model.version !== version)) return false;
      if (model.isReadonly) return true;
      this.onEdit(model, changes);
      const before = model.text;
      model.change(changes, judgedMarks(model, changes));
      this.#tellChange(model, before, changes);
      return true;
    });
  }

  /** Settles when all that was told has arrived. */
  async idle(): Promise<void> {
    while (this.#toHost.length + this.#toPage.length > 0) await tick();
  }

  /** Writes a content in the place of the one that is known, and of no other. */
  async #write(model: Model, content: Uint8Array): Promise<void> {
    // A file that is gone is made anew.
    const there = await this.#host.stat(model.uri).catch(() => undefined);
    if (there && there.mtime > model.stamp.mtime) throw new Error('The content of the file is newer.');
    await this.#host.write(model.uri, content);
    model.stamp = await this.#host.stat(model.uri);
  }

  #read(uri: Place): Promise<Uint8Array> {
    return uri.scheme === 'file' ? this.#files.readFile(uri) : this.#host.read(uri);
  }

  #tellChange(model: Model, before: string, changes: readonly Change[]): void {
    const { text, version } = model;
    const isDirty = model.isDirty;
    this.#tell(() => {
      const document = this.documentOf(model.uri);
      if (!document) return;
      const old = new TextDocument(model.uri, before, 0, async () => false);
      const told = changes
        .toSorted((a, b) => b.start - a.start)
        .map(({ start, end, text: inserted }) => ({
          rangeOffset: start,
          rangeLength: end - start,
          text: inserted,
          range: new Range(old.positionAt(start), old.positionAt(end)),
        }));
      document.put(text, version);
      this.#host.changed(document, told);
      if (document.isDirty === isDirty) return;
      document.isDirty = isDirty;
      this.#host.changed(document, []);
    });
  }

  #tellDirty(model: Model): void {
    const { isDirty } = model;
    this.#tell(() => {
      const document = this.documentOf(model.uri);
      if (!document || document.isDirty === isDirty) return;
      document.isDirty = isDirty;
      this.#host.changed(document, []);
    });
  }

  #tell(message: () => void): void {
    post(this.#toHost, message);
  }

  #ask<T>(question: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      post(this.#toPage, () => {
        try {
          const answer = question();
          this.#tell(() => resolve(answer));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  async #when<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await tick();
    }
  }
}

function isSame(one: Stamp, other: Stamp): boolean {
  return one.mtime === other.mtime && one.size === other.size;
}

/** A mark that an edit replaces whole goes on at what it became. */
function judgedMarks(model: Model, changes: readonly Change[]): readonly Mark[] {
  const after = shiftedMarks(model.marks, changes);
  return after.map((mark, i) => {
    const before = model.marks[i];
    const isOwn = changes.some(({ start, end }) => start === before?.start && end === before.end);
    return isOwn && !before?.isLost ? { ...mark, isLost: false } : mark;
  });
}

/** Lets one message of each kind pass. */
export function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function post(queue: (() => void)[], message: () => void): void {
  queue.push(message);
  setImmediate(() => queue.shift()?.());
}
