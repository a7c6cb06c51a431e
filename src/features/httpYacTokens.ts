import { CancellationError, l10n, window, workspace } from 'vscode';
import type { RequestBody } from '../jwt/problem.ts';
import { failureWords } from '../messages/errors.ts';
import { withRoom } from '../messages/room.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings/settings.ts';
import { makeNamed } from './namedRecipe.ts';
import { offerWaysOut } from './offerWaysOut.ts';
import { renewSilently } from './renewals.ts';

function isOn(): boolean {
  return workspace.isTrusted && setting('http.renewOnSend');
}

/** The token to send in place of this one; `undefined` where it stays, which an expired one does not without a word. */
export async function freshToken(
  services: Services,
  text: string,
  body: RequestBody | undefined,
): Promise<string | undefined> {
  if (!isOn() || (await services.tokens.judge(text)).state !== 'expired') return undefined;
  const renewed = await renewSilently(services, text, {}, async () => body);
  if ('token' in renewed) return renewed.token;
  const words = l10n.t('The request was sent with an expired token: {reason}', { reason: renewed.left });
  void window.showWarningMessage(words, ...withRoom(words, []));
  return undefined;
}

/**
 * A new token of a recipe of the settings, for the request that names it.
 * @throws Error with the words why there is none: httpYac then sends no request, and has them in its results
 */
export async function madeToken(services: Services, name: string): Promise<string> {
  try {
    return await makeNamed(services, name);
  } catch (error) {
    const reason = error instanceof CancellationError ? l10n.t('You cancelled it.') : failureWords(error);
    const words = l10n.t('The request was not sent: no token could be made from "{name}". {reason}', { name, reason });
    void offerWaysOut(error, words);
    // httpYac shows the stack.
    throw Object.assign(new Error(words), { stack: words });
  }
}
