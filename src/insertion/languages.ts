import type { StringForm, Syntax } from './codeTokens.ts';
import { POWERSHELL_PATH } from './fileTypes.ts';

/** How a language writes dictionaries whose pairs are headers. */
export interface Language {
  readonly syntax: Syntax;
  readonly ids: readonly string[];
  readonly files: RegExp;
  /** What stands before the bracket of a dictionary, with the bracket. */
  readonly opening: RegExp;
  /** A pair, with `$` for `Bearer …`. */
  readonly pair: string;
  /** A pair where what stands before the bracket is as this says. */
  readonly otherwise?: readonly (readonly [RegExp, pair: string])[];
  /** Whether the last pair has a comma, where the bracket closes on a line of its own. */
  readonly needsComma?: true;
  /** What an element of brackets must not have to be a pair. */
  readonly noPair?: RegExp;
  /** Whether names and values are arguments in turn. */
  readonly isFlat?: true;
  /** How the language's own style indents, where the text does not show it. */
  readonly indentation?: string;
  /** What separates pairs on one line, where that is no comma; on lines of their own nothing does. */
  readonly separator?: ';';
  /** A statement that gives a dictionary of strings a name, with `$` for its pairs. */
  readonly named: string;
}

const form = (open: string, escapedBy = '\\', close = open): StringForm => ({ open, close, escapedBy });
const long = (open: string, escapedBy = '\\'): StringForm => ({ ...form(open, escapedBy), spansLines: true });
/** PowerShell's: the closing mark stands at the start of a line. */
const here = (mark: string, escapedBy = ''): StringForm => ({
  open: `@${mark}`,
  close: `\n${mark}@`,
  escapedBy,
  spansLines: true,
});
const C_COMMENTS = { lineComments: ['//'], blockComment: ['/*', '*/'] } as const;
/** What an expression stands behind. */
const EXPRESSION = String.raw`(?:[=(,:\[?]|=>|\breturn|\byield|\*\*)\s*`;

/** The languages in whose code a header is written. */
export const languages: readonly Language[] = [
  {
    ids: ['python'],
    named: 'broken_tokens = {$}',
    files: /\.pyw?$/i,
    syntax: { lineComments: ['#'], strings: [long('"""'), long("'''"), form('"'), form("'")] },
    opening: /\{$/,
    pair: '"Authorization": "$"',
    noPair: /\sfor\s.*\sin\s/s,
    indentation: '    ',
  },
  {
    ids: ['ruby'],
    named: 'broken_tokens = {$}',
    files: /\.rb$/i,
    syntax: { lineComments: ['#'], blockComment: ['=begin', '=end'], strings: [form('"'), form("'")] },
    opening: new RegExp(`${EXPRESSION}\\{$`),
    pair: '"Authorization" => "$"',
  },
  {
    ids: ['php'],
    named: '$brokenTokens = [$];',
    files: /\.php$/i,
    syntax: { lineComments: ['//', '#'], blockComment: ['/*', '*/'], strings: [long('"'), long("'")] },
    opening: new RegExp(`${EXPRESSION}\\[$|\\barray\\s*\\($`),
    pair: "'Authorization' => '$'",
    otherwise: [[/HTTPHEADER\b[^\n]*$/, "'Authorization: $'"]],
  },
  {
    ids: ['powershell'],
    named: '$brokenTokens = @{$}',
    files: POWERSHELL_PATH,
    syntax: {
      lineComments: ['#'],
      blockComment: ['<#', '#>'],
      strings: [here('"', '`'), here("'"), long('"', '`'), long("'", "'")],
    },
    opening: /@\{$/,
    pair: "Authorization = '$'",
    separator: ';',
  },
  {
    ids: ['go'],
    named: 'var brokenTokens = map[string]string{$}',
    files: /\.go$/i,
    syntax: { ...C_COMMENTS, strings: [form('"'), long('`', '')], hasCharacters: true },
    opening: /(?:map\[string\](?:\[\]string|string|any|interface\{\})|\bhttp\.Header)\s*\{$/,
    pair: '"Authorization": "$"',
    otherwise: [[/(?:\[\]string|http\.Header)\s*\{$/, '"Authorization": {"$"}']],
    needsComma: true,
    indentation: '\t',
  },
  {
    ids: ['csharp'],
    named: 'var brokenTokens = new Dictionary<string, string> {$};',
    files: /\.cs$/i,
    syntax: {
      ...C_COMMENTS,
      strings: [long('"""', ''), { ...long('@"', '"'), close: '"' }, form('"')],
      hasCharacters: true,
    },
    opening: /(?:\bDictionary<[^<>{}]*>|\bnew|\bNameValueCollection|\bHeaders\s*=)\s*(?:\([^(){}]*\))?\s*\{$/,
    pair: '{ "Authorization", "$" }',
    otherwise: [[/\bnew\s*\{$/, 'Authorization = "$"']],
    indentation: '    ',
  },
  {
    ids: ['java'],
    named: 'var brokenTokens = Map.of($);',
    files: /\.java$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""'), form('"')], hasCharacters: true },
    opening: /\bMap\.of(?:Entries)?\s*\($/,
    pair: '"Authorization", "$"',
    otherwise: [[/\bofEntries\s*\($/, 'Map.entry("Authorization", "$")']],
    isFlat: true,
    indentation: '    ',
  },
  {
    ids: ['kotlin'],
    named: 'val brokenTokens = mapOf($)',
    files: /\.kts?$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""', ''), form('"')], hasCharacters: true },
    opening: /\b(?:mutable|hash|linked)?[mM]apOf\s*(?:<[^<>]*>)?\s*\($/,
    pair: '"Authorization" to "$"',
  },
  {
    ids: ['rust'],
    named: 'let broken_tokens = HashMap::from([$]);',
    files: /\.rs$/i,
    syntax: { ...C_COMMENTS, strings: [{ ...long('r#"', ''), close: '"#' }, long('"')], hasCharacters: true },
    opening: /\b(?:HashMap|BTreeMap|IndexMap)\s*(?:::<[^<>]*>)?::from\s*\(\s*\[$/,
    pair: '("Authorization", "$")',
  },
  {
    ids: ['dart'],
    named: 'final brokenTokens = {$};',
    files: /\.dart$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""'), long("'''"), form('"'), form("'")] },
    opening: new RegExp(`(?:${EXPRESSION}|>\\s*)\\{$`),
    pair: "'Authorization': '$'",
  },
];
