import type { ClaimDescriptions } from './kind.ts';

const rfc7519 = 'https://www.rfc-editor.org/rfc/rfc7519#section-';
const rfc7515 = 'https://www.rfc-editor.org/rfc/rfc7515#section-';
const rfc7516 = 'https://www.rfc-editor.org/rfc/rfc7516#section-';
const openId = 'https://openid.net/specs/openid-connect-core-1_0.html#';

/** Claims that mean the same in any token: RFC 7519 section 4.1, and those of IANA's registry that people meet most. */
export const registeredClaims: ClaimDescriptions = {
  iss: { meaning: 'Issuer: who made the token.', type: 'string', source: `${rfc7519}4.1.1` },
  sub: { meaning: 'Subject: who or what the token is about.', type: 'string', source: `${rfc7519}4.1.2` },
  aud: { meaning: 'Audience: who should accept the token.', type: 'string-or-array', source: `${rfc7519}4.1.3` },
  exp: { meaning: 'Expiration time: not accepted at or after this time.', type: 'time', source: `${rfc7519}4.1.4` },
  nbf: { meaning: 'Not before: not accepted before this time.', type: 'time', source: `${rfc7519}4.1.5` },
  iat: { meaning: 'Issued at: when the token was made.', type: 'time', source: `${rfc7519}4.1.6` },
  jti: { meaning: 'JWT ID: names this one token.', type: 'string', source: `${rfc7519}4.1.7` },
  scope: {
    meaning: 'Scope: what the token allows, separated by spaces.',
    type: 'string',
    source: 'https://www.rfc-editor.org/rfc/rfc8693#section-4.2',
  },
  client_id: {
    meaning: 'Client ID: the OAuth client that asked for the token.',
    type: 'string',
    source: 'https://www.rfc-editor.org/rfc/rfc8693#section-4.3',
  },
  azp: {
    meaning: 'Authorized party: the client the token was issued to.',
    type: 'string',
    source: `${openId}IDToken`,
  },
  nonce: { meaning: 'Nonce: ties the token to one sign-in.', type: 'string', source: `${openId}IDToken` },
  auth_time: { meaning: 'When the user signed in.', type: 'time', source: `${openId}IDToken` },
  acr: { meaning: 'How strongly the user was authenticated.', type: 'string', source: `${openId}IDToken` },
  amr: { meaning: 'How the user was authenticated.', type: 'array', source: 'https://www.rfc-editor.org/rfc/rfc8176' },
  name: { meaning: 'Full name of the user.', type: 'string', source: `${openId}StandardClaims` },
  email: { meaning: 'E-mail address of the user.', type: 'string', source: `${openId}StandardClaims` },
  picture: { meaning: 'URL of a picture of the user.', type: 'string', source: `${openId}StandardClaims` },
  updated_at: { meaning: "When the user's data last changed.", type: 'time', source: `${openId}StandardClaims` },
  sid: {
    meaning: 'Session ID.',
    type: 'string',
    source: 'https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout',
  },
  cnf: {
    meaning: 'Confirmation: the key that the bearer must hold.',
    type: 'object',
    source: 'https://www.rfc-editor.org/rfc/rfc7800#section-3.1',
  },
};

/** Header parameters: RFC 7515 section 4.1, RFC 7516 section 4.1 and RFC 7797. */
export const headerParameters: ClaimDescriptions = {
  alg: { meaning: 'Algorithm that signs or encrypts the token.', type: 'string', source: `${rfc7515}4.1.1` },
  typ: {
    meaning: 'Media type of the whole token.',
    type: 'string',
    values: ['JWT', 'at+jwt'],
    source: `${rfc7515}4.1.9`,
  },
  kid: { meaning: 'Key ID: which key signed the token.', type: 'string', source: `${rfc7515}4.1.4` },
  cty: { meaning: 'Content type: `JWT` where a token lies inside.', type: 'string', source: `${rfc7515}4.1.10` },
  crit: { meaning: 'Header parameters that must be understood (critical).', type: 'array', source: `${rfc7515}4.1.11` },
  enc: { meaning: 'Algorithm that encrypts the content.', type: 'string', source: `${rfc7516}4.1.2` },
  zip: { meaning: 'Compression before encryption.', type: 'string', source: `${rfc7516}4.1.3` },
  jku: { meaning: 'URL of a key set. Tokensmith never follows it.', type: 'string', source: `${rfc7515}4.1.2` },
  jwk: {
    meaning: 'A key embedded in the token. Tokensmith never trusts it.',
    type: 'object',
    source: `${rfc7515}4.1.3`,
  },
  x5u: { meaning: 'URL of a certificate. Tokensmith never follows it.', type: 'string', source: `${rfc7515}4.1.5` },
  x5c: {
    meaning: 'Certificates embedded in the token. Tokensmith never trusts them.',
    type: 'array',
    source: `${rfc7515}4.1.6`,
  },
  x5t: { meaning: 'SHA-1 thumbprint of a certificate.', type: 'string', source: `${rfc7515}4.1.7` },
  'x5t#S256': { meaning: 'SHA-256 thumbprint of a certificate.', type: 'string', source: `${rfc7515}4.1.8` },
  b64: {
    meaning: 'Whether the payload is base64url-encoded.',
    type: 'boolean',
    source: 'https://www.rfc-editor.org/rfc/rfc7797#section-3',
  },
};
