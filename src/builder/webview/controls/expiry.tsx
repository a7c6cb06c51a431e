import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { Field } from '../../protocol.ts';
import { Select } from '../Select.tsx';
import type { Inputs } from '../state.ts';
import { durationWords, instantWords, localInput } from '../time.ts';
import { aria, type ControlProps, inputOfText, inputText } from './control.ts';

/** Choices of the list that lead to a field of their own. Spaces, so that no life is called so. */
const otherLife = ' life';
const atTime = ' time';

export interface ExpiryProps extends ControlProps {
  /** The field for an absolute time, which stands instead of a life. */
  readonly timeField: Field | undefined;
  readonly timeInput: string;
  readonly onInputs: (inputs: Inputs) => void;
}

/** When the token expires: after one of the usual lives, another, or at a time; and the date that this comes to. */
export function ExpiryControl(props: ExpiryProps) {
  const { id, field, form, input, onInputs, timeField, timeInput, state } = props;
  const [isWriting, setWriting] = useState(false);
  const life = inputText(input);
  const usual = (field.options ?? []).map(String);
  const isOther = isWriting || (life !== '' && !usual.includes(life));
  const chosen = timeInput !== '' ? atTime : isOther ? otherLife : life;

  const set = (lifeInput: string | undefined, time: string | undefined) =>
    onInputs({ [field.name]: lifeInput, ...(timeField && { [timeField.name]: time }) });
  const choose = (choice: string) => {
    setWriting(choice === otherLife);
    if (choice === atTime) set(undefined, new Date(Date.now() + 3_600_000).toISOString());
    else set(choice === otherLife ? life || usual[0] : inputOfText(choice), undefined);
  };

  return (
    <>
      <Select id={id} value={chosen} onInput={choose} {...aria(props)}>
        <option value="">
          {form.defaultLife === undefined
            ? l10n.t('No expiry')
            : form.defaultLife === 'by-fields'
              ? l10n.t('Default')
              : l10n.t('Default: {life}', { life: durationWords(form.defaultLife) })}
        </option>
        {usual.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
        <option value={otherLife}>{l10n.t('Custom lifetime…')}</option>
        {timeField && <option value={atTime}>{l10n.t('At a date and time…')}</option>}
      </Select>
      {chosen === otherLife && <LifeInput {...props} />}
      {chosen === atTime && <TimeInput {...props} onTime={(time) => set(undefined, time)} />}
      <ExpiryDate state={state} />
    </>
  );
}

function LifeInput(props: ExpiryProps) {
  const { id, field, input, onInputs } = props;
  return (
    <input
      class="vscode-textfield"
      id={`${id}-life`}
      type="text"
      aria-label={l10n.t('Lifetime, for example 90s, 15m or 24h')}
      placeholder="90s, 15m, 24h"
      spellcheck={false}
      autocomplete="off"
      value={inputText(input)}
      onInput={({ currentTarget }) => onInputs({ [field.name]: currentTarget.value })}
      {...aria(props)}
    />
  );
}

function TimeInput(props: ExpiryProps & { readonly onTime: (time: string) => void }) {
  const { id, timeField, timeInput, onTime } = props;
  return (
    <input
      class="vscode-textfield"
      id={`${id}-time`}
      type="datetime-local"
      step={1}
      aria-label={timeField?.label}
      value={localInput(timeInput)}
      onInput={({ currentTarget }) => {
        // While a part of the date is missing, there is no value.
        if (currentTarget.value !== '') onTime(new Date(currentTarget.value).toISOString());
      }}
      {...aria(props)}
    />
  );
}

/** The date that the form's expiry comes to, by the last check. */
function ExpiryDate({ state: { checked, kind } }: Pick<ControlProps, 'state'>) {
  const expires = checked?.draft.kind === kind ? checked.result.expires : undefined;
  if (expires === undefined) return null;
  return <p class="aside">{l10n.t('Expires {time}', { time: instantWords(expires, Date.now()) })}</p>;
}
