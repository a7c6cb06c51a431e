import { findTokens } from '../jwt/find.ts';
import type { RequestBody } from '../jwt/problem.ts';
import { decodeUtf8 } from '../jwt/utf8.ts';
import { MADE_AT_SEND } from './madeAtSend.ts';

/** A request as httpYac hands it to its plugins right before it is sent, with its variables replaced. */
interface SentRequest {
  headers?: Record<string, unknown>;
  readonly body?: unknown;
}

interface Hook<Arguments extends unknown[], Result> {
  addHook(
    id: string,
    action: (...given: Arguments) => Promise<Result>,
    order?: { readonly before?: string[]; readonly after?: string[] },
  ): void;
}

/** What a plugin of httpYac does with each file that httpYac reads: https://httpyac.github.io/plugins/ */
export type HttpYacPlugin = (api: {
  readonly hooks: {
    readonly onRequest: {
      addInterceptor(interceptor: {
        readonly id: string;
        readonly afterLoop: (context: { readonly args: readonly [SentRequest, ...unknown[]] }) => Promise<boolean>;
      }): void;
    };
    readonly replaceVariable: Hook<[text: unknown, type: string], unknown>;
  };
}) => void;

/** Where the tokens come from that are sent. */
export interface SendingTokens {
  /**
   * The token to send in place of one of `Authorization`; `undefined` where that one is sent.
   * @param body what is sent with it; `undefined`: none
   */
  readonly renew: (token: string, body: RequestBody | undefined) => Promise<string | undefined>;
  /** A new token of a recipe. @throws where there is none: the request is not sent then */
  readonly make: (recipe: string) => Promise<string>;
}

/**
 * A plugin that sends tokens made for the request: those that stand as `{{$jwt recipe}}` in whatever httpYac replaces
 * variables in, and other ones in `Authorization` than the file has. The file stays as it is.
 */
export function sendingPlugin({ renew, make }: SendingTokens): HttpYacPlugin {
  return ({ hooks }) => {
    // Behind the names of variables, which may hold it, and before what takes it for JavaScript.
    hooks.replaceVariable.addHook(
      'tokensmith',
      async (text) => (typeof text === 'string' ? withMade(text, make) : text),
      { before: ['javascript'] },
    );
    // Behind all that changes the body.
    hooks.onRequest.addInterceptor({
      id: 'tokensmith',
      afterLoop: async ({ args: [{ headers = {}, body }] }) => {
        for (const [name, value] of Object.entries(headers))
          if (name.toLowerCase() === 'authorization' && typeof value === 'string')
            headers[name] = await withRenewed(value, (token) => renew(token, sentBody(body)));
        return true;
      },
    });
  };
}

async function withMade(text: string, make: SendingTokens['make']): Promise<string> {
  let [made, copied] = ['', 0];
  for (const found of text.matchAll(MADE_AT_SEND)) {
    made += text.slice(copied, found.index) + (await make(found[1] ?? ''));
    copied = found.index + found[0].length;
  }
  return made + text.slice(copied);
}

/** A body as httpYac sends it: a text, or bytes; what it only streams is not known before. */
function sentBody(body: unknown): RequestBody | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return { body };
  const text = body instanceof Uint8Array ? decodeUtf8(body) : undefined;
  return text === undefined ? { unresolved: ['stream'] } : { body: text };
}

async function withRenewed(text: string, renew: (token: string) => Promise<string | undefined>): Promise<string> {
  let [renewed, copied] = ['', 0];
  for (const { start, end } of findTokens(text)) {
    const token = text.slice(start, end);
    renewed += text.slice(copied, start) + ((await renew(token)) ?? token);
    copied = end;
  }
  return renewed + text.slice(copied);
}
