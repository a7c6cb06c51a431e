import { EventEmitter, type Memento } from 'vscode';
import type { TokenOfKind } from '../inspection/inspect.ts';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';

const memoryKey = 'signers';

type Chosen = Readonly<Record<string, string>>;

/** The keys that the person chose for tokens that are alike, in this workspace: references, never keys or tokens. */
export class Choices {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** The reference of the key that was chosen for tokens like this one. */
  of(known: TokenOfKind): string | undefined {
    const chosen = this.#memory.get<Chosen>(memoryKey, {});
    const like = likeness(known);
    return Object.hasOwn(chosen, like) ? chosen[like] : undefined;
  }

  /** Those of the keys that were chosen for tokens like this one, whatever it is for: which of them verifies it may tell that. */
  likely(token: Token): ReadonlySet<string> {
    const common = `,${JSON.stringify(commonOf(token)).slice(1)}`;
    const alike = Object.entries(this.#memory.get<Chosen>(memoryKey, {})).filter(([like]) => like.endsWith(common));
    return new Set(alike.map(([, reference]) => reference));
  }

  /** @param known a token that the key has verified */
  async remember(known: TokenOfKind, reference: string): Promise<void> {
    await this.#memory.update(memoryKey, {
      ...this.#memory.get<Chosen>(memoryKey, {}),
      [likeness(known)]: reference,
    });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What tokens have in common that the same key signs: their kind, algorithm, issuer, audience and key id. */
function likeness({ token, kind }: TokenOfKind): string {
  return JSON.stringify([kind.id, ...commonOf(token)]);
}

/** All but the kind. */
function commonOf({ header: { value: header }, payload }: Token): readonly unknown[] {
  const claims = ['application_id', 'iss', 'aud'].map((name) => memberValue(payload?.value, name) ?? null);
  return [memberValue(header, 'alg') ?? null, memberValue(header, 'kid') ?? null, ...claims];
}
