import type { Span } from '../jwt/span.ts';
import { bearerIn, replaceValue } from './authorization.ts';
import { bruVariable } from './bruFile.ts';
import { setVariable, variableSpan } from './dotenv.ts';
import type { TextEdit } from './edit.ts';
import { objectAt, setAt, stringAt } from './jsonPath.ts';
import { IS_MADE_AT_SEND } from './madeAtSend.ts';
import type { Slot } from './place.ts';

/**
 * What stands in place of a token. `variable`: `{{name}}`; `dotenv`: `{{$dotenv NAME}}`, `${NAME}`; `process`:
 * `{{$processEnv NAME}}`, which comes from `.env` where something loads that; `recipe`: `{{$jwt name}}`, made when the
 * request is sent; `other`: what leads nowhere that can be written.
 */
export interface TokenReference {
  readonly form: 'variable' | 'dotenv' | 'process' | 'recipe' | 'other';
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  readonly span: Span;
  /** Whether a scheme stands before it, or none is needed: then it stands for the token alone. */
  readonly isBare: boolean;
}

const FORMS: readonly (readonly [form: TokenReference['form'], RegExp])[] = [
  ['recipe', IS_MADE_AT_SEND],
  ['dotenv', /^\{\{\s*\$dotenv\s+(%?[\w.-]+)\s*\}\}$/],
  ['process', /^\{\{\s*\$processEnv\s+(%?[\w.-]+)\s*\}\}$/],
  ['dotenv', /^\{\{\s*process\.env\.(\w+)\s*\}\}$/],
  ['dotenv', /^\$\{(\w+)\}$/],
  ['variable', /^\{\{\s*%?([^\s{}$%]+)\s*\}\}$/],
  ['other', /(\{\{.*\}\}|\$\{.*\})/s],
];

/** The scheme before credentials. */
const SCHEME = /^[\w-]+\s+(?=\S)/;

/**
 * The reference that a value is, behind `Bearer` if that is there; `undefined` where it holds none, or is of another
 * scheme, whose credentials are no token.
 * @param value the offsets of the value in the text, without white space around it
 * @param needsScheme whether the value stands for `Bearer …`
 */
export function referenceIn(text: string, value: Span, needsScheme = true): TokenReference | undefined {
  const whole = text.slice(value.start, value.end);
  const scheme = bearerIn(whole);
  if (scheme === '' && SCHEME.test(whole)) return undefined;
  const credentials = whole.slice(scheme.length);
  for (const [form, pattern] of FORMS) {
    const name = pattern.exec(credentials)?.[1];
    if (name === undefined) continue;
    const span = { start: value.start + scheme.length, end: value.end };
    return { form, name, text: credentials, span, isBare: scheme !== '' || !needsScheme };
  }
  return undefined;
}

/** What a text has in place of a token in a form of its own, which nothing here follows. */
export const opaque = (text: string, span: Span): TokenReference => ({
  form: 'other',
  name: '',
  text: text.slice(span.start, span.end),
  span,
  isBare: false,
});

/** A text beside a request that can hold its token. */
export interface Source {
  /**
   * `dotenv`: `.env`; `environments`: an object of environments, as in `http-client.env.json`; `bru`: the variables of a
   * file of Bruno.
   */
  readonly form: 'dotenv' | 'environments' | 'bru';
  readonly text: string;
  /** The environment that all of it is of; `undefined` where it holds for any, or has several. */
  readonly environment?: string | undefined;
  /** Where the object of environments stands: names from the root on. */
  readonly root?: readonly string[] | undefined;
  /** Whether `{{name}}` leads here, too, and not `{{$dotenv name}}` alone. */
  readonly isOfVariables: boolean;
  /** Whether it is by its nature a file for what git is not to commit. */
  readonly isPrivate: boolean;
}

/** Where a reference leads. `Beside` is the caller's own kind of source. */
export type Lead<Beside extends Source = Source> =
  | Holder<Beside>
  | { readonly form: 'recipe'; readonly name: string }
  /** The variable has values in several environments, and which one counts is not known. */
  | { readonly form: 'environments'; readonly names: readonly string[] }
  | { readonly form: 'nowhere' };

/** A place that holds a token, or is to hold it. */
export interface Holder<Beside extends Source> {
  readonly form: 'place';
  /** `undefined`: the text that the reference stands in. */
  readonly source: Beside | undefined;
  readonly name: string;
  /** Where the token or `Bearer …` stands; `undefined` where there is none yet. */
  readonly value: Span | undefined;
  /** The edits of the source's text that put a token there. */
  readonly write: (token: string) => readonly TextEdit[];
}

/** How many references in a row are followed; more are a circle. */
const mostSteps = 8;
/** Whose values count in every environment. */
const shared = '$shared';
/** Whose values count where none is chosen, for httpYac. */
const byDefault = '$default';

