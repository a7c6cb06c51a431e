import type { Check, Severity } from '../jwt/problem.ts';
import type { JsonObject } from '../jwt/token.ts';

/** What a claim or header parameter means, for hover, completion and the form. */
export interface ClaimDescription {
  /** One sentence, in English; translated at the edge. */
  readonly meaning: string;
  readonly type: 'string' | 'number' | 'time' | 'boolean' | 'object' | 'array' | 'string-or-array';
  /** Values to offer in completion. */
  readonly values?: readonly unknown[];
  /** The page that says so. */
  readonly source?: string;
}

/** Descriptions by the name of the claim, or of the header parameter. */
export type ClaimDescriptions = Readonly<Record<string, ClaimDescription>>;

/** A kind's own row of the problem table: the check, and its words with `{name}` for the finding's data. */
export interface KindCheck extends Check {
  readonly message: string;
  /** Other words, by the finding's `reason`. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** The types that a recipe's fields have; `fields.ts` says how each is checked and described. */
export type FieldType =
  | 'text'
  | 'id'
  | 'uuid'
  | 'key'
  | 'algorithm'
  | 'duration'
  | 'time'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'words'
  | 'list'
  | 'acl'
  | 'object';

/** A field of a recipe: of its JSON in the settings, its step in the palette and its control in the form. */
export interface Field {
  /** The property in the recipe. */
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  /** One sentence of help, in English; translated at the edge. */
  readonly help: string;
  /** The page behind the help. */
  readonly source?: string;
  readonly required?: true;
  /** What stands for it where the recipe has none. */
  readonly default?: unknown;
  /** The values of a choice; values to offer, for other types. */
  readonly options?: readonly unknown[];
  /** What the options are called, where what they hold hardly tells them apart; in English, translated at the edge. */
  readonly optionNames?: readonly string[];
  /** Asked for in the palette though it is optional, with the default first; `customized`: only where the person wants that. */
  readonly asked?: true | 'customized';
  /** A value such as people have, for the placeholder of an empty field; not translated. */
  readonly example?: string;
  /** `env:NAME` and `vonage-config` may stand for the value. Only what the issuer's own tools keep there: see the contract, section 3. */
  readonly reference?: true;
  /**
   * The form of its values, as a regular expression: what a reference leads to must have it, so that nothing else gets
   * into a claim, and what stands in a field that takes no reference. `example` shows it.
   */
  readonly form?: string;
  /** The claim that the field becomes, to lead a problem with that claim back to the field. */
  readonly claim?: string;
  /** The member of the claim that the field becomes, where it is not all of it. */
  readonly member?: string;
  /** The header parameter that the field becomes. */
  readonly parameter?: string;
  /** Where the recipe does not say, the body of the request that the token goes to. */
  readonly fromBody?: true;
  /** The longest text allowed, in characters. */
  readonly maxLength?: number;
  /** A duration that may be negative. */
  readonly signed?: true;
  /** There is such a field only where another has one of these values. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** The field that must not be given beside this one. */
  readonly excludes?: string;
  /** The field whose value stands for it where the recipe has none. */
  readonly otherwise?: string;
  /** What the key brings where the recipe does not say: its own id, or what a service account's JSON says beside it. */
  readonly fromKey?: 'id' | 'email' | 'tokenUri';
}

/** A recipe's field values after checking: references resolved, defaults in place, durations and times in seconds. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What a token is made at: its issue time in seconds, its expiry in seconds if it has one, and a source of UUIDs. */
export interface Issue {
  /** The clock's time, or as far before it as `Kind.issuedBack` says. */
  readonly issuedAt: number;
  readonly expires: number | undefined;
  readonly uuid: () => string;
}

/** How tokens of a kind are written. */
export interface Writing {
  /** The id after `tokensmith.` of a command of its own, and its title; absent: *Create Token…* alone makes it. */
  readonly command?: { readonly id: string; readonly title: string };
  /** The algorithms that the issuer takes, the default first; `undefined`: whatever the key can sign with. */
  readonly algorithms: readonly string[] | undefined;
  /** The kind's own fields; those of every recipe are in `fields.ts`. */
  readonly fields: readonly Field[];
  /** What references to its keys look like, as the issuer's own tools and pages name them. */
  readonly keyNames?: RegExp;
  /** Names of fields of every recipe that the palette asks for, though they are optional. */
  readonly asks?: readonly string[];
  /** Its tokens need nothing that tells them from anybody's: that one is read as such is no fault. */
  readonly isAnybodys?: true;
  /** Codes of checks that refuse a token at creation although a token found in a document only draws less than an error. */
  readonly refuses?: readonly string[];
  /** The default algorithm is the first that fits the key, not the first of the list. */
  readonly keyChoosesAlgorithm?: true;
  /** The token goes into a form body as an assertion (RFC 7523), where the cursor is in one. */
  readonly isAssertion?: true;
  /** The signing key's own `kid` goes into the header. */
  readonly usesKeyId?: true;
  /** Header parameters beside `alg` and `typ: "JWT"`, or in place of them; `undefined` values are left out. */
  readonly header?: (values: FieldValues) => JsonObject;
  /** The claims in the order in which they are written; `undefined` values are left out. */
  readonly claims: (values: FieldValues, issue: Issue) => JsonObject;
}

/** How long tokens live. All lengths are in seconds, and but for `default` counted from the issue (`iat`). */
export interface Life {
  /** What a new token gets from now on where its recipe does not say; absent: no `exp`. */
  readonly default?: number;
  /** What the issuer gives a token without `exp`. */
  readonly implied?: number;
  /** The longest that the issuer accepts. */
  readonly longest?: number;
  /** After `longest` the issuer refuses the token, whatever its `exp` says, and without one: it expires then "by {issuer}'s limit". */
  readonly isEnforced?: true;
  /** Claims that stand in for `exp` and `iat` where a token has not these: they add to the registered ones and never replace them. */
  readonly fallback?: { readonly issuedAt: string; readonly expires: string };
  /** A token without `exp` is as it should be: nothing is said about its expiry. */
  readonly isEndless?: true;
}

/** What holds for all tokens of a kind, or follows from what one says. */
type Rule<T> = T | ((payload: JsonObject, header: JsonObject) => T);

function ruled<T extends object>(rule: Rule<T>, payload: JsonObject, header: JsonObject): T {
  return typeof rule === 'function' ? rule(payload, header) : rule;
}

/** How long a token of a kind lives, and by whose word. */
export function lifeOf({ life }: Pick<Kind, 'life'>, payload: JsonObject = {}, header: JsonObject = {}): Life {
  return ruled(life, payload, header);
}

/** The claims that the issuer requires of a token. */
export function requiredOf(
  { required }: Pick<Kind, 'required'>,
  payload: JsonObject = {},
  header: JsonObject = {},
): readonly string[] {
  return ruled(required, payload, header);
}

/** All that Tokensmith knows of what a token is for. A new kind is one new file and one line in `table.ts`. */
export interface Kind {
  /** `vonage-rest`: in recipes and verdicts. */
  readonly id: string;
  /** `Vonage REST`: in lenses and lists. */
  readonly label: string;
  /** What such a token is for, in one sentence. */
  readonly description: string;
  /** The kinds whose tokens one key signs: `vonage`. Their problems' codes begin with it. Absent: the id. */
  readonly family?: string;
  /** Who sets the rules, for messages: `Vonage`. Absent: nobody does. */
  readonly issuer?: string;
  /** The hosts that take such tokens, with all below them: `nexmo.com`. */
  readonly hosts?: readonly string[];
  /** Whether a token with this content is of the kind; the first kind of the table that says so has it. */
  readonly recognises: (payload: JsonObject, header: JsonObject) => boolean;
  /** Claims beyond the registered ones (RFC 7519 section 4.1), or with a meaning of their own. */
  readonly claims: ClaimDescriptions;
  readonly life: Rule<Life>;
  /** The claims that the issuer requires, those first whose absence leaves the token recognisable. */
  readonly required: Rule<readonly string[]>;
  /** How many seconds before the clock the issuer wants `iat`; absent: none. */
  readonly issuedBack?: number;
  /** The claims that follow from the body of the request that a token stands in: *Renew* makes those anew that it has. */
  readonly bodyClaims?: (body: string) => JsonObject;
  /** The token's id where it is no UUID, from the other claims and the issue. */
  readonly tokenId?: (payload: JsonObject, issue: Issue) => string;
  readonly checks: readonly KindCheck[];
  /** The severities of general problems that the issuer takes for worse, by code. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** Codes of general checks that the kind's own checks stand in for. */
  readonly replacesChecks?: readonly string[];
  /** Absent: read, never written. */
  readonly writing?: Writing;
}

/** A kind that can be written. */
export type WritableKind = Kind & { readonly writing: Writing };
