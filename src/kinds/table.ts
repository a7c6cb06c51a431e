import { custom } from './custom.ts';
import type { Kind } from './kind.ts';
import { openTok } from './openTok.ts';
import { vanilla } from './vanilla.ts';
import { vonageRest } from './vonageRest.ts';
import { vonageUser } from './vonageUser.ts';
import { vonageVideo } from './vonageVideo.ts';

/** Every kind, in the order in which they are recognised (the first match wins) and offered. A new kind is one line here. */
export const kinds: readonly Kind[] = [openTok, vonageRest, vonageVideo, vonageUser, vanilla, custom];
