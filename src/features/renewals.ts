import { CancellationError, type CancellationToken, type TextDocument } from 'vscode';
import { CodedError } from '../jwt/errors.ts';
import type { FoundToken } from '../jwt/find.ts';
import { timeState } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import { errorWords } from '../messages/errors.ts';
import { renewDraft } from '../recipes/renew.ts';
import type { Services } from '../services.ts';
import { readFound } from '../tokens/reading.ts';
import { checkContext } from '../tokens/settings.ts';
import { KeyReferenceError } from '../vault/errors.ts';
import { tellRenewed } from './contextKeys.ts';
import type { Replacement } from './edits.ts';
import { signAndVerify, silentSigner } from './signing.ts';

/** What became of the expired tokens of a document. */
export interface Renewals {
  /** Of the document's version, for `applyEdits`, or a code action's edit. */
  readonly version: number;
  readonly edits: readonly Replacement[];
  /** Why the others were left as they are, in words, one for each token. */
  readonly left: readonly string[];
}

export interface RenewalOptions {
  readonly cancellation?: CancellationToken;
  /** Told after each token how many of them are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** The tokens of a document that have expired. */
export function expiredTokens({ index }: Services, document: TextDocument): readonly FoundToken[] {
  return index.tokens(document).filter((found) => {
    const { token, kind } = readFound(document, found);
    return timeState(token, checkContext(document, kind)).state === 'expired';
  });
}

/**
 * Renews the expired tokens of a document whose keys are known, without asking anybody anything and without writing
 * anything: the caller applies the edits, all of them in one step. Documents about these tokens follow.
 * @throws CancellationError where it was cancelled, or the document changed meanwhile
 */
export async function renewExpired(
  services: Services,
  document: TextDocument,
  { cancellation, onProgress }: RenewalOptions = {},
): Promise<Renewals> {
  const { version } = document;
  const expired = expiredTokens(services, document).map((found) => ({ found, ...readFound(document, found) }));
  const edits: Replacement[] = [];
  const left: string[] = [];
  for (const [done, { found, token }] of expired.entries()) {
    onProgress?.(done, expired.length);
    const renewed = await renewSilently(services, token);
    if (cancellation?.isCancellationRequested || document.version !== version) throw new CancellationError();
    if ('token' in renewed) edits.push({ start: found.start, end: found.end, text: renewed.token });
    else left.push(renewed.left);
  }
  for (const { start, text } of edits) services.documents.expect({ document, start }, text);
  if (edits.length > 0) tellRenewed();
  return { version, edits, left };
}

/** Renews a token whose key is known, without asking anybody anything; else says in words why not. */
export async function renewSilently(
  services: Services,
  token: Token,
): Promise<{ readonly token: string } | { readonly left: string }> {
  try {
    const draft = renewDraft(token, { now: Date.now(), uuid: () => crypto.randomUUID() });
    return { token: await signAndVerify(services, draft, await silentSigner(services, token)) };
  } catch (error) {
    if (error instanceof CodedError || error instanceof KeyReferenceError) return { left: errorWords(error) ?? '' };
    throw error;
  }
}
