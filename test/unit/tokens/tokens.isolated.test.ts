import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CodeLens, CodeLensProvider, Diagnostic, TextDocument } from 'vscode';
import { registerDiagnostics } from '../../../src/features/diagnostics.ts';
import { entered } from '../../entered.ts';
// Loaded with the first token, which takes longer than fake timers wait.
import '../../../src/features/documentProblems.ts';
import { hoverContent } from '../../../src/features/hoverContent.ts';
import { registerLenses } from '../../../src/features/lenses.ts';
import type { Key } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import type { Candidate } from '../../../src/jwt/verify.ts';
import type { Services } from '../../../src/services.ts';
import { RequestBodies } from '../../../src/tokens/requestBodies.ts';
import { type Documents, TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import { Tokens, type TokensChange } from '../../../src/tokens/tokens.ts';
import { Verifier } from '../../../src/tokens/verifier.ts';
import { claims } from '../../claims.ts';
import { TextDocument as Text } from '../../standIn/textDocuments.ts';

/** What VS Code has of the extension: its lens provider, and the problems that it shows. */
const shown = vi.hoisted(() => ({
  provider: undefined as CodeLensProvider | undefined,
  problems: [] as Map<unknown, readonly Diagnostic[]>[],
}));

vi.mock('vscode', async (original) => {
  const vscode = await original<typeof import('../../standIn/vscode.ts')>();
  const never = () => ({ dispose() {} });
  return {
    ...vscode,
    languages: {
      registerCodeLensProvider: (_: unknown, provider: CodeLensProvider) => {
        shown.provider = provider;
        return { dispose() {} };
      },
      createDiagnosticCollection: () => {
        const collection = new Map<unknown, readonly Diagnostic[]>();
        shown.problems.push(collection);
        return Object.assign(collection, { dispose: () => {} });
      },
    },
    window: { ...vscode.window, visibleTextEditors: [], onDidChangeTextEditorVisibleRanges: never },
    workspace: { ...vscode.workspace, textDocuments: [], onDidOpenTextDocument: never, onDidCloseTextDocument: never },
  };
});

const start = Date.UTC(2026, 0, 1);
const key: Key = {
  form: 'secret',
  type: 'oct',
  bits: 256,
  limits: {},
  jwk: { kty: 'oct', k: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE' },
};
const candidate: Candidate = { key, reference: 'file:shop.key', named: true };

/** A token that lives from `start` for so many seconds. */
const token = (life: number, n = 0) =>
  signToken('{"alg":"HS256"}', JSON.stringify({ sub: `u${n}`, iat: start / 1000, exp: start / 1000 + life }), key);

/** A scripted VS Code: documents, keys and a clock, and what people see of the tokens in a document. */
async function stage({ asksFirst = false, hasFeatures = true } = {}) {
  const { EventEmitter, Uri } = (await import('vscode')) as unknown as typeof import('../../standIn/vscode.ts');
  const [opened, closed, edited] = [new EventEmitter<never>(), new EventEmitter<never>(), new EventEmitter<never>()];
  const [keysChanged, settingsChanged, jumped] = [new EventEmitter(), new EventEmitter(), new EventEmitter()];
  const documents: TextDocument[] = [];
  const keys = { known: [candidate] as readonly Candidate[], wait: undefined as Promise<void> | undefined };
  const settings = { current: settingsOf({}) };
  if (asksFirst) edited.event(({ document }: { document: TextDocument }) => void index.tokens(document));
  const index: TokenIndex = new TokenIndex({
    textDocuments: documents,
    onDidOpenTextDocument: opened.event,
    onDidCloseTextDocument: closed.event,
    onDidChangeTextDocument: edited.event,
  } as unknown as Documents);
  const verifier = new Verifier({
    isTrusted: () => true,
    candidates: async () => {
      const { known } = keys;
      await keys.wait;
      return known;
    },
    variantOf: async () => undefined,
    onDidChange: (listener) => keysChanged.event(listener) as never,
  });
  const tokens = new Tokens({
    bodies: new RequestBodies(),
    index,
    verifier,
    settings: { of: () => settings.current, onDidChange: (listener) => settingsChanged.event(listener) as never },
    clock: {
      now: () => Date.now(),
      after: (milliseconds, action) => {
        const timer = setTimeout(action, milliseconds);
        return { dispose: () => clearTimeout(timer) };
      },
      onDidJump: (listener) => jumped.event(listener) as never,
    },
  });
  const told: TokensChange[] = [];
  tokens.onDidChange((change) => told.push(change));
  const places = { note: <T>(_: unknown, argument: T) => argument };
  const services = { tokens, places } as unknown as Services;
  if (hasFeatures) {
    registerLenses(services);
    registerDiagnostics(services);
  }
  const lenses = new Map<TextDocument, readonly CodeLens[]>();
  const ask = async (document: TextDocument) => {
    const given = ((await shown.provider?.provideCodeLenses(document, undefined as never)) ?? []) as CodeLens[];
    // What is not in sight is not resolved.
    lenses.set(document, given);
  };
  // VS Code asks again when it is told to, and after each change of the text.
  shown.provider?.onDidChangeCodeLenses?.(() => documents.forEach((document) => void ask(document)));
  return {
    tokens,
    told,
    /** Lets all come that is on its way; cryptography takes its own time. */
    settle: async () => {
      for (let i = 0; i < 6; i++) {
        while (verifier.isBusy && !keys.wait) await new Promise((resolve) => setImmediate(resolve));
        await vi.advanceTimersByTimeAsync(200);
      }
    },
    open: async (text: string, path = '/a') => {
      const document = new Text(
        Uri.from({ scheme: 'untitled', path }),
        text,
        1,
        async () => false,
      ) as never as TextDocument;
      documents.push(document);
      void ask(document);
      // Opening shows its problems; the event of VS Code is no part of the stage.
      tokens.index.count(document);
      settingsChanged.fire();
      return document;
    },
    close: (document: TextDocument) => {
      documents.splice(documents.indexOf(document), 1);
      Object.assign(document, { isClosed: true });
      closed.fire(document as never);
      lenses.delete(document);
    },
    edit: async (document: TextDocument, offset: number, removed: number, inserted: string) => {
      const { text } = document as unknown as Text;
      const after = text.slice(0, offset) + inserted + text.slice(offset + removed);
      (document as unknown as Text).put(after, document.version + 1);
      edited.fire({
        document,
        contentChanges: [{ rangeOffset: offset, rangeLength: removed, text: inserted }],
      } as never);
      void ask(document);
    },
    changeKeys: (known: readonly Candidate[]) => {
      keys.known = known;
      keysChanged.fire();
    },
    holdKeys: () => {
      let release = () => {};
      keys.wait = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        keys.wait = undefined;
        release();
      };
    },
    changeSettings: (changes: object) => {
      settings.current = settingsOf(changes);
      settingsChanged.fire();
    },
    /** What people see of each token in a document: the lens as VS Code has it, a hover of now, and the problems. */
    seen: (document: TextDocument) =>
      index.tokens(document).map((found) => {
        const { line } = document.positionAt(found.start);
        const problems = shown.problems
          .flatMap((collection) => collection.get(document.uri) ?? [])
          .filter(({ range }) => range.start.line === line)
          .map(({ code }) => String(typeof code === 'object' ? code.value : code))
          .sort();
        const lens = (lenses.get(document) ?? []).find(({ range }) => range.start.line === line);
        const hover = hoverContent(tokens.inspect(document, found), claims, document, found.start).value;
        return { lens: lens?.command?.title ?? '', hover, problems };
      }),
  };
}

function settingsOf(context: object) {
  const isEnabled = { codeLens: true, hover: true, problems: true, inlayHints: true, colors: true };
  return {
    isExcluded: false,
    isEnabled,
    context: { tolerance: 5, expiresSoon: 300, document: { languageId: 'http', path: 'a' }, ...context },
  };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Holds lens, hover and problems of each token of a document against each other. */
function agree({ seen }: Stage, document: TextDocument): void {
  for (const { lens, hover, problems } of seen(document)) {
    expect(/expired/.test(hover), `${lens} | ${hover}`).toBe(/expired/.test(lens));
    expect(problems.includes('expired'), `${lens} | ${problems}`).toBe(/expired/.test(lens));
    expect(/signature valid/.test(hover), `${lens} | ${hover}`).toBe(/✓/.test(lens));
    expect(problems.includes('signature-invalid'), `${lens} | ${problems}`).toBe(/✗/.test(lens));
    const [, distance] = /expire[sd] (?:in )?(\d+ \w+)/.exec(lens) ?? [];
    if (distance !== undefined) expect(hover).toContain(distance);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: start + 1000, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  shown.provider = undefined;
  shown.problems.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('lens, hover and problems say the same', () => {
  it('as a token expires', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(900)} y\n`);
    await set.settle();
    const lensNow = () => set.seen(document)[0]?.lens;
    expect(lensNow()).toBe('JWT · expires in 15 minutes · ✓ shop.key');
    for (let minute = 0; minute < 17; minute++) {
      await vi.advanceTimersByTimeAsync(60_000);
      await set.settle();
      agree(set, document);
    }
    expect(lensNow()).toMatch(/^JWT · expired 2 minutes ago/);
  });

  it('as the clock tells, of a token that was asked for once', async () => {
    const set = await stage({ hasFeatures: false });
    const document = await set.open(`x ${await token(900)} y\n`);
    const [found] = set.tokens.index.tokens(document);
    if (found) set.tokens.inspect(document, found);
    await vi.advanceTimersByTimeAsync(500_000);
    expect(set.told.filter(({ reason }) => reason === 'time')).not.toEqual([]);
  });

  it('when the clock jumps ahead and back, before a timer has seen it', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(900)} y\n`);
    await set.settle();
    for (const hours of [1, 0, -1, 3, 0]) {
      vi.setSystemTime(start + 1000 + hours * 3_600_000);
      // Somebody hovers: that tells of the jump.
      set.seen(document);
      await set.settle();
      agree(set, document);
    }
    expect(set.seen(document)[0]?.lens).toBe('JWT · expires in 15 minutes · ✓ shop.key');
  });

  it('when an edit comes while a verdict is awaited', async () => {
    const set = await stage();
    const release = set.holdKeys();
    const text = `x ${await token(900)} y\n`;
    const document = await set.open(text);
    await set.settle();
    expect(set.seen(document)[0]?.lens).toBe('JWT · expires in 15 minutes');
    agree(set, document);
    // The signature's last character but two: another signature.
    const at = text.length - 6;
    await set.edit(document, at, 1, text[at] === 'A' ? 'B' : 'A');
    release();
    await set.settle();
    expect(set.seen(document)[0]?.lens).toMatch(/✗/);
    agree(set, document);
    await set.edit(document, at, 1, text[at] ?? '');
    await set.settle();
    expect(set.seen(document)[0]?.lens).toMatch(/✓/);
    agree(set, document);
  });

  it('as a key goes and comes, also while a verdict is awaited', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(900)} y\n`);
    await set.settle();
    set.changeKeys([]);
    await set.settle();
    expect(set.seen(document)[0]?.lens).toBe('JWT · expires in 15 minutes');
    agree(set, document);
    const release = set.holdKeys();
    set.changeKeys([candidate]);
    await set.settle();
    agree(set, document);
    // The keys change once more before the verdict by those before is there.
    const other = {
      ...candidate,
      key: { ...key, jwk: { kty: 'oct', k: 'bm90LXRoZS1rZXktbm90LXRoZS1rZXktbm90LXRoZS0' } },
    };
    set.changeKeys([other]);
    release();
    await set.settle();
    expect(set.seen(document)[0]?.lens).toMatch(/✗/);
    agree(set, document);
    set.changeKeys([candidate]);
    await set.settle();
    expect(set.seen(document)[0]?.lens).toMatch(/✓/);
    agree(set, document);
  });

  it('as settings change', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(60)} y\n`);
    await vi.advanceTimersByTimeAsync(70_000);
    await set.settle();
    expect(set.seen(document)[0]?.problems).toEqual(['expired']);
    set.changeSettings({ tolerance: 3600 });
    await set.settle();
    expect(set.seen(document)[0]?.lens).not.toMatch(/expired/);
    agree(set, document);
  });

  it('of a document that was closed and opened again', async () => {
    const set = await stage();
    const text = `x ${await token(60)} y\n`;
    const document = await set.open(text);
    await set.settle();
    set.close(document);
    const before = set.told.length;
    await vi.advanceTimersByTimeAsync(120_000);
    // Nobody is told of a document that is closed.
    expect(set.told.slice(before)).toEqual([]);
    const again = await set.open(text);
    await set.settle();
    expect(set.seen(again)[0]?.lens).toMatch(/^JWT · expired 1 minute ago/);
    agree(set, again);
  });

  it('of a webhook, as the body of its request is typed', async () => {
    const set = await stage();
    const body = '{"a":1}';
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(body))).toString('hex');
    const payload = { iss: 'Vonage', iat: start / 1000, jti: 'j', api_key: 'abcd1234', payload_hash: hash };
    const webhook = await signToken('{"alg":"HS256","typ":"JWT"}', JSON.stringify(payload), key);
    const text = `POST https://example.com\nAuthorization: Bearer ${webhook}\n\n${body}\n`;
    const document = await set.open(text, '/a.http');
    await import('../../../src/insertion/httpBody.ts');
    await set.settle();
    expect(set.seen(document)[0]?.problems).toEqual([]);
    await set.edit(document, text.length - 3, 1, '2');
    expect(set.seen(document)[0]?.problems).toEqual(['vonage.payload-hash']);
    await set.edit(document, text.length - 3, 1, '1');
    expect(set.seen(document)[0]?.problems).toEqual([]);
  });

  it('of 1,000 tokens of which one expires, and a stroke above them', async () => {
    const set = await stage();
    const lives = await Promise.all(Array.from({ length: 1000 }, (_, n) => token(n === 500 ? 60 : 86_400 * 3, n)));
    const document = await set.open(lives.map((each) => `${each}\n`).join(''));
    await set.settle();
    expect(set.seen(document).filter(({ problems }) => problems.length > 0)).toEqual([]);
    await vi.advanceTimersByTimeAsync(70_000);
    await set.settle();
    expect(set.seen(document)[500]?.problems).toEqual(['expired']);
    await set.edit(document, 0, 0, '\n');
    // Without a wait: what moves is moved at once.
    expect(set.seen(document)[500]?.problems).toEqual(['expired']);
    expect(set.seen(document).filter(({ problems }) => problems.length > 0)).toHaveLength(1);
  });
});

