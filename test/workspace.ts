import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is made anew for each run of tests: ids, secrets and keys of no worth to anyone. */
export interface Fixtures {
  /** In the workspace's `.env` as VONAGE_APPLICATION_ID; a UUID. */
  readonly applicationId: string;
  /** In the workspace's `.env` as VANILLA_SECRET; 32 hexadecimal characters, used as they are. */
  readonly vanillaSecret: string;
  readonly passphrase: string;
  /** PEM texts. `rsa` and `rsaPublic` are the workspace's private.key and public.key; the others are in no file. */
  readonly keys: {
    readonly rsa: string;
    readonly rsaPublic: string;
    /** The same key as `rsa`, in PKCS#1. */
    readonly rsaPkcs1: string;
    /** The same key as `rsa`, encrypted as OpenSSL does it (PBES2), with the `passphrase`. */
    readonly rsaEncrypted: string;
    readonly otherRsa: string;
    readonly rsa1024: string;
    readonly p256: string;
  };
}

/** Makes new keys and ids. */
export function makeFixtures(): Fixtures {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const passphrase = `open ${randomUUID()}`;
  return {
    applicationId: randomUUID(),
    vanillaSecret: randomBytes(16).toString('hex'),
    passphrase,
    keys: {
      rsa: pkcs8(rsa),
      rsaPublic: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      rsaPkcs1: rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      rsaEncrypted: rsa.privateKey
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
        .toString(),
      otherRsa: pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048 })),
      rsa1024: pkcs8(generateKeyPairSync('rsa', { modulusLength: 1024 })),
      p256: pkcs8(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
    },
  };
}

function pkcs8({ privateKey }: { readonly privateKey: KeyObject }): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Copies test/workspace to `folder`, which must not exist, with private.key, public.key and .env; gives `folder` back. */
export async function layWorkspace(folder: string, { keys, applicationId, vanillaSecret }: Fixtures): Promise<string> {
  await cp(join(import.meta.dirname, 'workspace'), folder, { recursive: true });
  await writeFile(join(folder, 'private.key'), keys.rsa);
  await writeFile(join(folder, 'public.key'), keys.rsaPublic);
  await writeFile(join(folder, '.env'), `VONAGE_APPLICATION_ID=${applicationId}\nVANILLA_SECRET=${vanillaSecret}\n`);
  return folder;
}
