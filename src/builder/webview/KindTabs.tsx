import * as l10n from '@vscode/l10n';
import type { PartProps } from './App.tsx';

/** How far each key leads from a tab, of so many. */
const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The kinds as tabs, by the keys of the ARIA pattern: arrows choose, Tab leaves. */
export function KindTabs({ state: { descriptions, kind }, actions }: PartProps) {
  const move = (event: KeyboardEvent, index: number) => {
    const next = descriptions[moves[event.key]?.(index, descriptions.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    actions.chooseKind(next.kind);
    document.getElementById(`tab-${next.kind}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={l10n.t('What the token is for')}>
      {descriptions.map((form, index) => (
        <button
          key={form.kind}
          type="button"
          role="tab"
          id={`tab-${form.kind}`}
          aria-selected={form.kind === kind}
          aria-controls="form-panel"
          tabIndex={form.kind === kind ? 0 : -1}
          onClick={() => actions.chooseKind(form.kind)}
          onKeyDown={(event) => move(event, index)}
        >
          {form.label}
        </button>
      ))}
    </div>
  );
}
