import { describe, expect, it } from 'vitest';
import { descriptionOf } from '../../../src/kinds/claims.ts';
import { issuerOf, keySetOf } from '../../../src/kinds/issuers.ts';
import { claims } from '../../claims.ts';

describe('issuerOf', () => {
  it.each([
    ['https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0', 'Microsoft Entra ID'],
    ['https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/', 'Microsoft Entra ID'],
    ['https://login.partner.microsoftonline.cn/t/v2.0', 'Microsoft Entra ID'],
    ['https://contoso.b2clogin.com/t/v2.0/', 'Microsoft Entra External ID'],
    ['https://contoso.ciamlogin.com', 'Microsoft Entra External ID'],
    ['https://dev-1.eu.auth0.com/', 'Auth0'],
    ['https://dev-1.okta.com', 'Okta'],
    ['https://dev-1.oktapreview.com/oauth2/default', 'Okta'],
    ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC', 'Amazon Cognito user pool'],
    ['https://cognito-identity.amazonaws.com', 'Amazon Cognito identity pool'],
    ['https://sso.example.com/auth/realms/main', 'Keycloak'],
    ['http://localhost:8080/realms/main', 'Keycloak'],
    ['accounts.google.com', 'Google'],
    ['https://accounts.google.com', 'Google'],
    ['a@b.iam.gserviceaccount.com', 'Google service account'],
    ['https://cloud.google.com/iap', 'Google IAP'],
    ['https://securetoken.google.com/my-project', 'Firebase'],
    ['https://session.firebase.google.com/my-project', 'Firebase session'],
    ['https://appleid.apple.com', 'Apple'],
    ['https://abc.supabase.co/auth/v1', 'Supabase'],
    ['supabase', 'Supabase'],
    ['https://token.actions.githubusercontent.com', 'GitHub Actions'],
    ['https://gitlab.com', 'GitLab CI'],
    ['https://kubernetes.default.svc.cluster.local', 'Kubernetes'],
    ['kubernetes/serviceaccount', 'Kubernetes'],
    ['https://oidc.eks.us-east-1.amazonaws.com/id/0123ABC', 'Kubernetes'],
    ['https://login.salesforce.com', 'Salesforce'],
    ['https://acme.my.salesforce.com', 'Salesforce'],
    ['https://team.cloudflareaccess.com', 'Cloudflare Access'],
  ])('knows %s', (iss, name) => {
    expect(issuerOf({ iss })?.name).toBe(name);
  });

  it.each([
    'https://evil.example/login.microsoftonline.com/t/v2.0',
    'https://login.microsoftonline.com.evil.example/t/v2.0',
    'https://notgitlab.com',
    'https://auth0.com.evil.example/',
    'https://evil.example/x?y=a@b.iam.gserviceaccount.com',
    '',
    7,
    undefined,
  ])('takes %s for nobody known', (iss) => {
    expect(issuerOf({ iss })).toBeUndefined();
  });

  it('knows GitLab by its claims on any host', () => {
    expect(issuerOf({ iss: 'https://git.example.com', project_path: 'a/b' })?.name).toBe('GitLab CI');
    expect(issuerOf({ iss: 'acme', project_path: 'a/b' })).toBeUndefined();
  });
});

describe('keySetOf', () => {
  it.each([
    ['https://dev-1.eu.auth0.com/', 'https://dev-1.eu.auth0.com/.well-known/jwks.json'],
    ['https://sso.example.com/realms/main', 'https://sso.example.com/realms/main/protocol/openid-connect/certs'],
    ['https://accounts.google.com', 'https://www.googleapis.com/oauth2/v3/certs'],
    ['https://login.salesforce.com', undefined],
    // An organization's own server, and one of its custom ones.
    ['https://dev-1.okta.com', 'https://dev-1.okta.com/oauth2/v1/keys'],
    ['https://dev-1.okta.com/oauth2/default', 'https://dev-1.okta.com/oauth2/default/v1/keys'],
    // Each of Microsoft's clouds has keys of its own.
    ['https://sts.windows.net/t/', 'https://login.microsoftonline.com/common/discovery/v2.0/keys'],
    ['https://login.microsoftonline.us/t/v2.0', undefined],
    ['https://sts.chinacloudapi.cn/t/', undefined],
  ])('leads from %s to the keys that it publishes', (iss, address) => {
    expect(keySetOf({ iss })).toBe(address);
  });

  it.each(["https://x/realms/a'$(rm -rf ~)", 'https://x y/realms/a', 'https://`id`/realms/a', 'http://x/realms/a'])(
    'gives nothing that a shell could take for more: %s',
    (iss) => expect(keySetOf({ iss })).toBeUndefined(),
  );
});

describe('claims', () => {
  it('mean what their issuer says they do', () => {
    const of = (iss: string) => claims.of(issuerOf({ iss }));
    expect(of('https://gitlab.com').user_id?.meaning).toBe('Who started the job, by ID.');
    expect(of('https://securetoken.google.com/p').user_id?.meaning).toBe('User ID.');
    expect(of('https://login.microsoftonline.com/t/v2.0').roles?.meaning).toBe('App roles.');
    expect(of('https://other.example').roles?.meaning).toBe('Roles of the user or app.');
    expect(of('https://other.example')['kubernetes.io']?.type).toBe('object');
  });

  it('mean the same where all that begin so do', () => {
    const of = (name: string) => descriptionOf(claims.of(undefined), name)?.meaning;
    expect(of('custom:tier')).toBe("Attribute that the pool's owner has added.");
    expect(of('cognito:username')).toBe('User name in the pool.');
    for (const name of ['cognito:other', 'custom', 'https://example.com/custom:a', 'toString'])
      expect([name, of(name)]).toEqual([name, undefined]);
  });

  it('are those of the registry and of the issuers, each with a meaning, a type and a page', () => {
    const all = claims.of(undefined);
    expect(Object.keys(all).length).toBeGreaterThan(200);
    for (const [name, { meaning, source }] of Object.entries({ ...all, ...claims.header })) {
      expect(meaning, name).toMatch(/^[A-Za-z].*[.…]$/);
      expect(source, name).toMatch(/^https:\/\//);
    }
    for (const name of ['exp', 'nbf', 'iat', 'auth_time', 'updated_at', 'toe', 'sip_date'])
      expect(all[name]?.type, name).toBe('time');
    expect(all.aud?.type).toBe('string-or-array');
  });
});
