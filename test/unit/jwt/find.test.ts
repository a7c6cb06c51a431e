import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoundToken, findTokens } from '../../../src/jwt/find.ts';
import { runs } from '../../runs.ts';
import vectors from '../vectors/signatures.json' with { type: 'json' };
import { encode, jwe, jws, noise, tokenOf } from './tokens.ts';

const token = tokenOf({ sub: '1' });
const encrypted = `${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2lwaGVy.dGFn`;

const found = (text: string) => findTokens(text).map(({ start, end }) => text.slice(start, end));

/** The tokens of a text by their definition alone: every header that could end at each dot is tried. */
function byDefinition(text: string): FoundToken[] {
  const tokens: FoundToken[] = [];
  let end = 0;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
    if (dot < end) continue;
    const [, lengths] = /^((?:\.[\w-]*){1,4})/.exec(text.slice(dot)) ?? [];
    const parts = (lengths ?? '').slice(1).split('.');
    for (let start = end; start < dot; start++) {
      const header = headerOf(text.slice(start, dot));
      if (!header) continue;
      const isJwe = 'enc' in header && parts.length === 4 && parts.slice(1).every((part) => part !== '');
      const isJws = parts.length > 1 && parts[0] !== '';
      if (!isJwe && !isJws) continue;
      const used = parts.slice(0, isJwe ? 4 : 2);
      const dots = used.map((_, i) => dot + used.slice(0, i).join('.').length + (i > 0 ? 1 : 0));
      end = dot + 1 + used.join('.').length;
      tokens.push({ start, end, form: isJwe ? 'jwe' : 'jws', dots });
      break;
    }
  }
  return tokens;
}

function headerOf(text: string): object | undefined {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined;
  try {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'base64url'));
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'alg') ? value : undefined;
  } catch {
    return undefined;
  }
}

