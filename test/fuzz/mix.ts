/**
 * A person who types, renews, edits, saves and undoes, and other programs that write the same files, all at random, while
 * Tokensmith as a whole runs in the stand-in for VS Code. Whatever an extension changes is held against what was asked for.
 */
import { createHmac } from 'node:crypto';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../src/extension.ts';
import { tick } from '../standIn/page.ts';
import { type Change, linesAround, type Mark, type Model, shiftedMarks } from '../standIn/textDocuments.ts';
import {
  closeTab,
  commands,
  EventEmitter,
  files,
  folderAt,
  page,
  resetVSCode,
  setSetting,
  Uri,
  window,
  workspace,
} from '../standIn/vscode.ts';
import { type Random, randomOf } from './random.ts';

/** How often what happened. */
export type Counts = Readonly<Record<string, number>>;

const secret = 'a secret of this test alone, of 32 bytes and more';
const tokenPattern = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const words = ['GET /a', 'x', '{', '"n": 1,', '# ä', '-----', '', 'Bearer', "'", '\t', 'Ω≈'];

/** Runs so many steps of a seed. @throws Error that says the step, where something was changed that nobody asked for */
export async function mix(seed: number, steps: number, told: (done: number) => void = () => {}): Promise<Counts> {
  const world = new World(seed);
  await world.start();
  try {
    for (let step = 0; step < steps; step++) {
      await world.step(step);
      if (step % 500 === 0) told(step);
    }
    return world.counts;
  } finally {
    await world.end();
  }
}

/** What a person has asked for, of marks of a model. */
interface Asked {
  readonly model: string;
  readonly marks: ReadonlySet<number>;
  /** All that have expired, those too that came meanwhile. */
  readonly isAll?: boolean;
}

/** A token that is edited in a `jwt:` document. */
interface Edited {
  readonly uri: Uri;
  readonly source: Uri;
  readonly mark: number;
}

/** An open document that was closed, and where its marks were. */
interface Shelved {
  readonly text: string;
  readonly marks: readonly Mark[];
}

class World {
  readonly counts: Record<string, number> = {};
  readonly #seed: number;
  readonly #context = contextOf();
  readonly #asked = new Set<Asked>();
  readonly #edited: Edited[] = [];
  readonly #shelved = new Map<string, Shelved>();
  /** All texts that the token at a mark has had. */
  /** The documents that are being saved: VS Code tells people where a file has changed by then. */
  readonly #saving = new Set<string>();
  readonly #texts = new Map<number, Set<string>>();
  readonly #uris = ['/work/a.http', '/work/b.txt', '/work/locked.txt'].map((path) => Uri.file(path));
  #marks = 0;
  #names = 0;
  #fault: Error | undefined;

  constructor(seed: number) {
    this.#seed = seed;
  }

