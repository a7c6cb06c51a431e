import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { KeyChoice } from '../../protocol.ts';
import { Icon } from '../Icon.tsx';
import { Select } from '../Select.tsx';
import { fittingKeys } from '../state.ts';
import { aria, type ControlProps, inputOfText, inputText } from './control.ts';

/** Where keys come from. */
const sources: Readonly<Record<KeyChoice['source'], () => string>> = {
  workspace: () => l10n.t('Found in workspace'),
  recipes: () => l10n.t('From recipes and other folders'),
  secrets: () => l10n.t('Stored secrets'),
  environment: () => l10n.t('From .env'),
  'vonage-config': () => l10n.t('From Vonage config'),
};

/** Stands in the list for a reference that is written by hand. */
const other = ' other';

/** The key that signs: one of those that are known, another reference, or a new one. */
export function KeyControl(props: ControlProps) {
  const { form, input, state } = props;
  const [isWriting, setWriting] = useState(false);
  const value = inputText(input);
  const choices = fittingKeys(form, state.keys);
  const isOther = value !== '' && state.keys !== undefined && choices.every(({ reference }) => reference !== value);

  if (value === '' && state.forms[form.kind]?.inputs.algorithm === 'none')
    return <p class="aside">{l10n.t('A token that is not signed takes no key.')}</p>;
  if (state.keys?.isTrusted === false)
    return (
      <>
        <Untrusted {...props} />
        <Reference {...props} id={props.id} />
      </>
    );
  return (
    <>
      <KeyList {...props} choices={choices} isOther={isOther || isWriting} onOther={setWriting} />
      {(isOther || isWriting) && <Reference {...props} id={`${props.id}-reference`} label={l10n.t('Key reference')} />}
      <NewKey {...props} isFound={value !== '' && !isOther} onNew={() => setWriting(false)} />
    </>
  );
}

interface KeyListProps extends ControlProps {
  readonly choices: readonly KeyChoice[];
  readonly isOther: boolean;
  readonly onOther: (isOther: boolean) => void;
}

function KeyList(props: KeyListProps) {
  const { id, input, onInput, state, choices, isOther, onOther } = props;
  const value = inputText(input);
  const choose = (chosen: string) => {
    onOther(chosen === other);
    if (chosen !== other) onInput(inputOfText(chosen));
  };
  const none = !state.keys
    ? l10n.t('Looking for keys…')
    : choices.length === 0
      ? l10n.t('No suitable key found')
      : l10n.t('Choose a key…');
  return (
    <Select id={id} value={isOther ? other : value} onInput={choose} {...aria(props)}>
      <option value="">{none}</option>
      {!state.keys && value !== '' && <option value={value}>{value}</option>}
      {[...new Set(choices.map(({ source }) => source))].map((source) => (
        <optgroup key={source} label={sources[source]()}>
          {choices
            .filter((choice) => choice.source === source)
            .map(({ reference, name, description }) => (
              <option key={reference} value={reference}>
                {description === '' ? name : `${name} (${description})`}
              </option>
            ))}
        </optgroup>
      ))}
      <option value={other}>{l10n.t('Enter another key reference…')}</option>
    </Select>
  );
}

/** A key reference, written by hand. */
function Reference(props: ControlProps & { readonly label?: string }) {
  const { id, label, input, onInput } = props;
  return (
    <input
      class="vscode-textfield"
      id={id}
      type="text"
      aria-label={label}
      spellcheck={false}
      autocomplete="off"
      placeholder="file:private.key"
      value={inputText(input)}
      onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
      {...aria(props)}
    />
  );
}

/** The ways to a key that is not in the list, each a request that gives its reference. */
const ways = [
  { method: 'browseKey', icon: 'go-to-file', label: () => l10n.t('Browse for Key File…'), isFor: 'any' },
  { method: 'pasteKey', icon: 'add', label: () => l10n.t('Paste a Key…'), isFor: 'keys' },
  { method: 'generateKey', icon: 'key', label: () => l10n.t('Generate Key…'), isFor: 'none' },
  { method: 'storeSecret', icon: 'shield', label: () => l10n.t('Store Secret…'), isFor: 'secrets' },
] as const;

interface NewKeyProps extends ControlProps {
  /** The key that was chosen is there: nobody generates another. */
  readonly isFound: boolean;
  readonly onNew: () => void;
}

function NewKey({ form, onInput, isFound, onNew, actions }: NewKeyProps) {
  const takes = { any: true, none: !isFound, secrets: form.takesSecrets, keys: form.takesKeyPairs };
  const done = (reference: string) => l10n.t('{key} is selected.', { key: reference });
  const ask = async (method: (typeof ways)[number]['method']) => {
    const reference = await actions.act(method, { kind: form.kind }, done);
    if (reference === undefined) return;
    onNew();
    onInput(reference);
  };
  return (
    <div class="actions">
      {ways
        .filter(({ isFor }) => takes[isFor])
        .map(({ method, icon, label }) => (
          <button key={method} type="button" class="vscode-button secondary small" onClick={() => ask(method)}>
            <Icon name={icon} />
            {label()}
          </button>
        ))}
    </div>
  );
}

function Untrusted({ actions }: ControlProps) {
  return (
    <div class="notice">
      <p>
        <Icon name="shield" />
        {l10n.t("Restricted Mode: tokens are decoded, but keys aren't read and signatures aren't verified.")}
      </p>
      <button type="button" class="vscode-button secondary" onClick={() => actions.act('manageTrust', {}, () => '')}>
        {l10n.t('Manage Workspace Trust')}
      </button>
    </div>
  );
}
