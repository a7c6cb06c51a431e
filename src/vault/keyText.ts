/** Whether a text is a key by its content (PEM, JWK or JWK Set); else it is a raw secret, whose every character counts. */
export function isKeyText(text: string): boolean {
  return /^\s*(-----BEGIN |\{\s*"(kty|keys|crv|alg|use|kid|key_ops)"\s*:)/.test(text);
}
