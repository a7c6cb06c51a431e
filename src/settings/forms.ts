import { areFewEnough, mostGlobs } from '../globs/glob.ts';
import { insertAsForms } from '../insertion/insertAs.ts';
import { isObject } from '../jwt/json.ts';
import { parseDuration } from '../jwt/time.ts';

/** What a setting must be: what its words name. Durations are in seconds. */
export type Requirement =
  | { readonly is: 'duration'; readonly shortest: number; readonly longest: number; readonly or?: 'off' }
  | { readonly is: 'globs'; readonly length: number; readonly wildCards: number }
  | { readonly is: 'flag' }
  | { readonly is: 'option'; readonly options: readonly string[] }
  | { readonly is: 'object' };

/** How a setting is read. */
export interface SettingForm<Value> {
  readonly expected: Requirement;
  /** `undefined` for what the setting must not be. */
  readonly read: (value: unknown) => Value | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const hour = 3600;
const day = 24 * hour;

/** The settings `tokensmith.…` and what each must be. A value of another type or size counts as the default. */
export const settingForms = {
  'codeLens.enabled': flag(),
  'hover.enabled': flag(),
  'problems.enabled': flag(),
  'inlayHints.enabled': flag(),
  'colors.enabled': flag(),
  'http.renewOnSend': flag(),
  'http.insertAs': option(insertAsForms),
  'chat.claimValues': flag(),
  exclude: globs(),
  'keys.include': globs(),
  'keys.ownWithoutAsking': flag(),
  'problems.severity': object(),
  'problems.quiet': globs(),
  expect: object(),
  recipes: object(),
  expiresSoon: duration(0, 365 * day),
  // A token of a day that is off by a day is in time whatever it says.
  clockTolerance: duration(0, day),
  // A timer of more than 24.8 days goes off at once.
  'clipboard.clearAfter': durationOrOff(1, day),
} as const satisfies Readonly<Record<string, SettingForm<unknown>>>;

/** The name of a setting behind `tokensmith.`. */
export type SettingName = keyof typeof settingForms;

/** What a setting is read as: durations in seconds, `off` as 0. */
export type SettingValue<Name extends SettingName> = NonNullable<ReturnType<(typeof settingForms)[Name]['read']>>;

function flag(): SettingForm<boolean> {
  return { expected: { is: 'flag' }, read: (value) => (typeof value === 'boolean' ? value : undefined) };
}

function option<const Option extends string>(options: readonly Option[]): SettingForm<Option> {
  return {
    expected: { is: 'option', options },
    read: (value) => options.find((each) => each === value),
  };
}

function globs(): SettingForm<readonly string[]> {
  return {
    expected: { is: 'globs', ...mostGlobs },
    read: (value) =>
      Array.isArray(value) && value.every((glob) => typeof glob === 'string') && areFewEnough(value)
        ? value
        : undefined,
  };
}

function object(): SettingForm<Members> {
  return { expected: { is: 'object' }, read: (value) => (isObject(value) ? value : undefined) };
}

function duration(shortest: number, longest: number): SettingForm<number> {
  return {
    expected: { is: 'duration', shortest, longest },
    read: (value) => {
      const seconds = parseDuration(value);
      return seconds !== undefined && seconds >= shortest && seconds <= longest ? seconds : undefined;
    },
  };
}

function durationOrOff(shortest: number, longest: number): SettingForm<number> {
  return {
    expected: { is: 'duration', shortest, longest, or: 'off' },
    read: (value) => (value === 'off' ? 0 : duration(shortest, longest).read(value)),
  };
}
