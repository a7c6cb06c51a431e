import type { Method, Requests } from './protocol.ts';

/**
 * What the host does for each request of the page.
 * @throws a typed error, before anything was changed; CancellationError where the person declined
 */
export type Handlers = {
  readonly [M in Method]: (params: Requests[M]['params']) => Promise<Requests[M]['result']>;
};