  async start(): Promise<void> {
    resetVSCode();
    workspace.workspaceFolders = [folderAt('/work')];
    const jwk = JSON.stringify({ kty: 'oct', k: Buffer.from(secret).toString('base64url') });
    const random = randomOf(this.#seed, -1);
    const texts = this.#uris.map(({ path }) => [path, this.#text(random)] as const);
    files.lay({ '/work/secret.jwk': jwk, ...Object.fromEntries(texts) });
    setSetting('editor.codeActionsOnSave', { 'source.renewTokens.jwt': 'explicit' });
    setSetting('files.readonlyInclude', { '**/locked.*': true });
    page.onEdit = (model, changes) => this.#judge(model, changes);
    activate(this.#context);
    for (const uri of this.#uris) await window.showTextDocument(await page.open(uri));
  }

  async end(): Promise<void> {
    for (const each of this.#context.subscriptions) (each as { dispose(): void }).dispose();
    await page.idle();
    resetVSCode();
  }

  async step(step: number): Promise<void> {
    const random = randomOf(this.#seed, step);
    const name = random.of(names);
    this.#count(name);
    try {
      await this.#acts[name](random);
      await page.idle();
    } catch (error) {
      this.#fault ??= error as Error;
    }
    if (this.#fault) throw new Error(`step ${step} of seed ${this.#seed}, ${name}: ${this.#fault.stack}`);
  }

  readonly #acts: Readonly<Record<(typeof names)[number], (random: Random) => Promise<void>>> = {
    type: async (random) => this.#type(random),
    copy: async (random) => this.#copy(random),
    undo: async (random) => this.#undo(random),
    renew: (random) => this.#renew(random),
    renewAll: (random) => this.#renewAll(random),
    save: (random) => this.#save(random),
    edit: (random) => this.#edit(random),
    saveEdited: (random) => this.#saveEdited(random),
    write: (random) => this.#write(random),
    close: (random) => this.#close(random),
    closeTab: async (random) => {
      const uri = this.#edited.length > 0 ? random.of(this.#edited).uri : undefined;
      if (uri && !page.model(uri)?.isDirty) closeTab(uri);
    },
  };

  /** The person types somewhere, or deletes. */
  #type(random: Random): void {
    const model = this.#model(random);
    if (!model || model.isReadonly) return;
    const tokens = tokensIn(model.text);
    // Now and then in a token, mostly beside them all.
    const inToken = tokens.length > 0 && random.below(12) === 0 ? random.of(tokens) : undefined;
    const start = inToken
      ? inToken.start + random.below(inToken.end - inToken.start)
      : outside(random, model.text, tokens);
    const length = random.below(4) === 0 ? random.below(6) : 0;
    const text = random.below(5) === 0 ? '' : `${random.of(words)}${random.of(['', '\n', ' '])}`;
    page.type(model, [{ start, end: Math.min(model.text.length, start + length), text }]);
  }

  /** A line with a new expired token, or with a copy of one that is there, or a token's line goes. */
  #copy(random: Random): void {
    const model = this.#model(random);
    if (!model) return;
    const tokens = tokensIn(model.text);
    const lines = model.text.split('\n');
    const line = random.below(lines.length);
    const start = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
    if (tokens.length > 5 || model.text.length > 4000) {
      const end = Math.min(model.text.length, start + (lines[line] ?? '').length + 1);
      page.type(model, [{ start, end, text: '' }]);
      return;
    }
    const token = tokens.length > 0 && random.below(2) === 0 ? random.of(tokens).text : this.#token(random);
    page.type(model, [{ start, end: start, text: `${random.of(words)} ${token}\n` }]);
  }

  #undo(random: Random): void {
    const model = this.#model(random);
    if (model) page.step(model, random.below(3) === 0 ? 'redo' : 'undo');
  }

  async #renew(random: Random): Promise<void> {
    const model = this.#model(random);
    const tokens = model ? tokensIn(model.text) : [];
    if (!model || tokens.length === 0) return;
    const token = random.of(tokens);
    const uri = model.uri.toString();
    await this.#ask(model, [token], () => this.#run('renewToken', { uri, offset: token.start }), random);
  }

  async #renewAll(random: Random): Promise<void> {
    const model = this.#model(random);
    if (!model) return;
    const uri = model.uri.toString();
    await this.#askAll(model, () => this.#run('renewAllTokens', { uri }), random);
  }

