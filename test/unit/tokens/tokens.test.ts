import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextDocument } from 'vscode';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { RequestBodies } from '../../../src/tokens/requestBodies.ts';
import { DocumentSettings } from '../../../src/tokens/settings.ts';
import { type Documents, TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import { Tokens, type TokensChange } from '../../../src/tokens/tokens.ts';
import { Verifier } from '../../../src/tokens/verifier.ts';
import { hs256 } from '../../hs256.ts';
import { EventEmitter, files, folderAt, page, resetVSCode, setSetting, Uri, workspace } from '../../standIn/vscode.ts';
import { ScriptedClock } from './scriptedClock.ts';

/** What is known of tokens, and when something else is: with the real parts, but for the keys and the clock. */

const secret = 'a secret of this test of 32 bytes and more';
const start = 1_800_000_000;
const signed = (sub: string, life: number, key = secret) =>
  hs256({ sub, iat: start, exp: start + life }, Buffer.from(key));
const [short, long] = [signed('short', 600), signed('long', 86_400)];
const uri = Uri.file('/work/a.txt');

let clock: ScriptedClock;
let told: TokensChange[];
let tokens: Tokens;
let document: TextDocument;
let release: () => void;
let keys: { known: readonly string[]; wait: Promise<void>; changed: EventEmitter<void> };
let parts: readonly { dispose(): void }[];

beforeEach(async () => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ [uri.path]: `# mine\n${short}\n${long}\n` });
  clock = new ScriptedClock();
  clock.time = start * 1000;
  keys = { known: [secret], wait: Promise.resolve(), changed: new EventEmitter() };
  const verifier = new Verifier({
    isTrusted: () => true,
    candidates: async () => {
      await keys.wait;
      return keys.known.map((text) => ({ key: readSecret(text, 'utf8'), reference: 'file:s', named: true }));
    },
    variantOf: async () => undefined,
    onDidChange: (listener) => keys.changed.event(listener) as never,
  });
  const [index, settings, bodies] = [
    new TokenIndex(workspace as unknown as Documents),
    new DocumentSettings(),
    new RequestBodies(),
  ];
  tokens = new Tokens({ index, verifier, settings, clock, bodies });
  parts = [tokens, index, verifier, settings, bodies];
  told = [];
  tokens.onDidChange((change) => told.push(change));
  document = (await page.open(uri)) as unknown as TextDocument;
});
afterEach(async () => {
  for (const part of parts) part.dispose();
  await page.idle();
  resetVSCode();
});

const at = (number: number) => {
  const found = tokens.index.tokenOf(document, number);
  if (!found) throw new Error('none');
  return found;
};
const reasons = () => told.map(({ reason }) => reason);
/** Has both judged, and tells of it. */
async function judge() {
  for (const number of [0, 1]) tokens.inspect(document, at(number), 'sight');
  await Promise.all([short, long].map((text) => tokens.judge(text)));
  await new Promise((done) => setImmediate(done));
  clock.pass(300);
}
const type = async (from: number, to: number, text: string) => {
  const model = page.model(uri);
  if (model) page.type(model, [{ start: from, end: to, text }]);
  await page.idle();
};

describe('what is known of a token', () => {
  it('is there at once, without its signature, which is told of once it is known', async () => {
    expect(tokens.inspect(document, at(0), 'sight')).toMatchObject({ state: 'valid', signature: undefined });
    expect(told).toEqual([]);
    await judge();
    expect(told).toEqual([{ document, reason: 'signatures', removed: [], added: [], isMove: false }]);
    expect(tokens.inspect(document, at(0))).toMatchObject({ signature: 'valid' });
    await judge();
    expect(told).toHaveLength(1);
  });

  it('has no signature that nobody asked for', async () => {
    tokens.inspect(document, at(0));
    await page.idle();
    clock.pass(300);
    expect([told, tokens.inspect(document, at(0)).signature]).toEqual([[], undefined]);
  });

  it('is another as time passes, which is told of then', async () => {
    await judge();
    const states = () => [0, 1].map((number) => tokens.findings(document, number).state);
    // Who shows them looks whenever it is told.
    const seen = tokens.onDidChange(() => void states());
    expect(states()).toEqual(['valid', 'valid']);
    clock.pass(590_000);
    expect(states()).toEqual(['expires-soon', 'valid']);
    told.length = 0;
    clock.pass(20_000);
    expect([reasons(), states()]).toEqual([['time'], ['expired', 'valid']]);
    clock.pass(86_400_000);
    expect(states()).toEqual(['expired', 'expired']);
    seen.dispose();
  });

  it('is another where the machine slept, whoever is the first to ask', async () => {
    await judge();
    clock.jump(700_000);
    expect(tokens.remembered(document, at(0).identity)).toBeUndefined();
    expect(tokens.findings(document, 0)).toMatchObject({ state: 'expired' });
    clock.pass(0);
    expect(reasons()).toEqual(['signatures', 'time']);
    clock.jump(-700_000, true);
    expect(reasons()).toEqual(['signatures', 'time', 'time']);
    expect(tokens.findings(document, 0)).toMatchObject({ state: 'valid' });
  });

  it('is another with other keys, and with other settings', async () => {
    await judge();
    keys.known = [];
    keys.changed.fire();
    expect(reasons()).toEqual(['signatures', 'keys']);
    expect(tokens.inspect(document, at(0), 'sight').signature).toBeUndefined();
    await judge();
    expect(tokens.inspect(document, at(0)).signature).toBe('unknown-key');
    setSetting('tokensmith.expiresSoon', '10s');
    expect(reasons().at(-1)).toBe('settings');
    expect(tokens.findings(document, 0)).toMatchObject({ state: 'valid' });
  });

  it('goes with the token, and stays with one that moves', async () => {
    await judge();
    const [first, second] = [tokens.findings(document, 0), tokens.findings(document, 1)];
    const { identity } = at(0);
    await type(0, 0, 'x\n');
    expect(told.at(-1)).toMatchObject({ reason: 'text', isMove: true, removed: [], added: [] });
    expect([tokens.findings(document, 0), tokens.findings(document, 1)]).toEqual([first, second]);
    const start = tokens.index.startOf(document, 0);
    await type(start, start + short.length, '');
    expect(told.at(-1)).toMatchObject({ reason: 'text', isMove: false, removed: [identity] });
    expect(tokens.findings(document, 0)).toBe(second);
    expect(() => tokens.findings(document, 1)).toThrow(RangeError);
  });

  it('of a document that is closed is told of no more', async () => {
    await judge();
    page.close(uri);
    await page.idle();
    clock.pass(3_600_000);
    keys.changed.fire();
    expect(reasons()).toEqual(['signatures']);
  });

  it('and a verdict that comes after that is told of by nobody', async () => {
    keys.wait = new Promise((resolve) => {
      release = resolve;
    });
    tokens.inspect(document, at(0), 'sight');
    page.close(uri);
    await page.idle();
    release();
    await tokens.judge(short);
    await page.idle();
    clock.pass(1000);
    expect(told).toEqual([]);
  });
});

