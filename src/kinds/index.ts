import type { TimeRules } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import { custom } from './custom.ts';
import type { Kind, WritableKind } from './kind.ts';
import { openTok } from './openTok.ts';
import { vanilla } from './vanilla.ts';
import { vonageRest } from './vonageRest.ts';
import { vonageUser } from './vonageUser.ts';
import { vonageVideo } from './vonageVideo.ts';

/** Every kind, in the order in which they are recognised (the first match wins) and offered. A new kind is one line here. */
export const kinds: readonly Kind[] = [openTok, vonageRest, vonageVideo, vonageUser, vanilla, custom];

/** The kinds that can be written. */
export const writableKinds: readonly WritableKind[] = kinds.filter(
  (kind): kind is WritableKind => kind.writing !== undefined,
);

/** What a token is for, by its content. A token whose payload cannot be read is `custom`. */
export function kindOf(token: Token): Kind {
  const payload = token.payload?.value ?? {};
  return kinds.find((kind) => kind.recognises(payload, token.header.value ?? {})) ?? custom;
}

/** The writable kind of an id; `undefined` for any other text. */
export function writableKind(id: unknown): WritableKind | undefined {
  return writableKinds.find((kind) => kind.id === id);
}

/** How the issuer of a kind reads the times of its tokens. */
export function timeRules({ impliedLife, timeClaims }: Kind): TimeRules {
  return { ...(impliedLife !== undefined && { impliedLife }), ...(timeClaims && { timeClaims }) };
}
