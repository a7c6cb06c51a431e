import { memberValue } from '../jwt/json.ts';
import type { JsonObject } from '../jwt/token.ts';

/** One of the well-known issuers of tokens. */
export interface Issuer {
  readonly name: string;
  /** Whose claims its tokens have, beside the registered ones. */
  readonly claims?: 'entra' | 'cognito' | 'keycloak' | 'firebase' | 'kubernetes' | 'github' | 'gitlab';
  /** The address of the keys that it publishes (JWK Set): whole, or what is added to the `iss`. */
  readonly keys?: string;
}

interface Row extends Issuer {
  /** What an `iss` looks like, without `https://`. */
  readonly iss: RegExp;
}

/** The first that fits has the token. An issuer's host stands whole: nobody else can have one that ends or begins alike. */
const ISSUERS: readonly Row[] = [
  {
    name: 'Microsoft Entra ID',
    claims: 'entra',
    keys: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
    iss: /^(login\.microsoftonline\.com|sts\.windows\.net)\//,
  },
  // National clouds, which have keys of their own.
  {
    name: 'Microsoft Entra ID',
    claims: 'entra',
    iss: /^(login\.(microsoftonline\.us|partner\.microsoftonline\.cn)|sts\.chinacloudapi\.cn)\//,
  },
  { name: 'Microsoft Entra External ID', claims: 'entra', iss: /^[\w-]+\.(b2clogin|ciamlogin)\.com(\/|$)/ },
  { name: 'Auth0', keys: '/.well-known/jwks.json', iss: /^[\w.-]+\.auth0\.com\/?$/ },
  { name: 'Okta', keys: '/v1/keys', iss: /^[\w-]+\.okta(preview|-emea|-gov)?\.com\/oauth2\/[\w.-]+$/ },
  { name: 'Okta', keys: '/oauth2/v1/keys', iss: /^[\w-]+\.okta(preview|-emea|-gov)?\.com$/ },
  {
    name: 'Amazon Cognito user pool',
    claims: 'cognito',
    keys: '/.well-known/jwks.json',
    iss: /^cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?\/[\w-]+$/,
  },
  { name: 'Amazon Cognito identity pool', claims: 'cognito', iss: /^cognito-identity\.amazonaws\.com$/ },
  {
    name: 'Keycloak',
    claims: 'keycloak',
    keys: '/protocol/openid-connect/certs',
    iss: /^[^/]+(\/[^/]+)*\/realms\/[^/]+$/,
  },
  { name: 'Google', keys: 'https://www.googleapis.com/oauth2/v3/certs', iss: /^accounts\.google\.com$/ },
  { name: 'Google service account', iss: /^[^@/\s]+@[\w.-]+\.gserviceaccount\.com$/ },
  { name: 'Google IAP', keys: 'https://www.gstatic.com/iap/verify/public_key-jwk', iss: /^cloud\.google\.com\/iap$/ },
  {
    name: 'Firebase',
    claims: 'firebase',
    keys: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    iss: /^securetoken\.google\.com\/[\w-]+$/,
  },
  { name: 'Firebase session', claims: 'firebase', iss: /^session\.firebase\.google\.com\/[\w-]+$/ },
  { name: 'Apple', keys: 'https://appleid.apple.com/auth/keys', iss: /^appleid\.apple\.com$/ },
  { name: 'Supabase', iss: /^([\w-]+\.supabase\.co\/auth\/v1|supabase)$/ },
  {
    name: 'GitHub Actions',
    claims: 'github',
    keys: '/.well-known/jwks',
    iss: /^(token\.actions\.githubusercontent\.com(\/[\w-]+)?|[\w.-]+\/_services\/token)$/,
  },
  { name: 'GitLab CI', claims: 'gitlab', keys: '/oauth/discovery/keys', iss: /^gitlab\.com$/ },
  {
    name: 'Kubernetes',
    claims: 'kubernetes',
    iss: /^(kubernetes\.default\.svc(\.[\w.-]+)?|kubernetes\/serviceaccount|oidc\.eks\.[\w-]+\.amazonaws\.com(\.cn)?\/id\/\w+)$/,
  },
  { name: 'Salesforce', iss: /^(login|test)\.salesforce\.com$|^[\w-]+(\.[\w-]+)*\.my\.salesforce\.com$/ },
  { name: 'Cloudflare Access', keys: '/cdn-cgi/access/certs', iss: /^[\w-]+\.cloudflareaccess\.com$/ },
];

/** An address that means nothing to a shell, as it is to be pasted into one. */
const PLAIN_ADDRESS = /^https:\/\/[\w./@~:-]+$/;

/** The address of the keys that the issuer of a token publishes; `undefined` where that is not known. */
export function keySetOf(payload: JsonObject | undefined): string | undefined {
  const { keys } = issuerOf(payload) ?? {};
  if (keys === undefined) return undefined;
  const address = keys.startsWith('/') ? `${String(memberValue(payload, 'iss')).replace(/\/$/, '')}${keys}` : keys;
  return PLAIN_ADDRESS.test(address) ? address : undefined;
}

/** Whose token it is, by its `iss`; `undefined` for all but the well-known. */
export function issuerOf(payload: JsonObject | undefined): Issuer | undefined {
  const iss = memberValue(payload, 'iss');
  if (typeof iss !== 'string') return undefined;
  const address = iss.replace(/^https?:\/\//, '');
  const found = ISSUERS.find((row) => row.iss.test(address));
  if (found) return found;
  // GitLab runs on hosts of its own, too.
  return typeof memberValue(payload, 'project_path') === 'string' && iss !== address
    ? ISSUERS.find(({ claims }) => claims === 'gitlab')
    : undefined;
}
