import { CancellationError, l10n, window } from 'vscode';
import { UsageError } from '../features/errors.ts';
import { knownSigner, signingAlgorithm } from '../features/signing.ts';
import { NONE, ownAlgorithm } from '../jwt/algorithms.ts';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';
import { kindOf } from '../kinds/index.ts';
import { keyName } from '../messages/keys.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import type { NamedKey } from '../vault/vault.ts';
import { askKey } from './askKey.ts';
import { back } from './steps.ts';

/** A key to sign with, and whether the person has just chosen it among others. */
export interface Signer extends NamedKey {
  readonly chosen: boolean;
}

/** How a key is to be found. */
export interface SignerOptions {
  /** Whether only the key that signed the token will do, whatever key a recipe names. */
  readonly proven?: boolean;
  /** The `alg` that it is to sign with; the token's own by default. */
  readonly algorithm?: string;
}

/**
 * The key to sign a token anew with: the one that is known, else the one that the person gives leave to use, or chooses.
 * @returns `undefined` where the token is to be unsecured, which takes none
 * @throws KeyUseError for an algorithm that no key signs with; UsageError, VaultError, KeyReferenceError;
 *   CancellationError
 */
export async function findSigner(
  services: Services,
  token: Token,
  { proven = false, algorithm }: SignerOptions = {},
): Promise<Signer | undefined> {
  const wanted = signingAlgorithm(token, algorithm);
  if (wanted === NONE) return undefined;
  const known = await knownSigner(services, token, { proven });
  if (known) return { ...known, chosen: false };
  const ofRecipe = ownAlgorithm(token) === NONE || proven ? undefined : await services.keys.askRecipe(token);
  if (ofRecipe) return { ...ofRecipe, chosen: false };
  return { ...(await askSigner(services, token, wanted)), chosen: true };
}

async function askSigner(services: Services, token: Token, algorithm: string): Promise<NamedKey> {
  const kind = kindOf(token);
  if (!kind.writing) throw new UsageError('command.unknown-key', {});
  const able = { ...kind, writing: { ...kind.writing, algorithms: [algorithm] } };
  const reference = await askKey(services, able, [services.keys.signers.of(token)], {
    title: l10n.t('Select the key to sign with'),
    step: 1,
    steps: 1,
  });
  if (reference === back) throw new CancellationError();
  const parsed = parseReference(reference);
  if (!parsed) throw new UsageError('command.unknown-key', {});
  const wanted = { algorithm, id: memberValue(token.header.value, 'kid') };
  return { key: await services.vault.key(parsed, { secretEncoding: 'utf8', wanted, interactive: true }), reference };
}

/** Offers to remember a key that the person chose, for tokens of the same kind and issuer in this workspace. */
export async function offerToRemember(services: Services, token: Token, signer: Signer | undefined): Promise<void> {
  if (!signer?.chosen || services.keys.signers.of(token) === signer.reference) return;
  const remember = l10n.t('Remember');
  const answer = await window.showInformationMessage(
    l10n.t('Always sign tokens like this one with {key} in this workspace?', {
      key: keyName(signer.reference),
    }),
    remember,
  );
  if (answer === remember) await services.keys.signers.remember(token, signer.reference);
}
