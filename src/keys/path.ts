/** What key files are called. */
const FILE_NAME =
  /(?:\.(?:key|pem|p8|der|crt|cer|pub|jwks?|p12|pfx|jks|ppk|json|txt|secret)|(?:^|[\\/])id_(?:rsa|ecdsa|ed25519))$/i;

/** What only a path begins with. `/` and letters are base64 as well. */
const BEGINNING = /^(?:\.{1,2}[\\/]|~[\\/]|[A-Za-z]:[\\/](?![\\/])|\\\\\w|file:)/;

/** An absolute path of a Unix, with characters or words in it that base64 has not, or below a folder that all of them have. */
const ABSOLUTE =
  /^\/(?=[^\s]*[._-]|[a-z/]+$|(?:Users|Volumes|etc|home|mnt|opt|private|root|run|srv|tmp|usr|var)\/)[\w.@ -]+(?:\/[\w.@ -]+)+$/;

const LONGEST = 4096;

/** Whether a text, trimmed, is the path of a file and no secret: by how it begins, by the file's name, or as an absolute path. */
export function isPath(text: string): boolean {
  if (text.length > LONGEST || /[\r\n\0]/.test(text)) return false;
  return BEGINNING.test(text) || ABSOLUTE.test(text) || (FILE_NAME.test(text) && !/[?*<>|"]|:\/\//.test(text));
}
