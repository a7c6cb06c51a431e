import { lengthOf } from '../jwt/time.ts';
import type { Field, FieldType } from '../kinds/kind.ts';
import { hasPlace, inGroups } from '../kinds/offers.ts';
import type { KeySource } from '../vault/knownKey.ts';

export { type Field, type FieldType, hasPlace, inGroups, lengthOf };

/**
 * What the Token Builder's two sides say to each other: the extension host, which alone reads keys and signs, and the
 * page in the webview. Everything here is plain JSON and public: fields, key references, tokens; never a key, a secret
 * or a passphrase. The host checks what the page sends (messages.ts).
 */

/** What a control holds. An `object` field's is its JSON text, so that a text that is no JSON can be told. */
export type Input = string | boolean | readonly string[] | AclInput;

/** An ACL as rows, or as JSON text where it has another form. */
export type AclInput = { readonly rows: readonly AclRow[] } | { readonly text: string };

/** A path of an ACL with what it allows. */
export interface AclRow {
  readonly path: string;
  /** None: every method. */
  readonly methods: readonly string[];
  /** JSON text; empty: no filters. */
  readonly filters: string;
}

/** A form as it is filled in. What is left empty is absent. */
export interface FormDraft {
  /** The id of the kind. */
  readonly kind: string;
  /** By field name. */
  readonly inputs: Readonly<Record<string, Input>>;
}

/** A form, from its kind's own description. */
export interface Form {
  readonly kind: string;
  readonly label: string;
  readonly description: string;
  /** Whether its tokens can be signed with a secret, and with a private key. */
  readonly takesSecrets: boolean;
  readonly takesKeyPairs: boolean;
  /** Labels and help are in the person's language; defaults and options of an `acl` field are inputs. */
  readonly fields: readonly Field[];
  /** The life in seconds of a token where the form does not say, `by-fields` where other fields decide; absent: no expiry. */
  readonly defaultLife?: number | 'by-fields';
  /** What to offer in `object` fields, by field name. */
  readonly members: Readonly<Record<string, readonly MemberHint[]>>;
}

/** A claim or header parameter to offer. */
export interface MemberHint {
  readonly name: string;
  readonly meaning: string;
  /** A value to begin with, as JSON. */
  readonly example: unknown;
}

/** A key to choose. Of one reference there are several where not every kind takes the same of its keys. */
export interface KeyChoice {
  /** `file:private.key` */
  readonly reference: string;
  /** `private.key` */
  readonly name: string;
  /** `RSA 2048`; empty where it is not known before the key is opened. */
  readonly description: string;
  readonly source: KeySource;
  /** The ids of the kinds whose tokens it can sign. */
  readonly kinds: readonly string[];
  /** What it can sign with; absent: not known before it is opened. */
  readonly algorithms?: readonly string[];
}

/** The keys that are known here; none in a workspace that is not trusted. */
export interface Keys {
  readonly isTrusted: boolean;
  readonly choices: readonly KeyChoice[];
  /** The ids of the kinds of which tokens are made here. */
  readonly kinds: readonly string[];
  /** References to offer for other fields, by field name. */
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
}

/** A recipe of the settings. */
export interface RecipeName {
  readonly name: string;
  /** The kind's label; absent where the recipe's kind is unknown. */
  readonly kind?: string;
}

/** What is wrong with a field, in words. */
export interface FieldProblem {
  /** The field's name; empty: none in particular. */
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The field is required and empty: not said before the person has left it. */
  readonly isMissing?: true;
  /** The row of an ACL. */
  readonly row?: number;
  /** The page of the one who issued the rule. */
  readonly source?: string;
}

/** What a form would make. */
export interface Checked {
  readonly problems: readonly FieldProblem[];
  /** When the token would expire, in seconds since the epoch; absent: never, or unknown. */
  readonly expires?: number;
}

/** One member of a decoded part. */
export interface MemberView {
  /** The name as it stands in the token, in quotation marks. */
  readonly name: string;
  /** The value as it stands in the token, laid out over lines. */
  readonly value: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  readonly meaning?: string;
  readonly source?: string;
  /** The instant that the value stands for, in seconds since the epoch. */
  readonly time?: number;
}

/** A decoded part: its members, or its text where it is no JSON object; neither where it cannot be read. */
export interface PartView {
  readonly members?: readonly MemberView[];
  readonly text?: string;
}

/** How a verdict is shown. */
export type Tone = 'good' | 'bad' | 'unknown';

/** One of the three verdicts. */
interface VerdictView {
  readonly tone: Tone;
  readonly words: string;
}

