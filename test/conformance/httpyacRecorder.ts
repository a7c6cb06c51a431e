import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Recorded {
  readonly method: string | undefined;
  readonly target: string | undefined;
  /** Names and values in turn, in order, as they were sent; without `Authorization`. */
  readonly headers: readonly string[];
  /** The values of `Authorization`, whatever the case of its name. */
  readonly authorization: readonly string[];
  /** The bytes as Latin-1. */
  readonly body: string;
}

export interface Recorder {
  /** `127.0.0.1:…` */
  readonly host: string;
  /** The requests since the last call, in order. */
  readonly take: () => Recorded[];
  readonly close: () => Promise<void>;
}

/** Starts a server on the loopback interface that answers everything with `{"ok":true}` and remembers what it got. */
export async function startRecorder(): Promise<Recorder> {
  let recorded: Recorded[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const pairs = request.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, request.rawHeaders[index + 1] ?? ''] as const] : [],
    );
    const isAuthorization = ([name]: readonly [string, string]) => name.toLowerCase() === 'authorization';
    recorded.push({
      method: request.method,
      target: request.url,
      headers: pairs.filter((pair) => !isAuthorization(pair)).flat(),
      authorization: pairs.filter(isAuthorization).map(([, value]) => value),
      body: Buffer.concat(chunks).toString('latin1'),
    });
    response.setHeader('content-type', 'application/json').end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
