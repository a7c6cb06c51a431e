import {
  constants,
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  randomUUID,
  sign,
} from 'node:crypto';

/** What the tokens of the sample workspace are made of. */
export interface SampleParts {
  /** RSA, 2048 bits: signs the Vonage tokens. */
  readonly rsa: KeyObject;
  /** EC, P-256: signs the custom token. */
  readonly ec: KeyObject;
  /** Text, used as it is. */
  readonly vanillaSecret: string;
  /** Signs webhooks: text, used as it is. */
  readonly signatureSecret: string;
  readonly applicationId: string;
  readonly sessionId: string;
  /** In seconds. */
  readonly now: number;
}

type Json = Readonly<Record<string, unknown>>;
type Sign = (input: string) => Buffer;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The tokens to look at in the sample workspace, sound and broken, by name. They are made with Node's crypto alone, so
 * that Tokensmith does not only meet tokens of its own.
 */
export function sampleTokens({ rsa, ec, vanillaSecret, signatureSecret, applicationId, sessionId, now }: SampleParts) {
  const rs256 =
    (key: KeyObject): Sign =>
    (input) =>
      sign('sha256', Buffer.from(input), key);
  const es256: Sign = (input) => sign('sha256', Buffer.from(input), { key: ec, dsaEncoding: 'ieee-p1363' });
  const hmac =
    (secret: string): Sign =>
    (input) =>
      createHmac('sha256', secret).update(input).digest();
  const hs256 = hmac(vanillaSecret);
  const unsigned: Sign = () => Buffer.alloc(0);

  const vonageHeader = { alg: 'RS256', typ: 'JWT' };
  const times = (life: number, issued = now): Json => ({ iat: issued, exp: issued + life });
  const rest = (claims: Json): Json => ({ application_id: applicationId, jti: randomUUID(), ...claims });
  const vonage = (claims: Json): string => jws(vonageHeader, rest(claims), rs256(rsa));
  const video = {
    sub: 'video',
    scope: 'session.connect',
    session_id: sessionId,
    role: 'publisher',
    connection_data: 'name=Alice',
    initial_layout_class_list: 'focus full',
    acl: { paths: { '/session/**': {} } },
  };
  const vanilla = (life: Json): string =>
    jws(
      { alg: 'HS256', typ: 'JWT' },
      {
        iss: 'https://sso.example.com',
        sub: '42',
        aud: 'https://community.example.com',
        email: 'alice@example.com',
        displayname: 'Alice',
        ...life,
      },
      hs256,
    );
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  return {
    rest: vonage(times(15 * minute)),
    expired: vonage(times(15 * minute, now - hour)),
    month: vonage(times(30 * day)),
    milliseconds: vonage({ iat: now * 1000, exp: (now + 15 * minute) * 1000 }),
    tampered: tamper(vonage(times(15 * minute)), { exp: now + day }),
    stranger: jws(vonageHeader, rest(times(15 * minute)), rs256(stranger)),
    unsigned: jws({ alg: 'none', typ: 'JWT' }, rest(times(15 * minute)), unsigned),
    video: vonage({ ...video, ...times(15 * minute) }),
    'video-mistakes': vonage({
      ...video,
      role: 'host',
      initial_layout_class_list: ['focus', 'full'],
      ...times(15 * minute),
    }),
    user: vonage({ sub: 'Alice', acl: { paths: clientPaths }, ...times(hour) }),
    vanilla: vanilla(times(15 * minute)),
    'vanilla-expired': vanilla(times(15 * minute, now - day)),
    webhook: jws(
      { alg: 'HS256', typ: 'JWT' },
      {
        iat: now,
        jti: randomUUID(),
        iss: 'Vonage',
        payload_hash: createHash('sha256').update(webhookBody).digest('hex'),
        api_key: 'abcd1234',
        application_id: applicationId,
      },
      hmac(signatureSecret),
    ),
    'webhook-body': webhookBody,
    custom: jws({ alg: 'ES256', kid: 'build-1' }, { sub: 'build-server', scope: 'deploy', iat: now }, es256),
    secret: jwe({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, { sub: 'for private.key alone', ...times(hour) }, rsa),
    encrypted: jwe({ alg: 'dir', enc: 'A256GCM' }, { sub: 'nobody here can tell' }),
    garbage: `${base64url('{"note":"JSON, but no alg: not a token"}')}.${base64url('{}')}.AAAA`,
  };
}

/** An inbound message as Vonage posts it: compact JSON. */
const webhookBody = JSON.stringify({ channel: 'sms', from: '447700900000', to: '447700900001', text: 'Hello' });

/** What a client SDK user of Vonage is allowed, as in Vonage's documentation. */
const clientPaths = Object.fromEntries(
  ['rtc', 'users', 'conversations', 'sessions', 'devices', 'push', 'knocking', 'legs'].map((name) => [
    `/*/${name}/**`,
    {},
  ]),
);

/** A JWS in compact serialization (RFC 7515, section 7.1). */
function jws(header: Json, payload: Json, signInput: Sign): string {
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${signInput(input).toString('base64url')}`;
}

/** A JWS with other claims than the ones it was signed with. */
function tamper(token: string, claims: Json): string {
  const [header, payload = '', signature] = token.split('.');
  const read: Json = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, base64url(JSON.stringify({ ...read, ...claims })), signature].join('.');
}

/** A JWE (RFC 7516, section 7.1) with `enc` "A256GCM", and with `alg` "RSA-OAEP-256" for a key, or "dir" for one that is thrown away. */
function jwe(header: Json, payload: Json, recipient?: KeyObject): string {
  const contentKey = randomBytes(32);
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const encryptedKey = recipient
    ? publicEncrypt({ key: createPublicKey(recipient), ...padding }, contentKey)
    : Buffer.alloc(0);
  const protectedHeader = base64url(JSON.stringify(header));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedHeader));
  const content = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()]);
  const parts = [encryptedKey, iv, content, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [protectedHeader, ...parts].join('.');
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
