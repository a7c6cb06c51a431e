import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '../../../src/jwt/base64url.ts';
import { decodeToken, jsonSpanInToken, nestedToken } from '../../../src/jwt/decode.ts';
import { member } from '../../../src/jwt/json.ts';
import type { Token } from '../../../src/jwt/token.ts';
import { runs } from '../../runs.ts';
import { encode, jwe, jws, tokenOf } from './tokens.ts';

/** RFC 7515 appendix A.1 (the JWT of RFC 7519 section 3.1): its JSON has CRLF and indentation. */
const rfc7515A1 =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
/** RFC 7519 section 6.1: an unsecured JWT. */
const rfc7519Unsecured =
  'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.';

const faultsOf = ({ faults }: Token) => faults.map(({ part, reason, offset }) => `${part} ${reason} ${offset}`);

describe('decodeToken', () => {
  it('keeps the text of the RFC’s examples as it is', () => {
    const payload = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';
    expect(decodeToken(rfc7515A1)).toMatchObject({ form: 'jws', faults: [] });
    expect(decodeToken(rfc7515A1).header.text).toBe('{"typ":"JWT",\r\n "alg":"HS256"}');
    expect(decodeToken(rfc7515A1).payload?.text).toBe(payload);
    expect(decodeToken(rfc7519Unsecured).payload?.text).toBe(payload);
    expect(decodeToken(rfc7519Unsecured).payload?.value).toEqual(JSON.parse(payload));
    expect(decodeToken(rfc7519Unsecured).faults).toEqual([]);
  });

  it.each([
    '{"b":12345678901234567890,"a":3.0,"2":1e3,"1":-0}',
    '{"a":1,"a":2}',
    '{"\\u00fc":"\\ud83d\\ude00 \\ud800","😀":"é"}',
    '{"__proto__":{"x":1},"constructor":null}',
    '{"bom":"\ufeff"}',
  ])('keeps %s', (text) => {
    const { payload, faults } = decodeToken(tokenOf(text));
    expect(payload?.text).toBe(text);
    expect(payload?.value).toEqual(JSON.parse(text));
    expect(payload?.root).toMatchObject({ type: 'object', start: 0, end: text.length });
    expect(faults).toEqual([]);
  });

  it('shows the protected header of a JWE, and no payload', () => {
    const token = decodeToken(`${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2lwaGVy.dGFn`);
    expect(token).toMatchObject({ form: 'jwe', payload: undefined, faults: [] });
    expect(token.header.value).toEqual({ alg: 'dir', enc: 'A128GCM' });
    expect(token.parts).toHaveLength(5);
  });

  const h = encode('{"alg":"HS256"}'); // 20 characters
  const p = encode('{"sub":"x"}'); // 15 characters, from 21 to 36
  const e = encode('{"alg":"dir","enc":"x"}');
  const damaged: readonly (readonly [what: string, text: string, faults: readonly string[]])[] = [
    ['nothing', '', ['header missing-part 0', 'payload missing-part 0', 'signature missing-part 0']],
    ['a header alone', h, ['payload missing-part 20', 'signature missing-part 20']],
    ['no signature part', `${h}.${p}`, ['signature missing-part 36']],
    ['an empty payload', `${h}..c2ln`, ['payload missing-part 21']],
    ['a fourth part', `${h}.${p}.c2ln.c2ln`, ['signature extra-part 41']],
    ['a JWE without its tag', `${e}..aXY.Y2k`, [`tag missing-part ${e.length + 9}`]],
    ['a JWE with an empty part', `${e}..aXY..dGFn`, [`ciphertext missing-part ${e.length + 6}`]],
    ['padding', `${h}.${p}=.c2ln`, ['payload padding 36']],
    ['padding in the signature', `${h}.${p}.c2k=`, ['signature padding 40']],
    ['plain base64', `${h}.${p}.c2+/`, ['signature base64-alphabet 39']],
    ['a line break', `${h}.${p.slice(0, 8)}\n${p.slice(8)}.c2ln`, ['payload white-space 29']],
    ['a foreign character', `${h}.${p.slice(0, 8)}%${p.slice(8)}.c2ln`, ['payload character 29']],
    ['a cut-off payload', `${h}.${p.slice(0, 13)}`, ['payload cut-off 33', 'signature missing-part 34']],
    ['trailing bits', `${h}.${p}.YR`, ['signature trailing-bits 38']],
    ['half a JSON text', `${h}.${p.slice(0, 12)}.`, ['payload json-cut-off 32']],
    ['JSON cut before its brace', `${h}.${p.slice(0, 14)}.c2ln`, ['payload json-cut-off 34']],
    ['JSON cut within a byte', `${h}.${p.slice(0, 11)}.c2ln`, ['payload json-cut-off 31']],
    ['JSON cut within a literal', `${h}.${encode('{"a":fal')}.c2ln`, ['payload json-cut-off 31']],
    ['JSON with an error', `${h}.${encode('{"a":fat')}.c2ln`, ['payload json 27']],
    ['JSON with a quotation mark behind it', `${h}.${encode('{"a":"b"}"')}.c2ln`, ['payload json 33']],
    ['JSON with a letter behind it', `${h}.${encode('{"a":"b"}t')}.c2ln`, ['payload json 33']],
    ['JSON that closes twice', `${h}.${encode('{"a":"b"}}')}.c2ln`, ['payload json 33']],
    ['padding within a part', `${h}.${p.slice(0, 4)}=${p.slice(4)}.c2ln`, ['payload padding 25']],
    ['a header without its end', `${h.slice(0, -1)}.${p}.c2ln`, ['header json-cut-off 18']],
    ['a list', `${h}.${encode('[1]')}.`, ['payload not-an-object 21']],
    ['a byte order mark', `${h}.${encode('\ufeff{}')}.`, ['payload json 21']],
    [
      'bytes that are no UTF-8',
      `${h}.${encodeBase64url(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))}.`,
      ['payload utf-8 23'],
    ],
    ['a header that is no object', `${encode('"a"')}.${p}.c2ln`, ['header not-an-object 0']],
  ];
  it.each(damaged)('locates the damage of %s', (_, text, faults) => {
    expect(faultsOf(decodeToken(text))).toEqual(faults);
  });

  it('decodes damaged parts as far as they go', () => {
    const { header, payload } = decodeToken(`${h}=.${p.slice(0, 8)} ${p.slice(8)}.!`);
    expect(header.value).toEqual({ alg: 'HS256' });
    expect(payload?.value).toEqual({ sub: 'x' });
    const cut = decodeToken(`${h}.${p.slice(0, 9)}`);
    expect(cut.payload).toMatchObject({ text: '{"sub"', value: undefined, root: undefined });
    expect(new TextDecoder().decode(cut.payload?.bytes)).toBe('{"sub"');
  });

  it('gives the same objects each time', () => {
    const token = decodeToken(rfc7515A1);
    expect(token.payload?.value).toBe(token.payload?.value);
    expect(token.payload?.root).toBe(token.payload?.root);
    expect(token.faults).toBe(token.faults);
  });

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.oneof(jws, jwe), (text) => {
        const { header, payload, parts } = decodeToken(text);
        for (const part of payload ? [header, payload] : [header]) {
          const encoded = text.slice(part.span.start, part.span.end);
          expect(encodeBase64url(part.bytes)).toBe(encoded);
          if (part.text !== undefined) expect(encode(part.text)).toBe(encoded);
        }
        expect(parts.map(({ start, end }) => text.slice(start, end)).join('.')).toBe(text);
      }),
      runs(1000),
    );
  });
});

