import { DOTENV_PATH, isHttpFile, JSON_PATH, YAML_PATH } from './fileTypes.ts';

/** A line of a document, and where in it the cursor stands. */
interface LineOf {
  readonly languageId: string;
  /** The document's path, with `/`. */
  readonly path: string;
  readonly line: string;
}

/** A name that is given a token: of a variable, a header, a member or a list of headers. */
const VARIABLE = /^\s*(?:export\s+)?[\w.-]*(?:token|jwt|bearer|authorization)[\w.-]*\s*=/i;
const CURL = /(?<![\w.-])curl(?:\.exe)?\s+(?=\S)/;
const HEADER_LINE = /^\s*authorization\s*:/i;
const MEMBER = /(?<![\w.-])(["'`]?)(?:authorization|(?:http_?)?headers?)\1\s*[:=]/i;

const DATA = new Set(['json', 'jsonc', 'json5', 'yaml', 'dockercompose']);
/** What shells and people write curl commands in. */
const COMMANDS = new Set([
  'shellscript',
  'bat',
  'powershell',
  'markdown',
  'plaintext',
  'makefile',
  'dockerfile',
  'yaml',
]);

/** Whether a line without a token is one that takes one: there, a header or a token can be offered. */
export function takesToken({ languageId, path, line }: LineOf): boolean {
  if (DOTENV_PATH.test(path) || languageId === 'dotenv') return VARIABLE.test(line);
  if (isHttpFile(languageId, path)) return HEADER_LINE.test(line);
  if (COMMANDS.has(languageId) && CURL.test(line)) return true;
  return (DATA.has(languageId) || JSON_PATH.test(path) || YAML_PATH.test(path)) && MEMBER.test(line);
}
