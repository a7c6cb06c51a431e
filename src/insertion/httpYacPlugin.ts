import { findTokens } from '../jwt/find.ts';

/** A request as httpYac hands it to its plugins right before it is sent, with its variables replaced. */
export interface SentRequest {
  headers?: Record<string, unknown>;
}

/** What a plugin of httpYac does with each file that httpYac reads: https://httpyac.github.io/plugins/ */
export type HttpYacPlugin = (api: {
  readonly hooks: {
    readonly onRequest: { addHook(id: string, action: (request: SentRequest) => Promise<void>): void };
  };
}) => void;

/**
 * A plugin that sends other tokens in `Authorization` than the file has: what `renew` gives for each, or the same one
 * where it gives nothing. The file stays as it is.
 */
export function renewingPlugin(renew: (token: string) => Promise<string | undefined>): HttpYacPlugin {
  return ({ hooks }) =>
    hooks.onRequest.addHook('tokensmith', async ({ headers = {} }) => {
      for (const [name, value] of Object.entries(headers))
        if (name.toLowerCase() === 'authorization' && typeof value === 'string')
          headers[name] = await withRenewed(value, renew);
    });
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
