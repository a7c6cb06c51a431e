/** What VS Code's editor has of documents, as far as the token service and what reads it ask. */

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }

  isEqual({ line, character }: Position): boolean {
    return this.line === line && this.character === character;
  }

  translate(lines: number, characters: number): Position {
    return new Position(this.line + lines, this.character + characters);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }

  isEqual({ start, end }: Range): boolean {
    return this.start.isEqual(start) && this.end.isEqual(end);
  }
}

export class CodeLens {
  readonly range: Range;
  command: unknown;

  constructor(range: Range, command?: unknown) {
    this.range = range;
    this.command = command;
  }
}

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;

  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

/** A document whose text a test changes. */
export class ScriptedDocument {
  readonly uri: unknown;
  readonly languageId = 'plaintext';
  version = 1;
  isClosed = false;
  #text: string;

  constructor(uri: unknown, text: string) {
    this.uri = uri;
    this.#text = text;
  }

  get lineCount(): number {
    return this.#text.split('\n').length;
  }

  replace(offset: number, removed: number, inserted: string): void {
    this.#text = this.#text.slice(0, offset) + inserted + this.#text.slice(offset + removed);
    this.version++;
  }

  getText(range?: Range): string {
    return range ? this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.#text;
  }

  positionAt(offset: number): Position {
    const before = this.#text.slice(0, offset);
    return new Position(before.split('\n').length - 1, offset - before.lastIndexOf('\n') - 1);
  }

  offsetAt({ line, character }: Position): number {
    let start = 0;
    for (let at = 0; at < line; at++) start = this.#text.indexOf('\n', start) + 1;
    return start + character;
  }

  lineAt(line: number): { readonly range: Range } {
    const length = this.#text.split('\n')[line]?.length ?? 0;
    return { range: new Range(new Position(line, 0), new Position(line, length)) };
  }
}
