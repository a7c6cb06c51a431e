import { CancellationError, l10n, window } from 'vscode';
import { savingOnly } from '../edits/files.ts';
import { replaceToken, whileFollowing } from '../edits/followedToken.ts';
import { requireWritable } from '../edits/writable.ts';
import { tellDone } from '../features/contextKeys.ts';
import { expectRenewed } from '../features/renewals.ts';
import { askText, back } from '../flows/steps.ts';
import { findPlacedTarget } from '../flows/target.ts';
import type { TokenOfKind } from '../inspection/inspect.ts';
import { parseDuration } from '../jwt/time.ts';
import { errorWords } from '../messages/errors.ts';
import { sayBriefly } from '../messages/status.ts';
import { duration } from '../messages/time.ts';
import { withUnsaved } from '../messages/unsaved.ts';
import type { Draft, Making } from '../recipes/create.ts';
import { RecipeError } from '../recipes/errors.ts';
import { renewDraft } from '../recipes/renew.ts';
import { offerToRemember, resignToken } from '../vault/sign.ts';
import type { Command } from './command.ts';

/** Writes a token anew in its place, with new times and a new signature. */
export const renewToken: Command = {
  async run(services, argument) {
    const { token: text, place } = await findPlacedTarget(services, argument);
    const { document } = place;
    let save = async () => {};
    const signed = await whileFollowing(services.tokens.index, place, async (followed) => {
      await requireWritable(document);
      const body = await services.bodies.read(document, followed.present().start);
      const making: Making = {
        now: Date.now(),
        uuid: () => crypto.randomUUID(),
        tolerance: services.tokens.settings(document).context.tolerance,
        body,
      };
      const known = await services.tokens.judge(text, document);
      const renewed = await resignToken(services, known, await askDraft(known, making), services);
      await replaceToken(followed, renewed.token, (written, edit) => {
        expectRenewed(services, written, edit);
        save = savingOnly(written, [edit]);
      });
      return renewed;
    });
    // A file that nobody looks at is what its client reads from disk.
    if (argument.isBeside === true) await save();
    sayBriefly(withUnsaved(l10n.t('Token renewed.'), document));
    tellDone(services.memory, 'hasRenewed');
    void offerToRemember(services, signed, services.person);
    return signed.token;
  },
};

/** The renewed token's texts; the person says what life it gets where its own is too long or unknown. @throws CancellationError */
async function askDraft(known: TokenOfKind, making: Making): Promise<Draft> {
  try {
    return renewDraft(known, making);
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const life = await askLife(error);
    if (life === undefined) throw error;
    return renewDraft(known, making, life);
  }
}

/** A life in seconds from the person; `undefined` where none would help. */
async function askLife(error: RecipeError): Promise<number | undefined> {
  if (error.code === 'renew.life-too-long') {
    const { longest } = error.data as RecipeError<'renew.life-too-long'>['data'];
    const renew = l10n.t('Renew with a lifetime of {time}', { time: duration(longest) });
    const answer = await window.showWarningMessage(errorWords(error) ?? '', { modal: true }, renew);
    if (answer !== renew) throw new CancellationError();
    return longest;
  }
  if (error.code !== 'renew.no-life') return undefined;
  const answer = await askText(
    {
      prompt: `${errorWords(error)} ${l10n.t('Lifetime, for example 90s, 15m or 24h')}`,
      value: '15m',
      validate: (text) =>
        (parseDuration(text.trim()) ?? 0) > 0
          ? undefined
          : l10n.t('Enter a number of seconds, or a duration like "90s", "15m", "24h" or "7d".'),
    },
    { title: l10n.t('Renew Token'), step: 1, steps: 1 },
  );
  if (answer === back) throw new CancellationError();
  return parseDuration(answer.trim());
}
