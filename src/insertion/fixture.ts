import type { Span } from '../jwt/span.ts';
import { applyEdits, insertAt, inTextOrder, type TextEdit } from './edit.ts';
import { DOTENV_PATH, isHttpFile } from './fileTypes.ts';
import { type HttpReading, regionsIn } from './httpFile.ts';
import { type HttpRequest, sentBody } from './httpRequest.ts';
import { destinationOf } from './index.ts';
import { type Language, languages } from './languages.ts';
import { indentationOf, isBlank, type Line, lineAt, lineBreakAt, ownLine } from './lines.ts';
import { addMember } from './objectMember.ts';
import { surroundingsAt } from './objectScan.ts';

/** A token of a fixture. */
export interface FixtureToken {
  /** What it is called, in lower case with hyphens: `wrong-key`. */
  readonly name: string;
  /** One line about it, and one on what a server should answer: `Expect 401 Unauthorized`. */
  readonly title: string;
  readonly expected: string;
  readonly token: string;
}

/** Where a fixture goes. */
export interface FixturePlace {
  readonly languageId: string;
  /** The document's path, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly selection: Span;
  /** The token that the others were made of, which may stand in the text. */
  readonly original: string;
  readonly http?: HttpReading | undefined;
}

/** How a language writes a dictionary of strings. */
type Form = Pick<Language, 'ids' | 'pair' | 'named' | 'needsComma' | 'separator'> & { readonly comment?: string };

/** JSON, which is what all else gets; the languages of which an object takes the fixture as a member. */
const json: Form = { ids: ['json'], pair: '"Authorization": "$"', named: '{$}' };
const objectForms: readonly Form[] = [
  { ...json, ids: ['jsonc', 'json5'], comment: '//' },
  {
    ids: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
    pair: "'Authorization': '$'",
    named: 'const brokenTokens = {$};',
    needsComma: true,
    comment: '//',
  },
  json,
];
const forms: readonly Form[] = [
  ...objectForms,
  ...languages.map(({ syntax, ...language }) => ({ ...language, comment: syntax.lineComments[0] ?? '' })),
];

/** Languages of lines, each of which gives one token a name. */
const lineForms: Readonly<Record<string, (name: string, token: string) => string>> = {
  yaml: (name, token) => `${name}: ${token}`,
  shellscript: (name, token) => `${variable(name)}='${token}'`,
  dotenv: (name, token) => `${variable(name)}=${token}`,
};
const variable = (name: string): string => `TOKEN_${name.replaceAll('-', '_').toUpperCase()}`;

const aliases: Readonly<Record<string, string>> = { env: 'dotenv', dockercompose: 'yaml' };

