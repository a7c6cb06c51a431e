import type {
  Checked,
  Failure,
  Filled,
  Form,
  FormDraft,
  Input,
  Keys,
  RecipeName,
  Requests,
  Seen,
} from '../protocol.ts';
import { type FormState, type Kept, readKept } from './kept.ts';

/** What the host tells the page at its start. */
export type Start = Requests['start']['result'];

/** A token in sight. */
export interface Sight extends Seen {
  /** The form that it was made from, or that was filled in from it. */
  readonly draft?: FormDraft;
}

/** All that the page shows. */
export interface PageState extends Kept {
  readonly descriptions: readonly Form[];
  readonly methods: readonly string[];
  readonly lastKinds: readonly string[];
  readonly recipes: readonly RecipeName[];
  /** Absent as long as the host looks for them. */
  readonly keys?: Keys;
  /** What the host says of a form, which may be that of a moment ago. */
  readonly checked?: { readonly draft: FormDraft; readonly result: Checked };
  /** The fields whose emptiness is to be said by now. */
  readonly touched: ReadonlySet<string>;
  readonly sight?: Sight;
  /** What was done last. */
  readonly status: string;
  /** How often something was done, so that the same words are said again. */
  readonly said: number;
  /** Why what was tried last could not be done. */
  readonly failure?: Failure;
}

/** What the controls of a form hold, by field name; `undefined`: nothing. */
export type Inputs = Readonly<Record<string, Input | undefined>>;

/** The state that the page begins with: what the host tells of, and what was kept of the fields. */
export function initialState(start: Start, kept: unknown): PageState {
  const { forms: descriptions, recipes, methods, lastKinds, filled, seen } = start;
  const state: PageState = {
    ...readKept(kept, descriptions),
    descriptions,
    recipes,
    methods,
    lastKinds,
    touched: new Set(),
    status: '',
    said: 0,
    ...(seen && { sight: seen }),
  };
  return filled ? withFilled(state, filled) : state;
}

/** The description of the form in sight. */
export function formOf({ descriptions, kind }: PageState): Form {
  const form = descriptions.find((candidate) => candidate.kind === kind);
  if (!form) throw new Error(`no form of the kind ${kind}`);
  return form;
}

/** How the form in sight is filled in. */
export function formState({ forms, kind }: PageState): FormState {
  return forms[kind] ?? { inputs: {} };
}

/** The form in sight as the host takes it. */
export function currentDraft(state: PageState): FormDraft {
  return { kind: state.kind, inputs: formState(state).inputs };
}

/** The state with another kind's form in sight. */
export function withKind({ failure, ...state }: PageState, kind: string): PageState {
  return withOnlyKey({ ...state, kind, touched: new Set() });
}

/** The state with a form in sight that the host has filled in. */
export function withFilled(state: PageState, { draft, recipe }: Filled): PageState {
  const form = { inputs: draft.inputs, ...(recipe !== undefined && { recipe }) };
  return withKind({ ...state, forms: { ...state.forms, [draft.kind]: form } }, draft.kind);
}

/** The state with other inputs in the form in sight; `undefined` empties a field. */
export function withInputs({ failure, ...state }: PageState, changes: Inputs): PageState {
  const form = formState(state);
  const inputs = Object.entries({ ...form.inputs, ...changes }).filter(
    (entry): entry is [string, Input] => entry[1] !== undefined,
  );
  return { ...state, forms: { ...state.forms, [state.kind]: { ...form, inputs: Object.fromEntries(inputs) } } };
}

/** The state with the form in sight belonging to a recipe of the settings, or to none. */
export function withRecipe(state: PageState, recipe: string | undefined): PageState {
  const { inputs } = formState(state);
  const form = { inputs, ...(recipe !== undefined && { recipe }) };
  return { ...state, forms: { ...state.forms, [state.kind]: form } };
}

/** The state with the keys that are known; where only one fits the form in sight, it is chosen. */
export function withKeys(state: PageState, keys: Keys): PageState {
  return withOnlyKey({ ...state, keys });
}

/** Whether a failure is said at its field. */
export function isAtField(failure: Failure): failure is Failure & { readonly field: string } {
  return !!failure.field;
}

/** The keys that can sign what a form makes, by where they come from. */
export function fittingKeys(form: Form, keys: Keys | undefined): Keys['choices'] {
  return (keys?.choices ?? []).filter(({ kinds }) => kinds.includes(form.kind));
}

/** Whether the form has changed since the token in sight was made from it. */
export function isStale(state: PageState): boolean {
  const { draft } = state.sight ?? {};
  return draft?.kind === state.kind && JSON.stringify(draft) !== JSON.stringify(currentDraft(state));
}

function withOnlyKey(state: PageState): PageState {
  const [only, ...others] = fittingKeys(formOf(state), state.keys);
  const isEmpty = formState(state).inputs.key === undefined && formState(state).inputs.algorithm !== 'none';
  return only && others.length === 0 && isEmpty ? withInputs(state, { key: only.reference }) : state;
}
