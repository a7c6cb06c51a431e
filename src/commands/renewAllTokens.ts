import { l10n, ProgressLocation, type TextDocument, window, workspace } from 'vscode';
import { openDocument } from '../edits/openDocument.ts';
import { isWritable } from '../edits/writable.ts';
import { EditError } from '../errors/edits.ts';
import { UsageError } from '../errors/usage.ts';
import { expiredTokens, type Renewals, renewExpired } from '../features/renewals.ts';
import { uriArgument } from '../flows/arguments.ts';
import type { Services } from '../services.ts';
import { VaultError } from '../vault/errors.ts';
import { displayPath } from '../vault/files.ts';
import type { Command } from './command.ts';

/** From this many tokens on, progress is shown, with a way to cancel. */
const many = 10;

export const renewAllTokens: Command = {
  async run(services, argument) {
    const uri = uriArgument(argument, 'uri');
    const document = uri ? await openDocument(uri) : window.activeTextEditor?.document;
    if (!document) throw new UsageError('command.no-editor', {});
    if (!workspace.isTrusted) throw new VaultError('vault.untrusted', {});
    if (!(await isWritable(document))) throw new EditError('edit.read-only', { file: displayPath(document.uri) });
    const { renewed, left } = await renew(services, document);
    report(renewed, left);
    return renewed;
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

/** Says what was renewed, and of what was left why, each reason once. */
function report(renewed: number, left: readonly string[]): void {
  const words = renewed === 1 ? l10n.t('1 token renewed.') : l10n.t('{count} tokens renewed.', { count: renewed });
  if (left.length === 0) {
    window.setStatusBarMessage(renewed === 0 ? l10n.t('No token in this file has expired.') : words, 3000);
    return;
  }
  const reasons = [...new Set(left)].map((reason) => {
    const count = left.filter((other) => other === reason).length;
    return count === 1
      ? l10n.t('1 token was not renewed: {reason}', { reason })
      : l10n.t('{count} tokens were not renewed: {reason}', { count, reason });
  });
  void window.showWarningMessage([words, ...reasons].join(' '));
}
