import { l10n, window, workspace } from 'vscode';
import { conversionOf, offerConversion } from '../features/convertKey.ts';
import { offerWaysOut } from '../features/offerWaysOut.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { errorWords } from '../messages/errors.ts';
import { ofWorkspace, type Reference, referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { displayPath } from '../vault/files.ts';
import { isLocked, keysOrFault } from '../vault/knownKey.ts';
import { readKeyContent } from '../vault/passphrases.ts';
import { askSecretNameOf, type NewSecret } from './newSecret.ts';
import { askText, back, runSteps, type Step } from './steps.ts';

type Needed = Pick<Services, 'vault' | 'keys'>;

/**
 * Lets the person choose a key file, in the workspace or elsewhere; answers with its reference. Choosing it is leave to use
 * it in this workspace.
 */
export async function askKeyFile({ vault, keys }: Needed, _kind?: WritableKind): Promise<string | typeof back> {
  const [folder] = workspace.workspaceFolders ?? [];
  const [uri] =
    (await window.showOpenDialog({
      title: l10n.t('Browse for Key File'),
      openLabel: l10n.t('Use Key'),
      ...(folder && { defaultUri: folder.uri }),
    })) ?? [];
  if (!uri) return back;
  const reference: Reference = workspace.getWorkspaceFolder(uri)
    ? { scheme: 'file', path: displayPath(uri), origin: ofWorkspace }
    : { scheme: 'file', path: uri.path, origin: { by: 'person' } };
  const { fault, own } = await keysOrFault(() => vault.look(reference));
  if (fault && !isLocked(fault)) {
    const conversion = conversionOf(fault, referenceText(reference));
    void (conversion ? offerConversion(conversion) : offerWaysOut(fault, errorWords(fault) ?? fault.code));
    return back;
  }
  if (own) await vault.leave.give(own);
  keys.add(reference);
  return referenceText(reference);
}

/** Asks for the text of a key and stores it, in VS Code's secret storage and in no file; answers with its reference. @throws CancellationError; VaultError */
export async function askPastedKey({ vault }: Needed, _kind: WritableKind): Promise<string | typeof back> {
  const answers = await runSteps<NewSecret>(
    l10n.t('Paste a Key'),
    { name: '', value: '' },
    [askValue, askSecretNameOf(vault.secrets)],
    true,
  );
  if (answers === back) return back;
  await vault.secrets.store(answers.name, answers.value);
  return `secret:${answers.name}`;
}

const askValue: Step<NewSecret> = async (answers, progress) => {
  const value = await askText(
    {
      prompt: l10n.t("Paste a private key or JWK. It is kept in VS Code's secret storage, never in a file."),
      placeholder: l10n.t('Key'),
      password: true,
      validate: whyNoKey,
    },
    progress,
  );
  return value === back ? back : { ...answers, value };
};

/** What is wrong with a text that is to be a key, in words. */
async function whyNoKey(text: string): Promise<string | undefined> {
  const read = await readKeyContent(text);
  if (read.is === 'keys')
    return read.keys.some(({ form }) => form !== 'public')
      ? undefined
      : l10n.t('This is a public key. Paste the private one.');
  if (read.is === 'encrypted') return undefined;
  return read.is === 'unreadable'
    ? errorWords(read.error)
    : l10n.t("This isn't a key. Paste the whole text, from its first line to its last.");
}
