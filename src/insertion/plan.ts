import { findTokens } from '../jwt/find.ts';
import type { TextEdit } from './edit.ts';
import type { InsertAs } from './insertAs.ts';
import { madeAtSend } from './madeAtSend.ts';
import type { Slot } from './place.ts';
import { environmentsOf, follow, placeIn, type Source } from './references.ts';

/** What an insertion goes by, beside the text and the cursor. */
export interface InsertionOptions<Beside extends Source> {
  readonly insertAs: InsertAs;
  /** The texts beside the document that can hold its token, the nearest first. */
  readonly sources: readonly Beside[];
  /** The chosen environment, where one is. */
  readonly environment: string | undefined;
  /** The name of the recipe that the token was made from, where it has one. */
  readonly recipe: string | undefined;
  /** Whether what stands in place of a token, or other credentials, are to be replaced. */
  readonly replaces: boolean;
}

/** The edits that put a token where its text takes it from. */
export interface Plan<Beside extends Source> {
  readonly form: 'plan';
  /** Of the text itself, in any order. */
  readonly here: readonly TextEdit[];
  /** Of a text beside it, and the name of the variable that holds the token there. */
  readonly beside?: { readonly source: Beside; readonly name: string; readonly edits: readonly TextEdit[] } | undefined;
}

/** What stands in an insertion's way. */
export type Obstacle =
  /** The reference leads nowhere that can be written. */
  | { readonly form: 'reference'; readonly reference: string }
  /** Several environments could be meant. */
  | { readonly form: 'environments'; readonly names: readonly string[] }
  /** The request sends other credentials. */
  | { readonly form: 'credentials'; readonly mode: string }
  /** What is made at send time needs a recipe with a name. */
  | { readonly form: 'unnamed-recipe' }
  /** No text beside the document can hold the token. */
  | { readonly form: 'no-source' };

/** Plans how a token gets to where a slot takes it from. */
export function planInsertion<Beside extends Source>(
  text: string,
  slot: Slot,
  token: string,
  options: InsertionOptions<Beside>,
): Plan<Beside> | Obstacle {
  const { sources, environment, recipe, replaces, insertAs } = options;
  if (replaces) return planned(slot, token, options);
  if (slot.replaces !== undefined) return { form: 'credentials', mode: slot.replaces };
  if (!slot.reference) return planned(slot, token, options);
  const lead = follow(text, slot, sources, environment);
  if (lead.form === 'environments') return lead;
  if (lead.form === 'place') {
    const edits = lead.write(token);
    return lead.source
      ? { form: 'plan', here: [], beside: { source: lead.source, name: lead.name, edits } }
      : { form: 'plan', here: edits };
  }
  // Another recipe is what is wanted there, too.
  if (lead.form === 'recipe' && recipe !== undefined && (insertAs === 'send' || recipe === lead.name))
    return { form: 'plan', here: slot.write(madeAtSend(recipe)) };
  return { form: 'reference', reference: slot.reference.text };
}

function planned<Beside extends Source>(
  slot: Slot,
  token: string,
  { insertAs, sources, environment, recipe }: InsertionOptions<Beside>,
): Plan<Beside> | Obstacle {
  const { variables } = slot;
  if (!variables?.define || insertAs === 'header') return { form: 'plan', here: slot.write(token) };
  if (insertAs === 'variable') {
    const { name, edits } = variables.define(token);
    return { form: 'plan', here: [...edits, ...slot.write(`{{${name}}}`)] };
  }
  if (insertAs === 'send')
    return recipe === undefined ? { form: 'unnamed-recipe' } : { form: 'plan', here: slot.write(madeAtSend(recipe)) };
  const environments = sources.filter(({ form, isPrivate }) => form === 'environments' && isPrivate);
  const names = environmentsOf(environments);
  const chosen = environment ?? (names.length > 1 ? undefined : names[0]);
  if (names.length > 1 && chosen === undefined) return { form: 'environments', names };
  const source = environments[0] ?? sources.find(({ form }) => form === 'dotenv');
  if (!source) return { form: 'no-source' };
  const isVariable = source.form === 'environments';
  const name = freeName(
    source,
    isVariable ? 'token' : 'TOKEN',
    chosen ?? newEnvironment,
    isVariable ? variables : undefined,
  );
  const place = placeIn(source, name, chosen ?? newEnvironment, true);
  return {
    form: 'plan',
    here: slot.write(isVariable ? `{{${name}}}` : `{{$dotenv ${name}}}`),
    beside: { source, name, edits: place.write(token) },
  };
}

/** The environment of a file that has none yet. */
const newEnvironment = 'dev';

/** A name that is free, or that holds a token: nobody's other secret is overwritten. */
function freeName(source: Source, base: string, environment: string, variables: Slot['variables']): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    const { value } = placeIn(source, name, environment, true);
    const content = value ? source.text.slice(value.start, value.end) : '';
    const [found] = findTokens(content);
    if (
      (content === '' || (found && found.start === 0 && found.end === content.length)) &&
      !variables?.definition(name)
    )
      return name;
  }
}