/** What an expression stands behind, and what may follow it on its line. */
const EXPRESSION = [/(?:[=(,:[?]|=>|\breturn|\byield)\s*$/, /^\s*(?:[)\]},;:#]|\/[/*]|$)/] as const;

/**
 * Tokens as a fixture for tests, as the language of a document has it: requests with the answer that is expected, in a
 * comment; an object literal, where one can stand at the cursor, else with a name on lines of its own; or lines. Nothing
 * that stands there is replaced.
 */
export function fixtureEdits(tokens: readonly FixtureToken[], place: FixturePlace): readonly TextEdit[] {
  const { languageId, path, text, selection } = place;
  if (isHttpFile(languageId, path)) return [requestsEdit(tokens, place)];
  const { end } = selection;
  const id = DOTENV_PATH.test(path) ? 'dotenv' : (aliases[languageId] ?? languageId);
  const assign = lineForms[id];
  if (assign)
    return [
      ownLines(
        text,
        end,
        tokens.flatMap(({ name, title, expected, token }) => [`# ${title}. ${expected}`, assign(name, token)]),
      ),
    ];
  const form = forms.find(({ ids }) => ids.includes(id)) ?? json;
  const line = lineAt(text, end);
  const isOfObjects = objectForms.includes(form);
  const object = isOfObjects ? surroundingsAt(text, end).object : undefined;
  const [before, behind] = [text.slice(line.start, end), text.slice(end, line.end)];
  // The braces of a function's body are none of a literal.
  const isBody = isOfObjects && /=>\s*$/.test(before);
  const literal = pairsOf(tokens, form, isBody ? '({$})' : form.named.replace(/^.*? = |;$/g, ''));
  const isBehindMember = object?.members.some(({ comma = end }) => comma < end && isBlank(text.slice(comma + 1, end)));
  if (!isBehindMember && EXPRESSION[0].test(before) && EXPRESSION[1].test(behind))
    return [insertAt(end, indented(text, line, literal))];
  if (!object) return [ownLines(text, end, pairsOf(tokens, form, form.named))];
  const at = object.members.find((member) => member.start <= end && end <= member.end)?.end ?? end;
  return addMember(text, object, at, `"brokenTokens": ${indented(text, line, literal)}`, {
    endsWithComma: form !== json,
  });
}

/** The lines of a dictionary in what stands around its pairs. */
function pairsOf(
  tokens: readonly FixtureToken[],
  { pair, needsComma, separator, comment }: Form,
  around: string,
): readonly string[] {
  const [open, close] = around.split(/\$(?=[\])}])/);
  const pairs = tokens.map(({ name, token, expected }, i) => {
    // A bare word has no hyphens.
    const written = pair.replace(/["']?Authorization(["'])?/, (_, quote = "'") => `${quote}${name}${quote}`);
    const comma = !separator && (needsComma || i < tokens.length - 1) ? ',' : '';
    return `  ${written.replace('$', () => token)}${comma}${comment ? ` ${comment} ${expected}` : ''}`;
  });
  return [`${open}`, ...pairs, `${close}`];
}

function indented(text: string, line: Line, written: readonly string[]): string {
  return written.join(`${lineBreakAt(text, line)}${indentationOf(text.slice(line.start, line.end))}`);
}

/** Lines of their own at an offset: on its line if that is blank, else below it. */
function ownLines(text: string, offset: number, written: readonly string[]): TextEdit {
  const line = lineAt(text, offset);
  return ownLine(text, offset, indented(text, line, written));
}

/** What a request is made of where there is none to repeat. */
const exampleRequest = 'GET https://api.example.com/';
/** Each token in the request of the one that it was made of, below that request. */
function requestsEdit(tokens: readonly FixtureToken[], place: FixturePlace): TextEdit {
  const { text, selection, original, http = {} } = place;
  const regions = regionsIn(text, http);
  const has = (offset: number) => regions.findLast(({ start }) => start <= offset);
  const here = has(selection.start);
  const isHere = here && text.slice(here.start, here.end).includes(original);
  const region = isHere || !text.includes(original) ? here : has(text.indexOf(original));
  const end = region?.end ?? text.length;
  const lineBreak = lineBreakAt(text, lineAt(text, 0));
  // With the line break, which a header below it takes, too.
  const source = `${region?.request ? requestText(text, region.request) : exampleRequest}${lineBreak}`;
  const requests = tokens.map(({ title, expected, token }) => {
    return [`### ${title}`, `# ${expected}`, applyEdits(source, authorized(source, token, http)).trimEnd()].join(
      lineBreak,
    );
  });
  const before = text.slice(0, end);
  const gap =
    before === '' || /(?:\r?\n|\r){2}$/.test(before) ? '' : /[\r\n]$/.test(before) ? lineBreak : lineBreak.repeat(2);
  return insertAt(end, `${gap}${requests.join(lineBreak.repeat(2))}${lineBreak}${end < text.length ? lineBreak : ''}`);
}

/** The edits that make a request send a token. */
function authorized(text: string, token: string, http: HttpReading): readonly TextEdit[] {
  const found = destinationOf({ languageId: 'http', path: 'fixture.http', text, offset: 0, http });
  return typeof found === 'string' ? [] : inTextOrder(found.slot.write(token));
}

/** A request with its headers and body, without what is done with the answer. */
function requestText(text: string, request: HttpRequest): string {
  const { head } = request;
  const body = sentBody(text, request);
  const sent = text.slice(body.start, body.end).trimEnd();
  return sent === '' ? text.slice(head.start, head.end) : `${text.slice(head.start, body.start)}${sent}`;
}