/**
 * Follows a slot's reference to the place of its token: in the text itself, else in the first of the sources that
 * defines it, and on from there where that is a reference again.
 * @param text the text that the slot is in
 * @param sources the nearest first
 * @param environment the chosen one, where one is
 */
export function follow<Beside extends Source>(
  text: string,
  { reference, variables }: Slot,
  sources: readonly Beside[],
  environment: string | undefined,
): Lead<Beside> {
  let step = reference;
  for (let steps = 0; step && steps < mostSteps; steps++) {
    if (step.form === 'recipe') return { form: 'recipe', name: step.name };
    if (step.form === 'other') break;
    const found = placeOf(step, text, variables, sources, environment);
    if (found?.form !== 'place') return found ?? { form: 'nowhere' };
    const next: TokenReference | undefined =
      found.value && referenceIn(found.source?.text ?? text, found.value, !step.isBare);
    if (!next) return found;
    step = next;
  }
  return { form: 'nowhere' };
}

/** The names of the environments of some sources, without the one that is shared. */
export function environmentsOf(sources: readonly Source[]): readonly string[] {
  const names = sources.flatMap((source) =>
    source.form === 'environments'
      ? (objectAt(source.text, source.root ?? [])?.members.map(({ name }) => name) ?? [])
      : [source.environment],
  );
  return [...new Set(names)].filter((name) => name !== undefined && !name.startsWith('$')) as string[];
}

/** The place of a variable of a source, whether it is there yet or not. */
export function placeIn<Beside extends Source>(
  source: Beside,
  name: string,
  environment: string | undefined,
  isBare: boolean,
): Holder<Beside> {
  const { text, root = [] } = source;
  const content = (token: string) => (isBare ? token : `Bearer ${token}`);
  if (source.form === 'dotenv')
    return {
      form: 'place',
      source,
      name,
      value: variableSpan(text, name),
      write: (token) => [setVariable(text, name, content(token))],
    };
  if (source.form === 'bru') {
    const value = bruVariable(text, name)?.value;
    return {
      form: 'place',
      source,
      name,
      value,
      write: (token) => (value ? [replaceValue(text, value, content(token))] : []),
    };
  }
  const path = pathOf(text, [...root, environment ?? shared], name);
  return {
    form: 'place',
    source,
    name,
    value: stringAt(text, path),
    write: (token) => setAt(text, path, JSON.stringify(content(token))),
  };
}

/** The path of a variable below an environment, whose value may be an object in turn: `api.token`. */
function pathOf(text: string, environment: readonly string[], name: string): readonly string[] {
  const nested = [...environment, ...name.split('.')];
  const isNested = stringAt(text, [...environment, name]) === undefined && stringAt(text, nested) !== undefined;
  return isNested ? nested : [...environment, name];
}

function placeOf<Beside extends Source>(
  { form, name, isBare }: Pick<TokenReference, 'form' | 'name' | 'isBare'>,
  text: string,
  variables: Slot['variables'],
  sources: readonly Beside[],
  environment: string | undefined,
): Lead<Beside> | undefined {
  const here = form === 'variable' || form === 'process' ? variables?.definition(name) : undefined;
  if (here) {
    const write = (token: string) => [replaceValue(text, here.value, isBare ? token : `Bearer ${token}`)];
    return { form: 'place', source: undefined, name, value: here.value, write };
  }
  if (name.startsWith('%')) {
    // REST Client: the variable of this name holds the other name.
    const lead = placeOf({ form: 'variable', name: name.slice(1), isBare }, text, variables, sources, environment);
    if (lead?.form !== 'place' || !lead.value) return lead;
    const meant = (lead.source?.text ?? text).slice(lead.value.start, lead.value.end);
    return /^[\w.-]+$/.test(meant)
      ? placeOf({ form, name: meant, isBare }, text, variables, sources, environment)
      : undefined;
  }
  const known = sources.filter((source) => (form === 'variable' ? source.isOfVariables : source.form === 'dotenv'));
  const names = environmentsOf(known);
  const chosen = environment ?? (names.length === 1 ? names[0] : undefined);
  const isOpen = chosen === undefined && names.length > 1;
  for (const source of known) {
    const counts = (each: string) => source.environment === undefined || source.environment === each;
    const hasEnvironments = source.form === 'environments' || source.environment !== undefined;
    if (isOpen && hasEnvironments && names.some((each) => counts(each) && placeIn(source, name, each, isBare).value))
      return { form: 'environments', names };
    for (const each of [chosen ?? byDefault, shared].filter(counts)) {
      const place = placeIn(source, name, each, isBare);
      if (place.value) return place;
    }
  }
  // What a request names already can be added to `.env`.
  const [dotenv] = form === 'dotenv' ? known : [];
  return dotenv && placeIn(dotenv, name, undefined, isBare);
}
