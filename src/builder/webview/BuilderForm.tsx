import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import { type Field, type FieldType, hasPlace } from '../protocol.ts';
import type { PartProps } from './App.tsx';
import { FieldRow } from './FieldRow.tsx';
import { Fold } from './Fold.tsx';
import { FormActions } from './FormActions.tsx';
import { formOf, formState } from './state.ts';

/** Types of fields that most people leave as they are: folded up, unless the kind needs or asks for them. */
const rare: ReadonlySet<FieldType> = new Set(['algorithm', 'choice', 'choices', 'object']);

/** The form of a kind, made from the kind's own description. */
export function BuilderForm({ state, actions }: PartProps) {
  const form = formOf(state);
  const { inputs } = formState(state);
  const element = useRef<HTMLFormElement>(null);
  const shown = form.fields.filter(
    (field) => !isAlternative(field, form.fields) && hasPlace(form.fields, field, inputs),
  );
  const more = shown.filter(({ type, required, asked }) => rare.has(type) && !required && !asked);

  const correct = (name: string) => {
    // What is folded up cannot take the focus; the messages are there once the page is rendered anew.
    setTimeout(() => {
      const row = element.current?.querySelector<HTMLElement>(`[data-fields~="${CSS.escape(name)}"]`);
      row?.closest('details')?.setAttribute('open', '');
      (row ?? element.current)?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    });
  };
  const row = (field: Field) => (
    <FieldRow
      key={`${form.kind} ${field.name}`}
      field={field}
      alternative={form.fields.find((other) => isAlternative(other, [field]))}
      state={state}
      actions={actions}
    />
  );
  return (
    <form
      ref={element}
      noValidate
      aria-label={form.label}
      onSubmit={async (event) => {
        event.preventDefault();
        const wrong = await actions.create();
        if (wrong !== undefined) correct(wrong);
      }}
    >
      <p class="description">{form.description}</p>
      {shown.filter((field) => !more.includes(field)).map(row)}
      <Fold
        key={form.kind}
        title={l10n.t('More options')}
        isNeeded={more.some(({ name }) => inputs[name] !== undefined)}
      >
        {more.map(row)}
      </Fold>
      <FormActions state={state} actions={actions} onCorrect={correct} />
    </form>
  );
}

/** Whether a field says by a time what another says by a life: they are one control. */
function isAlternative({ type, claim }: Field, fields: readonly Field[]): boolean {
  return type === 'time' && fields.some((other) => other.type === 'duration' && other.claim === claim);
}
