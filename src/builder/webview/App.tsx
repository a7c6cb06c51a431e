import * as l10n from '@vscode/l10n';
import type { Actions } from './actions.ts';
import { BuilderForm } from './BuilderForm.tsx';
import { KindTabs } from './KindTabs.tsx';
import { Recipes } from './Recipes.tsx';
import { Result } from './Result.tsx';
import { type Store, useStore } from './store.ts';

/** What every part of the page is given. */
export interface PartProps {
  readonly state: ReturnType<typeof useStore>;
  readonly actions: Actions;
}

/** The page: the kinds as tabs, the form of one, and beside it the token. */
export function App({ store, actions }: { readonly store: Store; readonly actions: Actions }) {
  const state = useStore(store);
  return (
    <main>
      <h1 class="visually-hidden">{l10n.t('Token Builder')}</h1>
      <KindTabs state={state} actions={actions} />
      <div class="columns">
        <div class="column" role="tabpanel" id="form-panel" aria-labelledby={`tab-${state.kind}`}>
          <Recipes state={state} actions={actions} />
          <BuilderForm state={state} actions={actions} />
        </div>
        <Result state={state} actions={actions} />
      </div>
      <p class="status" role="status">
        <span key={state.said}>{state.status}</span>
      </p>
    </main>
  );
}
