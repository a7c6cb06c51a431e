/** Commands that lenses and code actions run, with arguments that are of use to nobody else. */

/** Renews the expired tokens of a document that is being saved; takes its URI as text. */
export const renewOnSaveCommand = 'tokensmith.renewOnSave';
/** Says how a key file is converted that cannot be read; takes its reference. */
export const convertCommand = 'tokensmith.convertKey';
/** Adds a file to `.gitignore`; takes its URI as text. */
export const ignoreCommand = 'tokensmith.addToGitignore';
/** Names another recipe in `{{$jwt …}}`; takes the place, the name that stands there, and the other. */
export const nameCommand = 'tokensmith.nameRecipe';
