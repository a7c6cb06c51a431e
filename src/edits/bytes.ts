import { applyEdits, type TextEdit } from '../insertion/edit.ts';

/** The text of a file, and how its bytes are after edits: those that no edit replaces stay as they are. */
export interface FileText {
  /** Without a byte order mark. Of bytes that are no UTF, one UTF-16 unit is one byte. */
  readonly text: string;
  readonly isUtf: boolean;
  readonly encode: (edits: readonly TextEdit[]) => Uint8Array;
}

interface Utf {
  readonly label: string;
  readonly mark: readonly number[];
  readonly encode: (text: string) => Uint8Array;
}

const utf8: Utf = { label: 'utf-8', mark: [0xef, 0xbb, 0xbf], encode: (text) => new TextEncoder().encode(text) };
const marked: readonly Utf[] = [
  utf8,
  { label: 'utf-16le', mark: [0xff, 0xfe], encode: (text) => utf16(text, true) },
  { label: 'utf-16be', mark: [0xfe, 0xff], encode: (text) => utf16(text, false) },
];

/**
 * Reads the bytes of a text file: UTF-8, UTF-16 with a byte order mark, or any other encoding that has ASCII in it, such as
 * Latin-1, in which what comes new is written as UTF-8.
 * @returns `undefined` for what is none of these, and could not be written back as it was
 */
export function readText(bytes: Uint8Array): FileText | undefined {
  const form = marked.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  const mark = form?.mark ?? [];
  const text = decode(bytes.subarray(mark.length), form ?? utf8);
  if (text !== undefined && (form !== undefined || !text.includes('\0'))) {
    const { encode } = form ?? utf8;
    return { text, isUtf: true, encode: (edits) => joined(mark, encode(applyEdits(text, edits))) };
  }
  return form || bytes.includes(0) ? undefined : readBinary(bytes);
}

function decode(bytes: Uint8Array, { label }: Utf): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readBinary(bytes: Uint8Array): FileText {
  const text = binary(bytes);
  return {
    text,
    isUtf: false,
    encode: (edits) => {
      const written = edits.map((edit) => ({ ...edit, text: binary(new TextEncoder().encode(edit.text)) }));
      const result = applyEdits(text, written);
      return Uint8Array.from({ length: result.length }, (_, i) => result.charCodeAt(i));
    },
  };
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), isLittleEndian);
  return new Uint8Array(view.buffer);
}

function joined(mark: readonly number[], bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(mark.length + bytes.length);
  all.set(mark);
  all.set(bytes, mark.length);
  return all;
}