describe('nestedToken', () => {
  const inner = tokenOf({ sub: 'inner' });
  it.each([
    ['a token as payload', tokenOf(inner), { sub: 'inner' }],
    ['one that cty announces', tokenOf(inner, { alg: 'HS256', cty: 'jwt' }), { sub: 'inner' }],
    ['one that cty announces in full', tokenOf(inner, { alg: 'HS256', cty: 'application/JWT' }), { sub: 'inner' }],
    ['a damaged one that cty announces', tokenOf(`${inner}=`, { alg: 'HS256', cty: 'JWT' }), { sub: 'inner' }],
    ['claims', tokenOf({ sub: 'x' }, { alg: 'HS256', cty: 'JWT' }), undefined],
    ['text with a token in it', tokenOf(`Bearer ${inner}`), undefined],
    ['a JWE', `${encode('{"alg":"dir","enc":"x","cty":"JWT"}')}..aXY.Y2k.dGFn`, undefined],
  ])('reads %s', (_, text, claims) => {
    expect(nestedToken(decodeToken(text))?.payload?.value).toEqual(claims);
  });

  it('is no damage', () => {
    expect(decodeToken(tokenOf(inner)).faults).toEqual([]);
  });
});

describe('jsonSpanInToken', () => {
  /** What the characters of a token that carry a claim's value decode to, at least the value itself. */
  const carried = (text: string, claim: string) => {
    const { payload } = decodeToken(text);
    const value = member(payload?.root, claim)?.value;
    if (!payload || !value) throw new Error('no such claim');
    return { payload, value, span: jsonSpanInToken(payload, value) };
  };

  it.each([
    ['ASCII', '{"a":1,"b":"xyz"}'],
    ['two bytes', '{"ü":1,"b":"xyü"}'],
    ['surrogate pairs', '{"😀":1,"b":"😀"}'],
  ])('covers what carries a claim among %s', (_, json) => {
    const text = tokenOf(json);
    const { payload, value, span } = carried(text, 'b');
    const firstByte = new TextEncoder().encode(json.slice(0, value.start)).length;
    const bytes = new TextEncoder().encode(json.slice(value.start, value.end)).length;
    expect(span).toEqual({
      start: payload.span.start + Math.floor((firstByte * 8) / 6),
      end: payload.span.start + Math.ceil(((firstByte + bytes) * 8) / 6),
    });
  });

  it('passes over white space and padding', () => {
    const text = tokenOf('{"a":1,"b":"xyz"}');
    const start = text.indexOf('.') + 1;
    const broken = `${text.slice(0, start + 3)} \n${text.slice(start + 3, start + 18)}\n${text.slice(start + 18)}`;
    const { start: from, end: to } = carried(text, 'b').span;
    const moved = carried(broken, 'b').span;
    expect(broken.slice(moved.start, moved.end).replace('\n', '')).toBe(text.slice(from, to));
  });

  it('gives a place for an empty stretch', () => {
    const { payload } = decodeToken(tokenOf('{}'));
    const span = payload && jsonSpanInToken(payload, { start: 2, end: 2 });
    expect(span?.start).toBe(span?.end);
  });
});
