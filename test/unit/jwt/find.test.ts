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
    const rest = text.slice(dot + 1);
    const jwe = /^([\w-]*={0,2})\.([\w-]+={0,2})\.([\w-]+={0,2})\.([\w-]+)/.exec(rest)?.slice(1);
    const strict = /^([\w-]*={0,2})\.([\w-]*)/.exec(rest)?.slice(1);
    const plain = /^([\w+/-]*={0,2})\.([\w-]*)/.exec(rest)?.slice(1);
    const jws = strict ?? (isJsonObject(plain?.[0]) ? plain : undefined);
    for (let start = end; start < dot; start++) {
      const header = headerOf(text.slice(start, dot));
      if (!header) continue;
      const isJwe = 'enc' in header && jwe !== undefined;
      const parts = isJwe ? jwe : jws;
      if (!parts || (!isJwe && parts[0] === '')) continue;
      const last = parts.at(-1) ?? '';
      const behind = rest.slice(parts.join('.').length);
      const padding = ['', '', '==', '='][last.length % 4] ?? '';
      const used = [
        ...parts.slice(0, -1),
        last + (behind.startsWith(padding) ? padding : behind.startsWith('=') && padding ? '=' : ''),
      ];
      const dots = used.map((_, i) => dot + used.slice(0, i).join('.').length + (i > 0 ? 1 : 0));
      end = dot + 1 + used.join('.').length;
      tokens.push({ start, end, form: isJwe ? 'jwe' : 'jws', dots });
      break;
    }
  }
  return tokens;
}