  async #save(random: Random): Promise<void> {
    const model = this.#model(random);
    if (!model) return;
    const uri = model.uri.toString();
    this.#saving.add(uri);
    await this.#askAll(model, () => page.save(model.uri), random);
    this.#saving.delete(uri);
    if (page.model(model.uri) === model && !model.isDirty && files.text(model.uri.path) !== model.text)
      throw new Error('a document that is saved is not as its file is');
  }

  async #edit(random: Random): Promise<void> {
    const model = this.#model(random);
    const tokens = model ? tokensIn(model.text) : [];
    if (!model || tokens.length === 0) return;
    const token = random.of(tokens);
    const opened = await this.#run('editToken', { uri: model.uri.toString(), offset: token.start });
    if (typeof opened !== 'string') return;
    const uri = Uri.parse(opened);
    if (this.#edited.some((one) => one.uri.toString() === opened)) return;
    this.#edited.push({ uri, source: model.uri as Uri, mark: this.#mark(model, token) });
    if (this.#edited.length > 6) this.#edited.shift();
    await page.open(uri);
  }

  async #saveEdited(random: Random): Promise<void> {
    if (this.#edited.length === 0) return;
    const { uri, source, mark } = random.of(this.#edited);
    if (!page.model(uri)) return;
    await window.showTextDocument(uri);
    const model = page.model(uri);
    if (!model) return;
    const at = model.text.indexOf('"n":');
    if (at < 0) return;
    page.type(model, [{ start: at, end: at, text: `"note${++this.#names}": 1, ` }]);
    await page.idle();
    const asked: Asked = { model: source.toString(), marks: new Set([mark]) };
    this.#asked.add(asked);
    await this.#meanwhile(() => page.save(uri), random);
    this.#asked.delete(asked);
    // A document whose token is gone is let go, as people do.
    if (model.isDirty && random.below(2) === 0)
      this.#edited.splice(
        this.#edited.findIndex((one) => one.uri === uri),
        1,
      );
  }

  /** Another program writes a file: it renews a token, and changes lines elsewhere. */
  async #write(random: Random): Promise<void> {
    const uri = random.of(this.#uris);
    this.#unshelve(uri);
    const model = page.model(uri);
    const shelved = this.#shelved.get(uri.toString());
    const before = model?.text ?? shelved?.text;
    if (before === undefined || model?.isDirty || this.#saving.has(uri.toString())) return;
    const changes: Change[] = [];
    const tokens = tokensIn(before);
    if (tokens.length > 0 && random.below(2) === 0) changes.push({ ...random.of(tokens), text: this.#token(random) });
    for (let i = random.below(3); i >= 0; i--) {
      const at = outside(random, before, tokens);
      if (!changes.some(({ start, end }) => start <= at && at <= end))
        changes.push({ start: at, end: at, text: random.of(['y', '\n', 'zz\n']) });
    }
    const marks = shiftedMarks(model?.marks ?? shelved?.marks ?? [], changes);
    const text = changes
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end),
        before,
      );
    if (!model) this.#shelved.set(uri.toString(), { text, marks });
    // Many programs empty a file first, and VS Code may look then.
    if (random.below(4) === 0) await page.overwrite(uri, '', []);
    await page.overwrite(uri, text, marks);
  }

  /** The person closes a document without changes, or opens it again. */
  async #close(random: Random): Promise<void> {
    const uri = random.of(this.#uris);
    this.#unshelve(uri);
    const model = page.model(uri);
    if (model?.isDirty) return;
    if (model) {
      this.#shelved.set(uri.toString(), { text: model.text, marks: model.marks });
      page.close(uri);
      return;
    }
    const document = await page.open(uri);
    this.#unshelve(uri);
    if (random.below(2) === 0) await window.showTextDocument(document);
  }

  /** Marks the tokens, does what is asked of them while the person goes on typing, and lets the marks go. */
  async #ask(model: Model, tokens: readonly Token[], act: () => Promise<unknown>, random: Random): Promise<void> {
    const marks = new Set(tokens.map((token) => this.#mark(model, token)));
    const asked: Asked = { model: model.uri.toString(), marks };
    this.#asked.add(asked);
    await this.#meanwhile(act, random);
    this.#asked.delete(asked);
    model.marks = model.marks.filter(({ id }) => !marks.has(id));
  }

  async #askAll(model: Model, act: () => Promise<unknown>, random: Random): Promise<void> {
    const asked: Asked = { model: model.uri.toString(), marks: new Set(), isAll: true };
    this.#asked.add(asked);
    await this.#meanwhile(act, random);
    this.#asked.delete(asked);
  }

  /** Does something, and meanwhile what people and other programs do. */
  async #meanwhile(act: () => Promise<unknown>, random: Random): Promise<void> {
    let isOver = false;
    const done = act().finally(() => {
      isOver = true;
    });
    for (let left = random.below(6); !isOver && left > 0; left--) {
      for (let ticks = random.below(12); ticks > 0; ticks--) await tick();
      const other = random.of(['type', 'type', 'copy', 'undo', 'write'] as const);
      await this.#acts[other](random);
    }
    await done;
  }

  async #run(command: string, argument: unknown): Promise<unknown> {
    try {
      return await commands.executeCommand(`tokensmith.${command}`, argument);
    } catch (error) {
      // Words for people; a defect of ours says so.
      if (/Internal error/.test(String(error))) throw error;
      this.#count('refused');
      return undefined;
    }
  }

  /** What an extension is about to change must be what was asked for, and nothing else. */
  #judge(model: Model, changes: readonly Change[]): void {
    this.#count('changed');
    try {
      for (const change of changes) this.#judgeOne(model, change);
    } catch (error) {
      this.#fault ??= error as Error;
    }
  }

  #judgeOne(model: Model, { start, end, text }: Change): void {
    if (model.uri.path.startsWith('/work/locked')) throw new Error('a read-only document was changed');
    // Opened by the extension itself, before its marks came back.
    this.#unshelve(model.uri as Uri);
    const old = model.text.slice(start, end);
    // What stands before a token may be glued to it, such as the signature of one that stood in the line above.
    if (!isToken(old) || /^[\w-]/.test(model.text.slice(end)))
      throw new Error(
        `no whole token was replaced: ${JSON.stringify(model.text.slice(Math.max(0, start - 20), end + 20))}`,
      );
    if (!isToken(text) || memberOf(text, 'n') !== memberOf(old, 'n'))
      throw new Error('it became a token that goes on from another');
    if (!isSigned(text)) throw new Error('it became a token without its signature');
    const here = [...this.#asked].filter((one) => one.model === model.uri.toString());
    const asked = here.flatMap(({ marks }) => [...marks]);
    const meant = model.marks.filter(({ id }) => asked.includes(id));
    const mark =
      meant.find((one) => !one.isLost && one.start === start && one.end === end) ??
      this.#back(model, meant, start, end);
    const isOneOfAll = here.some(({ isAll }) => isAll) && Number(memberOf(old, 'exp')) * 1000 < Date.now();
    if (!mark && !isOneOfAll)
      throw new Error(
        `another token than the one asked for was replaced, at ${start}, of ${JSON.stringify(meant.map(({ id }) => [...(this.#texts.get(id) ?? [])].map((one) => [one.slice(-6), model.text.split(one).length - 1, one === old])))} for ${JSON.stringify(meant)} and ${asked}: ${JSON.stringify(
          model.text.slice(Math.max(0, start - 60), end + 60),
        )}`,
      );
    for (const { id, isLost, start: from, end: to } of model.marks) {
      const texts = this.#texts.get(id);
      if (!texts?.has(old)) continue;
      // A token that was cut and pasted is where no other can be meant.
      const isOnly = tokensIn(model.text).filter((token) => texts.has(token.text)).length === 1;
      if ((from <= start && end <= to) || (isLost && isOnly)) texts.add(text);
    }
  }

  /** The mark of a token that was taken out and came back: between the same lines, where it was, or where nothing else can be meant. */
  #back(model: Model, marks: readonly Mark[], start: number, end: number): Mark | undefined {
    return marks.find(({ id, isLost, around, start: from, end: to }) => {
      const texts = this.#texts.get(id) ?? new Set();
      const copies = tokensIn(model.text).filter(({ text }) => texts.has(text));
      if (!isLost || !texts.has(model.text.slice(start, end))) return false;
      const alike = copies.filter((copy) => linesAround(model.text, copy.start, copy.end) === around);
      if (alike.length === 1 && alike[0]?.start === start) return true;
      return copies.length === 1 || copies.filter((copy) => from <= copy.start && copy.end <= to).length === 1;
    });
  }

  #unshelve(uri: Uri): void {
    const model = page.model(uri);
    const shelved = this.#shelved.get(uri.toString());
    if (!model || !shelved) return;
    this.#shelved.delete(uri.toString());
    if (model.text !== shelved.text) throw new Error('a document was opened with another text than its file has');
    model.marks = shelved.marks;
  }

  #mark(model: Model, { start, end, text }: Token): number {
    const id = ++this.#marks;
    model.marks = [...model.marks, { id, start, end }];
    this.#texts.set(id, new Set([text]));
    return id;
  }

  #model(random: Random): Model | undefined {
    const uri = random.of(this.#uris);
    this.#unshelve(uri);
    return page.model(uri);
  }

  #text(random: Random): string {
    const lines = Array.from({ length: 4 + random.below(6) }, () => random.of(words));
    const token = this.#token(random);
    return [...lines, `a: ${token}`, `b: ${token}`, `c: ${this.#token(random)}`, ''].join('\n');
  }

  #token(random: Random): string {
    const claims = { n: `n${++this.#names}`, iat: 1_000_000 + random.below(1000), exp: 1_000_900 + random.below(1000) };
    return sign(claims);
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}

