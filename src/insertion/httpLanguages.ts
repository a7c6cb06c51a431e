/** The languages of `.http` and `.rest` files, whatever extension names them. */
export const httpLanguages: readonly string[] = ['http', 'rest', 'httpyac'];

/** Whether a document is an `.http` file, by its language or, where no extension knows that, by its name. */
export function isHttpFile(languageId: string, path: string): boolean {
  return httpLanguages.includes(languageId) || /\.(http|rest)$/i.test(path);
}
