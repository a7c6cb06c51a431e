import * as l10n from '@vscode/l10n';
import { aria, type ControlProps, inputOfText, inputText } from './control.ts';

/** A field of one line, with references to take instead while it is empty. */
export function TextControl(props: ControlProps) {
  const { id, field, input, onInput, state } = props;
  const value = inputText(input);
  const suggestions = value === '' ? (state.keys?.suggestions[field.name] ?? []) : [];
  const take = (reference: string) => {
    onInput(reference);
    document.getElementById(id)?.focus();
  };
  return (
    <>
      <input
        class="vscode-textfield"
        id={id}
        type="text"
        spellcheck={false}
        autocomplete="off"
        placeholder={field.example}
        value={value}
        onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
        {...aria(props)}
      />
      {suggestions.length > 0 && (
        <div class="actions">
          {suggestions.map((reference) => (
            <button key={reference} type="button" class="vscode-button secondary small" onClick={() => take(reference)}>
              {l10n.t('Use {reference}', { reference })}
            </button>
          ))}
        </div>
      )}
    </>
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
      placeholder={field.example}
      value={inputText(input)}
      onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
      {...aria(props)}
    />
  );
}
