import { describe, expect, it } from 'vitest';
import type { InsertAs } from '../../../src/insertion/insertAs.ts';
import type { Source } from '../../../src/insertion/references.ts';
import { inserted, token } from './cursor.ts';

const dotenv = (text: string): Source => ({ form: 'dotenv', text, isOfVariables: false, isPrivate: true });
const json = (text: string, isPrivate = true): Source => ({
  form: 'environments',
  text,
  isOfVariables: true,
  isPrivate,
});
const bru = (text: string, environment?: string): Source => ({
  form: 'bru',
  text,
  environment,
  isOfVariables: true,
  isPrivate: false,
});
const settings = (text: string): Source => ({
  ...json(text, false),
  root: ['rest-client.environmentVariables'],
});

interface Case {
  readonly request: string;
  readonly beside?: readonly Source[];
  readonly environment?: string;
  readonly recipe?: string;
  readonly insertAs?: InsertAs;
  readonly expected: string;
}

const insert = ({ request, beside = [], environment, recipe, insertAs = 'header' }: Case): string =>
  inserted('http', '/a.http', request.includes('‸') ? request : `${request}‸`, {
    sources: beside,
    environment,
    recipe,
    insertAs,
  });
const after = (request: string, beside: string) => `${request}\n=====\n${beside}`;
const bearer = (reference: string) => `GET http://a\nAuthorization: Bearer ${reference}`;

