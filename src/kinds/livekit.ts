import { findingAt } from '../jwt/findings.ts';
import { isObject } from '../jwt/json.ts';
import type { JsonObject } from '../jwt/token.ts';
import { defineKind, field } from './define.ts';
import type { KindCheck } from './kind.ts';

const page = 'https://docs.livekit.io/frontends/reference/tokens-grants/';

/** The members of `video` and their types, as the server reads them. */
const grantTypes: Readonly<Record<string, 'boolean' | 'string' | 'list'>> = {
  ...Object.fromEntries(
    [
      'roomCreate',
      'roomList',
      'roomRecord',
      'roomAdmin',
      'roomJoin',
      'canPublish',
      'canSubscribe',
      'canPublishData',
      'canUpdateOwnMetadata',
      'canSubscribeMetrics',
      'canManageAgentSession',
      'ingressAdmin',
      'hidden',
      'recorder',
      'agent',
    ].map((name) => [name, 'boolean'] as const),
  ),
  room: 'string',
  destinationRoom: 'string',
  canPublishSources: 'list',
};

const isGrant = (name: string): boolean => Object.hasOwn(grantTypes, name);

function grantsOf({ video }: JsonObject): JsonObject {
  return isObject(video) ? video : {};
}

function isOfType(value: unknown, type: string | undefined): boolean {
  if (value === null) return true;
  return type === 'list'
    ? Array.isArray(value) && value.every((item) => typeof item === 'string')
    : typeof value === type;
}

/** `room_join` for `roomJoin`. */
const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const checks: readonly KindCheck[] = [
  {
    code: 'livekit.grant-type',
    severity: 'error',
    source: page,
    message: 'The grant `{name}` must be of another type.',
    messages: {
      boolean: 'The grant `{name}` must be `true` or `false`.',
      string: 'The grant `{name}` must be a string.',
      list: 'The grant `{name}` must be an array of strings.',
    },
    *find({ payload }) {
      if (!payload?.value) return;
      for (const [name, value] of Object.entries(grantsOf(payload.value))) {
        const type = isGrant(name) ? grantTypes[name] : undefined;
        if (type !== undefined && !isOfType(value, type)) yield findingAt(payload, 'video', { name, reason: type });
      }
    },
  },
  {
    code: 'livekit.unknown-grant',
    severity: 'warning',
    source: page,
    message: 'LiveKit ignores the grant `{name}`. Use `{instead}`.',
    *find({ payload }) {
      if (!payload?.value) return;
      for (const name of Object.keys(grantsOf(payload.value))) {
        const instead = camelCase(name);
        if (!isGrant(name) && isGrant(instead)) yield findingAt(payload, 'video', { name, instead });
      }
    },
  },
];

/** What a participant joins a LiveKit room with, or a server manages rooms with. */
export const livekit = defineKind({
  id: 'livekit',
  hosts: ['livekit.cloud'],
  label: 'LiveKit',
  description: 'Lets a participant join a LiveKit room, or a server manage rooms',
  issuer: 'LiveKit',
  source: page,
  recognises: (payload, { alg }) =>
    alg === 'HS256' && Object.keys(grantsOf(payload)).some((name) => /^(room|can[A-Z_]|ingress_?[aA]dmin$)/.test(name)),
  claims: {
    iss: 'Issuer: the API key.',
    sub: 'Subject: the identity of the participant.',
    video: { meaning: 'Video grant: what the participant may do.', type: 'object' },
    sip: { meaning: 'SIP grant.', type: 'object' },
    name: 'The name of the participant.',
    metadata: 'Metadata of the participant.',
    attributes: { meaning: 'Attributes of the participant: strings by name.', type: 'object' },
  },
  life: { default: 6 * 3600 },
  required: (payload) => [...(grantsOf(payload).roomJoin === true ? ['sub'] : []), 'iss', 'exp'],
  replacesChecks: ['no-expiry'],
  checks,
  writing: {
    algorithms: ['HS256'],
    keyNames: /^(env|secret):.*livekit/i,
    fields: [
      field('apiKey', 'API key', 'The API key of the project.', { required: true, claim: 'iss' }),
      field('identity', 'Identity', 'The identity of the participant; needed to join a room.', {
        asked: true,
        claim: 'sub',
      }),
      field('grants', 'Grants', 'The video grant, such as `{"room": "lobby", "roomJoin": true}`.', {
        type: 'object',
        required: true,
        claim: 'video',
      }),
      field('name', 'Name', 'The name of the participant.', { claim: 'name' }),
      field('metadata', 'Metadata', 'Metadata of the participant.', { claim: 'metadata' }),
      field('attributes', 'Attributes', 'Attributes of the participant: strings by name.', {
        type: 'object',
        claim: 'attributes',
      }),
    ],
    // As LiveKit's own SDKs write it.
    header: () => ({ typ: undefined }),
    claims: ({ apiKey, identity, grants, name, metadata, attributes }, issue) => ({
      iss: apiKey,
      sub: identity,
      nbf: issue.issuedAt,
      exp: issue.expires,
      name,
      metadata,
      attributes,
      video: grants,
    }),
  },
});
