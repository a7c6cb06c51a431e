import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface CheckboxProps {
  readonly id: string;
  readonly isChecked: boolean;
  readonly onInput: (isChecked: boolean) => void;
  readonly children: ComponentChildren;
  readonly 'aria-describedby'?: string;
}

/** A check box with its label. */
export function Checkbox({ id, isChecked, onInput, children, ...attributes }: CheckboxProps) {
  return (
    <div class="vscode-checkbox">
      <input
        type="checkbox"
        id={id}
        checked={isChecked}
        onInput={({ currentTarget }) => onInput(currentTarget.checked)}
        {...attributes}
      />
      <label for={id}>
        <span class="icon">
          <span class="icon-checked">
            <Icon name="check" />
          </span>
        </span>
        <span class="text">{children}</span>
      </label>
    </div>
  );
}
