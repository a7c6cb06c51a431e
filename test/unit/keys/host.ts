/** Whether this host's Web Crypto has ML-DSA. */
export const hasMlDsa = await globalThis.crypto.subtle.generateKey('ML-DSA-44', false, ['sign', 'verify']).then(
  () => true,
  () => false,
);
