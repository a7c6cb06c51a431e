import type { ComponentType } from 'preact';
import type { Field, FieldProblem, FieldType } from '../protocol.ts';
import type { PartProps } from './App.tsx';
import { AclControl } from './controls/acl.tsx';
import { AlgorithmControl, ChoiceControl, ChoicesControl, FlagControl } from './controls/choice.tsx';
import { type ControlProps, inputText } from './controls/control.ts';
import { ExpiryControl } from './controls/expiry.tsx';
import { JsonControl } from './controls/json.tsx';
import { KeyControl } from './controls/key.tsx';
import { LongTextControl, TextControl } from './controls/text.tsx';
import { Messages } from './Messages.tsx';
import { Prose } from './Prose.tsx';
import { formOf, formState, isAtField, type PageState } from './state.ts';

/** The control of each type of field; an expiry has its own. */
const controls: Readonly<Record<FieldType, ComponentType<ControlProps>>> = {
  text: LongTextControl,
  uuid: TextControl,
  id: TextControl,
  key: KeyControl,
  algorithm: AlgorithmControl,
  duration: TextControl,
  time: TextControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  flag: FlagControl,
  words: TextControl,
  list: TextControl,
  acl: AclControl,
  object: JsonControl,
};

interface FieldRowProps extends PartProps {
  readonly field: Field;
  /** The field that may stand instead. */
  readonly alternative: Field | undefined;
}

/** A field: its label, its control, what is wrong with it, and what it is. */
export function FieldRow({ field, alternative, state, actions }: FieldRowProps) {
  const { name, type, label, help, source, required } = field;
  const id = `field-${name}`;
  const { inputs } = formState(state);
  const names = alternative ? [name, alternative.name] : [name];
  const problems = problemsAt(state, names);
  const props: ControlProps = {
    id,
    field,
    form: formOf(state),
    input: inputs[name],
    onInput: (input) => actions.input({ [name]: input }),
    problems,
    describedBy: `${id}-messages ${id}-help`,
    state,
    actions,
  };
  const Control = controls[type];
  const isGroup = type === 'choices';
  return (
    <div
      class="field"
      data-fields={names.join(' ')}
      {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label` })}
      onFocusOut={({ relatedTarget }) => {
        // A message that comes while a button is pressed would move it away under the mouse.
        if (!(relatedTarget instanceof HTMLButtonElement)) for (const left of names) actions.touch(left);
      }}
    >
      {isGroup ? (
        <span class="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        type !== 'flag' && (
          <label for={id} class={required ? 'required' : undefined}>
            {label}
          </label>
        )
      )}
      {alternative ? (
        <ExpiryControl
          {...props}
          timeField={alternative}
          timeInput={inputText(inputs[alternative.name])}
          onInputs={actions.input}
        />
      ) : (
        <Control {...props} />
      )}
      <Messages id={`${id}-messages`} problems={problems.filter(({ row }) => row === undefined)} />
      <p class="help" id={`${id}-help`}>
        <Prose text={help} source={source} />
      </p>
    </div>
  );
}

/**
 * What is wrong with fields by the last check, but for what is missing in one that the person has not come to yet; and
 * why no token could be made, where that is about them.
 */
function problemsAt({ checked, failure, kind, touched }: PageState, names: readonly string[]): readonly FieldProblem[] {
  const problems = checked?.draft.kind === kind ? checked.result.problems : [];
  const found = problems.filter(({ field, isMissing }) => names.includes(field) && (!isMissing || touched.has(field)));
  if (!failure || !isAtField(failure) || !names.includes(failure.field)) return found;
  const { field, message } = failure;
  return found.some((problem) => problem.message === message)
    ? found
    : [...found, { field, severity: 'error', message }];
}
