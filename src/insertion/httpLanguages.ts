/** The languages of `.http` and `.rest` files, whatever extension names them. */
export const httpLanguages: readonly string[] = ['http', 'rest', 'httpyac'];