describe('a reference', () => {
  const cases: Readonly<Record<string, Case>> = {
    '{{name}} to the file': {
      request: `@auth = x\n\n###\n${bearer('{{auth}}')}`,
      expected: `@auth = TOKEN\n\n###\n${bearer('{{auth}}')}`,
    },
    '{{name}} to the file, before all else': {
      request: `@auth = x\n\n###\n${bearer('{{auth}}')}`,
      beside: [json('{"dev": {"auth": "y"}}')],
      expected: `@auth = TOKEN\n\n###\n${bearer('{{auth}}')}`,
    },
    'a value with its scheme': {
      request: '@auth = Bearer x\n\n###\nGET http://a\nAuthorization: {{auth}}',
      expected: '@auth = Bearer TOKEN\n\n###\nGET http://a\nAuthorization: {{auth}}',
    },
    '{{name}} to the only environment': {
      request: bearer('{{auth}}'),
      beside: [json('{\n  "dev": {\n    "auth": ""\n  }\n}\n')],
      expected: after(bearer('{{auth}}'), '{\n  "dev": {\n    "auth": "TOKEN"\n  }\n}\n'),
    },
    '{{name}} to the chosen environment': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {"auth": "x"}, "prod": {"auth": "y"}}')],
      environment: 'prod',
      expected: after(bearer('{{auth}}'), '{"dev": {"auth": "x"}, "prod": {"auth": "TOKEN"}}'),
    },
    '{{name}} to environments of which none is chosen': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {"auth": "x"}, "prod": {}}')],
      expected: '(environments)',
    },
    '{{name}} to .env, where httpYac has it, whatever the environments': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {}, "prod": {}}'), { ...dotenv('auth=x'), isOfVariables: true }],
      expected: after(bearer('{{auth}}'), 'auth=TOKEN'),
    },
    'the private file before the public one': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {"auth": "x"}}'), json('{"dev": {"auth": "y"}}', false)],
      expected: after(bearer('{{auth}}'), '{"dev": {"auth": "TOKEN"}}'),
    },
    'the public file where it alone has the name': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {"other": "x"}}'), json('{"dev": {"auth": "y"}}', false)],
      expected: after(bearer('{{auth}}'), '{"dev": {"auth": "TOKEN"}}'),
    },
    'the settings of REST Client, shared': {
      request: bearer('{{auth}}'),
      beside: [settings('{\n  // mine\n  "rest-client.environmentVariables": { "$shared": { "auth": "x" } },\n}')],
      expected: after(
        bearer('{{auth}}'),
        '{\n  // mine\n  "rest-client.environmentVariables": { "$shared": { "auth": "TOKEN" } },\n}',
      ),
    },
    '{{$dotenv NAME}}': {
      request: bearer('{{$dotenv JWT}}'),
      beside: [dotenv('A=b\nJWT=x # mine\n')],
      expected: after(bearer('{{$dotenv JWT}}'), 'A=b\nJWT=TOKEN # mine\n'),
    },
    '{{$dotenv NAME}} that is not there yet': {
      request: bearer('{{$dotenv JWT}}'),
      beside: [dotenv('A=b\n')],
      expected: after(bearer('{{$dotenv JWT}}'), 'A=b\nJWT=TOKEN\n'),
    },
    '{{$dotenv NAME}} in the farther of two files': {
      request: bearer('{{$dotenv JWT}}'),
      beside: [dotenv('A=b\n'), dotenv('JWT=""\n')],
      expected: after(bearer('{{$dotenv JWT}}'), 'JWT="TOKEN"\n'),
    },
    '{{$processEnv NAME}}': {
      request: bearer('{{$processEnv JWT}}'),
      beside: [dotenv('JWT=x\r\nA=b\r\n')],
      expected: after(bearer('{{$processEnv JWT}}'), 'JWT=TOKEN\r\nA=b\r\n'),
    },
    '{{$processEnv NAME}} that no .env has': {
      request: bearer('{{$processEnv JWT}}'),
      beside: [dotenv('A=b\n')],
      expected: '(reference)',
    },
    '{{$dotenv %NAME}}, whose name is a variable of the environment': {
      request: bearer('{{$dotenv %name}}'),
      beside: [json('{"dev": {"name": "JWT"}}'), dotenv('JWT=x\nname=y\n')],
      expected: after(bearer('{{$dotenv %name}}'), 'JWT=TOKEN\nname=y\n'),
    },
    '{{$dotenv %NAME}}, whose name nothing defines': {
      request: bearer('{{$dotenv %name}}'),
      beside: [dotenv('name=y\n')],
      expected: '(reference)',
    },
    'a member of an object in the environment': {
      request: bearer('{{api.token}}'),
      beside: [json('{"dev": {"api": {"token": "x"}}}')],
      expected: after(bearer('{{api.token}}'), '{"dev": {"api": {"token": "TOKEN"}}}'),
    },
    'a name with a dot in the environment': {
      request: bearer('{{api.token}}'),
      beside: [json('{"dev": {"api.token": "x", "api": {"token": "y"}}}')],
      expected: after(bearer('{{api.token}}'), '{"dev": {"api.token": "TOKEN", "api": {"token": "y"}}}'),
    },
    "JetBrains' credentials": {
      request: bearer('{{$auth.token("mine")}}'),
      beside: [json('{"dev": {"Security": {"Auth": {"mine": {"Type": "Static", "Token": "x"}}}}}')],
      expected: '(reference)',
    },
    'the environment that counts where none is chosen': {
      request: bearer('{{auth}}'),
      beside: [json('{"$default": {"auth": "x"}, "$shared": {"auth": "y"}}')],
      expected: after(bearer('{{auth}}'), '{"$default": {"auth": "TOKEN"}, "$shared": {"auth": "y"}}'),
    },
    '${NAME}': {
      request: bearer('${JWT}'),
      beside: [dotenv('JWT=x')],
      expected: after(bearer('${JWT}'), 'JWT=TOKEN'),
    },
    'a row of references': {
      request: `@auth = {{inner}}\n@inner = {{$dotenv JWT}}\n\n###\n${bearer('{{auth}}')}`,
      beside: [dotenv('JWT=x')],
      expected: after(`@auth = {{inner}}\n@inner = {{$dotenv JWT}}\n\n###\n${bearer('{{auth}}')}`, 'JWT=TOKEN'),
    },
    'a row with the scheme on its way': {
      request: '@auth = Bearer {{$dotenv JWT}}\n\n###\nGET http://a\nAuthorization: {{auth}}',
      beside: [dotenv('JWT=x')],
      expected: after('@auth = Bearer {{$dotenv JWT}}\n\n###\nGET http://a\nAuthorization: {{auth}}', 'JWT=TOKEN'),
    },
    'a circle': { request: `@a = {{b}}\n@b = {{a}}\n\n###\n${bearer('{{a}}')}`, expected: '(reference)' },
    'the answer of another request': { request: bearer('{{login.response.body.$.token}}'), expected: '(reference)' },
    'a function of the client': { request: bearer('{{$aadToken}}'), expected: '(reference)' },
    'a name that nothing defines': {
      request: bearer('{{auth}}'),
      beside: [json('{"dev": {}}'), dotenv('AUTH=x')],
      expected: '(reference)',
    },
    'two in a row': { request: bearer('{{a}}{{b}}'), expected: '(reference)' },
    'a recipe': { request: bearer('{{$jwt api}}'), expected: '(reference)' },
    'a recipe, the same one': { request: bearer('{{$jwt api}}'), recipe: 'api', expected: bearer('{{$jwt api}}') },
    'a recipe, another one to send': {
      request: bearer('{{$jwt api}}'),
      recipe: 'other',
      insertAs: 'send',
      expected: bearer('{{$jwt other}}'),
    },
    'another scheme': { request: 'GET http://a\nAuthorization: Basic {{user}}', expected: bearer('TOKEN') },
    'another scheme with two': {
      request: 'GET http://a\nAuthorization: Basic {{user}} {{password}}',
      expected: bearer('TOKEN'),
    },
  };
  it.each(Object.entries(cases))('%s', (_, each) => expect(insert(each)).toBe(each.expected));
});

