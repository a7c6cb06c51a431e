/** What the pages of the problems say beyond the tables of the source: a token that has the problem, and what to do about it. */
import type { Expected } from '../src/inspection/checks.ts';
import type { CheckContext } from '../src/jwt/problem.ts';
import type { SignatureVerdict } from '../src/jwt/verdict.ts';
import type { Candidate } from '../src/jwt/verify.ts';

/** The clock of the examples, in seconds: 15 January 2027, 08:00 UTC. */
export const now = 1_800_000_000;

type Json = Readonly<Record<string, unknown>>;

/** How to come by a problem, and how to be rid of it. */
export interface ProblemExample {
  /** What to do, in Markdown. */
  readonly remedy: string;
  /** The payload that has the problem, as JSON text; absent for a problem that is not of a token. */
  readonly payload?: string;
  /** What the words of a problem name that is not of a token. */
  readonly data?: Readonly<Record<string, string>>;
  /** The header; `{"alg": "RS256", "typ": "JWT"}` where it is absent. */
  readonly header?: Json;
  /** What is known of the signature. */
  readonly signature?: SignatureVerdict;
  /** The key that proved it. */
  readonly key?: Candidate;
  /** The kind by its id, where it is that of the recipe which makes the token and not of its content. */
  readonly kind?: string;
  /** The file that the token stands in. */
  readonly document?: CheckContext['document'];
  /** What the workspace expects of its tokens. */
  readonly expected?: Expected;
  /** The signature as it stands in the token; some signature where it is absent. */
  readonly signaturePart?: string;
}

const applicationId = '78d335fa-323d-0114-9c3d-d6f0d48968cf';
const jti = '6f2d9c3e-8f4b-4c5d-9a34-1f0d6a2b7c11';
const times = { iat: now, exp: now + 900 };
const renew = 'Renew the token: the lens `Renew` above it, or *JWT: Renew Token*.';
const edit = '*JWT: Edit and Re-sign Token* opens the claims as JSON; saving signs them again.';

const json = (claims: Json): string => JSON.stringify(claims, null, 2);
const plain = (claims: Json): string => json({ sub: 'me', ...times, ...claims });
const rest = (claims: Json): string => json({ application_id: applicationId, jti, ...times, ...claims });
const video = (claims: Json): string =>
  rest({
    sub: 'video',
    acl: { paths: { '/session/**': {} } },
    session_id: '1_MX4',
    scope: 'session.connect',
    role: 'publisher',
    ...claims,
  });
const vanilla = (claims: Json): string =>
  json({
    iss: 'https://sso.example.com',
    sub: '42',
    aud: 'https://community.example.com',
    email: 'alice@example.com',
    displayname: 'Alice',
    ...times,
    ...claims,
  });
const hmac = { alg: 'HS256', typ: 'JWT' };
const webhook = (claims: Json): string =>
  json({ iat: now, jti, iss: 'Vonage', payload_hash: 'a'.repeat(64), api_key: 'abcd1234', ...claims });
const google = (claims: Json): string =>
  json({
    iss: 'robot@project.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/devstorage.read_only',
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 3600,
    ...claims,
  });
const es256 = { alg: 'ES256', typ: 'JWT', kid: '2X9R4HXF34' };
const connect = (claims: Json): string =>
  json({
    iss: '57246542-96fe-1a63-e053-0824d011072a',
    iat: now,
    exp: now + 900,
    aud: 'appstoreconnect-v1',
    ...claims,
  });
const github = (claims: Json): string =>
  json({ iat: now - 60, exp: now + 540, iss: 'Iv23liabcdefghijklmn', ...claims });
const access = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
const twilio = (claims: Json): string =>
  json({
    jti: `SK00000000000000000000000000000000-${now}`,
    grants: { identity: 'alice', voice: {} },
    iat: now,
    exp: now + 3600,
    iss: 'SK00000000000000000000000000000000',
    sub: 'AC00000000000000000000000000000000',
    ...claims,
  });
const livekit = (claims: Json): string =>
  json({
    iss: 'APIabcdefgh',
    sub: 'alice',
    nbf: now,
    exp: now + 3600,
    video: { room: 'lobby', roomJoin: true },
    ...claims,
  });
const typed = { alg: 'RS256', typ: 'client-authentication+jwt' };
const assertion = (claims: Json): string =>
  json({ iss: 'client', sub: 'client', aud: 'https://login.example.com', jti, iat: now, exp: now + 300, ...claims });

