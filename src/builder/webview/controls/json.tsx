import * as l10n from '@vscode/l10n';
import { Select } from '../Select.tsx';
import { aria, type ControlProps, inputOfText, inputText } from './control.ts';

/** A JSON object as text, and what is usual in it to choose from. */
export function JsonControl(props: ControlProps) {
  const { id, field, form, input, onInput } = props;
  const text = inputText(input);
  const present = parseObject(text);
  const hints = (form.members[field.name] ?? []).filter(({ name }) => !present || !Object.hasOwn(present, name));
  const add = (name: string) => {
    const hint = hints.find((candidate) => candidate.name === name);
    if (hint) onInput(withMember(text, name, hint.example));
    document.getElementById(id)?.focus();
  };
  return (
    <>
      <textarea
        class="vscode-textarea code"
        id={id}
        rows={Math.min(12, Math.max(3, text.split('\n').length))}
        spellcheck={false}
        placeholder="{ }"
        value={text}
        onInput={({ currentTarget }) => onInput(inputOfText(currentTarget.value))}
        {...aria(props)}
      />
      {present && hints.length > 0 && (
        <Select value="" onInput={add} aria-label={l10n.t('Add to {field}', { field: field.label })}>
          <option value="">{l10n.t('Add…')}</option>
          {hints.map(({ name, meaning }) => (
            <option key={name} value={name}>
              {`${name}: ${meaning.replaceAll('`', '')}`}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}

/** The text with one more member, the rest as it stands. It is a JSON object or empty. */
function withMember(text: string, name: string, value: unknown): string {
  const member = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const end = text.lastIndexOf('}');
  if (end < 0) return `{\n  ${member}\n}`;
  const before = text.slice(0, end).trimEnd();
  return `${before}${before.endsWith('{') ? '' : ','}\n  ${member}\n}`;
}

/** The object that a text is; an empty one for an empty text, `undefined` for what is none. */
function parseObject(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
