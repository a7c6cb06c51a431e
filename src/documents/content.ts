import { DocumentError } from '../errors/documents.ts';
import { decodeToken, nestedToken } from '../jwt/decode.ts';
import { type JsonNode, jsonErrorOffset, member, parseJson, prettyJson } from '../jwt/json.ts';
import { rebaseJson } from '../jwt/rebase.ts';
import type { Span } from '../jwt/span.ts';
import type { JsonPart, Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import type { Draft } from '../recipes/create.ts';

const INDENT = '  ';

/**
 * What a token says, as the text of its `jwt:` document: one JSON object with `header` and `payload`, each as it is
 * written in the token. A part that is not JSON is a string. A JWE has its protected header alone until it is decrypted;
 * a JWT nested in a token is its payload as another such object. An SD-JWT has what it discloses as well.
 */
export function documentText(token: Token, judgement?: Judgement): string {
  return prettyJson(contentText(token, judgement), INDENT);
}

function contentText(token: Token, judgement: Judgement | undefined): string {
  const { token: read, nested } = judgement?.decryption ?? { token };
  const inner = nested ?? readableIn(token);
  const content = inner ? contentText(inner.token, inner.judgement) : read.payload && partText(read.payload);
  const payload = content === undefined ? '' : `,"payload":${content}`;
  return `{"header":${partText(read.header)}${payload}${disclosedText(token)}}`;
}

/** The JWT that a JWS holds, where it can be read. */
function readableIn(token: Token): { readonly token: Token; readonly judgement?: Judgement } | undefined {
  const inner = token.form === 'jws' ? nestedToken(token) : undefined;
  return inner?.header.value && { token: inner };
}

/**
 * The same for a document that can be written, whose payload is the text that is to be signed: a JWT in it is a string.
 */
export function editableText({ header, payload }: Token): string {
  const content = payload ? `,"payload":${partText(payload)}` : '';
  return prettyJson(`{"header":${partText(header)}${content}}`, INDENT);
}

/** What an SD-JWT discloses, and its key binding, as further members. */
function disclosedText({ text, disclosures }: Token): string {
  if (!disclosures) return '';
  const { items, keyBinding } = disclosures;
  const bound = keyBinding && contentText(decodeToken(text.slice(keyBinding.start, keyBinding.end)), undefined);
  return `,"disclosures":[${items.map((item) => item.text)}]${bound === undefined ? '' : `,"keyBinding":${bound}`}`;
}

/** A part as a JSON text: its own, or where that is none, its text as a string. What is not UTF-8 is shown as far as it is. */
function partText({ root, text, bytes }: JsonPart): string {
  return root && text !== undefined ? text : JSON.stringify(text ?? new TextDecoder().decode(bytes));
}

/** The parts of a `jwt:` document, as nodes with UTF-16 spans of its text. */
export interface DocumentParts {
  readonly header: JsonNode | undefined;
  readonly payload: JsonNode | undefined;
  /** Where the name `payload` stands; `header` where there is none. */
  readonly names: { readonly header: Span | undefined; readonly payload: Span | undefined };
}

/** The parts of a `jwt:` document as far as they are there; `undefined` where its text is no JSON object. */
export function documentParts(text: string): DocumentParts | undefined {
  return partsOf(parseJson(text));
}

/**
 * The parts of the JWT that is nested in what a document shows.
 * @param shown the token that a read-only document shows, where that is known: claims may be named like parts
 */
export function nestedParts({ header, payload }: DocumentParts, shown?: Token): DocumentParts | undefined {
  const mayNest = member(header, 'enc') || (shown && readableIn(shown));
  return mayNest && member(member(payload, 'header')?.value, 'alg') ? partsOf(payload) : undefined;
}

function partsOf(root: JsonNode | undefined): DocumentParts | undefined {
  if (root?.type !== 'object') return undefined;
  const part = (name: string) => root.members.findLast((candidate) => candidate.name === name);
  const [header, payload] = [part('header'), part('payload')];
  return {
    header: header?.value,
    payload: payload?.value,
    names: { header: header?.nameSpan, payload: payload?.nameSpan },
  };
}

/**
 * The header and payload that an edited document stands for, as they are to be signed. What the edit did not touch stays
 * byte for byte as in the token that the document was made from. Where that token's payload is no JSON and was shown as
 * a string, a string is the payload's text; any other value is the payload's JSON.
 * @throws DocumentError `document.not-json`, `document.wrong-members`, `document.header-not-an-object`
 */
export function draftOf(text: string, base: Token): Draft {
  const root = parseJson(text);
  if (!root) throw new DocumentError('document.not-json', { line: lineOfError(text) });
  if (root.type !== 'object') throw new DocumentError('document.wrong-members', {});
  const [header, payload] = ['header', 'payload'].map((name) => root.members.filter((member) => member.name === name));
  const [headerMember, payloadMember] = [header?.[0], payload?.[0]];
  if (!headerMember || !payloadMember || root.members.length !== 2)
    throw new DocumentError('document.wrong-members', {});
  if (headerMember.value.type !== 'object') throw new DocumentError('document.header-not-an-object', {});
  const written = ({ start, end }: Span) => text.slice(start, end);
  return {
    header: rebased(base.header, written(headerMember.value)),
    payload:
      payloadMember.value.type === 'string' && base.payload && !base.payload.root
        ? payloadMember.value.value
        : rebased(base.payload, written(payloadMember.value)),
  };
}

function rebased(part: JsonPart | undefined, edited: string): string {
  return part?.root && part.text !== undefined ? rebaseJson(part.text, edited) : rebaseJson('', edited);
}

function lineOfError(text: string): number {
  return text.slice(0, jsonErrorOffset(text)).split(/\r\n?|\n/).length;
}
