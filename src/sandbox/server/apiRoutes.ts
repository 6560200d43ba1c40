import type { IncomingHttpHeaders } from 'node:http';
import { stringify } from 'yaml';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { allows, patternOf, type Caller, type ConsumerKey } from '../access/authority.js';
import { json, type Answer } from '../answers/delivery.js';
import {
  chooseEdition,
  FIRST_VERSION,
  ownerOf,
  type Edition,
  type ServedSection,
} from '../sections/editions.js';
import { Refusal } from '../answers/refusal.js';
import { wallNow, type ApiRequest, type SandboxState } from './state.js';
import { PAGE_HEADERS, unknownKeyPage, validationPage } from '../access/validationPage.js';

/** Answers a request to the API. Throws a `Refusal` for everything that is not there or not allowed. */
export function answerApi(state: SandboxState, request: ApiRequest): Answer {
  const path = request.url.pathname.replace(/^\/(?:v1|1\.0)(?=\/|$)/, '');
  const below = /^\/v2(\/.*)?$/.exec(path);
  if (!below) return answerAuth(state, request, path);
  const inBranch = (below[1] ?? '').replace(/\/$/, '');
  if (inBranch === '') return onlyGet(request, () => json(200, index(state.sections, request)));
  const document = /^(\/.+)\.(json|yaml)$/.exec(inBranch);
  const documented = document && state.sections.find((one) => one.path === document[1]);
  if (documented) {
    const format = document[2] === 'yaml' ? 'yaml' : 'json';
    return onlyGet(request, () => documentAnswer(state, request, documented, format));
  }
  return answerResource(state, request, inBranch);
}

function answerResource(state: SandboxState, request: ApiRequest, inBranch: string): Answer {
  const { method, headers, url, body } = request;
  const caller = state.authority.caller(proven(request));
  const section = ownerOf(state.sections, inBranch);
  if (!section) throw new Refusal(404, 'Client::NotFound', `There is no section at ${url.pathname}`);
  const edition = chooseEdition(section, header(headers, 'x-schemas-version'), state.world.customs);
  checkMaintenance(state, method);
  const result = state.resources.answer({
    edition,
    method,
    values: inBranch.split('/').filter(Boolean).map(decoded),
    query: url.searchParams,
    body,
    cursor: header(headers, 'x-pagination-cursor'),
    size: header(headers, 'x-pagination-size'),
    authorize: (actions) => {
      checkRights(state, caller, method, `/v2${inBranch}`, actions);
    },
  });
  const next = result.next === undefined ? {} : { 'x-pagination-cursor-next': result.next };
  const answer = json(
    result.status,
    result.body,
    { ...next, ...versionHeader(state, request, edition) },
    (body) => (result.type === undefined ? state.world.representation.textOf(body) : String(body)),
  );
  return result.type === undefined ? answer : { ...answer, type: result.type };
}

/** Which version answers, where answers name it. */
function versionHeader(
  { world }: SandboxState,
  { headers }: ApiRequest,
  { version }: Edition,
): Readonly<Record<string, string>> {
  if (!world.customs.namesVersions) return {};
  const isFirst = header(headers, 'x-schemas-version') === FIRST_VERSION;
  return { 'x-schemas-version': isFirst ? FIRST_VERSION : version };
}

function checkRights(
  state: SandboxState,
  caller: Caller,
  method: string,
  path: string,
  actions: readonly string[],
): void {
  if (!allows(caller.rules, method, path)) {
    throw new Refusal(
      403,
      'Client::Forbidden',
      `This credential was not allowed ${method} on this path`,
      actions.length > 0 ? { unauthorizedActionsByAuthentication: actions.join(', ') } : {},
    );
  }
  const denied = actions.filter((action) =>
    state.conduct.deniedActions.some((pattern) => patternOf(pattern).test(action)),
  );
  if (denied.length > 0) {
    throw new Refusal(403, 'Client::Forbidden', `No policy allows ${denied.join(', ')}`, {
      unauthorizedActionsByIAM: denied.join(', '),
    });
  }
}

function checkMaintenance({ conduct }: SandboxState, method: string): void {
  if (conduct.isExpired) throw new Refusal(460, 'Client::ServiceExpired', 'This service is expired');
  if (conduct.maintenance === undefined || method === 'GET') return;
  throw new Refusal(
    conduct.maintenance,
    'Server::InternalServerError::Maintenance',
    'Maintenance is going on: reading works, changes have to wait',
    {},
    { 'retry-after': '60' },
  );
}

