import { useEffect, useState } from 'preact/hooks';
import type { PageState } from './state.ts';

/** Holds the state of the page and tells of every other one. */
export interface Store {
  readonly state: PageState;
  readonly change: (transition: (state: PageState) => PageState) => void;
  readonly onChange: (listener: () => void) => () => void;
}

/** A store that holds a state to begin with. */
export function makeStore(initial: PageState): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get state() {
      return state;
    },
    change: (transition) => {
      state = transition(state);
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The state of the store; whoever uses it is rendered anew with each other one. */
export function useStore(store: Store): PageState {
  const [state, setState] = useState(store.state);
  useEffect(() => store.onChange(() => setState(store.state)), [store]);
  return state;
}