describe('a variable of Bruno', () => {
  const request = 'get {\n  url: a\n  auth: bearer\n}\n\nauth:bearer {\n  token: {{t}}\n}\n';
  const vars = (value: string) => `vars {\n  a: b\n  t: ${value}\n}\n`;
  const cases: Readonly<
    Record<string, readonly [beside: readonly Source[], environment: string | undefined, expected: string]>
  > = {
    'of the only environment': [[bru(vars('x'), 'dev')], undefined, vars('TOKEN')],
    'of the chosen environment': [[bru(vars('x'), 'dev'), bru(vars('y'), 'prod')], 'prod', vars('TOKEN')],
    'of environments of which none is chosen': [
      [bru(vars('x'), 'dev'), bru(vars('y'), 'prod')],
      undefined,
      '(environments)',
    ],
    'of the folder, before any environment': [
      [bru('vars:pre-request {\n  t: x\n}\n'), bru(vars('x'), 'dev')],
      undefined,
      'vars:pre-request {\n  t: TOKEN\n}\n',
    ],
    'of the collection, behind environments without it': [
      [bru('vars {\n  a: b\n}\n', 'dev'), bru('vars {\n  a: b\n}\n', 'prod'), bru(vars('x'))],
      undefined,
      vars('TOKEN'),
    ],
    'that is secret': [[bru('vars:secret [\n  t\n]\n', 'dev')], undefined, '(reference)'],
    'that leads to .env': [[bru(vars('{{process.env.T}}'), 'dev'), dotenv('T=x\n')], undefined, 'T=TOKEN\n'],
  };
  it.each(Object.entries(cases))('%s', (_, [sources, environment, expected]) => {
    const result = inserted('bruno', '/a.bru', `${request}‸`, { sources, environment });
    expect(result).toBe(expected.startsWith('(') ? expected : after(request, expected));
  });
});

describe('insertAs', () => {
  const get = 'GET http://a';
  const cases: Readonly<Record<string, Case>> = {
    'environment, .env': {
      request: get,
      insertAs: 'environment',
      beside: [dotenv('A=b\n')],
      expected: after(bearer('{{$dotenv TOKEN}}'), 'A=b\nTOKEN=TOKEN\n'),
    },
    'environment, .env with a token': {
      request: get,
      insertAs: 'environment',
      beside: [dotenv('TOKEN=eyJhbGciOiJub25lIn0.e30.\n')],
      expected: after(bearer('{{$dotenv TOKEN}}'), 'TOKEN=TOKEN\n'),
    },
    'environment, .env with another secret of the name': {
      request: get,
      insertAs: 'environment',
      beside: [dotenv('TOKEN=ghp_x\n')],
      expected: after(bearer('{{$dotenv TOKEN2}}'), 'TOKEN=ghp_x\nTOKEN2=TOKEN\n'),
    },
    'environment, a private environment': {
      request: get,
      insertAs: 'environment',
      beside: [dotenv(''), json('{\n  "dev": {\n    "a": "b"\n  }\n}\n')],
      expected: after(bearer('{{token}}'), '{\n  "dev": {\n    "a": "b",\n    "token": "TOKEN"\n  }\n}\n'),
    },
    'environment, an empty private file': {
      request: get,
      insertAs: 'environment',
      beside: [json('{}')],
      expected: after(bearer('{{token}}'), '{ "dev": { "token": "TOKEN" } }'),
    },
    'environment, several private environments': {
      request: get,
      insertAs: 'environment',
      beside: [json('{"dev": {}, "prod": {}}')],
      expected: '(environments)',
    },
    'environment, a name that the file hides': {
      request: '@token = x\n\n###\nGET http://a',
      insertAs: 'environment',
      beside: [json('{"dev": {}}')],
      expected: after(
        '@token = x\n\n###\nGET http://a\nAuthorization: Bearer {{token2}}',
        '{"dev": { "token2": "TOKEN" }}',
      ),
    },
    'environment, no place': { request: get, insertAs: 'environment', expected: '(no-source)' },
    send: { request: get, insertAs: 'send', recipe: 'api', expected: bearer('{{$jwt api}}') },
    'send, a name with spaces': {
      request: get,
      insertAs: 'send',
      recipe: 'my api',
      expected: bearer('{{$jwt my api}}'),
    },
    'send, without a recipe of the settings': { request: get, insertAs: 'send', expected: '(unnamed-recipe)' },
  };
  it.each(Object.entries(cases))('%s', (_, each) => expect(insert(each)).toBe(each.expected));
});

