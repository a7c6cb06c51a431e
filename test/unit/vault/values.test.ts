import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { fieldsOf } from '../../../src/kinds/fields.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { files, folderAt, resetVSCode, workspace } from '../../standIn/vscode.ts';

const applicationId = randomUUID();
const fields = new Map(writableKinds.flatMap(fieldsOf).map((field) => [field.name, field]));

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

/** What a field of a recipe becomes that stands for a value; the code where it becomes none. */
async function value(reference: string, name: string): Promise<string> {
  const memory = { get: () => undefined, update: async () => {}, keys: () => [] };
  const vault = new Vault({
    secrets: { onDidChange: () => ({ dispose: () => {} }) },
    globalState: memory,
    workspaceState: memory,
    subscriptions: [],
  } as unknown as ExtensionContext);
  const [parsed, field] = [parseReference(reference), fields.get(name)];
  if (!parsed || !field) throw new Error(`${reference} in ${name} is no row`);
  return vault.value(parsed, field).then(
    ({ text }) => text,
    ({ code }) => code,
  );
}

describe('a reference in a field other than the key', () => {
  it.each([
    ['applicationId', `A=${applicationId}`, applicationId],
    ['applicationId', `A=${applicationId.toUpperCase()}`, applicationId.toUpperCase()],
    ['applicationId', 'A=crm', 'vault.not-of-the-form'],
    ['applicationId', `A="${applicationId}\nmore"`, 'vault.not-of-the-form'],
    ['applicationId', `A="x ${applicationId}"`, 'vault.not-of-the-form'],
    ['applicationId', 'B=1', 'vault.variable-not-in-dotenv'],
    ['sessionId', 'A=1_MX4xMjM-~', '1_MX4xMjM-~'],
    ['sessionId', 'A=2_MX4', '2_MX4'],
    ['sessionId', 'A=AKIAIOSFODNN7EXAMPLE', 'vault.not-of-the-form'],
    ['sessionId', 'A=/root', 'vault.not-of-the-form'],
    ['sessionId', 'A="1_MX4\nsecret"', 'vault.not-of-the-form'],
  ])('%s is of its form: %s', async (name, dotenv, expected) => {
    files.lay({ '/work/.env': `${dotenv}\n` });
    expect(await value('env:A', name)).toBe(expected);
  });

  it.each(['HOME', 'PATH'])('never stands for a variable of the process: %s', async (name) => {
    expect(process.env[name]).toBeTypeOf('string');
    process.env.TOKENSMITH_TEST = applicationId;
    try {
      expect(await value(`env:${name}`, 'sessionId')).toBe('vault.variable-not-in-dotenv');
      expect(await value('env:TOKENSMITH_TEST', 'applicationId')).toBe('vault.variable-not-in-dotenv');
    } finally {
      delete process.env.TOKENSMITH_TEST;
    }
  });

  it.each([
    ['.env', { '/work/.env': 'A=1_a', '/work/.env.local': 'A=1_b', '/work/.env.development': 'A=1_c' }, '1_a'],
    ['.env.local', { '/work/.env.local': 'A=1_b', '/work/.env.development': 'A=1_c' }, '1_b'],
    ['.env.development', { '/work/.env': 'B=1', '/work/.env.development': 'A=1_c' }, '1_c'],
    ['no link out', { '/work/.env': { link: '/x/.env' }, '/x/.env': 'A=1_d' }, 'vault.symbolic-link'],
  ])('comes from %s', async (_name, laid: Parameters<typeof files.lay>[0], expected) => {
    files.lay(laid);
    expect(await value('env:A', 'sessionId')).toBe(expected);
  });

  it.each(['.vonagerc', 'vonage_app.json'])('comes from %s, and from none behind a link', async (name) => {
    files.lay({ [`/work/${name}`]: JSON.stringify({ application_id: applicationId }) });
    expect(await value('vonage-config', 'applicationId')).toBe(applicationId);
    files.lay({
      [`/work/${name}`]: { link: '/elsewhere' },
      '/elsewhere': JSON.stringify({ application_id: applicationId }),
    });
    expect(await value('vonage-config', 'applicationId')).toBe('vault.symbolic-link');
  });

  it('has a form in every field that takes one, and no other field takes one', () => {
    const taking = [...fields.values()].filter(({ reference, type }) => reference && type !== 'key');
    expect(taking.filter(({ form }) => form === undefined)).toEqual([]);
    expect(['applicationId', 'apiKey', 'sessionId']).toEqual(
      expect.arrayContaining([...new Set(taking.map(({ name }) => name))]),
    );
  });
});