/** A token, for the person to look at. */
export interface TokenView {
  readonly text: string;
  /** The ends of the parts in `text`, as UTF-16 offsets. */
  readonly ends: readonly number[];
  /** The kind as lenses name it. */
  readonly kind: string;
  /** The size in bytes. */
  readonly bytes: number;
  /** `expires in 14 minutes` */
  readonly time?: string;
  readonly structure: VerdictView;
  readonly signature: VerdictView;
  readonly claims: VerdictView;
  readonly problems: readonly { readonly severity: string; readonly message: string; readonly source?: string }[];
  readonly header: PartView;
  /** Absent where the content is encrypted. */
  readonly payload?: PartView;
}

/** A token that was made or read, with what the person should know of that. */
export interface Seen {
  readonly view: TokenView;
  readonly notes: readonly string[];
}

/** A form that the host has filled in. */
export interface Filled {
  readonly draft: FormDraft;
  /** The recipe of the settings that it comes from. */
  readonly recipe?: string;
}

/** What the page asks of the host, with the parameters and the result of each. */
export interface Requests {
  /** The page is there. */
  start: {
    readonly params: Record<string, never>;
    readonly result: {
      readonly forms: readonly Form[];
      readonly recipes: readonly RecipeName[];
      /** The translations for the person's language, if there are any. */
      readonly translations?: Readonly<Record<string, string>>;
      /** The HTTP methods to offer in an ACL. */
      readonly methods: readonly string[];
      /** The ids of the kinds of which tokens were made here, the last first. */
      readonly lastKinds: readonly string[];
      /** What a command wants to be shown. */
      readonly filled?: Filled;
      /** The token that was in sight before the panel was hidden. */
      readonly seen?: Seen;
    };
  };
  check: { readonly params: { readonly draft: FormDraft }; readonly result: Checked };
  /** `recipe`: the name of the recipe that the form was opened from. */
  create: {
    readonly params: { readonly draft: FormDraft; readonly recipe?: string };
    readonly result: Seen;
  };
  /** Looks at a token anew: time has passed, or other keys are known. */
  look: { readonly params: { readonly token: string }; readonly result: TokenView };
  /** Reads a pasted text; `filled` is absent where no such token can be written. */
  paste: {
    readonly params: { readonly text: string };
    readonly result: Seen & { readonly filled?: Filled };
  };
  /** The token is out of sight. */
  dismiss: { readonly params: Record<string, never>; readonly result: null };
  /** Whether an ACL allows a request; `row` is the index of its first path that does. An empty method stands for any. */
  tryPath: {
    readonly params: { readonly acl: AclInput; readonly path: string; readonly method: string };
    readonly result: { readonly allowed?: boolean; readonly row?: number };
  };
  openRecipe: { readonly params: { readonly name: string }; readonly result: Filled };
  saveRecipe: { readonly params: { readonly name: string; readonly draft: FormDraft }; readonly result: null };
  renameRecipe: { readonly params: { readonly name: string; readonly to: string }; readonly result: null };
  deleteRecipe: { readonly params: { readonly name: string }; readonly result: null };
  /** Asks what key to generate, of those that can sign tokens of the kind; gives its reference. */
  generateKey: { readonly params: { readonly kind: string }; readonly result: string };
  /** Asks for a secret for tokens of the kind and stores it; gives its reference. */
  storeSecret: { readonly params: { readonly kind: string }; readonly result: string };
  /** Lets the person choose a key file; gives its reference. */
  browseKey: { readonly params: { readonly kind: string }; readonly result: string };
  /** Asks for the text of a key and stores it; gives its reference. */
  pasteKey: { readonly params: { readonly kind: string }; readonly result: string };
  copy: { readonly params: { readonly token: string; readonly as: 'token' | 'header' }; readonly result: null };
  /** The file that the header now stands in; absent where it was copied, as no editor is open. */
  insertHeader: { readonly params: { readonly token: string }; readonly result: { readonly file?: string } };
  openAsJson: { readonly params: { readonly token: string }; readonly result: null };
  /** Follows a way out of the last failure, by its title. */
  followWay: { readonly params: { readonly title: string }; readonly result: null };
  manageTrust: { readonly params: Record<string, never>; readonly result: null };
}

/** The name of a request. */
export type Method = keyof Requests;

/** From the page to the host. */
export type Request = {
  readonly [M in Method]: {
    readonly type: 'request';
    /** Names the request; its reply has the same. */
    readonly id: number;
    readonly method: M;
    readonly params: Requests[M]['params'];
  };
}[Method];

/** Why a request failed, in words. */
export interface Failure {
  readonly message: string;
  /** The field that it is about. */
  readonly field?: string;
  /** The titles of the ways out. */
  readonly ways: readonly string[];
}

/** From the host to the page. */
export type HostMessage =
  | { readonly type: 'result'; readonly id: number; readonly result: Requests[Method]['result'] }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  /** The person was asked something and declined. */
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'keys'; readonly keys: Keys }
  | { readonly type: 'recipes'; readonly recipes: readonly RecipeName[] }
  /** Show this form, in place of what is there. */
  | { readonly type: 'show'; readonly filled: Filled };
