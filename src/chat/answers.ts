import type { Inspection } from '../inspection/inspect.ts';
import { ALGORITHMS, NONE } from '../jwt/algorithms.ts';
import type { JsonPart } from '../jwt/token.ts';
import { type ClaimTables, claimsOf, descriptionOf } from '../kinds/claims.ts';
import type { ClaimDescriptions } from '../kinds/kind.ts';
import { cut, visible } from '../messages/markdown.ts';
import { problemWords } from '../messages/problems.ts';
import { asSentence, isKeyUnknown, unknownKeyWords } from '../messages/signature.ts';
import { publishedKeys } from '../messages/verdicts.ts';
import type { Tokens } from '../tokens/tokens.ts';

/** What a language model is told of a token: facts as JSON. */
export type ChatAnswer = Readonly<Record<string, unknown>>;

/** What an answer is made with. */
export interface ChatFacts {
  readonly tokens: Pick<Tokens, 'inspectBy'>;
  readonly claims: ClaimTables;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/**
 * The values of header parameters that tell how a token is made, and nothing of whom it is for. Whatever else stands in
 * their place may be anybody's text.
 */
const vocabulary: Readonly<Record<string, ReadonlySet<string>>> = {
  alg: new Set([
    NONE,
    ...ALGORITHMS.map(({ name }) => name),
    ...words('RSA1_5 RSA-OAEP RSA-OAEP-256 RSA-OAEP-384 RSA-OAEP-512 A128KW A192KW A256KW dir ECDH-ES'),
    ...words('ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW A128GCMKW A192GCMKW A256GCMKW'),
    ...words('PBES2-HS256+A128KW PBES2-HS384+A192KW PBES2-HS512+A256KW'),
  ]),
  enc: words('A128CBC-HS256 A192CBC-HS384 A256CBC-HS512 A128GCM A192GCM A256GCM'),
  typ: words(
    'JWT jwt JOSE JWS JWE at+jwt application/at+jwt dpop+jwt logout+jwt secevent+jwt dc+sd-jwt vc+sd-jwt client-authentication+jwt',
  ),
  cty: words('JWT jwt json application/json twilio-fpa;v=1'),
  zip: words('DEF'),
};
/** The longest name that is told whole, in UTF-16 units, and the most members. */
const longestName = 40;
const mostMembers = 100;

/**
 * What a token holds, what that means, and what is wrong with it: its kind, the names of its header parameters and claims
 * with their types, the three verdicts and the problems by their codes. Of a JWE only what stands outside.
 * @param tellsValues whether the values are told, too, as they are written, and what only decryption shows
 */
export function chatAnswer({ tokens, claims: tables }: ChatFacts, whole: Inspection, tellsValues: boolean): ChatAnswer {
  const { decryption, ...outer } = whole.judgement ?? {};
  const isOpened = decryption !== undefined && !tellsValues;
  const told = isOpened ? tokens.inspectBy(whole.token, { ...outer, signature: 'encrypted' }) : whole;
  const { token, kind, structure, signature, claims, problems } = told;
  const shown = tellsValues ? whole.innermost : token;
  const published = publishedKeys(told);
  return {
    kind: kind.id,
    for: kind.description,
    form: token.form,
    header: members(token.header, tables.header, (name, value) => tellsValues || isKnown(name, value)),
    ...(shown.payload && {
      claims: members(shown.payload, claimsOf(tables, kind, shown.payload.value), () => tellsValues),
    }),
    structure,
    signature: signature ?? 'unknown-key',
    ...(isKeyUnknown(told) && {
      // The key's id and the issuer's address are values.
      signatureSays: asSentence(unknownKeyWords(told.innermost, tellsValues)),
      ...(tellsValues && published && { wayOut: `${published.words} ${published.command}` }),
    }),
    claimsVerdict: claims,
    problems: problems.map((problem) => ({
      code: problem.code,
      severity: problem.level ?? problem.severity,
      // The words of some name facts, which stand in the token.
      ...((tellsValues || !problem.data) && { message: problemWords(problem.code, problem, kind) }),
    })),
    ...(!tellsValues && {
      note: 'Values are left out, and so is what only decryption shows, as the setting tokensmith.chat.claimValues says.',
    }),
  };
}

function isKnown(name: string, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(vocabulary, name) && vocabulary[name]?.has(value) === true;
}

function members(
  part: JsonPart,
  known: ClaimDescriptions,
  isTold: (name: string, value: unknown) => boolean,
): ChatAnswer | string {
  const { root, text = '' } = part;
  if (root?.type !== 'object') return 'not a JSON object';
  return Object.fromEntries(
    root.members.slice(0, mostMembers).map(({ name, value }) => {
      const { meaning, source } = descriptionOf(known, name) ?? {};
      // As it is written: a number may have more digits than JavaScript keeps.
      const written = text.slice(value.start, value.end);
      const isShown = isTold(name, value.type === 'string' ? value.value : undefined);
      return [
        // It is text of the token's.
        cut(visible(name), longestName),
        { type: value.type, ...(isShown && { value: written }), ...(meaning && { meaning, source }) },
      ];
    }),
  );
}
