import { l10n, ProgressLocation, type TextDocument, window } from 'vscode';
import { openDocument } from '../edits/openDocument.ts';
import { requireWritable } from '../edits/writable.ts';
import { UsageError } from '../errors/usage.ts';
import { leadOn } from '../features/offerWaysOut.ts';
import { expiredTokens, type Renewals, renewExpired } from '../features/renewals.ts';
import { uriArgument } from '../flows/arguments.ts';
import { firstSentence } from '../messages/errors.ts';
import { withRoom } from '../messages/room.ts';
import { sayBriefly } from '../messages/status.ts';
import { withUnsaved } from '../messages/unsaved.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';

/** From this many tokens on, progress is shown, with a way to cancel. */
const many = 10;

/** Renews the tokens of a document that have expired. */
export const renewAllTokens: Command = {
  async run(services, argument) {
    const uri = uriArgument(argument, 'uri');
    const document = uri ? await openDocument(uri) : window.activeTextEditor?.document;
    if (!document) throw new UsageError('command.no-editor', {});
    requireTrust();
    await requireWritable(document);
    const renewals = await renew(services, document);
    void report(document, renewals);
    return renewals.renewed;
  },
};

async function renew(services: Services, document: TextDocument): Promise<Renewals> {
  if ([...expiredTokens(services, document)].length < many) return renewExpired(services, document, { isClick: true });
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Renewing tokens'), cancellable: true },
    (progress, cancellation) =>
      renewExpired(services, document, {
        isClick: true,
        cancellation,
        onProgress: (done, all) =>
          progress.report({ message: l10n.t('{done} of {all}', { done, all }), increment: 100 / all }),
      }),
  );
}

/** Says what was renewed, and of what was left why, each reason once; a click renews the first that takes a question. */
async function report(document: TextDocument, { renewed, left }: Renewals): Promise<void> {
  const words = renewed === 1 ? l10n.t('1 token renewed.') : l10n.t('{count} tokens renewed.', { count: renewed });
  if (left.length === 0) {
    const none = l10n.t('No token in this file has expired.');
    sayBriefly(renewed === 0 ? none : withUnsaved(words, document));
    return;
  }
  const all = left.map(({ reason }) => firstSentence(reason));
  const reasons = [...new Set(all)].map((reason) => {
    const count = all.filter((other) => other === reason).length;
    return count === 1
      ? l10n.t('1 token was not renewed: {reason}', { reason })
      : l10n.t('{count} tokens were not renewed: {reason}', { count, reason });
  });
  const message = [...(renewed > 0 ? [words] : []), ...reasons].join(' ');
  const first = left.find(({ isAskable, offset }) => isAskable && offset !== undefined);
  const renew = l10n.t('Renew…');
  const place = first && { uri: document.uri.toString(), offset: first.offset };
  const answer = await window.showWarningMessage(message, ...withRoom(message, place ? [renew] : []));
  if (answer === renew) await leadOn('tokensmith.renewToken', place);
}
