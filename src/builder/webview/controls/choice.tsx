import * as l10n from '@vscode/l10n';
import { Checkbox } from '../Checkbox.tsx';
import { Prose } from '../Prose.tsx';
import { Select } from '../Select.tsx';
import { fittingKeys } from '../state.ts';
import { aria, type ControlProps, inputOfText, inputText } from './control.ts';

/** One of the field's options; a value that is none of them, as a recipe may have it, is shown as it stands. */
export function ChoiceControl(props: ControlProps) {
  const { id, field, input, onInput } = props;
  const standard = inputText(field.default as undefined);
  const value = inputText(input) || standard;
  const options = (field.options ?? []).map(String);
  const offered = value === '' || options.includes(value) ? options : [value, ...options];
  return (
    <Select
      id={id}
      value={value}
      onInput={(chosen) => onInput(chosen === standard ? undefined : chosen)}
      {...aria(props)}
    >
      {standard === '' && <option value="">{l10n.t('None')}</option>}
      {offered.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </Select>
  );
}

/** The algorithm: of those that the chosen key can sign with, where it is known; the first is what is taken without a choice. */
export function AlgorithmControl(props: ControlProps) {
  const { id, field, form, input, onInput, state } = props;
  const key = fittingKeys(form, state.keys).find(({ reference }) => reference === state.forms[form.kind]?.inputs.key);
  const able = key?.algorithms;
  const all = (field.options ?? []).map(String);
  const fitting = able ? all.filter((name) => able.includes(name) || name === 'none') : all;
  const value = inputText(input);
  const offered = value === '' || fitting.includes(value) ? fitting : [value, ...fitting];
  const automatic = able ? able.find((name) => all.includes(name)) : undefined;
  return (
    <Select id={id} value={value} onInput={(chosen) => onInput(inputOfText(chosen))} {...aria(props)}>
      <option value="">
        {automatic === undefined ? l10n.t('Automatic') : l10n.t('Automatic: {algorithm}', { algorithm: automatic })}
      </option>
      {offered.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** Any of the field's options. */
export function ChoicesControl({ id, field, input, onInput, describedBy }: ControlProps) {
  const options = (field.options ?? []).map(String);
  const standard = (field.default ?? []) as readonly string[];
  const chosen = Array.isArray(input) ? (input as readonly string[]) : standard;
  const toggle = (option: string, isChosen: boolean) => {
    const next = options.filter((candidate) => (candidate === option ? isChosen : chosen.includes(candidate)));
    onInput(next.join() === standard.join() ? undefined : next);
  };
  return (
    <div class="choices">
      {options.map((option, i) => (
        <Checkbox
          key={option}
          id={i === 0 ? id : `${id}-${option}`}
          isChecked={chosen.includes(option)}
          onInput={(isChosen) => toggle(option, isChosen)}
          aria-describedby={describedBy}
        >
          <code>{option}</code>
        </Checkbox>
      ))}
    </div>
  );
}

/** Yes or no; the label stands beside the box. */
export function FlagControl({ id, field, input, onInput, describedBy }: ControlProps) {
  return (
    <Checkbox
      id={id}
      isChecked={input === true}
      onInput={(isChosen) => onInput(isChosen || undefined)}
      aria-describedby={describedBy}
    >
      <Prose text={field.label} />
    </Checkbox>
  );
}
