/** Decryption, a file of its own so that it is loaded with the first JWE that has a key. */
export { compactDecrypt } from 'jose';
