import { l10n } from 'vscode';
import type { WritableKind } from '../kinds/kind.ts';
import { errorWords } from '../messages/errors.ts';
import { doubtWords } from '../messages/keys.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { isLocked, keysOrFault } from '../vault/knownKey.ts';
import { askText, back } from './steps.ts';

/** Asks for the name of an environment variable that holds a key; answers with its reference. @throws CancellationError */
export async function askVariable({ vault }: Services, _kind: WritableKind): Promise<string | typeof back> {
  const name = await askText(
    {
      prompt: l10n.t('Name of the variable (in .env or the environment) that contains the key.'),
      placeholder: 'VONAGE_PRIVATE_KEY',
      validate: async (text) => {
        const reference = parseReference(`env:${text.trim()}`);
        if (!reference) return l10n.t('Enter a variable name.');
        try {
          const { fault } = await keysOrFault(() => vault.look(reference));
          return fault && !isLocked(fault) ? errorWords(fault) : undefined;
        } catch (error) {
          return errorWords(error);
        }
      },
      hint: async (text) => {
        const reference = parseReference(`env:${text.trim()}`);
        const [key] = reference ? (await keysOrFault(() => vault.look(reference))).keys : [];
        return key?.doubt && l10n.t('This {looks}.', { looks: doubtWords(key.doubt) });
      },
    },
    { title: l10n.t('Environment Variable'), step: 1, steps: 1, canGoBack: true },
  );
  return name === back ? back : `env:${name.trim()}`;
}
