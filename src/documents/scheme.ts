/** The scheme of the documents that show tokens as JSON. */
export const scheme = 'jwt';
