import type { Fixtures } from '../workspace.ts';

type Values = Readonly<Record<string, string>>;

/** A form of the builder as a person fills it in; labels and values as they stand on the page. */
export interface FilledForm {
  /** The label of the kind. */
  readonly kind: string;
  /** Which of the kind's forms, where it has several. */
  readonly variant?: string;
  /** It makes a token. */
  readonly filled: Values;
  /** It makes none: what is said at each field. */
  readonly mistaken: Readonly<Record<string, readonly [value: string, message: RegExp]>>;
}

const sid = (start: string) => start + '0'.repeat(32);
const sessionId = '1_MX40NTMyODc3Mn5-MTQ5OTI5MTIwNjg5N35';
const secret = { Key: 'VANILLA_SECRET (HMAC 256)' };
const rsa = { Key: 'private.key (RSA 2048)' };
const ec = { Key: 'AuthKey_2X9R4HXF34.p8 (EC P-256)' };

const wrongId = { 'Application ID': ['abc', /not a UUID/] } as const;
const wrongClaims = { Claims: ['{', /not JSON: see line 1/] } as const;
const wrongIssuer = { 'Issuer ID': ['me', /must look like 57246542-/] } as const;
const wrongTeam = { 'Team ID': ['team', /must look like ABCDE12345/] } as const;
const wrongKeyId = { 'Key ID': ['2x9', /must look like 2X9R4HXF34/] } as const;

/** The forms of every kind, with the ids of a run. */
export function forms({ applicationId }: Fixtures): readonly FilledForm[] {
  const application = { 'Application ID': applicationId };
  return [
    {
      kind: 'Vonage REST',
      filled: { ...application, ACL: '/*/messages/**' },
      mistaken: { ...wrongId, Claims: ['{"sub": "alice", "exp": 1}', /expiry is in the past/] },
    },
    {
      kind: 'Vonage Video client',
      filled: { ...application, 'Session ID': sessionId, 'Connection data': 'name=Alice' },
      mistaken: {
        ...wrongId,
        'Session ID': ['1_MX4 with blanks', /must look like 1_MX/],
        'Connection data': ['x'.repeat(1001), /at most 1000.*this has 1001/],
        Claims: ['{"ttl": 900, "role": "admin"}', /role must be one of publisher/],
      },
    },
    {
      kind: 'Vonage user',
      filled: { ...application, 'User name': 'alice' },
      mistaken: {
        'Application ID': [applicationId, /^$/],
        'User name': ['video', /read this token as "Vonage Video client", not as "Vonage user"/],
      },
    },
    {
      kind: 'Vonage webhook',
      filled: { ...secret, 'API key': 'abcd1234', Payload: '{"text":"Hello"}' },
      mistaken: {
        ...wrongId,
        'API key': ['abcd 1234', /must look like abcd1234/],
        'Payload hash': ['ABC', /64 hexadecimal digits in lower case/],
      },
    },
    {
      kind: 'Vanilla',
      filled: {
        ...secret,
        Issuer: 'https://sso.example.com',
        Subject: '42',
        Audience: 'https://community.example.com',
        'E-mail': 'alice@example.com',
        'Display name': 'Alice',
      },
      mistaken: {
        'E-mail': ['alice', /must look like alice@example\.com/],
        Picture: ['alice.png', /must look like https:/],
        ...wrongClaims,
      },
    },
    {
      kind: 'Google service account',
      filled: {
        ...rsa,
        Scopes: 'https://www.googleapis.com/auth/pubsub',
        'Service account': 'robot@project.iam.gserviceaccount.com',
      },
      mistaken: {
        'Service account': ['me', /must look like robot@/],
        Audience: ['token', /must look like https:/],
        User: ['alice', /must look like alice@/],
      },
    },
    {
      kind: 'Apple',
      filled: { ...ec, 'Issuer ID': '57246542-96fe-1a63-e053-0824d011072a', 'Key ID': '2X9R4HXF34' },
      mistaken: { ...wrongIssuer, ...wrongKeyId },
    },
    {
      kind: 'Apple',
      variant: 'app-store-server',
      filled: {
        ...ec,
        Service: 'app-store-server',
        'Issuer ID': '57246542-96fe-1a63-e053-0824d011072a',
        'Bundle ID': 'com.example.app',
      },
      mistaken: {
        Service: ['app-store-server', /^$/],
        ...wrongIssuer,
        'Bundle ID': ['my app', /must look like com\.example/],
        ...wrongKeyId,
      },
    },
    {
      kind: 'Apple',
      variant: 'apns',
      filled: { ...ec, Service: 'apns', 'Team ID': 'ABCDE12345' },
      mistaken: { Service: ['apns', /^$/], ...wrongTeam },
    },
    {
      kind: 'Apple',
      variant: 'sign-in',
      filled: { ...ec, Service: 'sign-in', 'Team ID': 'ABCDE12345', 'Client ID': 'com.example.signin' },
      mistaken: { Service: ['sign-in', /^$/], ...wrongTeam, 'Client ID': ['a b', /must look like com\.example/] },
    },
    {
      kind: 'GitHub App',
      filled: { ...rsa, 'Client ID or app ID': '12345' },
      mistaken: { 'Client ID or app ID': ['my-app', /must look like Iv23/] },
    },
    {
      kind: 'Twilio',
      filled: {
        ...secret,
        'Account SID': sid('AC'),
        'API key SID': sid('SK'),
        Identity: 'alice',
        Grants: '{ "voice": {} }',
      },
      mistaken: {
        'Account SID': [sid('SK'), /must be a SID that starts with AC/],
        'API key SID': ['AC1', /must be a SID that starts with SK/],
        Grants: ['{', /not JSON/],
      },
    },
    {
      kind: 'LiveKit',
      filled: { ...secret, 'API key': 'API1', Identity: 'alice', Grants: '{ "room": "a", "roomJoin": true }' },
      mistaken: { 'API key': ['API1', /^$/], Grants: ['{ "room": 7 }', /grant room must be a string/] },
    },
    {
      kind: 'Client assertion',
      filled: { ...rsa, 'Client ID': 'client', Audience: 'https://login.example.com' },
      mistaken: { 'Client ID': [' ', /empty/] },
    },
    {
      kind: 'JWT',
      filled: { ...rsa, Claims: '{\n  "sub": "me",\n  "admin": true\n}' },
      mistaken: {
        'Not before': ['soon', /must be a number of seconds/],
        Claims: ['{"n": 12345678901234567890}', /more digits than/],
      },
    },
  ];
}
