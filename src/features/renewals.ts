import { CancellationError, type CancellationToken, type TextDocument } from 'vscode';
import { Stretches } from '../edits/stretches.ts';
import { EditError } from '../errors/edits.ts';
import type { TextEdit } from '../insertion/edit.ts';
import { CodedError } from '../jwt/errors.ts';
import type { RequestBody } from '../jwt/problem.ts';
import { errorWords } from '../messages/errors.ts';
import { renewDraft } from '../recipes/renew.ts';
import type { Services } from '../services.ts';
import { type IndexedToken, tokenText } from '../tokens/tokenIndex.ts';
import { KeyReferenceError } from '../vault/errors.ts';
import { displayPath } from '../vault/files.ts';
import { type Occasion, resignToken } from '../vault/sign.ts';
import { tellDone } from './contextKeys.ts';

/** What became of the expired tokens of a document. */
export interface Renewals {
  /** How many were renewed. */
  readonly renewed: number;
  /** The others, which were left as they are. */
  readonly left: readonly LeftToken[];
}

/** A token that was left as it is. */
export interface LeftToken {
  /** Why, in words. */
  readonly reason: string;
  /** Where it stands now, as a UTF-16 offset; `undefined`: it is gone. */
  readonly offset: number | undefined;
  /** Whether it can be renewed once the person is asked. */
  readonly isAskable: boolean;
}

/** How the tokens of a document are renewed. */
export interface RenewalOptions {
  /** Whether the person asked for it: a save renews only what a known key has signed. */
  readonly isClick: boolean;
  readonly cancellation?: CancellationToken;
  /** Told after each token how many of them are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** The tokens of a document that have expired. */
export function* expiredTokens({ tokens }: Services, document: TextDocument): Generator<IndexedToken> {
  for (let index = 0; index < tokens.index.count(document); index++) {
    const found = tokens.index.tokenOf(document, index);
    if (found && tokens.findings(document, index).state === 'expired') yield found;
  }
}

/**
 * Renews the expired tokens of a document whose keys are known, all in one step of its undo stack, without asking anybody
 * anything. A token that is changed meanwhile is left alone. Documents about these tokens follow.
 * @throws CancellationError where it was cancelled, EditError; then nothing was written
 */
export async function renewExpired(
  services: Services,
  document: TextDocument,
  { isClick, cancellation, onProgress }: RenewalOptions,
): Promise<Renewals> {
  const { version } = document;
  const expired = [...expiredTokens(services, document)].map((found) => ({
    found,
    text: tokenText(document, found),
    bodyNow: async () => (document.version === version ? services.bodies.read(document, found.start) : undefined),
  }));
  const stretches = new Stretches(
    document,
    expired.map(({ found }) => found),
  );
  try {
    const texts: (string | undefined)[] = [];
    const left: { readonly at: number; readonly reason: string; readonly isAskable: boolean }[] = [];
    for (const [done, { text, bodyNow }] of expired.entries()) {
      onProgress?.(done, expired.length);
      const renewed = await renewSilently(services, text, { isClick }, bodyNow);
      if (cancellation?.isCancellationRequested) throw new CancellationError();
      texts.push('token' in renewed ? renewed.token : undefined);
      if ('left' in renewed) left.push({ at: done, reason: renewed.left, isAskable: renewed.isAskable });
    }
    const renewed = await stretches.replace(texts, {
      isWhole: ({ start, end }) =>
        services.tokens.index
          .tokensBetween(document, start, start)
          .some((found) => found.start === start && found.end === end),
      expect: (edit) => expectRenewed(services, document, edit),
    });
    if (renewed > 0) tellDone(services.memory, 'hasRenewed');
    const lost = expired.length - left.length - renewed;
    const changed = errorWords(new EditError('edit.changed', { file: displayPath(document.uri) })) ?? '';
    return {
      renewed,
      left: [
        ...left.map(({ at, reason, isAskable }) => ({ reason, isAskable, offset: stretches.at(at)?.start })),
        ...Array.from({ length: lost }, () => ({ reason: changed, isAskable: false, offset: undefined })),
      ],
    };
  } finally {
    stretches.dispose();
  }
}

/** Says that a renewed token is about to be written: documents about the token, and lenses on it, go on with that one. */
export function expectRenewed({ documents, places }: Services, document: TextDocument, edit: TextEdit): void {
  documents.expect({ document, start: edit.start }, edit.text);
  places.expect(document, edit);
}

/**
 * Renews a token whose key is known, without asking anybody anything; else says in words why not. Without an occasion,
 * such as at send, the key must have signed it.
 * @param bodyNow reads the body of the request that it stands in
 */
export async function renewSilently(
  services: Services,
  token: string,
  occasion: Occasion = {},
  bodyNow?: () => Promise<RequestBody | undefined>,
): Promise<{ readonly token: string } | { readonly left: string; readonly isAskable: boolean }> {
  try {
    const { tokens } = services;
    const { tolerance } = tokens.settings().context;
    const known = occasion.isClick ? await tokens.judge(token) : await tokens.judgeBriefly(token);
    const body = known.kind.bodyClaims && (await bodyNow?.());
    const draft = renewDraft(known, {
      now: Date.now(),
      uuid: () => crypto.randomUUID(),
      tolerance,
      body,
    });
    const { token: renewed } = await resignToken(services, known, draft, occasion);
    return { token: renewed };
  } catch (error) {
    if (error instanceof CodedError || error instanceof KeyReferenceError)
      return { left: errorWords(error) ?? '', isAskable: askable.has(codeOf(error)) };
    throw error;
  }
}

/** What stands in the way of a renewal only as long as nobody is asked. */
const askable: ReadonlySet<string> = new Set([
  'vault.unknown-key',
  'vault.no-leave',
  'key.passphrase-needed',
  'renew.life-too-long',
  'renew.no-life',
]);

function codeOf(error: { readonly code: string } | KeyReferenceError): string {
  return error instanceof KeyReferenceError ? error.cause.code : error.code;
}