describe('findTokens', () => {
  // What is set aside is no JWT: in JSON serialization, or without its payload.
  const published = vectors.filter((vector) => !('aside' in vector));
  it.each(published.map(({ source, token }) => [source, token]))('finds %s', (_, text) => {
    for (const around of ['', ' ', '"', '\n', '(']) expect(found(around + text + around)).toEqual([text]);
  });

  it.each([
    'Bearer%20',
    '\\n',
    '\\r\\n',
    '"token":"',
    'token=',
    '_',
    '__',
    'x',
    'xy',
    'xyz',
    'xyzw',
    '9',
    '-',
    'a.',
    'a.b.',
    '..',
    'eyJ',
    'eyJhbGciOi',
    'ü',
    '\u{1f600}',
  ])('finds a token glued to %j', (glue) => {
    for (const text of [token, encrypted]) expect(found(glue + text)).toEqual([text]);
  });

  it.each(['', ' ', '"', '\\n', '%', ';', ',', '.', '. Next', '=', ')', '\u00e9'])('ends a token before %j', (rest) => {
    for (const text of [token, encrypted]) expect(found(text + rest)).toEqual([text]);
  });

  const headers: readonly (readonly [what: string, header: string, isOne: boolean])[] = [
    ['the shortest', '{"alg":0}', true],
    ['leading white space', ' \r\n\t{"alg":"HS256"}', true],
    ['two spaces in front', '  {"alg":"HS256"}', true],
    ['trailing white space', '{"alg":"HS256"}\n ', true],
    ['pretty-printed JSON', '{\n  "typ": "JWT",\n  "alg": "HS256"\n}', true],
    ['an escaped name', '{"\\u0061lg":"HS256"}', true],
    ['braces and quotes in strings', '{"a":"}{\\"}\\\\","alg":"HS256","b":"{\\\\"}', true],
    ['objects in it', '{"jwk":{"x":{"y":[{}]}},"alg":"ES256"}', true],
    ['characters beyond ASCII', '{"kid":"ключ 🔑","alg":"HS256"}', true],
    ['no alg', '{"algorithm":"HS256"}', false],
    ['an alg deeper in it', '{"x":{"alg":"HS256"}}', false],
    ['a list', '["alg","HS256"]', false],
    ['no JSON', '{"alg":"HS256"', false],
    ['JSON that goes on', '{"alg":"HS256"},', false],
    ['a comment', '{"alg":"HS256"/**/}', false],
    ['an inherited alg', '{"__proto__":{"alg":"HS256"}}', false],
  ];
  it.each(headers)('decides on a header with %s', (_, header, isOne) => {
    const text = tokenOf({ sub: '1' }, header);
    expect(found(` ${text} `)).toEqual(isOne ? [text] : []);
    expect(found(`glue_${text}`)).toEqual(isOne ? [text] : []);
  });

  const h = encode('{"alg":"HS256"}');
  const e = encode('{"alg":"dir","enc":"x"}');
  const forms: readonly (readonly [text: string, form: string | undefined, taken: string])[] = [
    [`${h}.p.s`, 'jws', `${h}.p.s`],
    [`${h}.p.`, 'jws', `${h}.p.`],
    [`${h}..s`, undefined, ''],
    [`${h}.p`, undefined, ''],
    [`${h}.`, undefined, ''],
    [h, undefined, ''],
    [`${e}..i.c.t`, 'jwe', `${e}..i.c.t`],
    [`${e}.k.i.c.t`, 'jwe', `${e}.k.i.c.t`],
    [`${e}.k.i.c.t.x`, 'jwe', `${e}.k.i.c.t`],
    [`${e}.k.i..t`, 'jws', `${e}.k.i`],
    [`${e}.k.i.c.`, 'jws', `${e}.k.i`],
    [`${e}..i.c.`, undefined, ''],
    [`${e}.k.i`, 'jws', `${e}.k.i`],
    [`${h}.a.b.c.d`, 'jws', `${h}.a.b`],
    [`${h}.p.s.${h}.p.s`, 'jws', `${h}.p.s`],
  ];
  it.each(forms)('reads %s as %s', (text, form, taken) => {
    const [first] = findTokens(text);
    expect(first?.form).toBe(form);
    expect(text.slice(first?.start, first?.end ?? 0)).toBe(taken);
  });

  it('gives the dots between the parts', () => {
    expect(findTokens(`x ${h}.p.s`)).toEqual([
      { start: 2, end: h.length + 6, form: 'jws', dots: [h.length + 2, h.length + 4] },
    ]);
    expect(findTokens(`${e}..i.c.t`)[0]?.dots).toEqual([0, 1, 3, 5].map((i) => e.length + i));
  });

  it('finds tokens of 5 MB', () => {
    const payload = tokenOf({ data: 'x'.repeat(3_750_000) });
    const header = tokenOf({ sub: '1' }, { alg: 'HS256', x5c: ['x'.repeat(3_750_000)] });
    expect(found(`glued_${payload} ${header}`).map(({ length }) => length)).toEqual([payload.length, header.length]);
  });

  it('finds tokens that a dot joins, each by itself', () => {
    expect(found(`${token}.${token}.${encrypted}.${token}`)).toEqual([token, token, encrypted, token]);
  });

  it('finds a token whatever stands before and behind it', () => {
    const behind = fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom(' ', '"', '\n', '.', '%', '\\', 'é'), noise).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(noise, fc.oneof(jws, jwe), behind, (before, text, after) => {
        fc.pre(!before.includes('eyJhbGciOiJIUzI1NiJ9.')); // a token of its own, which may take this one's header
        const start = before.length;
        const first = text.indexOf('.');
        const all = findTokens(before + text + after);
        const same = all.find(({ dots }) => dots[0] === start + first);
        expect(same).toMatchObject({ end: start + text.length });
        // White space that the glue happens to encode leads the header; nothing else does.
        expect(
          Buffer.from((before + text).slice(same?.start, start), 'base64url')
            .toString()
            .trim(),
        ).toBe('');
      }),
      runs(3000),
    );
  });

  it('finds what the definition says', () => {
    const texts = fc.array(
      fc.oneof(
        noise,
        jws,
        jwe,
        jws.map((text) => text.slice(3)),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        expect(findTokens(text)).toEqual(byDefinition(text));
      }),
      runs(400),
    );
  });
});
