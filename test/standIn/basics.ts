/** What all of the stand-in for VS Code is made of: events, what is let go, and addresses. */
import { posix } from 'node:path';

export type Listener<T> = (event: T) => void;

/** An event that is none, and whatever else is registered for what nobody does here. */
export const never = (..._given: unknown[]): Disposable => new Disposable();

export class Disposable {
  static from(...disposables: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }

  readonly dispose: () => void;

  constructor(dispose: () => void = () => {}) {
    this.dispose = dispose;
  }
}

export class EventEmitter<T = void> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = { onCancellationRequested: this.#cancelled.event };

  cancel(): void {
    this.#cancelled.fire();
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}

interface UriParts {
  readonly scheme?: string;
  readonly authority?: string;
  readonly path?: string;
}

export class Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;

  constructor(scheme: string, path: string, authority = '') {
    this.scheme = scheme;
    this.authority = authority;
    this.path = path;
  }

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  static from({ scheme, authority, path }: UriParts & { readonly scheme: string; readonly path: string }): Uri {
    return new Uri(scheme, path, authority);
  }

  static parse(text: string): Uri {
    const [, scheme = 'file', authority = '', path = ''] = /^([\w-]+):(?:\/\/([^/]*))?(.*)$/s.exec(text) ?? [];
    return new Uri(scheme, path, authority);
  }

  static joinPath({ scheme, authority, path }: Uri, ...segments: readonly string[]): Uri {
    return new Uri(scheme, posix.join(path, ...segments), authority);
  }

  get fsPath(): string {
    return this.path;
  }

  with({ scheme = this.scheme, authority = this.authority, path = this.path }: UriParts): Uri {
    return new Uri(scheme, path, authority);
  }

  toString(): string {
    const authority = this.authority || this.scheme === 'file' ? `//${this.authority}` : '';
    return `${this.scheme}:${authority}${this.path}`;
  }
}

export class RelativePattern {
  readonly baseUri: Uri;
  readonly pattern: string;

  constructor(base: Uri | { readonly uri: Uri }, pattern: string) {
    this.baseUri = 'uri' in base ? base.uri : base;
    this.pattern = pattern;
  }
}

/** A part of the API, in which every event that is not named never comes, and whatever else is registered is never asked. */
export function quiet<T extends object>(known: T): T {
  return new Proxy(known, {
    get: (target, name, receiver) => {
      if (name in target) return Reflect.get(target, name, receiver);
      return /^(on|register)[A-Z]/.test(String(name)) ? never : undefined;
    },
  });
}
