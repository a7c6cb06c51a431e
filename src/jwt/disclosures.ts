import { base64urlFaults, decodeBase64urlText, encodeBase64url } from './base64url.ts';
import { type JsonNode, memberValue, parseJson } from './json.ts';
import type { Span } from './span.ts';
import type { Fault, Token } from './token.ts';
import { webCrypto } from './webCrypto.ts';

/** A claim, or an element of a list, that an SD-JWT shows in place of its digest (RFC 9901 section 4.2). */
export interface Disclosure {
  /** Where it stands in the token's text. */
  readonly span: Span;
  /** Of a claim, its name; an element of a list has none. */
  readonly name: string | undefined;
  /** The JSON text that it is. */
  readonly text: string;
  /** What is disclosed, with UTF-16 spans of `text`. */
  readonly value: JsonNode;
}

/** What follows the signature of an SD-JWT. */
export interface Disclosures {
  /** Those that can be read, in their order. */
  readonly items: readonly Disclosure[];
  /** Where the key-binding JWT stands in the token's text. */
  readonly keyBinding: Span | undefined;
  readonly faults: readonly Fault[];
}

/** Reads what stands behind the signature of a token, from its first tilde on. */
export function readDisclosures(text: string, start: number): Disclosures {
  const items: Disclosure[] = [];
  const faults: Fault[] = [];
  let from = start + 1;
  for (let end = text.indexOf('~', from); end !== -1; end = text.indexOf('~', from)) {
    read({ start: from, end });
    from = end + 1;
  }
  const rest = { start: from, end: text.length };
  const keyBinding = text.includes('.', from) ? rest : undefined;
  if (!keyBinding && from < text.length) {
    read(rest);
    faults.push({ part: 'disclosure', reason: 'no-tilde', offset: text.length });
  }
  return { items, keyBinding, faults };

  function read(span: Span): void {
    const disclosure = disclosureAt(text, span);
    const encoding = base64urlFaults(text, span.start, span.end);
    faults.push(...encoding.map((fault) => ({ part: 'disclosure' as const, ...fault })));
    if (disclosure) items.push(disclosure);
    else if (encoding.length === 0) faults.push({ part: 'disclosure', reason: 'not-a-disclosure', offset: span.start });
  }
}

function disclosureAt(token: string, span: Span): Disclosure | undefined {
  const { text } = decodeBase64urlText(token, span.start, span.end);
  const root = text === undefined ? undefined : parseJson(text);
  if (text === undefined || root?.type !== 'array') return undefined;
  const [salt, first, second, ...more] = root.items;
  if (salt?.type !== 'string' || !first || more.length > 0) return undefined;
  if (!second) return { span, name: undefined, text, value: first };
  return first.type === 'string' ? { span, name: first.value, text, value: second } : undefined;
}

/** Web Crypto's names of the hash algorithms that `_sd_alg` can name (RFC 9901 section 4.1.1). */
const HASHES: ReadonlyMap<unknown, string> = new Map([
  [undefined, 'SHA-256'],
  ['sha-256', 'SHA-256'],
  ['sha-384', 'SHA-384'],
  ['sha-512', 'SHA-512'],
]);

/**
 * The first disclosure whose digest stands neither in the payload nor in another disclosure that is signed: its issuer
 * did not sign it, and a verifier has to refuse the whole (RFC 9901 section 7.1). `undefined` where there is none, or
 * this host cannot tell.
 */
export async function unsignedDisclosure({ text, payload, disclosures }: Token): Promise<Disclosure | undefined> {
  const hash = HASHES.get(memberValue(payload?.value, '_sd_alg'));
  const subtle = webCrypto();
  if (!disclosures || !payload?.root || hash === undefined || !subtle) return undefined;
  const digests = await Promise.all(
    disclosures.items.map(async ({ span }) => {
      const bytes = await subtle.digest(hash, new TextEncoder().encode(text.slice(span.start, span.end)));
      return encodeBase64url(new Uint8Array(bytes));
    }),
  );
  const signed = new Set(digestsIn(payload.root));
  const left = new Map(disclosures.items.map((item, i) => [item, digests[i] ?? '']));
  // A disclosure can hold the digests of others.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [item, digest] of left) {
      if (!signed.has(digest)) continue;
      left.delete(item);
      for (const inner of digestsIn(item.value)) signed.add(inner);
    }
  }
  return left.keys().next().value;
}

/** The digests of disclosures in a value: in lists called `_sd`, and as the only member `...` of an element of a list. */
function digestsIn(root: JsonNode): readonly string[] {
  const digests: string[] = [];
  const pending: JsonNode[] = [root];
  const take = (node: JsonNode) => node.type === 'string' && digests.push(node.value);
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'array') for (const item of node.items) pending.push(item);
    if (node.type !== 'object') continue;
    for (const { name, value } of node.members) {
      if (name === '_sd' && value.type === 'array') value.items.forEach(take);
      else if (name === '...') take(value);
      pending.push(value);
    }
  }
  return digests;
}
