import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { freshManifest } from '../../../scripts/manifest.ts';
import { fieldsOf } from '../../../src/kinds/fields.ts';
import { kindOf, kinds, writableKind } from '../../../src/kinds/index.ts';
import { recipeSchema } from '../../../src/kinds/schema.ts';
import { make, readKey } from '../recipes/making.ts';
import { rejection } from '../rejection.ts';
import { now, problemsOf, tokenOf } from './tokens.ts';

// One new file, gitHubApp.ts, and one line in the table: all that a new kind takes.
vi.mock(import('../../../src/kinds/table.ts'), async (original) => {
  const [{ kinds: table }, { gitHubApp }] = await Promise.all([original(), import('./gitHubApp.ts')]);
  return { kinds: [gitHubApp, ...table] };
});

const recipe = { kind: 'github-app', key: 'file:app.pem', appId: '12345' };
const key = await readKey(
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
);

describe('a sixth kind is', () => {
  test('recognised', () => {
    expect(kinds.map(({ id }) => id)).toContain('github-app');
    expect(kindOf(tokenOf({ iss: '12345', iat: now, exp: now + 600 })).label).toBe('GitHub App');
    expect(kindOf(tokenOf({ iss: '12345', iat: now, exp: now + 600, sub: 'me' })).id).toBe('custom');
  });

  test('checked', () => {
    expect(problemsOf(tokenOf({ iss: '12345', iat: now, exp: now + 600 }))).toEqual([]);
    expect(problemsOf(tokenOf({ iss: '12345', iat: now, exp: now + 601 })).map(({ code }) => code)).toEqual([
      'github.lifetime-too-long',
    ]);
  });

  test('written, and refused by its own rules', async () => {
    const { token } = await make(recipe, key);
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toBe(
      JSON.stringify({ iat: now, exp: now + 540, iss: '12345' }),
    );
    expect(await rejection(make({ ...recipe, expiresIn: '11m' }, key))).toMatchObject({
      code: 'recipe.refused',
      data: { problem: 'github.lifetime-too-long', field: 'expiresIn', kind: 'github-app' },
    });
    expect((await rejection(make({ ...recipe, appId: undefined }, key)))?.code).toBe('recipe.missing-field');
  });

  test('given its fields, for prompts and forms', () => {
    const kind = writableKind('github-app');
    const names = kind && fieldsOf(kind).map(({ name }) => name);
    expect(names).toEqual(['appId', 'key', 'algorithm', 'expiresIn', 'expiresAt', 'claims', 'header']);
  });

  test('in the schema of recipes', () => {
    const { properties, allOf } = recipeSchema() as {
      properties: { kind: { enum: string[] } };
      allOf: { if: { properties: { kind: { const: string } } }; then: { required: string[] } }[];
    };
    expect(properties.kind.enum).toContain('github-app');
    expect(allOf.find((branch) => branch.if.properties.kind.const === 'github-app')?.then.required).toEqual([
      'appId',
      'key',
    ]);
  });

  test('among the commands and problems of the manifest', async () => {
    const { manifest, texts } = freshManifest(JSON.parse(await readFile('package.json', 'utf8')));
    expect(manifest.contributes.commands).toContainEqual({
      command: 'tokensmith.createGitHubAppToken',
      title: '%generated.Create_GitHub_App_Token%',
      category: 'JWT',
    });
    expect(texts['generated.Create_GitHub_App_Token']).toBe('Create GitHub App Token');
    const { properties } = manifest.contributes.configuration;
    expect(properties['tokensmith.problems.severity']?.properties).toHaveProperty(['github.lifetime-too-long']);
  });
});
