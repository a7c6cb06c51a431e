import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface SelectProps {
  readonly id?: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly children: ComponentChildren;
  readonly 'aria-label'?: string;
  readonly 'aria-required'?: boolean;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string;
}

/** A drop-down list. */
export function Select({ onInput, children, ...attributes }: SelectProps) {
  return (
    <div class="vscode-select">
      <select {...attributes} onInput={({ currentTarget }) => onInput(currentTarget.value)}>
        {children}
      </select>
      <Icon name="chevron-down" />
    </div>
  );
}
