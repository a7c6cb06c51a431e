import { aria, type ControlProps, inputOfText, textOf } from './control.ts';

/** A field of one line. */
export function TextControl(props: ControlProps) {
  const { id, input, onInput } = props;
  return (
    <input
      class="vscode-textfield"
      id={id}
      type="text"
      spellcheck={false}
      autocomplete="off"
      value={textOf(input)}
      onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
      {...aria(props)}
    />
  );
}

/** A field of several lines where its text may be long. */
export function LongTextControl(props: ControlProps) {
  const { id, field, input, onInput } = props;
  if (field.maxLength === undefined) return <TextControl {...props} />;
  return (
    <textarea
      class="vscode-textarea"
      id={id}
      rows={2}
      spellcheck={false}
      value={textOf(input)}
      onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
      {...aria(props)}
    />
  );
}
