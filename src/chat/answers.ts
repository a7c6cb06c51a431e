import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { JsonPart } from '../jwt/token.ts';
import type { ClaimTables } from '../kinds/claims.ts';
import { issuerOf } from '../kinds/issuers.ts';
import type { ClaimDescriptions } from '../kinds/kind.ts';
import { cut, visible } from '../messages/markdown.ts';
import { verdictOf } from '../tokens/verdict.ts';

/** What a language model is told of a token: facts as JSON, and no value of a claim unless the person allows that. */
export type ChatAnswer = Readonly<Record<string, unknown>>;

/** Header parameters that tell how a token is made, and nothing of whom it is for. */
const harmless: ReadonlySet<string> = new Set(['alg', 'enc', 'typ', 'cty', 'zip', 'crit']);
/** The longest name that is told whole, in UTF-16 units, and the most members. */
const longestName = 40;
const mostMembers = 100;

/**
 * What a token holds: its kind, its header, and the names of its claims with their types.
 * @param tellsValues whether the values are told, too, as they are written
 */
export function decodeAnswer({ token, kind }: Inspection, tellsValues: boolean): ChatAnswer {
  return {
    kind: kind.id,
    form: token.form,
    header: members(token.header, (name) => tellsValues || harmless.has(name)),
    // What a JWE holds is not told: it was encrypted for somebody.
    ...(token.payload && { claims: members(token.payload, () => tellsValues) }),
    ...(!tellsValues && { note: 'Values of claims are left out, as the setting tokensmith.chat.claimValues says.' }),
  };
}

/** What the token is for, and what each of its claims and header parameters means, with the page that says so. */
export function explainAnswer({ token, kind }: Inspection, claims: ClaimTables): ChatAnswer {
  const explain = (part: JsonPart | undefined, known: ClaimDescriptions): ChatAnswer =>
    Object.fromEntries(
      namesOf(part).map((name) => {
        const description = Object.hasOwn(known, name) ? known[name] : undefined;
        const { meaning = 'Not known here.', source } = description ?? {};
        return [shownName(name), { meaning, ...(source !== undefined && { source }) }];
      }),
    );
  return {
    kind: kind.id,
    for: kind.description,
    header: explain(token.header, claims.header),
    claims: explain(token.payload, { ...claims.of(issuerOf(token.payload?.value)), ...kind.claims }),
  };
}

/** The three verdicts on a token and its problems. Which key proved the signature is not told. */
export function checkAnswer(inspection: Inspection): ChatAnswer {
  const { key: _key, ...verdict } = verdictOf(inspection);
  return verdict;
}

/** What the person is asked before anything goes to the model. */
export function confirmation(tellsValues: boolean): string {
  return tellsValues
    ? l10n.t(
        'The result goes to the language model, with the values of the claims. No key and no secret goes with it. The setting `tokensmith.chat.claimValues` leaves the values out.',
      )
    : l10n.t(
        'The result goes to the language model, without the values of the claims. No key and no secret goes with it.',
      );
}

function members(part: JsonPart, isTold: (name: string) => boolean): ChatAnswer | string {
  const { root, text = '' } = part;
  if (root?.type !== 'object') return 'not a JSON object';
  return Object.fromEntries(
    root.members.slice(0, mostMembers).map(({ name, value }) => [
      shownName(name),
      // As it is written: a number may have more digits than JavaScript keeps.
      isTold(name) ? text.slice(value.start, value.end) : `(${value.type})`,
    ]),
  );
}

function namesOf(part: JsonPart | undefined): readonly string[] {
  return part?.root?.type === 'object' ? part.root.members.slice(0, mostMembers).map(({ name }) => name) : [];
}

/** A name as it may be told: it is text of the token's. */
function shownName(name: string): string {
  return cut(visible(name), longestName);
}
