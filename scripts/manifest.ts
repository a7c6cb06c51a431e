/**
 * Writes into package.json what follows from the tables of the source: a command for each kind, the schemas of recipes and
 * of `jwt:` documents, and the codes of problems. `--check` writes nothing and fails where package.json is not fresh.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type SchemaAssociation, schemaAssociations } from '../src/documents/schema.ts';
import { generalChecks } from '../src/jwt/checks.ts';
import { kinds, writableKinds } from '../src/kinds/index.ts';
import { recipeSchema } from '../src/kinds/schema.ts';
import { keyProblems } from '../src/vault/keyProblems.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
}

interface Manifest {
  contributes: {
    commands: readonly Command[];
    jsonValidation?: readonly SchemaAssociation[];
    configuration: { properties: Record<string, Record<string, unknown>> };
  };
}

/** The codes of all problems with their default severity, in the order of the tables; one row for each code. */
export function problemCodes(): readonly { readonly code: string; readonly severity: string }[] {
  const rows = [...generalChecks, ...kinds.flatMap(({ checks }) => checks), ...keyProblems];
  return rows.filter(({ code }, i) => rows.findIndex((row) => row.code === code) === i);
}

/** The manifest with its generated parts made anew. */
export function freshManifest(manifest: Manifest): Manifest {
  const { commands, configuration } = manifest.contributes;
  const ofKinds = writableKinds.map(({ writing }) => ({
    command: `tokensmith.${writing.command.id}`,
    title: writing.command.title,
    category: 'JWT',
  }));
  const generated = new Set(ofKinds.map(({ command }) => command));
  const levels = ['error', 'warning', 'information', 'hint', 'off'];
  return {
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
            additionalProperties: recipeSchema(),
          },
          'tokensmith.problems.severity': {
            ...configuration.properties['tokensmith.problems.severity'],
            properties: Object.fromEntries(
              problemCodes().map(({ code, severity }) => [code, { type: 'string', enum: levels, default: severity }]),
            ),
          },
        },
      },
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const present = await readFile('package.json', 'utf8');
  const fresh = `${JSON.stringify(freshManifest(JSON.parse(present)), null, 2)}\n`;
  if (process.argv.includes('--check') && fresh !== present) {
    console.error('package.json is not fresh: run `npm run manifest`.');
    process.exitCode = 1;
  } else if (fresh !== present) await writeFile('package.json', fresh);
}
