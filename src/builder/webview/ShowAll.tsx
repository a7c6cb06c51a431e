import * as l10n from '@vscode/l10n';

/** Shows the whole of what is cut, or cuts it again. */
export function ShowAll({ isWhole, onToggle }: { readonly isWhole: boolean; readonly onToggle: () => void }) {
  return (
    <button type="button" class="vscode-button secondary small" aria-expanded={isWhole} onClick={onToggle}>
      {isWhole ? l10n.t('Show less') : l10n.t('Show all')}
    </button>
  );
}