describe('one event', () => {
  it('comes whoever hears of a change of the text first, and asks for its tokens', async () => {
    const set = await stage({ asksFirst: true });
    const document = await set.open(`x ${await token(60)} y\n`);
    await set.settle();
    set.told.length = 0;
    await set.edit(document, 0, 1, '');
    expect(set.told).toMatchObject([{ reason: 'text', removed: [{}], added: [{ start: 1 }] }]);
    await set.settle();
    agree(set, document);
    expect(set.seen(document)[0]?.lens).toMatch(/✓/);
  });

  it('says which document changed, and why', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(60)} y\n`);
    await set.settle();
    const reasons = () => [...new Set(set.told.splice(0).map(({ reason }) => reason))];
    reasons();
    await set.edit(document, 0, 0, 'x');
    expect(reasons()).toEqual(['text']);
    set.changeKeys([candidate]);
    await set.settle();
    expect(reasons()).toEqual(['keys', 'signatures']);
    set.changeSettings({});
    await set.settle();
    expect(reasons()).toEqual(['settings']);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(reasons()).toEqual(['time']);
  });

  it('comes no more often than once a second for the clock alone', async () => {
    const set = await stage();
    const lives = await Promise.all(Array.from({ length: 30 }, (_, n) => token(30 + n / 10, n)));
    await set.open(lives.map((each) => `${each}\n`).join(''));
    await set.settle();
    set.told.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(set.told.length).toBeGreaterThan(0);
    expect(set.told.length).toBeLessThan(30);
  });
});

describe('what is held of a document', () => {
  /** What the heap holds, in bytes, once what nobody holds is gone. */
  function heapSize(): number {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed;
  }

  it('is never its whole text', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(900)}\n${await token(60, 1)}\n`);
    const asked = vi.spyOn(document, 'getText');
    await set.settle();
    for (const offset of [0, 40]) {
      await set.edit(document, offset, 0, 'a');
      await set.settle();
    }
    expect(asked.mock.calls.length).toBeGreaterThan(0);
    expect(asked.mock.calls.filter(([range]) => range === undefined)).toEqual([]);
  });

  it('is no line of before, though each of its tokens was a part of one', async () => {
    const set = await stage();
    const line = 4_000_000;
    const document = await set.open(`${'x'.repeat(line)} ${await token(900)}`);
    const type = async () => {
      await set.edit(document, line + 30, 0, 'a');
      await set.settle();
    };
    await type();
    const before = heapSize();
    for (let strokes = 0; strokes < 20; strokes++) await type();
    // The text itself is held once or twice, as nobody knows when V8 joins its pieces.
    expect(heapSize() - before).toBeLessThan(5 * line);
  });
});

describe('a stroke of a key in a small file', () => {
  it('enters at most 20 files of the source, lenses and problems included', async () => {
    const set = await stage();
    const document = await set.open(`x ${await token(900)} y\n`);
    await set.settle();
    const files = await entered(async () => {
      await set.edit(document, 0, 0, 'a');
      await set.settle();
    });
    expect(files.length, files.join(' ')).toBeLessThanOrEqual(20);
    expect(files).toContain('features/lenses.ts');
    expect(files).toContain('features/documentProblems.ts');
  });
});
