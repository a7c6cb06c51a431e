import { apple } from './apple.ts';
import { clientAssertion } from './clientAssertion.ts';
import { custom } from './custom.ts';
import { githubApp } from './githubApp.ts';
import { googleServiceAccount } from './googleServiceAccount.ts';
import type { Kind } from './kind.ts';
import { livekit } from './livekit.ts';
import { openTok } from './openTok.ts';
import { twilio } from './twilio.ts';
import { vanilla } from './vanilla.ts';
import { vonageRest } from './vonageRest.ts';
import { vonageUser } from './vonageUser.ts';
import { vonageVideo } from './vonageVideo.ts';
import { vonageWebhook } from './vonageWebhook.ts';

/** Every kind, in the order in which they are recognised (the first match wins) and offered. A new kind is one line here. */
export const kinds: readonly Kind[] = [
  vonageRest,
  vonageVideo,
  vonageUser,
  vonageWebhook,
  openTok,
  vanilla,
  googleServiceAccount,
  apple,
  githubApp,
  twilio,
  livekit,
  clientAssertion,
  custom,
];
