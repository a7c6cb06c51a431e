import { CancellationError, l10n, window } from 'vscode';
import { UsageError } from '../editor/errors.ts';
import { algorithmNamed, fits, NONE } from '../jwt/algorithms.ts';
import { decodeToken } from '../jwt/decode.ts';
import { memberValue } from '../jwt/json.ts';
import { signToken } from '../jwt/sign.ts';
import type { Token } from '../jwt/token.ts';
import { verifySignature } from '../jwt/verify.ts';
import { KeyUseError } from '../jwt/webCrypto.ts';
import { kindOf } from '../kinds/index.ts';
import type { Draft } from '../recipes/create.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { withKey } from '../vault/makeToken.ts';
import type { NamedKey } from '../vault/vault.ts';
import { keyName } from '../words/keys.ts';
import { askKey } from './askKey.ts';
import { back } from './steps.ts';

/** A key to sign with, and whether the person has just chosen it among others. */
export interface Signer extends NamedKey {
  readonly chosen: boolean;
}

/** How a key is to be found. */
export interface SignerOptions {
  /** Whether the person may be asked for a key that is not known, or for its passphrase. */
  readonly ask: boolean;
  /** Whether only the key that signed the token will do, whatever key a recipe names. */
  readonly proven?: boolean;
  /** The `alg` that it is to sign with; the token's own by default. */
  readonly algorithm?: string;
}

/**
 * The key to sign a token anew with: that of the recipe that matches the token, else the known key that verifies it, else
 * the one that the person chose for tokens like it.
 * @returns `undefined` where the token is to be unsecured, which takes none
 * @throws UsageError `command.unknown-key` where nobody may be asked; KeyUseError for an algorithm that no key signs with;
 *   VaultError, KeyReferenceError; CancellationError
 */
export async function findSigner(
  services: Services,
  token: Token,
  { ask, proven = false, algorithm }: SignerOptions,
): Promise<Signer | undefined> {
  const own = String(memberValue(token.header.value, 'alg'));
  const wanted = algorithm ?? own;
  if (own === NONE && wanted === NONE) return undefined;
  if (wanted === NONE) throw new KeyUseError('algorithm.none-with-key', { key: '' });
  if (!algorithmNamed(wanted)) throw new KeyUseError('algorithm.unsupported', { algorithm: wanted });
  const known = own === NONE ? undefined : await knownSigner(services, token, own, proven);
  if (known) return { ...known, chosen: false };
  if (!ask) throw new UsageError('command.unknown-key', {});
  const ofRecipe = own === NONE || proven ? undefined : await services.keys.askRecipe(token);
  if (ofRecipe) return { ...ofRecipe, chosen: false };
  return { ...(await askSigner(services, token, wanted)), chosen: true };
}

async function knownSigner(
  { keys }: Services,
  token: Token,
  algorithm: string,
  proven: boolean,
): Promise<NamedKey | undefined> {
  const candidates = (await keys.candidates(token)).filter(({ key }) => fits(key, algorithm) === undefined);
  const named = proven ? undefined : candidates.find((candidate) => candidate.named);
  if (named) return named;
  for (const candidate of candidates) {
    if ((await verifySignature(token, candidate.key)) === 'valid') return candidate;
  }
  // Without proof, for example where the key was replaced: then the person's word counts.
  return candidates.find(({ reference }) => reference === keys.signers.of(token));
}

async function askSigner(services: Services, token: Token, algorithm: string): Promise<NamedKey> {
  const kind = kindOf(token);
  if (!kind.writing) throw new UsageError('command.unknown-key', {});
  const able = { ...kind, writing: { ...kind.writing, algorithms: [algorithm] } };
  const reference = await askKey(services, able, services.keys.signers.of(token), {
    title: l10n.t('Which key shall sign this token?'),
    step: 1,
    steps: 1,
  });
  if (reference === back) throw new CancellationError();
  const parsed = parseReference(reference);
  if (!parsed) throw new UsageError('command.unknown-key', {});
  return { key: await services.vault.key(parsed, { secretEncoding: 'utf8', interactive: true }), reference };
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

/** Offers to remember a key that the person chose, for tokens of the same kind and issuer in this workspace. */
export async function offerToRemember(services: Services, token: Token, signer: Signer | undefined): Promise<void> {
  if (!signer?.chosen || services.keys.signers.of(token) === signer.reference) return;
  const remember = l10n.t('Remember');
  const answer = await window.showInformationMessage(
    l10n.t('Shall {key} sign all tokens of this kind and issuer in this workspace?', {
      key: keyName(signer.reference),
    }),
    remember,
  );
  if (answer === remember) await services.keys.signers.remember(token, signer.reference);
}
