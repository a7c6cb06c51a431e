import { bytesToHex } from '@noble/hashes/utils.js';
import type { Token } from '../jwt/token.ts';
import { webCrypto } from '../jwt/webCrypto.ts';
import type { Variant } from '../recipes/variant.ts';
import type { NamedKey } from './keyContent.ts';

/** What is known of a token that was made here. */
export interface Provenance {
  /** The key that signed it; of a token that was broken on purpose, the one that should have. `undefined`: not known. */
  readonly key: NamedKey | undefined;
  /** How it was broken on purpose. */
  readonly variant?: Variant;
}

/** The keys behind the tokens that were made here, for the session. Tokens are known by their digest alone. */
export class Makers {
  readonly #makings = new Map<string, Provenance>();

  /** Remembers how a token was made; to be called before the token is shown anywhere. */
  async remember(token: string, making: Provenance): Promise<void> {
    const digest = await digestOf(token);
    if (digest !== undefined) this.#makings.set(digest, making);
  }

  async of({ text }: Token): Promise<Provenance | undefined> {
    if (this.#makings.size === 0) return undefined;
    const digest = await digestOf(text);
    return digest === undefined ? undefined : this.#makings.get(digest);
  }
}

/** The SHA-256 of a text; `undefined` where there is no Web Crypto, and so nothing was made. */
async function digestOf(text: string): Promise<string | undefined> {
  const bytes = await webCrypto()?.digest('SHA-256', new TextEncoder().encode(text));
  return bytes && bytesToHex(new Uint8Array(bytes));
}
