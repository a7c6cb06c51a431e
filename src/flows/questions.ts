import { CancellationError, l10n, window } from 'vscode';
import { KeyUseError } from '../jwt/webCrypto.ts';
import { isWritableKind } from '../kinds/index.ts';
import { keyName } from '../messages/keys.ts';
import { cut, visible } from '../messages/markdown.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import type { Own } from '../vault/leave.ts';
import type { Person } from '../vault/person.ts';

/** What of the person's own a question is about. */
const things: Readonly<Record<Own['what'], (name: string) => string>> = {
  secret: (name) => l10n.t('the secret "{name}"', { name }),
  variable: (name) => l10n.t('the environment variable {name}', { name }),
  'vonage-config': () => l10n.t('the Vonage configuration of your home folder'),
  file: (name) => l10n.t('your key file {name}', { name }),
};

/** The longest name that a question has whole, in UTF-16 units. */
const longestName = 100;

/** A name that a workspace may have chosen: it is no longer than a name, and says nothing beside the question. */
function shown(name: string): string {
  return visible(cut(name, longestName));
}

/** What the person at the window is asked. */
export function questions(services: () => Services): Person {
  return {
    async passphrase(reference, isWrong) {
      const passphrase = await window.showInputBox({
        title: l10n.t('Passphrase for {key}', { key: keyName(reference) }),
        prompt: isWrong
          ? l10n.t('Wrong passphrase. Try again.')
          : l10n.t('The key is encrypted. The passphrase is kept in memory for this session only.'),
        password: true,
        ignoreFocusOut: true,
      });
      if (passphrase === undefined) throw new CancellationError();
      return passphrase;
    },

    async leave({ what, name }, { kind, recipe }) {
      const allow = what === 'secret' ? l10n.t('Use Secret') : l10n.t('Use Key');
      const facts = { thing: things[what](shown(name)), kind: l10n.t(kind.label) };
      const answer = await window.showWarningMessage(
        l10n.t('Allow this workspace to sign tokens with {thing}?', facts),
        {
          modal: true,
          detail: [
            recipe === undefined
              ? l10n.t('It will sign a {kind} token now.', facts)
              : l10n.t('The recipe "{recipe}" will sign a {kind} token with it now.', {
                  ...facts,
                  recipe: shown(recipe),
                }),
            l10n.t('Allow it only if you trust who wrote this. You are asked once per workspace.'),
          ].join(' '),
        },
        allow,
      );
      if (answer !== allow) throw new CancellationError();
    },

    async unproven(reference) {
      const { askPick } = await import('./steps.ts');
      const key = keyName(reference);
      const sign = l10n.t('Sign with {key} anyway', { key });
      const detail = l10n.t('Whoever checks the new token needs this key or its public half.');
      const picked = await askPick([{ label: sign, detail }, { label: l10n.t('Choose Another Key…') }], {
        title: l10n.t("{key} didn't sign this token", { key }),
        step: 1,
        steps: 1,
      });
      if (typeof picked === 'symbol') throw new CancellationError();
      return picked.label === sign;
    },

    async choose({ kind }, algorithm, chosen) {
      if (!isWritableKind(kind)) throw new KeyUseError('algorithm.unsupported', { algorithm });
      const able = { ...kind, writing: { ...kind.writing, algorithms: [algorithm] } };
      const { askKey } = await import('./askKey.ts');
      const text = await askKey(services(), able, [chosen], {
        title: l10n.t('Sign Token'),
        step: 1,
        steps: 1,
      });
      if (typeof text === 'symbol') throw new CancellationError();
      const known = await services().keys.find(text);
      const reference = known?.reference ?? parseReference(text);
      if (!reference) throw new CancellationError();
      return reference;
    },

    async remember(reference) {
      const always = l10n.t('Always');
      const answer = await window.showInformationMessage(
        l10n.t('Always sign tokens like this one with {key} in this workspace?', { key: keyName(reference) }),
        always,
      );
      return answer === always;
    },
  };
}
