/**
 * What package.json takes from the tables of the source: a command for each kind, the schemas of recipes and of `jwt:`
 * documents, and the codes of problems. Their texts become `%keys%` of package.nls.json.
 */
import { dash, encrypted } from '../src/documents/name.ts';
import { kinds, writableKinds } from '../src/kinds/index.ts';
import { problemRows } from './problemRows.ts';
import { recipeSchema } from './recipeSchema.ts';

/** A row of the manifest's `jsonValidation`: a pattern for the URIs of documents, and the URI of their schema. */
interface SchemaAssociation {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

/** The schemas of all documents, for the manifest. VS Code's JSON support matches URIs in either encoding. */
const schemaAssociations: readonly SchemaAssociation[] = [
  ...kinds.map(({ id, label }) => ({ id, name: label })),
  { id: 'encrypted', name: encrypted },
].map(({ id, name }) => ({
  fileMatch: [name, `*${dash}${name}`].flatMap((written) => [
    ...new Set([written, written.split('*').map(encodeURIComponent).join('*')].map((path) => `jwt:/*/${path}.json`)),
  ]),
  url: `jwt://schemas/${id}.json`,
}));

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
}

/** As much of package.json as is written anew. */
export interface Manifest {
  contributes: {
    commands: readonly Command[];
    jsonValidation?: readonly SchemaAssociation[];
    configuration: { properties: Record<string, Record<string, unknown>> };
  };
}

/** Texts by their keys in package.nls.json. */
export type Texts = Readonly<Record<string, string>>;

/** What the keys of generated texts begin with. */
export const generatedKey = 'generated.';

/** The manifest with its generated parts made anew, and the texts of these. */
export function freshManifest(manifest: Manifest): { readonly manifest: Manifest; readonly texts: Texts } {
  const { commands, configuration } = manifest.contributes;
  const localized = localizer();
  const ofKinds = writableKinds.flatMap(({ writing: { command } }) =>
    command ? [{ command: `tokensmith.${command.id}`, title: localized.text(command.title), category: 'JWT' }] : [],
  );
  const generated = new Set(ofKinds.map(({ command }) => command));
  const levels = ['error', 'warning', 'information', 'hint', 'off'];
  const fresh = {
    ...manifest,
    contributes: {
      ...manifest.contributes,
      commands: [...ofKinds, ...commands.filter(({ command }) => !generated.has(command))],
      jsonValidation: schemaAssociations,
      configuration: {
        ...configuration,
        properties: {
          ...configuration.properties,
          'tokensmith.recipes': {
            ...configuration.properties['tokensmith.recipes'],
            additionalProperties: localized.schema(recipeSchema()),
          },
          'tokensmith.problems.severity': {
            ...configuration.properties['tokensmith.problems.severity'],
            properties: Object.fromEntries(
              problemRows.map(({ code, severity }) => [code, { type: 'string', enum: levels, default: severity }]),
            ),
          },
        },
      },
    },
  };
  return { manifest: fresh, texts: localized.texts };
}

/** The members of a schema that hold texts for people. */
const shown: ReadonlySet<string> = new Set(['description', 'enumDescriptions', 'patternErrorMessage']);
/** Labels are shown, too; those of kinds are words, all others syntax. */
const labels: ReadonlySet<string> = new Set(kinds.map(({ label }) => label));

/** The member that holds a text: one with code in it is Markdown to VS Code. */
const memberFor = (name: string, value: unknown): string =>
  name === 'description' && typeof value === 'string' && value.includes('`') ? 'markdownDescription' : name;

/** Puts keys in the place of texts, and gathers the texts. */
function localizer() {
  const texts: Record<string, string> = {};
  const text = (english: string): string => {
    const name = english.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '').slice(0, 60);
    const key = `${generatedKey}${name}`;
    if (key in texts && texts[key] !== english) throw new Error(`Two texts would have the key ${key}.`);
    texts[key] = english;
    return `%${key}%`;
  };
  const schema = (value: unknown, member = ''): unknown => {
    if (typeof value === 'string')
      return shown.has(member) || (member === 'label' && labels.has(value)) ? text(value) : value;
    if (Array.isArray(value)) return value.map((item) => schema(item, member));
    if (typeof value !== 'object' || value === null) return value;
    // A property named "description" is a field of a recipe and no text; its value is a schema.
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [memberFor(name, item), schema(item, name)]));
  };
  return { texts, text, schema };
}
