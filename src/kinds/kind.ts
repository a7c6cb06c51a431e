import type { Check } from '../jwt/problem.ts';
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

export type ClaimDescriptions = Readonly<Record<string, ClaimDescription>>;

/** A kind's own row of the problem table: the check, and its words with `{name}` for the finding's data. */
export interface KindCheck extends Check {
  readonly message: string;
}

/** The types that a recipe's fields have; `fields.ts` says how each is checked and described. */
export type FieldType =
  | 'text'
  | 'uuid'
  | 'key'
  | 'algorithm'
  | 'duration'
  | 'time'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'words'
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
  /** Asked for in the palette though it is optional, with the default first. */
  readonly asked?: true;
  /** `env:NAME` and `vonage-config` may stand for the value. Only what the issuer's own tools keep there: see the contract, section 3. */
  readonly reference?: true;
  /** The claim that the field becomes, to lead a problem with that claim back to the field. */
  readonly claim?: string;
  /** The longest text allowed, in characters. */
  readonly maxLength?: number;
}

/** A recipe's field values after checking: references resolved, defaults in place, durations and times in seconds. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What a token is made at: its issue time in seconds, its expiry in seconds if it has one, and a source of UUIDs. */
export interface Issue {
  readonly issuedAt: number;
  readonly expires: number | undefined;
  readonly uuid: () => string;
}

/** How tokens of a kind are written. */
export interface Writing {
  /** The command's id after `tokensmith.`, and its title. */
  readonly command: { readonly id: string; readonly title: string };
  /** The algorithms that the issuer takes, the default first; `undefined`: whatever the key can sign with. */
  readonly algorithms: readonly string[] | undefined;
  /** The life of a token in seconds where the recipe does not say; `undefined`: no expiry. */
  readonly defaultLife: number | undefined;
  /** The longest life in seconds that the issuer accepts. */
  readonly longestLife?: number;
  /** The kind's own fields; those of every recipe are in `fields.ts`. */
  readonly fields: readonly Field[];
  /** Names of fields of every recipe that the palette asks for, though they are optional. */
  readonly asks?: readonly string[];
  /** What its claims say is the person's own affair: a token that looks like one of another kind is not judged by that. */
  readonly takesAnyClaims?: true;
  /** Codes of checks that refuse a token at creation although a token found in a document only draws less than an error. */
  readonly refuses?: readonly string[];
  /** The claims in the order in which they are written; `undefined` values are left out. */
  readonly claims: (values: FieldValues, issue: Issue) => JsonObject;
}

/** All that Tokensmith knows of what a token is for. A new kind is one new file and one line in `table.ts`. */
export interface Kind {
  /** `vonage-rest`: in recipes and verdicts. */
  readonly id: string;
  /** `Vonage REST`: in lenses and lists. */
  readonly label: string;
  /** What such a token is for, in one sentence. */
  readonly description: string;
  /** Whether a token with this content is of the kind; the first kind of the table that says so has it. */
  readonly recognises: (payload: JsonObject, header: JsonObject) => boolean;
  /** Claims beyond the registered ones (RFC 7519 section 4.1), or with a meaning of their own. */
  readonly claims: ClaimDescriptions;
  /** The claims that hold the times, where they are not `iat` and `exp`. */
  readonly timeClaims?: { readonly issuedAt: string; readonly expires: string };
  /** The life in seconds, from `iat`, that the issuer gives a token without `exp`. */
  readonly impliedLife?: number;
  readonly checks: readonly KindCheck[];
  /** Codes of general checks that the kind's own checks stand in for. */
  readonly replacesChecks?: readonly string[];
  /** Absent: read, never written. */
  readonly writing?: Writing;
}

/** A kind that can be written. */
export type WritableKind = Kind & { readonly writing: Writing };
