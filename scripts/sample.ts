import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './host/paths.ts';
import { sampleTokens } from './sampleTokens.ts';

/**
 * Makes the sample workspace in `folder`, in place of what was there: the files of test/sample, with `<<name>>` in them
 * replaced by a token or id, and new keys, which are in no other place.
 */
export async function makeSample(folder: string): Promise<void> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const applicationId = randomUUID();
  const sessionId = `1_MX4${randomBytes(36).toString('base64url')}`;
  const vanillaSecret = randomBytes(16).toString('hex');
  const signatureSecret = randomBytes(24).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const values: Readonly<Record<string, string>> = {
    ...sampleTokens({
      rsa: rsa.privateKey,
      ec: ec.privateKey,
      vanillaSecret,
      signatureSecret,
      applicationId,
      sessionId,
      now,
    }),
    'application-id': applicationId,
    'session-id': sessionId,
  };

  await rm(folder, { recursive: true, force: true });
  await cp(join(root, 'test', 'sample'), folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    await writeFile(file, fill(await readFile(file, 'utf8'), values));
  }
  await writeFile(join(folder, 'private.key'), rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(folder, 'public.key'), rsa.publicKey.export({ type: 'spki', format: 'pem' }));
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(join(folder, 'es256.pem'), pem(ec.privateKey));
  await writeFile(join(folder, 'AuthKey_2X9R4HXF34.p8'), pem(newKey('ec')));
  await writeFile(join(folder, 'octo-app.private-key.pem'), pem(newKey('rsa')));
  const account = {
    type: 'service_account',
    project_id: 'sample-1',
    private_key_id: randomBytes(20).toString('hex'),
    private_key: pem(newKey('rsa')),
    client_email: 'robot@sample-1.iam.gserviceaccount.com',
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  await writeFile(join(folder, 'service-account.json'), `${JSON.stringify(account, null, 2)}\n`);
  await writeFile(
    join(folder, '.env'),
    [
      `VONAGE_APPLICATION_ID=${applicationId}`,
      `VONAGE_SESSION_ID=${sessionId}`,
      `VANILLA_SECRET=${vanillaSecret}`,
      `VANILLA_TOKEN=${values['vanilla-expired']}`,
      'VONAGE_API_KEY=abcd1234',
      `VONAGE_SIGNATURE_SECRET=${signatureSecret}`,
      `TWILIO_API_SECRET=${randomBytes(24).toString('base64url')}`,
      `LIVEKIT_API_SECRET=${randomBytes(32).toString('base64url')}`,
      '',
    ].join('\n'),
  );
}

function newKey(type: 'rsa' | 'ec'): KeyObject {
  return type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/<<([a-z-]+)>>/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The sample has no ${placeholder}.`);
    return value;
  });
}
