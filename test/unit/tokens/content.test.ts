import { deflateRawSync } from 'node:zlib';
import { CompactEncrypt } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
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

afterEach(() => vi.restoreAllMocks());

test.each([
  ['many members', `{"a":[${'0,'.repeat(30_000)}0]}`, true],
  ['more than is unpacked', `{"a":[${'0,'.repeat(120_000)}0]}`, false],
])(
  'a thousand small tokens that hold %s take neither memory nor the host',
  async (_, content, isHeld) => {
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
    const { decrypt } = crypto.subtle;
    const counts = { running: 0, most: 0 };
    vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...given: Parameters<SubtleCrypto['decrypt']>) => {
      counts.most = Math.max(counts.most, ++counts.running);
      return decrypt.apply(crypto.subtle, given).finally(() => counts.running--);
    });
    await Promise.all(tokens.map((token) => verifier.ask(token, 'background')));
    const held = tokens.map((token) => verifier.checkOf(token).judgement?.decryption?.token.payload?.text?.length ?? 0);
    // All of it is 60 million UTF-16 units and more.
    expect(held.reduce((sum, length) => sum + length)).toBeLessThan(10e6);
    expect(held.at(-1)).toBe(isHeld ? content.length : 0);
    expect(counts.most).toBeLessThanOrEqual(4);
    verifier.dispose();
  },
  60_000,
);
