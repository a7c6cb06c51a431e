import { decodeToken } from '../../src/jwt/decode.ts';
import { judgeToken } from '../../src/jwt/decrypt.ts';
import type { Key } from '../../src/jwt/key.ts';
import type { Judgement } from '../../src/jwt/verify.ts';
import { KeyError } from '../../src/keys/errors.ts';
import { readKeys } from '../../src/keys/read.ts';
import { inspecting } from '../inspecting.ts';

/** What is said of a token by the keys in these texts, in whatever format they are, when they were named as the token's own. */
export async function judge(text: string, keys: readonly string[]): Promise<Judgement> {
  const candidates = (await Promise.all(keys.map(read)))
    .flat()
    .map((key) => ({ key, reference: 'file:vector.jwk', named: true }));
  return judgeToken(decodeToken(text), async () => candidates);
}

/** What a JWE holds, as bytes; `undefined` where no key decrypts it. */
export async function contentOf(text: string, keys: readonly string[]): Promise<Uint8Array | undefined> {
  return (await judge(text, keys)).decryption?.token.payload?.bytes;
}

/** The claims, however deep JWTs are nested; `undefined` where they cannot be read. */
export async function claimsOf(text: string, keys: readonly string[]): Promise<unknown> {
  return inspecting(text, await judge(text, keys)).innermost.payload?.value;
}

/** The keys in a text; none where it cannot be read as a key. */
async function read(text: string): Promise<readonly Key[]> {
  try {
    return await readKeys(text);
  } catch (error) {
    if (error instanceof KeyError) return [];
    throw error;
  }
}
