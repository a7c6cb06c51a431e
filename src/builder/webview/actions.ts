import * as l10n from '@vscode/l10n';
import type { FormDraft, Method, Requests } from '../protocol.ts';
import { type Host, HostError } from './host.ts';
import { keepable } from './kept.ts';
import {
  currentDraft,
  formOf,
  formState,
  type Inputs,
  withFilled,
  withInputs,
  withKeys,
  withKind,
  withRecipe,
} from './state.ts';
import type { Store } from './store.ts';

/** How long after the last change a form is checked and kept, in milliseconds. */
const pause = 120;
/** How often the form and the token in sight are looked at anew, as time passes, in milliseconds. */
const lookEvery = 30_000;

/** What can be done on the page. */
export interface Actions {
  readonly ask: Host['ask'];
  readonly chooseKind: (kind: string) => void;
  readonly input: (inputs: Inputs) => void;
  /** The person has left a field. */
  readonly touch: (field: string) => void;
  /** Empties the form in sight. */
  readonly clear: () => void;
  /** Makes the token; gives the name of the field to correct where it cannot. */
  readonly create: () => Promise<string | undefined>;
  /** Shows a token and fills in the form from it; tells whether it could. */
  readonly paste: (text: string) => Promise<boolean>;
  /** Takes the token out of sight. */
  readonly dismiss: () => void;
  readonly openRecipe: (name: string) => Promise<void>;
  /** Gives the name of the field to correct where the form is no recipe; empty for none in particular. */
  readonly saveRecipe: (name: string) => Promise<string | undefined>;
  /** Tells whether it was done. */
  readonly renameRecipe: (name: string, to: string) => Promise<boolean>;
  /** Tells whether it was done. */
  readonly deleteRecipe: (name: string) => Promise<boolean>;
  /** Asks the host to do something and says that it was done, or why not; `undefined` then, and where the person declined. */
  readonly act: <M extends Method>(
    method: M,
    params: Requests[M]['params'],
    done: (result: Requests[M]['result']) => string,
  ) => Promise<Requests[M]['result'] | undefined>;
}

/** Connects the store to the host: forms are checked and kept as they change, news are taken in. */
export function makeActions(host: Host, store: Store): Actions {
  const { change } = store;
  const say = (status: string) => change(({ failure, ...state }) => ({ ...state, status, said: state.said + 1 }));

  const act: Actions['act'] = async (method, params, done) => {
    try {
      const result = await host.ask(method, params);
      if (result !== undefined) say(done(result));
      return result;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      change((state) => ({ ...state, status: '', failure: error.failure }));
      return undefined;
    }
  };

  /** Says everything that is wrong with the form, and gives the first field of it that the failure is about. */
  const fieldToCorrect = (): string => {
    const names = formOf(store.state).fields.map(({ name }) => name);
    change((state) => ({ ...state, touched: new Set(names) }));
    return store.state.failure?.field ?? '';
  };

  const look = async () => {
    const token = store.state.sight?.view.text;
    const view = token === undefined ? undefined : await host.ask('look', { token });
    if (view)
      change((state) => (state.sight?.view.text === view.text ? { ...state, sight: { ...state.sight, view } } : state));
  };

  watchForm(host, store);
  setInterval(look, lookEvery);
  host.listen((news) => {
    if (news.type === 'keys') {
      change((state) => withKeys(state, news.keys));
      void look();
    }
    if (news.type === 'recipes') change((state) => ({ ...state, recipes: news.recipes }));
    if (news.type === 'show') change((state) => withFilled(state, news.filled));
  });

  return {
    ask: host.ask,
    act,
    chooseKind: (kind) => change((state) => withKind(state, kind)),
    input: (inputs) => change((state) => withInputs(state, inputs)),
    touch: (field) => change((state) => ({ ...state, touched: new Set([...state.touched, field]) })),
    clear: () => change((state) => withFilled(state, { draft: { kind: state.kind, inputs: {} } })),
    dismiss() {
      void host.ask('dismiss', {});
      change(({ sight, ...state }) => ({ ...state, status: '' }));
    },

    async create() {
      const draft = currentDraft(store.state);
      const { recipe } = formState(store.state);
      const seen = await act('create', { draft, ...(recipe !== undefined && { recipe }) }, ({ view }) =>
        l10n.t('{kind} token created.', { kind: view.kind, bytes: view.bytes }),
      );
      if (seen) change((state) => ({ ...state, lastKinds: [draft.kind], sight: { ...seen, draft } }));
      return seen ? undefined : fieldToCorrect();
    },

    async paste(text) {
      const read = await act('paste', { text }, ({ view, filled }) =>
        filled
          ? l10n.t('{kind} token decoded and form filled in.', { kind: view.kind })
          : l10n.t('{kind} token decoded.', { kind: view.kind }),
      );
      if (!read) return false;
      const { filled, ...seen } = read;
      change((state) => {
        const next = filled ? withFilled(state, filled) : state;
        return { ...next, sight: { ...seen, ...(filled && { draft: currentDraft(next) }) } };
      });
      return true;
    },

    async openRecipe(name) {
      const filled = await act('openRecipe', { name }, () => l10n.t('Recipe "{name}" opened.', { name }));
      if (filled) change((state) => withFilled(state, filled));
    },

    async saveRecipe(name) {
      const draft = currentDraft(store.state);
      const saved = await act('saveRecipe', { name, draft }, () => l10n.t('Recipe "{name}" saved.', { name }));
      if (saved === undefined) return fieldToCorrect();
      change((state) => withRecipe(state, name));
      return undefined;
    },

    async renameRecipe(name, to) {
      const done = await act('renameRecipe', { name, to }, () => l10n.t('Recipe renamed to "{name}".', { name: to }));
      if (done !== undefined && formState(store.state).recipe === name) change((state) => withRecipe(state, to));
      return done !== undefined;
    },

    async deleteRecipe(name) {
      const done = await act('deleteRecipe', { name }, () => l10n.t('Recipe "{name}" deleted.', { name }));
      if (done !== undefined && formState(store.state).recipe === name) change((state) => withRecipe(state, undefined));
      return done !== undefined;
    },
  };
}

/** Has the form in sight checked and kept, a moment after each change. */
function watchForm(host: Host, store: Store): void {
  let last: FormDraft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = async (draft: FormDraft) => {
    host.keep(keepable({ kind: store.state.kind, forms: store.state.forms }));
    try {
      const result = await host.ask('check', { draft });
      if (result && last === draft) store.change((state) => ({ ...state, checked: { draft, result } }));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      store.change((state) => ({ ...state, failure: error.failure }));
    }
  };
  const watch = () => {
    const { kind, inputs } = currentDraft(store.state);
    if (last?.kind === kind && last.inputs === inputs) return;
    const draft = { kind, inputs };
    last = draft;
    clearTimeout(timer);
    timer = setTimeout(() => check(draft), pause);
  };
  store.onChange(watch);
  setInterval(() => last && check(last), lookEvery);
  watch();
}
