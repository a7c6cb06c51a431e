import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { App } from './App.tsx';
import { makeActions } from './actions.ts';
import { connect } from './host.ts';
import { initialState } from './state.ts';
import { makeStore } from './store.ts';

const host = connect();
const start = await host.ask('start', {});
if (start) {
  if (start.translations) l10n.config({ contents: start.translations });
  const store = makeStore(initialState(start, host.kept));
  render(<App store={store} actions={makeActions(host, store)} />, document.body);
}
