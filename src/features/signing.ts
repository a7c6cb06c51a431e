import { algorithmNamed, fits, NONE, ownAlgorithm } from '../jwt/algorithms.ts';
import { decodeToken } from '../jwt/decode.ts';
import { signToken } from '../jwt/sign.ts';
import type { Token } from '../jwt/token.ts';
import { inOrder, verifySignature } from '../jwt/verify.ts';
import { KeyUseError } from '../jwt/webCrypto.ts';
import type { Draft } from '../recipes/create.ts';
import type { Services } from '../services.ts';
import { withKey } from '../vault/makeToken.ts';
import type { NamedKey } from '../vault/vault.ts';
import { UsageError } from './errors.ts';

/**
 * The `alg` that a token is to be signed anew with: the wanted one, its own by default. `none` takes no key.
 * @throws KeyUseError where no key signs with it, or where a signed token would become an unsecured one
 */
export function signingAlgorithm(token: Token, wanted = ownAlgorithm(token)): string {
  if (wanted === NONE && ownAlgorithm(token) !== NONE) throw new KeyUseError('algorithm.none-with-key', { key: '' });
  if (wanted !== NONE && !algorithmNamed(wanted)) throw new KeyUseError('algorithm.unsupported', { algorithm: wanted });
  return wanted;
}

/**
 * The key that is known to sign a token anew with: that of the recipe that matches it, else the one that verifies it, else
 * the one that the person chose for tokens like it. Nobody is asked.
 * @param proven whether only the key that signed the token will do, whatever key a recipe names
 */
export async function knownSigner(
  { keys }: Services,
  token: Token,
  { proven = false }: { readonly proven?: boolean } = {},
): Promise<NamedKey | undefined> {
  const algorithm = ownAlgorithm(token);
  if (algorithm === NONE) return undefined;
  const candidates = (await keys.candidates(token)).filter(({ key }) => fits(key, algorithm) === undefined);
  const named = proven ? undefined : candidates.find((candidate) => candidate.named);
  // Of several keys under one reference, the one that signed the token.
  const asked = named
    ? inOrder(
        token,
        candidates.filter(({ reference }) => reference === named.reference),
      ).asked
    : candidates;
  for (const candidate of asked) {
    if ((await verifySignature(token, candidate.key)) === 'valid') return candidate;
  }
  // Without proof, for example where the key was replaced: then the person's word counts.
  return named ? asked[0] : candidates.find(({ reference }) => reference === keys.signers.of(token));
}

/**
 * The known key to sign a token anew with; `undefined` where it is unsecured and takes none.
 * @throws UsageError `command.unknown-key`; KeyUseError for an algorithm that no key signs with
 */
export async function silentSigner(services: Services, token: Token): Promise<NamedKey | undefined> {
  if (signingAlgorithm(token) === NONE) return undefined;
  const known = await knownSigner(services, token);
  if (!known) throw new UsageError('command.unknown-key', {});
  return known;
}

/**
 * Signs a draft, and verifies what came out, before anybody writes it. The key is remembered for the session as the new
 * token's.
 * @throws UsageError `command.not-verified`; KeyReferenceError, SigningError
 */
export async function signAndVerify(
  services: Services,
  { header, payload }: Draft,
  signer: NamedKey | undefined,
): Promise<string> {
  const signed = await withKey(signer?.reference, () => signToken(header, payload, signer?.key));
  if (!signer) return signed;
  if ((await verifySignature(decodeToken(signed), signer.key)) !== 'valid')
    throw new UsageError('command.not-verified', {});
  await services.keys.makers.remember(signed, { key: signer });
  return signed;
}
