import type { Unfit } from './algorithms.ts';
import { nestedToken, withContent } from './decode.ts';
import { type Encryption, encryptionOf, fitsEncryption, MAXIMUM_ITERATIONS, needsAes192 } from './encryption.ts';
import type { Key } from './key.ts';
import type { Token } from './token.ts';
import { type Candidate, candidatesToAsk, type Decryption, type Judgement, judgeSignature } from './verify.ts';
import { webCrypto } from './webCrypto.ts';

/**
 * Judges a token by the keys that are known: a JWS's signature, or a JWE by whether one decrypts it. A JWT nested in a
 * JWE is judged in turn, and the answer is then the one about it: whether *its* signature is valid, and by which key.
 *
 * Of a JWE that holds no token, `encrypted` with the key that decrypted it, or without where none did; `invalid` where a
 * key that was named, or whose `kid` is the token's, does not decrypt it; `unsupported` where Tokensmith or this host
 * lacks an algorithm. A key that the token brings itself is no candidate. Never throws.
 * @param candidatesOf the keys that may have signed, or may decrypt, a token
 */
export async function judgeToken(
  token: Token,
  candidatesOf: (token: Token) => Promise<readonly Candidate[]>,
): Promise<Judgement> {
  const candidates = await candidatesOf(token);
  if (token.form === 'jws') return judgeSignature(token, candidates);
  const answer = await decryptToken(token, candidates);
  if ('signature' in answer) return answer;
  const inner = nestedToken(answer.token);
  if (!inner) return { signature: 'encrypted', key: answer.key, decryption: answer };
  const judgement = await judgeToken(inner, candidatesOf);
  return { ...judgement, decryption: { ...answer, nested: { token: inner, judgement } } };
}

/** Decrypts a JWE with the first of the candidates that can; else says why none could. */
async function decryptToken(token: Token, candidates: readonly Candidate[]): Promise<Decryption | Judgement> {
  if (!token.header.value) return { signature: 'encrypted' };
  const encryption = encryptionOf(token.header.value);
  if ('missing' in encryption) return unsupported(encryption.missing);
  const missing = await missingHere(encryption);
  if (missing) return missing;

  // Whoever has the public half alone is not expected to read what was encrypted with it.
  const { asked, expected } = candidatesToAsk(
    token,
    candidates.filter(({ key, named }) => named || key.form !== 'public'),
  );
  const answers: (Unfit | undefined)[] = [];
  for (const candidate of asked) {
    const unfit = fitsEncryption(candidate.key, encryption);
    const content = unfit ? undefined : await inTurn(encryption, () => decrypt(token, candidate.key, encryption));
    if (content) return { token: withContent(token, content), key: candidate };
    answers.push(unfit);
  }
  const reasons = answers.slice(0, expected);
  const reason = reasons.every((unfit) => unfit !== undefined) ? reasons[0] : undefined;
  return expected === 0 ? { signature: 'encrypted' } : { signature: 'invalid', ...(reason && { reason }) };
}

/** How long compressed content may be, in bytes: it is far longer than what it unpacks from, and read at one go. */
const LARGEST_CONTENT = 64 * 1024;

/** The content of a JWE; `undefined` where the key does not decrypt it: all reasons look alike, as they must (RFC 7516 section 11.5). */
async function decrypt(token: Token, { jwk }: Key, { alg }: Encryption): Promise<Uint8Array | undefined> {
  if (token.faults.length > 0) return undefined;
  try {
    const options = {
      keyManagementAlgorithms: [alg],
      maxPBES2Count: MAXIMUM_ITERATIONS,
      maxDecompressedLength: LARGEST_CONTENT,
    };
    const { compactDecrypt } = await import('./compactDecrypt.ts');
    return (await compactDecrypt(token.text, jwk, options)).plaintext;
  } catch {
    return undefined;
  }
}

/** The last of the PBES2 keys to be derived: one at a time, so that a file full of such tokens leaves the host its threads. */
let derivation: Promise<unknown> = Promise.resolve();

function inTurn<T>({ isSlow }: Encryption, action: () => Promise<T>): Promise<T> {
  if (!isSlow) return action();
  const turn = derivation.then(action);
  derivation = turn;
  return turn;
}

async function missingHere(encryption: Encryption): Promise<Judgement | undefined> {
  const subtle = webCrypto();
  if (!subtle) return { signature: 'unsupported' };
  const name = needsAes192(encryption);
  if (name === undefined) return undefined;
  aes192 ??= subtle.importKey('raw', new Uint8Array(24), 'AES-GCM', false, ['decrypt']).then(
    () => true,
    () => false,
  );
  return (await aes192) ? undefined : unsupported(name);
}

/** Whether this host has AES with keys of 192 bits, once somebody asked: to jose, its absence looks like a wrong key. */
let aes192: Promise<boolean> | undefined;

function unsupported(algorithm: string | undefined): Judgement {
  if (algorithm === undefined) return { signature: 'unsupported' };
  return { signature: 'unsupported', reason: { code: 'algorithm.unsupported', data: { algorithm } } };
}
