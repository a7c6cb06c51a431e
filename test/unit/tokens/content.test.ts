import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deflateRawSync } from 'node:zlib';
import { CompactEncrypt } from 'jose';
import { expect, test } from 'vitest';
import { readSecret } from '../../../src/keys/secret.ts';
import { type KnownCandidates, Verifier } from '../../../src/tokens/verifier.ts';

const secret = 'a secret of this test of 32 bytes';
const key = new TextEncoder().encode(secret.slice(0, 32));
const never = () => ({ dispose() {} });

/** A small JWE whose content is long. */
async function encrypted(content: string): Promise<string> {
  const header = { alg: 'dir', enc: 'A256GCM', zip: 'DEF' };
  return new CompactEncrypt(new TextEncoder().encode(content)).setProtectedHeader(header).encrypt(key);
}

/** What is measured is what is held: garbage is collected first. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

test.each([
  ['many members', `{"a":[${'0,'.repeat(30_000)}0]}`],
  ['more than is unpacked', `{"a":[${'0,'.repeat(120_000)}0]}`],
])(
  'a thousand small tokens that hold %s take neither memory nor the host',
  async (_, content) => {
    expect(deflateRawSync(content).length).toBeLessThan(700);
    const one = await encrypted(content);
    expect(one.length).toBeLessThan(1000);
    const tokens = await Promise.all(Array.from({ length: 1000 }, () => encrypted(content)));
    const candidate = { key: readSecret(secret.slice(0, 32), 'utf8'), reference: 'file:a', named: false };
    const source = {
      isTrusted: () => true,
      candidates: async () => [candidate],
      variantOf: async () => undefined,
      onDidChange: never,
    } as unknown as KnownCandidates;
    const verifier = new Verifier(source);
    collectGarbage();
    const before = process.memoryUsage();
    let [longest, last] = [0, performance.now()];
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await Promise.all(tokens.map((token) => verifier.ask(token, 'background')));
    clearInterval(timer);
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    // All of it is 120 MB and more; the figures leave room for other tests of the process, and for other processes.
    expect((heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6).toBeLessThan(100);
    expect(longest).toBeLessThan(1000);
    verifier.dispose();
  },
  60_000,
);
