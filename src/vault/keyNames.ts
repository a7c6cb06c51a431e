/** The name of the file for the public half: `public.key` beside `private.key`, else `name.public.pem` beside `name.pem`. */
export function publicName(path: string): string {
  const [, folder = '', name = ''] = /^(.*[/\\])?([^/\\]*)$/.exec(path) ?? [];
  if (/private/i.test(name)) return folder + name.replace(/private/i, (word) => asWritten(word, 'public'));
  const [, stem = name, extension = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  return `${folder}${stem}.public${extension}`;
}

function asWritten(like: string, word: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase();
  return /^[A-Z]/.test(like) ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
}
