import { Uri } from 'vscode';
import { UsageError } from '../errors/usage.ts';

/** A command's argument, after checking that it is an object. */
export type Argument = Readonly<Record<string, unknown>>;

/** Reads a text of a command's argument; `undefined` where it is absent. @throws UsageError `command.bad-argument` */
export function textArgument(argument: Argument, field: string): string | undefined {
  const value = argument[field];
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError('command.bad-argument', { field, expected: '"…"' });
}

/** Reads one of a list of values. @throws UsageError `command.bad-argument` */
export function choiceArgument<T extends string>(
  argument: Argument,
  field: string,
  choices: readonly T[],
): T | undefined {
  const value = argument[field];
  if (value === undefined) return undefined;
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined)
    throw new UsageError('command.bad-argument', {
      field,
      expected: choices.map((choice) => `"${choice}"`).join(' | '),
    });
  return chosen;
}

/** Reads a list of such values, each once. @throws UsageError `command.bad-argument` */
export function choicesArgument<T extends string>(
  argument: Argument,
  field: string,
  choices: readonly T[],
): readonly T[] | undefined {
  const value = argument[field];
  if (value === undefined) return undefined;
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const chosen = choices.filter((choice) => given.includes(choice));
  if (chosen.length === 0 || chosen.length !== given.length)
    throw new UsageError('command.bad-argument', {
      field,
      expected: `[${choices.map((choice) => `"${choice}"`).join(', ')}]`,
    });
  return chosen;
}

/** Reads a URI, as an object or as text. @throws UsageError `command.bad-argument` */
export function uriArgument(argument: Argument, field: string): Uri | undefined {
  const value = argument[field];
  if (value === undefined) return undefined;
  if (value instanceof Uri) return value;
  try {
    if (typeof value === 'string') return Uri.parse(value, true);
    // A key binding or a link carries a URI as JSON.
    if (typeof value === 'object' && value !== null) return Uri.from(value as Parameters<typeof Uri.from>[0]);
  } catch {
    // Said below.
  }
  throw new UsageError('command.bad-argument', { field, expected: '"file:///…"' });
}

/** Reads a UTF-16 offset. @throws UsageError `command.bad-argument` */
export function offsetArgument(argument: Argument, field: string): number | undefined {
  const value = argument[field];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new UsageError('command.bad-argument', { field, expected: '0, 1, 2, …' });
}
