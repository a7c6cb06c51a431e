/** The languages of `.http` and `.rest` files, whatever extension names them. */
export const httpLanguages: readonly string[] = ['http', 'rest', 'httpyac'];

/** The paths of files by what stands in them, whatever their language. */
export const HTTP_PATH = /\.(?:http|rest)$/i;
export const BRU_PATH = /\.bru$/i;
export const HURL_PATH = /\.hurl$/i;
export const DOTENV_PATH = /(?:^|\/)(?:\.env(?:\.[^/]*)?|[^/]*\.env)$/i;
export const JSON_PATH = /\.json[c5]?$/i;
export const YAML_PATH = /\.ya?ml$/i;
export const POWERSHELL_PATH = /\.ps[dm]?1$/i;

/** Whether a document is an `.http` file, by its language or, where no extension knows that, by its path. */
export function isHttpFile(languageId: string, path: string): boolean {
  return httpLanguages.includes(languageId) || HTTP_PATH.test(path);
}

/** Whether what stands in a file is sent: requests, and the variables that they take. */
export function isSent(path: string): boolean {
  return [HTTP_PATH, BRU_PATH, HURL_PATH, DOTENV_PATH].some((form) => form.test(path));
}
