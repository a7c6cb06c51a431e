import { EventEmitter, type Memento } from 'vscode';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';
import { kindOf } from '../kinds/index.ts';

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
  of(token: Token): string | undefined {
    const chosen = this.#memory.get<Chosen>(memoryKey, {});
    const like = likeness(token);
    return Object.hasOwn(chosen, like) ? chosen[like] : undefined;
  }

  /** @param token one that the key has verified */
  async remember(token: Token, reference: string): Promise<void> {
    await this.#memory.update(memoryKey, {
      ...this.#memory.get<Chosen>(memoryKey, {}),
      [likeness(token)]: reference,
    });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What tokens have in common that the same key signs: their kind, algorithm, issuer, audience and key id. */
function likeness(token: Token): string {
  const payload = token.payload?.value;
  const header = token.header.value;
  const claims = ['application_id', 'iss', 'aud'].map((name) => memberValue(payload, name) ?? null);
  return JSON.stringify([kindOf(token).id, memberValue(header, 'alg'), memberValue(header, 'kid') ?? null, ...claims]);
}
