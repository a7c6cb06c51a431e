import { CancellationError, l10n, type QuickPickItem } from 'vscode';
import { choiceArgument } from '../flows/arguments.ts';
import { copyText } from '../flows/clipboard.ts';
import { askPick, back } from '../flows/steps.ts';
import { findTarget } from '../flows/target.ts';
import { authorizationLine } from '../insertion/authorization.ts';
import type { Services } from '../services.ts';
import type { Command } from './command.ts';
import { decodedText } from './decodeToken.ts';

/** What a token can be copied as. */
const forms = ['token', 'header', 'curl', 'decoded'] as const;
type Form = (typeof forms)[number];

interface FormRow {
  readonly label: string;
  readonly detail: string;
  /** What is said when it was copied. */
  readonly copied: string;
  readonly text: (token: string, services: Services) => string | Promise<string>;
}

function rowOf(form: Form): FormRow {
  const rows: Readonly<Record<Form, FormRow>> = {
    token: {
      label: l10n.t('Token'),
      detail: 'eyJ…',
      copied: l10n.t('Token copied'),
      text: (token) => token,
    },
    header: {
      label: l10n.t('Authorization header'),
      detail: authorizationLine('eyJ…'),
      copied: l10n.t('Authorization header copied'),
      text: (token) => authorizationLine(token),
    },
    curl: {
      label: l10n.t('Option for curl'),
      detail: `-H '${authorizationLine('eyJ…')}'`,
      copied: l10n.t('Option for curl copied'),
      text: (token) => `-H '${authorizationLine(token.replaceAll("'", String.raw`'\''`))}'`,
    },
    decoded: {
      label: l10n.t('Decoded token'),
      detail: '{"header": …, "payload": …}',
      copied: l10n.t('Decoded token copied'),
      text: (token, services) => decodedText(services, token),
    },
  };
  return rows[form];
}

/** Where the last choice is remembered, in the workspace's state. */
const lastForm = 'copyToken.as';

/** Copies a token in the form of the argument `as`; without an argument the person picks the form. */
export const copyToken: Command = {
  async run(services, argument, { byPerson }) {
    const { token } = await findTarget(services, argument, { clipboard: false });
    const form = choiceArgument(argument, 'as', forms) ?? (byPerson ? await askForm(services) : 'token');
    const { text, copied } = rowOf(form);
    const copy = await text(token, services);
    await copyText(copy, copied);
    return copy;
  },
};

/** Asks for the form, the last choice first. @throws CancellationError */
async function askForm({ memory }: Services): Promise<Form> {
  const last = memory.get<Form>(lastForm);
  const items = [...forms]
    .sort((a, b) => Number(b === last) - Number(a === last))
    .map((form): QuickPickItem & { readonly form: Form } => {
      const { label, detail } = rowOf(form);
      return { label, detail, form, description: form === last ? l10n.t('last used') : '' };
    });
  const picked = await askPick(
    items,
    { title: l10n.t('Copy Token'), step: 1, steps: 1 },
    { placeholder: l10n.t('Select what to copy') },
  );
  if (picked === back) throw new CancellationError();
  await memory.update(lastForm, picked.form);
  return picked.form;
}
