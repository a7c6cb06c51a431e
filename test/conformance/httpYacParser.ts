import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { store } from 'httpyac';
import type { ReadRequest } from './restClient.ts';

/** What stands between two separators or method lines, as httpYac's own parser has it. */
export interface ReadRegion {
  readonly first: number;
  readonly last: number;
  readonly request: ReadRequest | undefined;
  readonly hasScript: boolean;
}

/** There must be one; nothing in it is read. */
const folder = tmpdir();

const isScript = ({ kind }: { readonly kind: string }) => kind === 'script';

/** The regions of an `.http` file by httpYac's own parser. */
export async function httpYacRegions(text: string): Promise<ReadRegion[]> {
  const httpFile = await new store.HttpFileStore().parse(join(folder, 'a.http'), text, { workingDir: folder });
  return httpFile.httpRegions.map(({ request, symbol }, index, all) => {
    // A separator is a line of no region: of the one that it opens.
    const first = index === 0 ? 0 : (all[index - 1]?.symbol.endLine ?? 0) + 1;
    const pairs = Object.entries(request?.headers ?? {}).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => [name, `${each}`] as const),
    );
    const isAuthorization = ([name]: readonly [string, string]) => name.toLowerCase() === 'authorization';
    return {
      first,
      last: symbol.endLine,
      hasScript: symbol.children?.some(isScript) ?? false,
      request: request && {
        first,
        last: symbol.endLine,
        line: `${request.method} ${request.url}`,
        headers: pairs.filter((pair) => !isAuthorization(pair)).map((pair) => pair.join(': ')),
        authorization: pairs.filter(isAuthorization).map(([, value]) => value),
        body: bodyOf(request.body),
      },
    };
  });
}

function bodyOf(body: unknown): string {
  if (Array.isArray(body)) return body.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('');
  return typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
}
