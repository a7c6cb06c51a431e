import { afterEach, describe, expect, test } from 'vitest';
import type { TextDocument } from 'vscode';
import { DocumentSettings } from '../../../src/tokens/settings.ts';
import { documentOf, resetVSCode, setSetting } from '../../standIn/vscode.ts';

afterEach(resetVSCode);

const document = (path: string, languageId = 'plaintext') =>
  documentOf('', languageId, path) as unknown as TextDocument;

describe('files that only show tokens', () => {
  test.each([
    ['/w/server.log', true],
    ['/w/docs/a.md', true],
    ['/w/trace.har', true],
    ['/w/test/fixtures/a.json', true],
    ['/w/src/__tests__/a.ts', true],
    ['/w/src/a.ts', false],
    ['/w/latest/a.ts', false],
    // What stands there is sent, whatever folder it is in.
    ['/w/test/a.http', false],
    ['/w/test/a.rest', false],
    ['/w/tests/a.bru', false],
    ['/w/spec/a.hurl', false],
    ['/w/test/.env', false],
    ['/w/test/.env.local', false],
    ['/w/test/staging.env', false],
  ])('%s: %s', (path, isQuiet) => {
    expect(new DocumentSettings().of(document(path)).context.document).toMatchObject({ isQuiet });
  });

  test('are those that the setting says, save those whose tokens are sent', () => {
    setSetting('tokensmith.problems.quiet', ['**/*.ts', '**/*.http']);
    const settings = new DocumentSettings();
    expect(settings.of(document('/w/a.ts')).context.document?.isQuiet).toBe(true);
    expect(settings.of(document('/w/a.md')).context.document?.isQuiet).toBe(false);
    expect(settings.of(document('/w/a.http')).context.document?.isQuiet).toBe(false);
  });
});

test('one issuer or audience, or a list, is expected; what is neither is not', () => {
  setSetting('tokensmith.expect', { issuer: 'https://a.example', audience: ['b', 1, 'c'] });
  expect(new DocumentSettings().of().context.expected).toEqual({ issuer: ['https://a.example'], audience: ['b', 'c'] });
});

test('the same object is given until a setting changes, and the change is told of when it counts', () => {
  const settings = new DocumentSettings();
  const one = document('/w/a.ts');
  const before = settings.of(one);
  expect(settings.of(one)).toBe(before);
  const seen: number[] = [];
  settings.onDidChange(() => seen.push(settings.of(one).context.tolerance));
  setSetting('tokensmith.clockTolerance', '1m');
  expect(seen).toEqual([60]);
  setSetting('editor.fontSize', 12);
  expect(seen).toEqual([60]);
});

test('an excluded document has no features', () => {
  setSetting('tokensmith.exclude', ['**/*.ts']);
  const { isExcluded, isEnabled } = new DocumentSettings().of(document('/w/a.ts'));
  expect([isExcluded, ...Object.values(isEnabled)]).toEqual([true, false, false, false, false, false]);
});