describe('a form with an assertion (RFC 7523)', () => {
  const form = (body: string) => `POST https://a/token\nContent-Type: application/x-www-form-urlencoded\n\n${body}`;
  const type = 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const grant = 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer';

  it.each<[string, string, string]>([
    ['its value', `grant_type=x&client_assertion=old&${type}`, `grant_type=x&client_assertion=TOKEN&${type}`],
    ['its type is empty', 'client_assertion_type=&client_assertion=', `${type}&client_assertion=TOKEN`],
    ['its type is empty, and it is missing', 'a=b&client_assertion_type=', `a=b&${type}&client_assertion=TOKEN`],
    ['a grant that is empty', 'grant_type=&assertion=old', `${grant}&assertion=TOKEN`],
    ['its type is missing', 'grant_type=x&client_assertion=', `grant_type=x&client_assertion=TOKEN&${type}`],
    [
      'both are missing',
      'grant_type=client_credentials',
      `grant_type=client_credentials&${type}&client_assertion=TOKEN`,
    ],
    [
      'on lines',
      `grant_type=x\n&client_assertion=old\n&${type}\n`,
      `grant_type=x\n&client_assertion=TOKEN\n&${type}\n`,
    ],
    ['on lines, missing', 'grant_type=x\n&scope=y\n', `grant_type=x\n&scope=y\n&${type}\n&client_assertion=TOKEN\n`],
    ['a grant', `${grant}&assertion=old`, `${grant}&assertion=TOKEN`],
    ['a grant, escaped', `${grant.replaceAll(':', '%3A')}`, `${grant.replaceAll(':', '%3A')}&assertion=TOKEN`],
    ['a grant that is not named', 'assertion=old', `assertion=TOKEN&${grant}`],
    ['a script behind it', `assertion=old&${grant}\n\n> {% x %}\n`, `assertion=TOKEN&${grant}\n\n> {% x %}\n`],
  ])('%s', (_, body, expected) =>
    expect(inserted('http', '/a.http', `‸${form(body)}`, { isAssertion: true })).toBe(form(expected)),
  );

  it('follows a reference', () => {
    const text = `@jwt = x\n\n###\n${form(`client_assertion={{jwt}}&${type}`)}`;
    expect(inserted('http', '/a.http', `${text}‸`, { isAssertion: true })).toBe(text.replace('= x', '= TOKEN'));
  });

  it('is no place for other tokens', () => {
    expect(inserted('http', '/a.http', `‸${form('client_assertion=x')}`)).toContain('\nAuthorization: Bearer TOKEN\n');
  });

  it('is sought in forms alone', () => {
    const text = 'POST https://a\nContent-Type: application/json\n\n{"client_assertion": ""}';
    expect(inserted('http', '/a.http', `‸${text}`, { isAssertion: true })).toContain('Authorization: Bearer TOKEN');
  });
});

it('says the same when it is inserted twice', () => {
  const once = inserted('http', '/a.http', 'GET http://a‸', { sources: [dotenv('')], insertAs: 'environment' });
  const [request = '', env = ''] = once.replaceAll('=TOKEN', `=${token}`).split('\n=====\n');
  expect(inserted('http', '/a.http', `${request}‸`, { sources: [dotenv(env)], insertAs: 'environment' })).toBe(once);
});
