import type { Whereabouts } from './whereabouts.ts';

/** What files are called that hold keys in a format of their own, and no raw secret. */
const KEY_FILE = String.raw`\.(?:pem|p8|der|crt|cer|pub|jwks?|p12|pfx|jks|ppk|json)|(?:^|[\\/])id_(?:rsa|ecdsa|ed25519)`;
/** What key files are called, and no secret is. */
const FILE_NAME = new RegExp(
  String.raw`(?:${KEY_FILE}|\.txt|(?:^|[\\/])[^.\\/]+\.key|[\\/][^\\/]*\.(?:key|secret))$`,
  'i',
);
/** What is in no path. */
const NOT_IN_PATHS = /[?*<>|"]|:\/\//;

/** What only a path begins with. `/` and letters are base64 as well. */
const BEGINNING = /^(?:\.{1,2}[\\/]|~[\\/]|[A-Za-z]:[\\/](?![\\/])|\\\\\w|(?:\$\{\w+\}|\$[A-Z_]+|%[\w.]+%)[\\/])/;

/** An absolute path of a Unix, with characters or words in it that base64 has not, or below a folder that all of them have. */
const ABSOLUTE =
  /^\/(?=[^\s]*[._-]|[a-z/]+$|(?:Users|Volumes|etc|home|mnt|opt|private|root|run|srv|tmp|usr|var)\/)[\w.@ -]+(?:\/[\w.@ -]+)+$/;

/** What a path may look like, and base64 with a slash in it and many a phrase as well. */
const RELATIVE = /^[^\\/]+(?:(?:[\\/][^\\/]+)+|\.key|\.secret)$/i;

/** The names of variables that hold paths, as `JWT_SECRET_FILE` and `privateKeyPath`. */
const PATH_VARIABLE = /(?:^|[_.-]|key)(?:path|file|file_?name|location)$/i;
const PATH_VARIABLE_IN_CAPITALS = /[a-z](?:Path|File|File_?[Nn]ame|Location)$/;

const LONGEST = 4096;

/** What a path may begin with that stands for nothing, or for the folder that it counts from: a URI's scheme, names of programs. */
const ROOT = /^(?:file:(?:\/\/)?|(?:%kernel\.project_dir%|\$\{?(?:PWD|workspaceFolder)\}?)[\\/])/;

/** The path that a text is, trimmed: absolute, or from its workspace folder. */
export function pathOf(text: string): string {
  return text.replace(ROOT, '');
}

/**
 * Whether a text, trimmed, is the path of a file and no secret: by how it begins, by the file's name, as an absolute
 * path, by the name of the variable that it is the value of, or because the file is there.
 */
export async function isPath(text: string, { variable = '', hasFile }: Whereabouts): Promise<boolean> {
  if (text.length > LONGEST || /[\r\n\0]/.test(text)) return false;
  if (text.startsWith('file:') || ABSOLUTE.test(text)) return true;
  if ((BEGINNING.test(text) || FILE_NAME.test(text)) && !NOT_IN_PATHS.test(text)) return true;
  if (PATH_VARIABLE.test(variable) || PATH_VARIABLE_IN_CAPITALS.test(variable)) return true;
  return RELATIVE.test(text) && (await hasFile?.(text)) === true;
}

/** A name as people give it: words, in capitals or not, and what joins them. Base64 goes up and down more often. */
const WORDS = /^[A-Za-z]+(?:[._-][A-Za-z\d]+)*$/;

/** Whether a text would be taken for the path of a file, if there were one: words between slashes. */
export function looksLikePath(text: string): boolean {
  const isWord = (name: string) => WORDS.test(name) && !/[A-Z]{2}[a-z]/.test(name);
  return text.length <= LONGEST && RELATIVE.test(text) && text.split(/[\\/]/).every(isWord);
}

const KEY_FILE_NAME = new RegExp(`(?:${KEY_FILE})$`, 'i');

/** Whether a file, by its name, holds a key and no raw secret. */
export function isKeyFileName(name: string): boolean {
  return KEY_FILE_NAME.test(name);
}
