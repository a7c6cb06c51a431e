import type { TimeRules } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import { custom } from './custom.ts';
import type { Kind, WritableKind } from './kind.ts';
import { kinds } from './table.ts';

export { kinds };

/** The kinds that can be written. */
export const writableKinds: readonly WritableKind[] = kinds.filter(isWritableKind);

/** What a token is for, by its content. A token whose payload cannot be read is `custom`. */
export function kindOf(token: Token): Kind {
  const payload = token.payload?.value ?? {};
  return kinds.find((kind) => kind.recognises(payload, token.header.value ?? {})) ?? custom;
}

/** The writable kind of an id; `undefined` for any other text. */
export function writableKind(id: unknown): WritableKind | undefined {
  return writableKinds.find((kind) => kind.id === id);
}

/** Whether tokens of a kind can be written, and not only read. */
export function isWritableKind(kind: Kind): kind is WritableKind {
  return kind.writing !== undefined;
}

/** How the issuer of a kind reads the times of its tokens. */
export function timeRules({ impliedLife, timeClaims }: Kind): TimeRules {
  return { ...(impliedLife !== undefined && { impliedLife }), ...(timeClaims && { timeClaims }) };
}
