/** The files in a ZIP archive, with their compressed sizes: from its central directory (APPNOTE.TXT 4.3.12 and 4.3.16). */
export function zipEntries(archive: Buffer): readonly { readonly file: string; readonly bytes: number }[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('This is no ZIP archive.');
  const entries: { readonly file: string; readonly bytes: number }[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const file = archive.toString('utf8', at + 46, at + 46 + (name ?? 0));
    entries.push({ file, bytes: archive.readUInt32LE(at + 20) });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}
