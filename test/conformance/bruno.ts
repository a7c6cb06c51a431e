import bruToJson from '@usebruno/lang/v2/src/bruToJson.js';
import collectionBruToJson from '@usebruno/lang/v2/src/collectionBruToJson.js';
import envToJson from '@usebruno/lang/v2/src/envToJson.js';

/** A request as Bruno reads it. */
export interface BruRequest {
  /** What it sends as `Authorization`, by its mode (`packages/bruno-electron/src/ipc/network/prepare-request.js`). */
  readonly authorization: readonly string[];
  /** The mode. */
  readonly mode: string;
  /** All else. */
  readonly rest: unknown;
}

interface Pair {
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

interface Method {
  readonly auth?: string;
}

interface Parsed {
  readonly http?: Method;
  readonly grpc?: Method;
  readonly ws?: Method;
  readonly auth?: { readonly mode?: string; readonly bearer?: { readonly token: string } };
  readonly headers?: readonly Pair[];
}

/** The variables of an environment as Bruno reads them, by their names. @throws where Bruno cannot read it */
export function readBruEnvironment(text: string): Readonly<Record<string, string>> {
  const { variables = [] } = envToJson(text) as { readonly variables?: readonly Pair[] };
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** Reads a `.bru` text by Bruno's own parser; a folder or collection by its name. @throws where Bruno cannot read it */
export function readBru(text: string, path = ''): BruRequest {
  const isSettings = /(?:^|[\\/])(?:folder|collection)\.bru$/.test(path);
  const parsed = (isSettings ? collectionBruToJson : bruToJson)(text) as Parsed;
  const { http, grpc, ws, auth, headers = [], ...rest } = parsed;
  const method = http ?? grpc ?? ws;
  const mode = method?.auth ?? auth?.mode ?? 'none';
  const isAuthorization = ({ name }: Pair) => name.toLowerCase() === 'authorization';
  const { bearer: _bearer, mode: _mode, ...otherAuth } = auth ?? {};
  const { auth: _auth, ...otherMethod } = method ?? {};
  return {
    mode,
    authorization: [
      ...headers.filter((header) => header.enabled && isAuthorization(header)).map(({ value }) => value),
      ...(mode === 'bearer' ? [`Bearer ${auth?.bearer?.token}`] : []),
    ],
    rest: {
      ...rest,
      method: otherMethod,
      auth: otherAuth,
      headers: headers.filter((header) => !isAuthorization(header)),
    },
  };
}
