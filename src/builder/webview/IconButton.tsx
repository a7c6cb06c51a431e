import { Icon, type IconName } from './Icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  readonly title: string;
  /** What it does, and to what: for those who do not see where it stands. */
  readonly label: string;
  readonly class?: string;
  readonly onClick: () => void;
}

/** A button in a row, as a picture. */
export function IconButton({ icon, title, label, class: name, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`vscode-action-button${name ? ` ${name}` : ''}`}
      aria-label={label}
      title={title}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
