/** `{{$jwt recipe}}`, which httpYac replaces by a new token of the recipe for each request; its name may have spaces. */
const OPEN = String.raw`\{\{[ \t]*\$jwt[ \t]+`;

/** All of them in a text, each with the name of its recipe. */
export const MADE_AT_SEND = new RegExp(String.raw`${OPEN}([^{}\r\n]*?)[ \t]*\}\}`, 'g');
/** A text that is one, with the name. */
export const IS_MADE_AT_SEND = new RegExp(`^${MADE_AT_SEND.source}$`);
/** One whose name is being typed at the end of a text, with the name as far as it is there. */
export const OPEN_MADE_AT_SEND = new RegExp(String.raw`${OPEN}([^{}\r\n]*)$`);

/** What is written for a recipe. */
export const madeAtSend = (recipe: string): string => `{{$jwt ${recipe}}}`;