/** What is outside of the branches: time, credentials, tokens. */
function answerAuth(state: SandboxState, request: ApiRequest, path: string): Answer {
  const { authority, conduct } = state;
  const { method, headers, body, url } = request;
  switch (`${method} ${path}`) {
    case 'GET /auth/time':
      return json(200, Math.floor(wallNow(conduct) / 1000));
    case 'POST /auth/credential': {
      const key = authority.requestKey(header(headers, 'x-ovh-application') ?? '', body);
      const validationUrl = `${url.origin}/auth/?credentialToken=${key.credentialToken}`;
      return json(200, { consumerKey: key.consumerKey, state: key.status, validationUrl });
    }
    case 'GET /auth/':
    case 'POST /auth/':
      return answerPage(request, authority.keyOfPage(url.searchParams.get('credentialToken') ?? ''));
    case 'POST /auth/oauth2/token': {
      const token = authority.token(body, headers.authorization);
      const status = 'access_token' in token ? 200 : token.error === 'invalid_client' ? 401 : 400;
      return json(status, token, { 'cache-control': 'no-store' });
    }
    case 'GET /auth/currentCredential':
      return json(200, credentialOf(authorised(state, request, path)));
    case 'GET /auth/details':
      return json(200, detailsOf(authorised(state, request, path)));
    default:
      authority.caller(proven(request));
      throw new Refusal(404, 'Client::NotFound', `There is nothing at ${url.pathname}`);
  }
}

function authorised(state: SandboxState, request: ApiRequest, path: string): Caller {
  const caller = state.authority.caller(proven(request));
  checkRights(state, caller, request.method, path, []);
  return caller;
}

function answerPage(request: ApiRequest, key: ConsumerKey | undefined): Answer {
  const page = (status: number, text: string): Answer => ({
    status,
    headers: PAGE_HEADERS,
    type: 'text/html; charset=utf-8',
    text,
  });
  if (!key) return page(404, unknownKeyPage());
  if (request.method === 'GET' || key.status !== 'pendingValidation') return page(200, validationPage(key));
  if (new URLSearchParams(request.body).get('answer') === 'refuse') {
    key.status = 'refused';
    return page(200, validationPage(key));
  }
  key.status = 'validated';
  const target =
    key.redirection !== undefined && URL.canParse(key.redirection) ? new URL(key.redirection) : undefined;
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:') return page(200, validationPage(key));
  return { ...page(303, ''), headers: { ...PAGE_HEADERS, location: target.href } };
}

function credentialOf({ rules, status, createdMs }: Caller): unknown {
  return {
    credentialId: 1,
    applicationId: 1,
    status,
    rules,
    ovhSupport: false,
    creation: new Date(createdMs).toISOString(),
    expiration: null,
    lastUse: null,
  };
}

function detailsOf({ method, name }: Caller): unknown {
  const isService = method === 'serviceAccount';
  return {
    account: 'sandbox-ovh',
    method: isService ? 'oauth2' : 'account',
    description: 'Sandbox',
    user: isService ? name : null,
    roles: [],
    identities: [
      `urn:v1:eu:identity:${isService ? `credential:sandbox-ovh/oauth2-${name}` : 'account:sandbox-ovh'}`,
    ],
    allowedRoutes: null,
  };
}

function documentAnswer(
  state: SandboxState,
  request: ApiRequest,
  section: ServedSection,
  format: 'json' | 'yaml',
): Answer {
  const { headers, url } = request;
  const { customs } = state.world;
  const asked = header(headers, 'x-schemas-version') ?? url.searchParams.get('version') ?? undefined;
  const edition = chooseEdition(section, asked, customs);
  const { raw } = edition.document;
  // The real documents all have the same label, whichever version they are of.
  const { info } = raw;
  const labelled =
    customs.namesVersions || !isJsonObject(info) ? raw : { ...raw, info: { ...info, version: LABEL } };
  const text = (): string => documentText(labelled, format, `${url.origin}/v2`);
  return {
    status: 200,
    headers: { ...versionHeader(state, request, edition), 'cache-control': 'no-cache' },
    type: format === 'yaml' ? 'application/yaml' : 'application/json',
    text: remembered(state.documentTexts, raw, customs.namesVersions ? format : `labelled ${format}`, text),
  };
}

/** `info.version` of every real document. */
const LABEL = '1.0';
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\//;

/** Documents are large, and never change. */
function remembered(
  texts: SandboxState['documentTexts'],
  raw: JsonObject,
  form: string,
  make: () => string,
): string {
  const known = texts.get(raw) ?? new Map<string, string>();
  texts.set(raw, known);
  const text = known.get(form) ?? make();
  known.set(form, text);
  return text;
}

function documentText(raw: JsonObject, format: 'json' | 'yaml', server: string): string {
  // Who sends requests to where a document says stays here.
  const served = LOOPBACK.test(server) ? { ...raw, servers: [{ url: server }] } : raw;
  return format === 'yaml' ? stringify(served) : JSON.stringify(served);
}

function index(sections: readonly ServedSection[], { url }: ApiRequest): unknown {
  return {
    apis: sections.map(({ path }) => ({
      path,
      schema: '{path}.{format}',
      format: ['json', 'yaml'],
      description: '',
    })),
    basePath: `${url.origin}/v2`,
  };
}

function onlyGet({ method }: ApiRequest, answer: () => Answer): Answer {
  if (method === 'GET') return answer();
  throw new Refusal(
    405,
    'Client::MethodNotAllowed',
    `${method} is not allowed here, GET is`,
    {},
    { allow: 'GET' },
  );
}

function proven({
  writtenMethod,
  writtenUrl,
  body,
  headers,
}: ApiRequest): Parameters<SandboxState['authority']['caller']>[0] {
  return { method: writtenMethod, url: writtenUrl, body, headers };
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'Client::BadRequest::InvalidPath', 'The path is not percent-encoded UTF-8');
  }
}
