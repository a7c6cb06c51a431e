import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import type { Actions } from './actions.ts';
import { BuilderForm } from './BuilderForm.tsx';
import { KindPicker } from './KindPicker.tsx';
import { straight } from './Prose.tsx';
import { Recipes } from './Recipes.tsx';
import { Result } from './Result.tsx';
import { type Store, useStore } from './store.ts';

/** What every part of the page is given. */
export interface PartProps {
  readonly state: ReturnType<typeof useStore>;
  readonly actions: Actions;
}

/** The page: the list of kinds, the form of one, and beside it the token. */
export function App({ store, actions }: { readonly store: Store; readonly actions: Actions }) {
  const state = useStore(store);
  return (
    <main>
      <h1 class="visually-hidden">{l10n.t('Token Builder')}</h1>
      <KindPicker state={state} actions={actions} />
      <div class="columns">
        <div class="column">
          <Recipes state={state} actions={actions} />
          <BuilderForm state={state} actions={actions} />
        </div>
        <Result state={state} actions={actions} />
      </div>
      <Status state={state} />
    </main>
  );
}

/** How long what was done is shown, in milliseconds. */
const shownFor = 5000;

/** Says what was done last, for a while and for screen readers. */
function Status({ state: { status, said } }: Pick<PartProps, 'state'>) {
  const [gone, setGone] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setGone(said), shownFor);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="status" role="status">
      {status !== '' && gone !== said && <p key={said}>{straight(status)}</p>}
    </div>
  );
}
