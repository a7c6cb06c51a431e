import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Form, inGroups } from '../protocol.ts';
import type { PartProps } from './App.tsx';
import { formOf, type PageState } from './state.ts';

interface Group {
  readonly label: string;
  readonly forms: readonly Form[];
}

/** How far each key leads from an item, of so many. */
const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The kinds as a grouped list with a filter, by the keys of the ARIA pattern of a combobox. */
export function KindPicker({ state, actions }: PartProps) {
  const form = formOf(state);
  /** What is typed; `undefined`: the list is closed. */
  const [filter, setFilter] = useState<string>();
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = filter === undefined ? [] : groupsOf(state, filter);
  const forms = groups.flatMap((group) => group.forms);
  const current = forms[Math.min(active, forms.length - 1)];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.kind]);
  const isOpen = filter !== undefined;
  useEffect(() => {
    // What is typed next replaces the name of the kind, as after a Tab into the field.
    if (!isOpen && input.current?.matches(':focus')) input.current.select();
  }, [isOpen, form.label]);

  const open = (text: string) => {
    setFilter(text);
    // A name that begins so is meant before a description that has it.
    const fitting = groupsOf(state, text).flatMap((group) => group.forms);
    const wanted = text.trim().toLowerCase();
    setActive(
      Math.max(
        0,
        fitting.findIndex(({ label }) => label.toLowerCase().startsWith(wanted)),
      ),
    );
  };
  const choose = (kind: string) => {
    actions.chooseKind(kind);
    setFilter(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const isArrow = event.key.startsWith('Arrow');
    if (filter === undefined) {
      if (isArrow || event.key === 'Enter') {
        event.preventDefault();
        open('');
      }
    } else if (move && (isArrow || filter === '') && forms.length > 0) {
      event.preventDefault();
      setActive(move(Math.min(active, forms.length - 1), forms.length));
    } else if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      if (event.key === 'Enter' && current) choose(current.kind);
      else setFilter(undefined);
    }
  };
  return (
    <div class="kinds">
      <label for="kind">{l10n.t('Kind of token')}</label>
      <input
        ref={input}
        id="kind"
        class="vscode-textfield"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-expanded={isOpen}
        aria-autocomplete="list"
        aria-controls={isOpen ? 'kind-list' : undefined}
        aria-activedescendant={current && `kind-${current.kind}`}
        placeholder={form.label}
        value={filter ?? form.label}
        onClick={() => isOpen || open('')}
        onInput={({ currentTarget }) => open(currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setFilter(undefined)}
      />
      <span class="codicon codicon-chevron-down" aria-hidden="true" />
      {isOpen && (
        // The mouse must not take the focus from the filter.
        <div
          id="kind-list"
          ref={list}
          role="listbox"
          aria-label={l10n.t('Kind of token')}
          onMouseDown={(event) => event.preventDefault()}
        >
          {groups.map(({ label, forms: own }, index) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
            <div key={label} role="group" aria-labelledby={`kind-group-${index}`}>
              <div class="heading" role="presentation" id={`kind-group-${index}`}>
                {label}
              </div>
              {own.map((each) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus
                // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys
                <div
                  key={each.kind}
                  id={`kind-${each.kind}`}
                  role="option"
                  aria-selected={each === current}
                  aria-description={each.description}
                  onClick={() => choose(each.kind)}
                >
                  <span>{each.label}</span>
                  <span class="about" aria-hidden="true">
                    {each.description}
                  </span>
                </div>
              ))}
            </div>
          ))}
          {forms.length === 0 && (
            // biome-ignore lint/a11y/useFocusableInteractive: it cannot be chosen
            <div role="option" aria-selected={false} aria-disabled="true">
              {l10n.t('No kind fits "{filter}"', { filter })}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** The kinds that fit a filter: the one used last, those of which tokens are made here, and the others. */
function groupsOf({ descriptions, lastKinds, keys }: PageState, filter: string): readonly Group[] {
  const wanted = filter.trim().toLowerCase();
  const fitting = descriptions.filter(({ kind, label, description }) =>
    `${kind} ${label} ${description}`.toLowerCase().includes(wanted),
  );
  const { last, here, others } = inGroups(fitting, ({ kind }) => kind, lastKinds, keys?.kinds ?? []);
  return [
    { label: l10n.t('Last used'), forms: last },
    { label: l10n.t('Found in this workspace'), forms: here },
    { label: l10n.t('Other kinds'), forms: others },
  ].filter(({ forms }) => forms.length > 0);
}
