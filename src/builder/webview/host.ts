import type { Failure, HostMessage, Method, Request, Requests } from '../protocol.ts';

/** What VS Code gives a webview's page, once. */
interface PageApi {
  readonly postMessage: (message: Request) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): PageApi;

/** A message that the page did not ask for. */
type News = Extract<HostMessage, { readonly type: 'keys' | 'recipes' | 'show' }>;

/** The host could not do what it was asked. */
export class HostError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'HostError';
    this.failure = failure;
  }
}

/** The page's line to the extension host. */
export interface Host {
  /** Asks the host; `undefined` where the person was asked and declined. @throws HostError */
  readonly ask: <M extends Method>(
    method: M,
    params: Requests[M]['params'],
  ) => Promise<Requests[M]['result'] | undefined>;
  /** Hears what the host says unasked; gives a function that ends that. */
  readonly listen: (listener: (news: News) => void) => () => void;
  /** What `keep` kept, also over a reload. */
  readonly kept: unknown;
  readonly keep: (state: unknown) => void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: HostError) => void;
}

/** Connects to the host; to be called once. */
export function connect(): Host {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(news: News) => void>();
  let lastId = 0;

  window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
    if (data.type === 'keys' || data.type === 'recipes' || data.type === 'show') {
      for (const listener of listeners) listener(data);
      return;
    }
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.type === 'failure') asked?.reject(new HostError(data.failure));
    else asked?.resolve(data.type === 'result' ? data.result : undefined);
  });

  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        api.postMessage({ type: 'request', id, method, params } as Request);
      }),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: api.getState(),
    keep: (state) => api.setState(state),
  };
}
