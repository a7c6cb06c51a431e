import { l10n } from 'vscode';
import type { WritableKind } from '../kinds/kind.ts';
import { errorWords } from '../messages/errors.ts';
import { doubtWords } from '../messages/keys.ts';
import { sayBriefly } from '../messages/status.ts';
import type { Services } from '../services.ts';
import { VaultError } from '../vault/errors.ts';
import { readKeyContent } from '../vault/passphrases.ts';
import { isSecretName, type Secrets } from '../vault/secrets.ts';
import { askText, back, type Progress, runSteps, type Step } from './steps.ts';

/** A secret that is to be stored, as far as it is known. */
export interface NewSecret {
  readonly name: string;
  readonly value: string;
}

/** Asks for a name and a secret and stores it; answers with its reference. @throws CancellationError; VaultError `vault.secret-storage` */
export function askSecret({ vault }: Pick<Services, 'vault'>, _kind: WritableKind): Promise<string | typeof back> {
  return newSecret(vault.secrets, undefined, true);
}

/** Asks for a secret, and for a name where none is given, and stores it; answers with its reference. @throws CancellationError; VaultError */
export async function newSecret(
  secrets: Secrets,
  given: string | undefined,
  canLeave: boolean,
): Promise<string | typeof back> {
  const steps = given === undefined ? [askSecretNameOf(secrets), askValue] : [askValue];
  const answers = await runSteps<NewSecret>(l10n.t('Store Secret'), { name: given ?? '', value: '' }, steps, canLeave);
  if (answers === back) return back;
  await secrets.store(answers.name, answers.value);
  sayBriefly(l10n.t('Secret stored. Use it in recipes as secret:{name}.', answers));
  return `secret:${answers.name}`;
}

/** The step that asks for the name of a new secret. */
export function askSecretNameOf(secrets: Secrets): Step<NewSecret> {
  return async (answers, progress, answered = answers) => {
    const name = await askSecretName(secrets, answered, progress);
    return name === back ? back : { ...answers, name };
  };
}

/** Asks under which name a secret shall be stored. @throws CancellationError */
export async function askSecretName(
  secrets: Secrets,
  { name }: Pick<NewSecret, 'name'>,
  progress: Progress,
): Promise<string | typeof back> {
  const answer = await askText(
    {
      prompt: l10n.t('A name for this secret, for example "forum". Recipes refer to it as "secret:forum".'),
      placeholder: l10n.t('Name'),
      value: name,
      validate: (text) =>
        isSecretName(text.trim()) ? undefined : errorWords(new VaultError('vault.bad-secret-name', {})),
      hint: (text) =>
        secrets.names().includes(text.trim())
          ? l10n.t('A secret with this name already exists and will be replaced.')
          : undefined,
    },
    progress,
  );
  return answer === back ? back : answer.trim();
}

const askValue: Step<NewSecret> = async (answers, progress) => {
  const value = await askText(
    {
      prompt: l10n.t(
        "Paste the secret or the private key. It is kept in VS Code's secret storage and never shown again.",
      ),
      placeholder: l10n.t('Secret'),
      password: true,
      validate: async (text) => {
        const read = await readKeyContent(text);
        return read.is === 'nothing' || read.is === 'unreadable' ? errorWords(read.error) : undefined;
      },
      hint: async (text) => {
        const read = await readKeyContent(text);
        const doubt = read.is === 'secret' ? read.secret.doubt : undefined;
        return doubt && l10n.t('This {looks}.', { looks: doubtWords(doubt) });
      },
    },
    progress,
  );
  return value === back ? back : { ...answers, value };
};
