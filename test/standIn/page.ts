/**
 * The page of the stand-in for VS Code has the texts and their versions, and what it tells the extension host comes later, as
 * what the host asks for comes to the page later. Each side's messages keep their order. A test is the person at the page, and
 * every other program.
 */
import type { MemoryFiles } from './fileSystem.ts';
import { type Place, Range } from './positions.ts';
import {
  type Change,
  type Mark,
  Model,
  reloaded,
  type Save,
  type Stamp,
  shiftedMarks,
  TextDocument,
} from './textDocuments.ts';

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
