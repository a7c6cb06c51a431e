import { memberValue } from '../jwt/json.ts';
import type { JsonObject } from '../jwt/token.ts';

/** One of the well-known issuers of tokens. */
export interface Issuer {
  readonly name: string;
  /** Whose claims its tokens have, beside the registered ones. */
  readonly claims?: 'entra' | 'cognito' | 'keycloak' | 'firebase' | 'kubernetes' | 'github' | 'gitlab';
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
    iss: /^(login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)|sts\.(windows\.net|chinacloudapi\.cn))\//,
  },
  { name: 'Microsoft Entra External ID', claims: 'entra', iss: /^[\w-]+\.(b2clogin|ciamlogin)\.com(\/|$)/ },
  { name: 'Auth0', iss: /^[\w.-]+\.auth0\.com\/?$/ },
  { name: 'Okta', iss: /^[\w-]+\.(okta|oktapreview|okta-emea|okta-gov)\.com(\/oauth2\/[\w.-]+)?$/ },
  { name: 'Amazon Cognito user pool', claims: 'cognito', iss: /^cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?\/[\w-]+$/ },
  { name: 'Amazon Cognito identity pool', claims: 'cognito', iss: /^cognito-identity\.amazonaws\.com$/ },
  { name: 'Keycloak', claims: 'keycloak', iss: /^[^/]+(\/[^/]+)*\/realms\/[^/]+$/ },
  { name: 'Google', iss: /^accounts\.google\.com$/ },
  { name: 'Google service account', iss: /^[^@/\s]+@[\w.-]+\.gserviceaccount\.com$/ },
  { name: 'Google IAP', iss: /^cloud\.google\.com\/iap$/ },
  { name: 'Firebase', claims: 'firebase', iss: /^securetoken\.google\.com\/[\w-]+$/ },
  { name: 'Firebase session', claims: 'firebase', iss: /^session\.firebase\.google\.com\/[\w-]+$/ },
  { name: 'Apple', iss: /^appleid\.apple\.com$/ },
  { name: 'Supabase', iss: /^([\w-]+\.supabase\.co\/auth\/v1|supabase)$/ },
  {
    name: 'GitHub Actions',
    claims: 'github',
    iss: /^(token\.actions\.githubusercontent\.com(\/[\w-]+)?|[\w.-]+\/_services\/token)$/,
  },
  { name: 'GitLab CI', claims: 'gitlab', iss: /^gitlab\.com$/ },
  {
    name: 'Kubernetes',
    claims: 'kubernetes',
    iss: /^(kubernetes\.default\.svc(\.[\w.-]+)?|kubernetes\/serviceaccount|oidc\.eks\.[\w-]+\.amazonaws\.com(\.cn)?\/id\/\w+)$/,
  },
  { name: 'Salesforce', iss: /^(login|test)\.salesforce\.com$|^[\w-]+(\.[\w-]+)*\.my\.salesforce\.com$/ },
  { name: 'Cloudflare Access', iss: /^[\w-]+\.cloudflareaccess\.com$/ },
];

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
