import type { Field, FieldProblem, Form, Input } from '../../protocol.ts';
import type { Actions } from '../actions.ts';
import type { PageState } from '../state.ts';

/** What a field's control is given. */
export interface ControlProps {
  /** Names the control for its label. */
  readonly id: string;
  readonly field: Field;
  readonly form: Form;
  readonly input: Input | undefined;
  /** `undefined` empties the field. */
  readonly onInput: (input: Input | undefined) => void;
  readonly problems: readonly FieldProblem[];
  /** The ids of the help and the messages. */
  readonly describedBy: string;
  readonly state: PageState;
  readonly actions: Actions;
}

/** What tells assistive technology of a control's state. */
export function aria({ field, problems, describedBy }: ControlProps) {
  return {
    'aria-required': field.required === true,
    'aria-invalid': problems.some(({ severity }) => severity === 'error'),
    'aria-describedby': describedBy,
  };
}

/** The text of an input that is one. */
export function inputText(input: Input | undefined): string {
  return typeof input === 'string' ? input : '';
}

/** What a typed text means as an input: an empty one empties the field. */
export function inputOfText(text: string): string | undefined {
  return text === '' ? undefined : text;
}
