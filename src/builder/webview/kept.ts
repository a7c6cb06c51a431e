import type { Form, FormDraft, Input } from '../protocol.ts';

/** A form as the person left it. */
export interface FormState {
  readonly inputs: FormDraft['inputs'];
  /** The recipe of the settings that it was opened from. */
  readonly recipe?: string;
}

/** What outlives a reload: fields, never a token or a key. */
export interface Kept {
  readonly kind: string;
  /** By kind. */
  readonly forms: Readonly<Record<string, FormState>>;
}

/** A text that holds a token or a PEM key, in whatever field it was put. */
const secretive = /-----BEGIN |eyJ[\w-]+\.[\w-]*\.[\w-]*/;
const keyReference = /^(file:|env:|secret:|vonage-config$)/;

/** The state to keep: without what may be a token, a key or a secret. */
export function keepable({ kind, forms }: Kept): Kept {
  const cleaned = Object.entries(forms).map(([id, form]) => {
    const inputs = Object.entries(form.inputs).filter(([name, input]) => isPublic(name, input));
    return [id, { ...form, inputs: Object.fromEntries(inputs) }];
  });
  return { kind, forms: Object.fromEntries(cleaned) };
}

function isPublic(name: string, input: Input): boolean {
  if (name === 'key' && typeof input === 'string' && !keyReference.test(input)) return false;
  return !secretive.test(JSON.stringify(input));
}

/** Reads kept state; of an older version or another kind, only what there are forms for. */
export function readKept(value: unknown, forms: readonly Form[]): Kept {
  const { kind, forms: kept } = (value ?? {}) as Partial<Kept>;
  const known = forms.find((form) => form.kind === kind) ?? forms[0];
  const states = forms.map((form) => [form.kind, kept?.[form.kind] ?? { inputs: {} }]);
  return { kind: known?.kind ?? '', forms: Object.fromEntries(states) };
}
