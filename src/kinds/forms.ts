/** Forms of values that more than one kind has, as regular expressions. */

export const uuidForm = '[\\da-fA-F]{8}(-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}';
export const emailForm = '[^\\s@]+@[^\\s@]+';
export const urlForm = 'https?://\\S+';