function isJsonObject(part = ''): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function headerOf(padded: string): object | undefined {
  const text = padded
    .replace(/={1,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
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

  // One issuer's header stands before all of its tokens; what is remembered of the last is of no other.
  const [hs, es] = [encode('{"alg":"HS256"}'), encode('{"alg":"ES256"}')];
  const signed = (header: string, n: number) => `${header}.${encode(`{"n":${n}}`)}.c2ln`;
  const plain = `${encode('{"sub":1}')}.${encode('{}')}.c2ln`;
  it.each<readonly [what: string, pieces: readonly string[], isToken: readonly boolean[]]>([
    ['the same header again', [signed(hs, 1), signed(hs, 2)], [true, true]],
    ['another, and the first again', [signed(hs, 1), signed(es, 2), signed(hs, 3)], [true, true, true]],
    ['none before one', [plain, signed(hs, 1)], [false, true]],
    ['none between two of the same', [signed(hs, 1), plain, signed(hs, 2)], [true, false, true]],
    ['none again after one', [plain, signed(hs, 1), plain], [false, true, false]],
    [
      'the same one with something glued to it',
      [signed(hs, 1), `abcd${signed(hs, 2)}`, signed(hs, 3)],
      [true, true, true],
    ],
  ])('knows each header by itself: %s', (_what, pieces, isToken) => {
    const tokens = pieces.filter((_, i) => isToken[i]).map((piece) => piece.replace(/^abcd/, ''));
    expect(found(pieces.join(' '))).toEqual(tokens);
    expect(found(pieces.join('\n'))).toEqual(tokens);
  });

  it('finds a token whatever stands before and behind it', () => {
    const behind = fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom(' ', '"', '\n', '.', '%', '\\', 'é'), noise).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(noise, fc.oneof(jws, jwe), behind, (before, text, after) => {
        fc.pre(!/eyJhbGciOiJIUzI1NiJ9[\w=-]*\./.test(before)); // a token of its own, which may take this one's header
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

  describe('what programs write against the rule', () => {
    const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
    const strict = (text: string | Buffer) => Buffer.from(text).toString('base64url');
    const around = ['', ' ', '"', '\n', '&x=1', ',', '%20', ' == '];
    const expectWhole = (text: string) => {
      for (const behind of around) expect(found(`Bearer ${text}${behind}`)).toEqual([text]);
    };

    it('padding behind any part, as AWS load balancers write it', () => {
      const [header, payload] = ['{"typ":"JWT","alg":"ES256"}', '{"sub":"1234567"}'].map(base64);
      const signature = base64(Buffer.alloc(64, 0xab));
      expect([header, payload, signature].every((part) => /=$/.test(part ?? ''))).toBe(false);
      for (const h of ['{"alg":"ES256"}', '{"alg":"ES256" }', '{"alg":"ES256"  }'])
        for (const p of ['{"a":1}', '{"a":12}', '{"a":123}'])
          for (const bytes of [63, 64, 65]) {
            const s = Buffer.alloc(bytes, 0xab).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
            for (const parts of [
              [base64(h), base64(p), s],
              [strict(h), strict(p), s],
              [base64(h), strict(p), s.replace(/=+$/, '')],
              [strict(h), base64(p), ''],
            ])
              expectWhole(parts.join('.'));
          }
    });

    it('no more padding behind the last part than it takes', () => {
      expect(found(`${token}=x`)).toEqual([token]);
      expect(found(`${token.slice(0, -1)}===`)).toEqual([`${token.slice(0, -1)}=`]);
      expect(found(`${token.slice(0, -2)}=`)).toEqual([`${token.slice(0, -2)}=`]);
    });

    it('plain base64 in a payload that is JSON with it', () => {
      const payload = base64('{"a":"???>>>???"}');
      expect(payload).toMatch(/[+/]/);
      expectWhole(`${encode('{"alg":"HS256"}')}.${payload}.c2ln`);
      expectWhole(`${encode('{"alg":"HS256"}')}.${payload}.`);
      expect(found(`${encode('{"alg":"HS256"}')}.abc/def+ghi.c2ln`)).toEqual([]);
    });

    it('plain base64 in a header', () => {
      const header = base64('{"kid":"???>>>","alg":"HS256"}');
      expect(header).toMatch(/[+/]/);
      expectWhole(`${header}.${encode('{}')}.c2ln`);
      expect(found(`/a/b/${header}.${encode('{}')}.c2ln`)).toEqual([`${header}.${encode('{}')}.c2ln`]);
    });

    it.each([
      ['HS256', 32],
      ['HS512', 64],
      ['RS256', 256],
      ['RS256', 128],
      ['PS512', 512],
      ['ES256', 64],
      ['ES512', 132],
      ['EdDSA', 64],
      ['ML-DSA-65', 3309],
    ])('plain base64 in a signature of %s that has %d bytes with it', (alg, length) => {
      const bytes = Buffer.from(Array.from({ length }, (_, i) => (i % 2 === 0 ? 0xfb : 0xff - (i % 7))));
      const signed = `${encode(JSON.stringify({ alg }))}.${encode('{"sub":"1"}')}`;
      const signature = base64(bytes);
      expect(signature).toMatch(/[+/]/);
      expectWhole(`${signed}.${signature}`);
      expectWhole(`${signed}.${signature.replace(/=+$/, '')}`);
      const whole = `${signed}.${signature.replace(/=+$/, '')}`;
      expect(found(`${whole}/and/a/path`)).toEqual([whole]);
      expect(found(`${signed}.${strict(bytes)}/and/a/path+more`)).toEqual([`${signed}.${strict(bytes)}`]);
      expect(found(`${signed}.${signature.slice(0, 9)}/x`)[0]?.length).toBeLessThan(signed.length + 11);
    });
  });

  describe('an SD-JWT', () => {
    const jwt = tokenOf({ _sd: ['x'], _sd_alg: 'sha-256' }, { alg: 'ES256', typ: 'dc+sd-jwt' });
    const plain = tokenOf({ sub: '1' }, { alg: 'ES256' });
    const disclosure = encode('["salt","given_name","Alice"]');
    const element = encode('["salt","DE"]');
    const binding = tokenOf({ nonce: '1', sd_hash: 'x' }, { alg: 'ES256', typ: 'kb+jwt' });

    it.each([
      [`${jwt}~`],
      [`${jwt}~${disclosure}~`],
      [`${plain}~${disclosure}~${element}~`],
      [`${jwt}~${disclosure}~${binding}`],
      [`${jwt}~${binding}`],
      [`${plain}~${binding}`],
      [`${jwt}~${disclosure}~${element}`],
    ])('is one token: %s', (text) => {
      for (const [before, behind] of [
        ['', ''],
        ['"', '"'],
        ['Bearer ', '\n'],
        ['vp_token=', '&state=1'],
        ['glued_', ','],
      ])
        expect(found(`${before}${text}${behind}`)).toEqual([text]);
      const [first] = findTokens(`x ${text}`);
      expect(text.length - (first?.disclosed ?? 0)).toBe(text.indexOf('~'));
    });

    it.each([
      [`${plain}~`, plain],
      [`~~${plain}~~`, plain],
      [`${plain}~home`, plain],
      [`${plain}~${encode('{"a":1}')}~`, plain],
      [`${jwt}~${disclosure}~home`, `${jwt}~${disclosure}~`],
      [`${jwt}~${disclosure}~.x`, `${jwt}~${disclosure}~`],
    ])('ends where nothing of it follows: %s', (text, taken) => {
      expect(found(text)).toEqual([taken]);
    });

    it('leaves another token behind it alone', () => {
      expect(found(`${plain}~${plain}`)).toEqual([plain, plain]);
      expect(found(`${jwt}~${plain}`)).toEqual([`${jwt}~`, plain]);
    });
  });
});
