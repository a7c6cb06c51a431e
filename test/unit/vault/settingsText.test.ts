import { describe, expect, test } from 'vitest';
import { keyAt, rawKeys } from '../../../src/vault/settingsText.ts';
import { pemBlock } from '../../pem.ts';

const settings = (recipes: unknown) => JSON.stringify({ 'editor.tabSize': 2, 'tokensmith.recipes': recipes }, null, 2);

describe('a key or secret itself in the settings', () => {
  const references = ['file:private.key', 'env:VANILLA_SECRET', 'secret:forum', 'vonage-config', 'file:../x y.pem'];
  const raw = ['hunter2', pemBlock('PRIVATE KEY', 'MIIE'), '', 'private.key', 'env:', 'secret:a b'];

  for (const key of references)
    test(`is not ${key}`, () => {
      expect(rawKeys(settings({ a: { kind: 'vanilla', key } }))).toEqual([]);
    });

  for (const key of raw)
    test(`is ${JSON.stringify(key)}, found where it stands`, () => {
      const text = settings({ 'my forum': { kind: 'vanilla', key }, other: { key: 'file:a' } });
      const [found, ...more] = rawKeys(text);
      expect(more).toEqual([]);
      expect(found).toMatchObject({ recipe: 'my forum', value: key });
      expect(text.slice(found?.start, found?.end)).toBe(JSON.stringify(key));
    });

  test('is found among comments, with trailing commas, and in a workspace file', () => {
    const text = '{ /* a */ "settings": { "tokensmith.recipes": { "a": { "key": "x", }, // b\n }, } }';
    expect(rawKeys(text).map(({ value }) => value)).toEqual(['x']);
  });

  const others = ['', '{', '[]', 'null', '{"tokensmith.recipes": 1}', '{"tokensmith.recipes": {"a": []}}'];
  for (const text of [...others, settings({ a: { key: 7 } }), '{"recipes": {"a": {"key": "x"}}}'])
    test(`is not in ${text}`, () => {
      expect(rawKeys(text)).toEqual([]);
    });
});

describe('the place of a key in the settings', () => {
  /** `|` marks the place. */
  const at = (text: string) => {
    const place = keyAt(text.replace('|', ''), text.indexOf('|'));
    return place && { kind: place.kind, text: text.replace('|', '').slice(place.start, place.end) };
  };

  test('is known with the kind of its recipe', () => {
    expect(at('{"tokensmith.recipes": {"a": {"kind": "vanilla", "key": "se|cret:x"}}}')).toEqual({
      kind: 'vanilla',
      text: '"secret:x"',
    });
    expect(at('{"tokensmith.recipes": {"a": {"key": "|", "kind": "custom"}}}')).toEqual({ kind: 'custom', text: '""' });
    expect(at('{"settings": {"tokensmith.recipes": {"a": {"key": |}}}}')).toEqual({ kind: undefined, text: '' });
  });

  test('is nowhere else', () => {
    expect(at('{"tokensmith.recipes": {"a": {"k|ey": "x"}}}')).toBeUndefined();
    expect(at('{"tokensmith.recipes": {"a": {"kind": "|"}}}')).toBeUndefined();
    expect(at('{"tokensmith.recipes": {"key": "|"}}')).toBeUndefined();
    expect(at('{"tokensmith.recipes": {"a": {"claims": {"key": "|"}}}}')).toBeUndefined();
    expect(at('{"other": {"a": {"key": "|"}}}')).toBeUndefined();
  });
});

test.each(['{"tokensmith.recipes":', '[', '{"a":'])('a text of %s a hundred thousand times has none', (piece) => {
  const text = piece.repeat(100_000);
  expect(rawKeys(text)).toEqual([]);
  expect(keyAt(text, text.length)).toBeUndefined();
});
