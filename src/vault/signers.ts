import { EventEmitter, type Memento } from 'vscode';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';
import { kindOf } from '../kinds/index.ts';

const memoryKey = 'signers';
/** The claims that say whose tokens a token is one of, the first that is there. */
const issuers = ['application_id', 'iss'];

type Choices = Readonly<Record<string, string>>;

/** The keys that the person chose for tokens of one kind and issuer in this workspace: references, never keys or tokens. */
export class Signers {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** The reference of the key that was chosen for tokens like this one. */
  of(token: Token): string | undefined {
    return this.#memory.get<Choices>(memoryKey, {})[likeness(token)];
  }

  async remember(token: Token, reference: string): Promise<void> {
    const choices = this.#memory.get<Choices>(memoryKey, {});
    await this.#memory.update(memoryKey, { ...choices, [likeness(token)]: reference });
    this.#changed.fire();
  }
}

/** What tokens have in common that the same key signs: kind, algorithm and issuer. */
function likeness(token: Token): string {
  const payload = token.payload?.value;
  const issuer = issuers.map((claim) => memberValue(payload, claim)).find((value) => typeof value === 'string');
  return JSON.stringify([kindOf(token).id, token.header.value?.alg, issuer ?? '']);
}