const names = [
  'type',
  'type',
  'type',
  'copy',
  'undo',
  'renew',
  'renewAll',
  'save',
  'edit',
  'saveEdited',
  'saveEdited',
  'write',
  'close',
  'closeTab',
] as const;

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function tokensIn(text: string): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map(({ index, 0: token }) => ({
    start: index,
    end: index + token.length,
    text: token,
  }));
}

/** A place in a text that is in no token. */
function outside(random: Random, text: string, tokens: readonly Token[]): number {
  const at = random.below(text.length + 1);
  const around = tokens.find(({ start, end }) => start < at && at < end);
  return around ? random.of([around.start, around.end]) : at;
}

function sign(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'HS256' })}.${part(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function isToken(text: string): boolean {
  return tokensIn(text)[0]?.text === text && memberOf(text, 'n') !== undefined;
}

function isSigned(text: string): boolean {
  const input = text.slice(0, text.lastIndexOf('.'));
  return text === `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function memberOf(token: string, name: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())[name];
  } catch {
    return undefined;
  }
}

/** What VS Code gives an extension that it activates. */
export function contextOf(): ExtensionContext {
  const memory = () => {
    const values = new Map<string, unknown>();
    return {
      keys: () => [...values.keys()],
      get: (name: string, otherwise?: unknown) => values.get(name) ?? otherwise,
      update: async (name: string, value: unknown) => void values.set(name, value),
      setKeysForSync: () => {},
    };
  };
  const stored = new Map<string, string>();
  const secrets = {
    get: async (name: string) => stored.get(name),
    store: async (name: string, value: string) => void stored.set(name, value),
    delete: async (name: string) => void stored.delete(name),
    onDidChange: new EventEmitter().event,
  };
  const context = {
    subscriptions: [],
    workspaceState: memory(),
    globalState: memory(),
    secrets,
    extensionUri: Uri.file('/extension'),
  };
  return context as unknown as ExtensionContext;
}