/** An example and a remedy for each code; a test holds it against the tables. */
export const problemExamples: Readonly<Record<string, ProblemExample>> = {
  malformed: {
    payload: '{"sub": "me",}',
    remedy:
      'Copy the whole token again from where it came. If you make tokens yourself, encode each part as base64url without padding, and let a library write the JSON.',
  },
  unsigned: {
    header: { alg: 'none' },
    payload: plain({}),
    remedy: 'Never let a server accept such a token. To sign it, edit the header and save with a key.',
  },
  'signature-missing': {
    header: { alg: 'ES256', typ: 'JWT' },
    payload: plain({}),
    signaturePart: '',
    remedy:
      'Copy the whole token again from where it came: what stands behind the second dot is missing. To sign it, edit the token and save with a key.',
  },
  'access-token.missing-claim': {
    header: { alg: 'RS256', typ: 'at+jwt' },
    payload: json({
      iss: 'https://issuer.example.com',
      sub: 'me',
      aud: 'https://api.example.com',
      client_id: 'app',
      ...times,
    }),
    remedy:
      'RFC 9068 has the claims `iss`, `exp`, `aud`, `sub`, `client_id`, `iat` and `jti` in every such token. If the token is of another profile, give it another `typ`.',
  },
  'unexpected-issuer': {
    payload: plain({ iss: 'https://staging.example.com' }),
    expected: { issuer: ['https://login.example.com'], audience: [] },
    remedy:
      'Get a token from the issuer that this workspace works with, or add the issuer to the setting `tokensmith.expect`.',
  },
  'unexpected-audience': {
    payload: plain({ aud: 'https://staging.example.com' }),
    expected: { issuer: [], audience: ['https://api.example.com'] },
    remedy:
      'Get a token for the audience that this workspace calls, or add the audience to the setting `tokensmith.expect`.',
  },
  'duplicate-claim': { payload: '{"sub": "me", "sub": "you"}', remedy: `Leave one of the two. ${edit}` },
  'time-in-milliseconds': {
    payload: plain({ exp: (now + 900) * 1000 }),
    remedy: 'Divide by 1000: `Math.floor(Date.now() / 1000)` in JavaScript.',
  },
  'time-not-a-number': { payload: plain({ exp: `${now + 900}` }), remedy: 'Write the number without quotation marks.' },
  'expires-before-issued': {
    payload: plain({ exp: now - 60 }),
    remedy: `Set \`exp\` to a time after \`iat\` and \`nbf\`. ${edit}`,
  },
  expired: { payload: plain({ iat: now - 3600, exp: now - 2700 }), remedy: renew },
  'expires-soon': {
    payload: plain({ iat: now - 720, exp: now + 180 }),
    remedy: `${renew} When “soon” begins is up to the setting \`tokensmith.expiresSoon\`, but it is never before the last quarter of the token’s life.`,
  },
  'not-yet-valid': { payload: plain({ nbf: now + 600 }), remedy: `Wait, or set \`nbf\` to an earlier time. ${edit}` },
  'issued-in-future': {
    payload: plain({ iat: now + 600 }),
    remedy:
      'Set the clock of the machine that issues the tokens. A skew of a few seconds is what `tokensmith.clockTolerance` allows.',
  },
  'no-expiry': { payload: json({ sub: 'me', iat: now }), remedy: `Give it an \`exp\`. ${edit}` },
  'secret-encoding': {
    header: hmac,
    payload: plain({}),
    signature: 'valid',
    key: {
      key: { form: 'secret', type: 'oct', secretEncoding: 'base64', limits: {}, jwk: { kty: 'oct' } },
      reference: 'env:JWT_SECRET',
      named: true,
      encoding: 'utf8',
      recipe: 'forum',
    },
    remedy:
      'The quick fix sets `secretEncoding` in the recipe. Renewing and editing such a token use the bytes that proved its signature, whatever the recipe says; a new token is signed as the recipe says.',
  },
  'signature-invalid': {
    payload: plain({}),
    signature: 'invalid',
    remedy:
      'Look whether the token was cut or edited by hand, or whether the key was changed since it was signed. *Verify with…* asks another key; renewing signs the claims anew.',
  },
  'vonage.missing-claim': { payload: rest({ jti: undefined }), remedy: `Add the claim. ${edit}` },
  'vonage.wrong-algorithm': {
    header: hmac,
    payload: rest({}),
    remedy: 'Sign with the private key of the application (RSA, 2048 bits or more) and RS256.',
  },
  'vonage.application-id-not-uuid': {
    payload: rest({ application_id: 'my-application' }),
    remedy: 'The id of an application is in the Vonage dashboard; it is neither its name nor your API key.',
  },
  'vonage.lifetime-too-long': {
    payload: rest({ exp: now + 7 * 86_400 }),
    remedy: 'Make the token for at most 24 hours, and renew it when it has expired.',
  },
  'vonage.sdk-option-as-claim': {
    payload: rest({ ttl: 900 }),
    remedy: 'Give the option to the SDK under the name that it reads, or set the claim itself.',
  },
  'vonage.root-token-in-client-code': {
    payload: rest({}),
    document: { languageId: 'html', path: 'public/index.html' },
    remedy: 'Make the token on a server. To join a video session, clients take a *Vonage Video* token.',
  },
  'vonage.invalid-role': { payload: video({ role: 'host' }), remedy: 'Write one of the roles, in lower case.' },
  'vonage.invalid-acl': {
    payload: video({ acl: { paths: ['/session/**'] } }),
    remedy: 'Write an object whose names are the paths. The Token Builder has a form for it.',
  },
  'vonage.acl-without-session': {
    payload: video({ acl: { paths: { '/users/**': {} } } }),
    remedy: 'Add the path `/session/**`, which is what Vonage’s SDKs send.',
  },
  'vonage.invalid-scope': { payload: video({ scope: 'session' }), remedy: 'Write `"scope": "session.connect"`.' },
  'vonage.data-too-long': {
    payload: video({ connection_data: 'x'.repeat(1001) }),
    remedy: 'Send a short id, and keep the rest on your server.',
  },
  'vonage.layout-not-a-string': {
    payload: video({ initial_layout_class_list: ['focus', 'full'] }),
    remedy: 'Write `"focus full"` in place of `["focus", "full"]`.',
  },
  'vonage.data-claim': {
    payload: video({ data: 'name=Alice' }),
    remedy: 'Write `connection_data`, or both. A recipe’s `data` becomes both, unless its `dataClaims` says otherwise.',
  },
  'vanilla.missing-claim': { header: hmac, payload: vanilla({ email: undefined }), remedy: `Add the claim. ${edit}` },
  'vanilla.no-issue-time': { header: hmac, payload: vanilla({ iat: undefined }), remedy: `Add \`iat\`. ${edit}` },
  'vanilla.wrong-algorithm': { payload: vanilla({}), remedy: 'Sign with the shared secret and HS256, HS384 or HS512.' },
  'vonage.claim-not-text': {
    payload: rest({ jti: 7 }),
    remedy: `Write the value as a string, in quotation marks. ${edit}`,
  },
  'vonage.invalid-subject': {
    payload: video({ sub: 'alice' }),
    remedy: 'Write `"sub": "video"`. The name of the user belongs in `connection_data`.',
  },
  'vonage.payload-hash': {
    header: hmac,
    payload: webhook({}),
    document: { languageId: 'http', path: 'requests.http', body: () => ({ body: '{"text":"Hello"}' }) },
    remedy: 'Renew the token: its hash becomes that of the body as it is sent.',
  },
  'vanilla.wrong-type': {
    header: { alg: 'HS256' },
    payload: vanilla({}),
    remedy: `Write \`"typ": "JWT"\` into the header. ${edit}`,
  },
  'google-service-account.missing-claim': { payload: google({ scope: undefined }), remedy: `Add the claim. ${edit}` },
  'google-service-account.wrong-algorithm': {
    header: hmac,
    payload: google({}),
    remedy: 'Sign with the private key of the service account and RS256.',
  },
  'google-service-account.lifetime-too-long': {
    payload: google({ exp: now + 7200 }),
    remedy: 'Make the token for at most one hour.',
  },
  'google-service-account.scope-not-text': {
    payload: google({ scope: ['a', 'b'] }),
    remedy: 'Write `"a b"` in place of `["a", "b"]`.',
  },
  'apple.missing-claim': { header: es256, payload: connect({ iss: undefined }), remedy: `Add the claim. ${edit}` },
  'apple.wrong-algorithm': {
    header: { alg: 'HS256', kid: '2X9R4HXF34' },
    payload: connect({}),
    remedy: 'Sign with the key of the `.p8` file and ES256.',
  },
  'apple.lifetime-too-long': {
    header: es256,
    payload: connect({ exp: now + 3600 }),
    remedy:
      'Make the token for at most 20 minutes, with a `scope` for at most six months. Tokens of the App Store Server API (`bid`) may live 60 minutes, client secrets of Sign in with Apple 15,777,000 seconds.',
  },
  'apple.missing-kid': {
    header: { alg: 'ES256', typ: 'JWT' },
    payload: connect({}),
    remedy: 'Write the ID of the key into the header: the `<id>` of the file `AuthKey_<id>.p8`.',
  },
  'github-app.missing-claim': { payload: github({ iat: undefined }), remedy: `Add the claim. ${edit}` },
  'github-app.wrong-algorithm': {
    header: { alg: 'RS512' },
    payload: github({}),
    kind: 'github-app',
    remedy: 'Sign with the private key of the app and RS256.',
  },
  'github-app.lifetime-too-long': {
    payload: github({ exp: now + 900 }),
    remedy: 'Renew the token: GitHub takes an `exp` of at most 10 minutes from now.',
  },
  'twilio.missing-claim': { header: access, payload: twilio({ grants: undefined }), remedy: `Add the claim. ${edit}` },
  'twilio.wrong-algorithm': {
    header: { ...access, alg: 'HS512' },
    payload: twilio({}),
    remedy: "Sign with the API key's secret and HS256.",
  },
  'twilio.lifetime-too-long': {
    header: access,
    payload: twilio({ exp: now + 48 * 3600 }),
    remedy: 'Make the token for at most 24 hours.',
  },
  'twilio.issuer-or-subject': {
    header: access,
    payload: twilio({ sub: 'SK00000000000000000000000000000000' }),
    remedy: '`iss` is the SID of the API key (`SK…`), `sub` that of the account (`AC…`).',
  },
  'livekit.missing-claim': {
    header: hmac,
    payload: livekit({ sub: undefined }),
    remedy: `Add the claim: who joins a room needs an identity. ${edit}`,
  },
  'livekit.wrong-algorithm': {
    header: { alg: 'RS256' },
    payload: livekit({}),
    kind: 'livekit',
    remedy: 'Sign with the API secret and HS256.',
  },
  'livekit.grant-type': {
    header: hmac,
    payload: livekit({ video: { room: 'lobby', roomJoin: 'true' } }),
    remedy: 'Write the value in the type that LiveKit reads: its server fails on any other.',
  },
  'livekit.unknown-grant': {
    header: hmac,
    payload: livekit({ video: { room_join: true, room: 'lobby' } }),
    remedy: 'Write the grant in the spelling of LiveKit’s documentation.',
  },
  'client-assertion.missing-claim': {
    header: typed,
    payload: assertion({ jti: undefined }),
    remedy: `Add the claim. ${edit}`,
  },
  'client-assertion.wrong-algorithm': {
    header: { ...typed, alg: 'HS256' },
    payload: assertion({}),
    remedy: 'Sign with the private key of the client. An assertion with a client secret is made as a custom token.',
  },
  'client-assertion.subject': {
    header: typed,
    payload: assertion({ sub: 'alice' }),
    remedy: 'Write the client ID into both. For a JWT bearer grant leave that `typ` out.',
  },
  'client-assertion.audience': {
    payload: assertion({ aud: ['https://login.example.com', 'https://login.example.com/token'] }),
    remedy: 'Write the issuer of the authorization server as one string.',
  },
  'key.not-ignored': {
    remedy:
      'The quick fix adds the file to `.gitignore`. If it was committed before, whoever has the repository has the key: make a new one.',
  },
  'recipe.unknown': {
    data: { name: 'vonnage' },
    remedy: 'The quick fix names the nearest recipe of the settings. Or add the recipe to `tokensmith.recipes`.',
  },
  'recipe.misread': {
    data: { kind: 'vonage-user', other: 'vonage-video', claim: 'sub' },
    remedy:
      'Tokensmith tells what a token is for by its content. Give the claim another value, leave it out, or make a token of the kind that it would be read as.',
  },
  'key.short-secret': {
    remedy:
      'Use a secret of at least as many bits as the hash has: 32 random bytes for HS256. *JWT: Generate Key…* makes one. Whoever has one token can try short secrets out, as many in a second as his machine can.',
  },
  'key.doubtful-secret': {
    remedy:
      'If the text is a path, put the file there, or correct the path; if it is a placeholder, fill it in; if it is an address or a public key, use the private key or secret that belongs to it. If it is the secret indeed, nothing is wrong: tokens that it has signed are verified and renewed without a word.',
  },
  'key.in-settings': {
    remedy:
      'The quick fix *Move to Secret Storage…* stores the secret under a name and writes `secret:name` in its place. If the settings were committed before, make a new secret.',
  },
};
