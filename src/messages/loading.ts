import { l10n } from 'vscode';

/** What whoever asked for the rest of the code is told where it cannot be loaded: it lies beside what runs already. */
export function loadFailure(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = l10n.t("Tokensmith can't load all of its code: {reason}. Reload the window to try again.", {
    reason,
  });
  return new Error(message, { cause });
}