describe('who waits', () => {
  beforeEach(() => {
    keys.wait = new Promise((resolve) => {
      release = resolve;
    });
  });

  it('for a signature gets it, or what is known once patience ends', async () => {
    const waiting = tokens.inspected(document, at(0), 500);
    clock.pass(500);
    expect((await waiting).signature).toBeUndefined();
    const patient = tokens.inspected(document, at(0), 500);
    release();
    expect((await patient).signature).toBe('valid');
    expect(clock.waits.filter(({ at: end }) => end === clock.time + 500)).toEqual([]);
    expect((await tokens.inspected(document, at(0), 500)).signature).toBe('valid');
  });

  it('while the text changes gets what is known of the token that it was', async () => {
    const waiting = tokens.inspected(document, at(0), 500);
    const start = tokens.index.startOf(document, 0);
    await type(start, start + short.length, '');
    release();
    expect(await waiting).toMatchObject({ signature: 'valid', token: { text: short } });
  });

  it('for nothing gets it at once', async () => {
    release();
    expect((await tokens.judge(signed('x', 600, 'another secret of 32 bytes and more'))).signature).toBe('invalid');
    expect((await tokens.judgeBriefly(short)).signature).toBe('valid');
    await tokens.settled([tokens.inspect(document, at(0))], 500);
    expect(clock.waits.filter(({ at: end }) => end === clock.time + 500)).toEqual([]);
  });
});

describe('the body that a token names the hash of', () => {
  it('counts once it can be read, and with each change of the text around the token', async () => {
    const payload = { iss: 'Vonage', api_key: 'abcd1234', iat: start, jti: 'a', payload_hash: 'a'.repeat(64) };
    const token = hs256(payload, Buffer.from(secret));
    const place = Uri.file('/work/a.http');
    const request = `POST https://a.test\nAuthorization: Bearer ${token}\n\n{"a":1}\n`;
    await files.writeFile(place, Buffer.from(request));
    document = (await page.open(place)) as unknown as TextDocument;
    const hash = () => tokens.findings(document, 0).problems.filter(({ code }) => code === 'vonage.payload-hash');
    expect(hash()).toEqual([]);
    await vi.waitFor(() => expect(reasons()).toContain('settings'));
    expect(hash()).toHaveLength(1);
    const bodies = new RequestBodies();
    expect(await bodies.read(document, 0)).toEqual({ body: '{"a":1}' });
    expect(await bodies.read((await page.open(uri)) as unknown as TextDocument, 0)).toBeUndefined();
    bodies.dispose();
    const model = page.model(place);
    const at = request.indexOf('{"a"');
    if (model) page.type(model, [{ start: at, end: at + 7, text: '' }]);
    await page.idle();
    expect(told.at(-1)).toMatchObject({ reason: 'text', isMove: false, removed: [], added: [] });
    if (model) page.type(model, [{ start: 0, end: 0, text: '# mine\n' }]);
    await page.idle();
    expect(told.at(-1)).toMatchObject({ reason: 'text', isMove: false });
  });
});

describe('a draft, which nobody has signed', () => {
  it('has no signature, and is what the key of the token before makes it', async () => {
    await tokens.judge(short);
    const draft = decodeToken(`${short.split('.').slice(0, 2).join('.')}.`);
    const known = tokens.inspectDraft(document, draft, short);
    expect(known).toMatchObject({ signature: undefined, token: { text: draft.text } });
    expect(tokens.inspectDraft(document, draft, short)).toBe(known);
    const other = decodeToken(`${long.split('.').slice(0, 2).join('.')}.`);
    expect(tokens.inspectDraft(document, other)).toMatchObject({ token: { text: other.text } });
    expect(tokens.inspectDraft(document, draft, short)).not.toBe(known);
  });
});
