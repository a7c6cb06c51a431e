import { l10n } from 'vscode';
import { UsageError } from '../editor/errors.ts';
import { fits, NONE } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import type { Token } from '../jwt/token.ts';
import { verifySignature } from '../jwt/verify.ts';
import { kindOf, writableKind } from '../kinds/index.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import type { NamedKey } from '../vault/vault.ts';
import { askKey } from './askKey.ts';
import { back } from './steps.ts';

/**
 * The key to sign a token anew with, found by proof: that of the recipe that matches the token, else the known key that
 * verifies it. `undefined` for an unsecured token, which takes none.
 * @param ask whether the person may be asked for a key that is not known
 * @throws UsageError `command.unknown-key` where nobody may be asked; VaultError; CancellationError
 */
export async function findSigner(services: Services, token: Token, ask: boolean): Promise<NamedKey | undefined> {
  const algorithm = token.header.value?.alg;
  if (algorithm === NONE) return undefined;
  const candidates = (await services.keys.candidates(token)).filter(
    ({ key }) => fits(key, String(algorithm)) === undefined,
  );
  const named = candidates.find((candidate) => candidate.named);
  if (named) return named;
  for (const candidate of candidates) {
    if ((await verifySignature(token, candidate.key)) === 'valid') return candidate;
  }
  if (ask) return askSigner(services, token);
  throw new UsageError('command.unknown-key', {});
}

async function askSigner(services: Services, token: Token): Promise<NamedKey> {
  const kind = writableKind(kindOf(token).id);
  if (!kind) throw new UsageError('command.unknown-key', {});
  const reference = await askKey(services, kind, undefined, {
    title: l10n.t('Which key shall sign this token?'),
    step: 1,
    steps: 1,
  });
  const parsed = reference === back ? undefined : parseReference(reference);
  if (reference === back || !parsed) throw new UsageError('command.unknown-key', {});
  const key: Key = await services.vault.key(parsed, { secretEncoding: 'utf8', interactive: true });
  return { key, reference };
}
