import { type Acl, aclFault, grantsSession } from './acl.ts';
import { claimCheck } from './checks.ts';
import type { Kind, KindCheck } from './kind.ts';
import {
  aclClaim,
  aclIsMalformed,
  applicationField,
  vonageBase,
  vonageChecks,
  vonageClaims,
  vonageLife,
  vonagePage,
} from './vonage.ts';

const roles = ['publisher', 'subscriber', 'moderator', 'publisheronly'];
const longestData = 1000;

/** What the SDKs send; the page's text and its CLI example name the other two. */
const sessionAcls = ['/session/**', '/*/session/**', '/*/sessions/**'].map((path) => ({ paths: { [path]: {} } }));

const dataClaims = ['connection_data', 'data'];

const checks: readonly KindCheck[] = [
  claimCheck(
    { code: 'vonage.invalid-role', severity: 'error', source: vonagePage, message: 'The role must be one of {roles}.' },
    'role',
    (role) => !roles.includes(role as string) && { roles: roles.join(', ') },
  ),
  aclIsMalformed,
  claimCheck(
    {
      code: 'vonage.acl-without-session',
      severity: 'error',
      source: vonagePage,
      message: "The ACL doesn't allow joining a video session. Add `/session/**`.",
    },
    'acl',
    (acl) => aclFault(acl) === undefined && !grantsSession(acl as Acl),
  ),
  claimCheck(
    {
      code: 'vonage.invalid-scope',
      severity: 'error',
      source: vonagePage,
      message: 'The scope of a Video client token is `session.connect`.',
    },
    'scope',
    (scope) => scope !== 'session.connect',
  ),
  ...dataClaims.map((claim) =>
    claimCheck(
      {
        code: 'vonage.data-too-long',
        severity: 'error',
        source: vonagePage,
        message: 'Connection data has at most {longest} characters; this has {length}.',
      },
      claim,
      (data) => typeof data === 'string' && data.length > longestData && { longest: longestData, length: data.length },
    ),
  ),
  claimCheck(
    {
      code: 'vonage.layout-not-a-string',
      severity: 'error',
      source: vonagePage,
      message: '`initial_layout_class_list` must be one string, with the classes separated by spaces.',
    },
    'initial_layout_class_list',
    (layout) => typeof layout !== 'string',
  ),
  claimCheck(
    {
      code: 'vonage.data-claim',
      severity: 'information',
      source: 'https://github.com/Vonage/vonage-dotnet-sdk/issues/578',
      message: 'Use `connection_data`: session events may not include `data`.',
    },
    'data',
    (_data, token) => token.payload?.value?.connection_data === undefined,
  ),
];

const required = ['jti', 'sub', 'acl', 'session_id', 'scope', 'role', 'iat', 'application_id'];

/** What a client needs to join a video session; made on a server, handed to the client. */
export const vonageVideo: Kind = {
  id: 'vonage-video',
  label: 'Vonage Video client',
  description: 'Lets a client join a video session',
  recognises: (payload) =>
    Object.hasOwn(payload, 'application_id') &&
    (payload.scope === 'session.connect' || Object.hasOwn(payload, 'session_id') || payload.sub === 'video'),
  claims: {
    ...vonageClaims,
    ...aclClaim,
    sub: {
      meaning: 'Subject: `video` on a Video client token.',
      type: 'string',
      values: ['video'],
      source: vonagePage,
    },
    session_id: {
      meaning: 'Session ID: the video session that the client may join.',
      type: 'string',
      source: vonagePage,
    },
    scope: {
      meaning: 'Scope: what the token is for.',
      type: 'string',
      values: ['session.connect'],
      source: vonagePage,
    },
    role: {
      meaning: 'Role: what the client may do in the session.',
      type: 'string',
      values: roles,
      source: vonagePage,
    },
    connection_data: {
      meaning: 'Connection data: about the client, carried by session events, as the SDKs name it.',
      type: 'string',
      source: 'https://github.com/Vonage/vonage-dotnet-sdk/issues/578',
    },
    data: {
      meaning: "Connection data: about the client, as Vonage's page names it.",
      type: 'string',
      source: vonagePage,
    },
    initial_layout_class_list: {
      meaning: 'Layout classes: of its streams in archives and broadcasts, separated by spaces.',
      type: 'string',
      source: vonagePage,
    },
  },
  family: 'vonage',
  issuer: 'Vonage',
  life: vonageLife,
  required,
  replacesChecks: ['no-expiry'],
  checks: [...vonageChecks(required), ...checks],
  writing: {
    command: { id: 'createVonageVideoToken', title: 'Create Vonage Video Token' },
    algorithms: ['RS256'],
    fields: [
      applicationField,
      {
        name: 'sessionId',
        type: 'text',
        label: 'Session ID',
        help: 'The session that the client may join, as the Video API returned it.',
        source: vonagePage,
        required: true,
        reference: true,
        // A version, and base64url with dots, dashes and tildes.
        form: '[12]_[\\w.~=-]+',
        example: '1_MX40NTY3NjYzMn5-MTQ4MTY3NzQyOTA1M35…',
        claim: 'session_id',
      },
      {
        name: 'role',
        type: 'choice',
        label: 'Role',
        help: 'What the client may do in the session.',
        source: vonagePage,
        required: true,
        default: 'publisher',
        options: roles,
        asked: true,
        claim: 'role',
      },
      {
        name: 'data',
        type: 'text',
        label: 'Connection data',
        help: `Text about the client that the session's events carry, at most ${longestData} characters.`,
        source: vonagePage,
        claim: 'connection_data',
        maxLength: longestData,
        asked: true,
        example: 'name=Alice',
      },
      {
        name: 'dataClaims',
        type: 'choices',
        label: 'Data claims',
        help: 'Claims to write the connection data to: `connection_data` (used by the SDKs), `data` (as documented).',
        source: vonagePage,
        default: dataClaims,
        options: dataClaims,
      },
      {
        name: 'initialLayoutClassList',
        type: 'words',
        label: 'Initial layout classes',
        help: "Layout classes of the client's streams in archives and broadcasts, separated by spaces.",
        source: vonagePage,
        claim: 'initial_layout_class_list',
      },
      {
        name: 'acl',
        type: 'acl',
        label: 'ACL',
        help: 'The paths this token may access. Joining a session needs `/session/**`.',
        source: vonagePage,
        default: sessionAcls[0],
        options: sessionAcls,
        asked: 'customized',
        claim: 'acl',
      },
    ],
    claims: (values, issue) => ({
      ...vonageBase(values.applicationId, issue),
      sub: 'video',
      acl: values.acl,
      session_id: values.sessionId,
      scope: 'session.connect',
      role: values.role,
      ...Object.fromEntries((values.dataClaims as readonly string[]).map((claim) => [claim, values.data])),
      initial_layout_class_list: values.initialLayoutClassList,
    }),
  },
};
