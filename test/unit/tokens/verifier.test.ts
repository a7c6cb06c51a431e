import { randomBytes } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Key } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import type { Candidate } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { type KnownCandidates, Verifier } from '../../../src/tokens/verifier.ts';

const key: Key = {
  form: 'secret',
  type: 'oct',
  bits: 256,
  limits: {},
  jwk: { kty: 'oct', k: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE' },
};
const candidate: Candidate = { key, reference: 'file:shop.key', named: false };
const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => signToken('{"alg":"HS256"}', `{"n":${n}}`, key)));
const numberOf = (text: string) => tokens.indexOf(text);

/** Keys whose use a test watches, and holds back. */
function scripted() {
  const asked: number[] = [];
  const held: (() => void)[] = [];
  let changed = () => {};
  const keys: { known: readonly Candidate[]; isTrusted: boolean } = { known: [candidate], isTrusted: true };
  const source: KnownCandidates = {
    isTrusted: () => keys.isTrusted,
    candidates: async ({ text }) => {
      asked.push(numberOf(text));
      const { known } = keys;
      await new Promise<void>((resolve) => held.push(resolve));
      return known;
    },
    variantOf: async () => undefined,
    onDidChange: (listener) => {
      changed = listener;
      return { dispose() {} };
    },
  };
  const verifier = new Verifier(source);
  const release = async () => {
    while (verifier.isBusy) {
      for (const resolve of held.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const change = (known: readonly Candidate[]) => {
    keys.known = known;
    changed();
  };
  return { verifier, asked, keys, release, change };
}

test('what is in sight comes before what nobody looks at, what a command waits for at once', async () => {
  const { verifier, asked, release } = scripted();
  for (const text of tokens.slice(0, 8)) void verifier.ask(text, 'background');
  for (const text of tokens.slice(8, 10)) void verifier.ask(text, 'sight');
  // Somebody scrolls to one that waited in the background.
  void verifier.ask(tokens[7] ?? '', 'sight');
  const judged = verifier.judge(tokens[15] ?? '');
  await release();
  expect(asked.slice(0, 4)).toEqual([0, 1, 2, 3]);
  expect(asked.slice(4)).toEqual([15, 8, 9, 7, 4, 5, 6]);
  expect((await judged).signature).toBe('valid');
  expect(verifier.isBusy).toBe(false);
});

test('a text is judged once, however many ask', async () => {
  const { verifier, asked, release } = scripted();
  const [text = ''] = tokens;
  const all = [verifier.ask(text, 'background'), verifier.ask(text, 'sight'), verifier.ask(text, 'sight')];
  await release();
  await Promise.all(all);
  await verifier.ask(text, 'sight');
  expect(asked).toEqual([0]);
  expect(verifier.checkOf(text).judgement).toMatchObject({ signature: 'valid', key: { reference: 'file:shop.key' } });
});

test('keys that change while a verdict is awaited make it outdated, and a command has the one by the new keys', async () => {
  const { verifier, asked, release, change } = scripted();
  const [text = ''] = tokens;
  const before = verifier.checkOf(text);
  const judged = verifier.judge(text);
  await new Promise((resolve) => setImmediate(resolve));
  change([]);
  await release();
  expect((await judged).signature).toBe('unknown-key');
  expect(before.isOutdated).toBe(true);
  expect(verifier.checkOf(text)).toMatchObject({ isOutdated: false, judgement: { signature: 'unknown-key' } });
  expect(asked).toEqual([0, 0]);
});

test('what waited when other keys became known is nobody’s work any more', async () => {
  const { verifier, asked, release, change } = scripted();
  const before = tokens.map((text) => verifier.ask(text, 'background'));
  await new Promise((resolve) => setImmediate(resolve));
  change([]);
  const again = verifier.ask(tokens[19] ?? '', 'background');
  await release();
  await Promise.all([...before, again]);
  expect(asked).toEqual([0, 1, 2, 3, 19]);
  expect(verifier.checkOf(tokens[19] ?? '').judgement?.signature).toBe('unknown-key');
});

test('where keys may not be used, none is asked for, and a missing signature is missing all the same', async () => {
  const { verifier, asked, keys } = scripted();
  keys.isTrusted = false;
  const [text = ''] = tokens;
  expect((await verifier.judge(text)).signature).toBe('not-checked');
  expect((await verifier.judge(text.replace(/[^.]+$/, ''))).signature).toBe('invalid');
  expect(asked).toEqual([]);
});

afterEach(() => vi.restoreAllMocks());

test('large keys take turns: few at once, few for a token, what is in sight first, and others go on meanwhile', async () => {
  const bytes = () => {
    const made = randomBytes(16_384 / 8);
    made[0] = 255;
    made[made.length - 1] = 255;
    return made.toString('base64url');
  };
  const sets = Array.from({ length: 10 }, () => ({ keys: [bytes(), bytes(), bytes()] }));
  const read = sets.map((set) =>
    readKeys(JSON.stringify({ keys: set.keys.map((n) => ({ kty: 'RSA', n, e: 'AQAB' })) })),
  );
  const known = (await Promise.all(read)).flat().map((large): Candidate => ({ ...candidate, key: large }));
  const header = Buffer.from('{"alg":"RS256"}').toString('base64url');
  const texts = Array.from(
    { length: 40 },
    (_, n) => `${header}.${Buffer.from(`{"n":${n}}`).toString('base64url')}.${bytes()}`,
  );
  const { verifier, keys, release } = scripted();
  keys.known = known;
  const { verify } = crypto.subtle;
  const counts = { running: 0, most: 0, all: 0, turns: 0 };
  vi.spyOn(crypto.subtle, 'verify').mockImplementation(async (...given: Parameters<SubtleCrypto['verify']>) => {
    counts.all++;
    counts.most = Math.max(counts.most, ++counts.running);
    return verify.apply(crypto.subtle, given).finally(() => counts.running--);
  });
  const done: number[] = [];
  const note = (text: string) => () => void done.push(texts.indexOf(text));
  const all = texts.map((text) => verifier.ask(text, 'background').then(note(text)));
  for (const text of texts.slice(30, 33)) void verifier.ask(text, 'sight');
  const other = () => {
    counts.turns++;
    if (verifier.isBusy) setImmediate(other);
  };
  other();
  await release();
  await Promise.all(all);
  // Four had begun when somebody looked, and some go on beside: how many ends first is the processor's choice.
  expect(done.slice(0, texts.length / 2)).toEqual(expect.arrayContaining([30, 31, 32]));
  expect(counts).toMatchObject({ most: 4, all: 4 * texts.length });
  expect(counts.turns).toBeGreaterThan(texts.length);
});
