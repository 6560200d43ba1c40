import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { deliver, json, type Answer } from '../answers/delivery.js';
import { missingPart } from '../world/collections.js';
import { readCustoms } from '../customs.js';
import { chooseEdition, ownerOf } from '../sections/editions.js';
import { readFaultRule } from '../faults/faultRules.js';
import type { Faults } from '../faults/faults.js';
import { failureAnswer, Refusal } from '../answers/refusal.js';
import { pathOf } from '../sections/routes.js';
import { wallNow, type SandboxState } from '../server/state.js';
import type { Subject } from '../operations/call.js';
import { changeByAnother } from '../operations/writes.js';

/** A sandbox that is controlled, with the faults that were set. */
export interface Controlled extends SandboxState {
  readonly faults: Faults;
}

/** Answers one request to the control API, which no page in a browser may call. */
export async function serveControl(
  state: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  let answer: Answer;
  try {
    checkOrigin(request);
    answer = answerControl(state, `${request.method ?? 'GET'} ${request.url ?? '/'}`, body);
  } catch (failure) {
    answer = failureAnswer(failure);
  }
  await deliver(request, response, answer);
}

/** A page that a browser shows could send requests to loopback, also by a name that it made lead there. */
function checkOrigin({ headers }: IncomingMessage): void {
  const isLocal = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? '');
  if (headers.origin === undefined && isLocal) return;
  throw new Refusal(403, 'Client::Forbidden', 'Only programs of this machine control a sandbox');
}

function answerControl(state: Controlled, asked: string, text: string): Answer {
  const { seen, faults, world, authority } = state;
  switch (asked) {
    case 'GET /requests':
      return json(200, seen);
    case 'DELETE /requests':
      seen.length = 0;
      return json(200, seen);
    case 'GET /faults':
      return json(200, faults.list());
    case 'POST /faults':
      return json(200, { id: faults.add(readFaultRule(readBody(text))) });
    case 'DELETE /faults':
      faults.clear();
      return json(200, []);
    case 'GET /serviceAccount':
      return json(200, state.serviceAccount);
    case 'GET /clock':
      return json(200, world.clock.state());
    case 'POST /clock':
      return moveClock(state, readBody(text));
    case 'POST /changes':
      return change(state, readBody(text));
    case 'POST /checksums':
      return moveChecksum(state, readBody(text));
    case 'POST /hiddenWrites':
      return hiddenWrites(state, readBody(text));
    case 'PUT /conduct':
      return conduct(state, readBody(text));
    case 'POST /expire':
      if (readBody(text).what === 'cursors') world.cursors.expire();
      else authority.expireTokens();
      return json(200, {});
    case 'POST /revoke': {
      const { consumerKey } = readBody(text);
      authority.revoke(typeof consumerKey === 'string' ? consumerKey : undefined);
      return json(200, {});
    }
    default:
      return answerFault(state, asked);
  }
}

function answerFault({ faults }: Controlled, asked: string): Answer {
  const id = /^DELETE \/faults\/(\d+)$/.exec(asked)?.[1];
  if (id === undefined) throw new Refusal(404, 'Client::NotFound', 'The control API has no such call');
  faults.clear(id);
  return json(200, {});
}

function moveClock({ world: { clock } }: SandboxState, { stepMs, speed, manual }: JsonObject): Answer {
  if (typeof stepMs === 'number') clock.step(stepMs);
  clock.set({
    ...(typeof speed === 'number' && speed > 0 ? { speed } : {}),
    ...(typeof manual === 'boolean' ? { isManual: manual } : {}),
  });
  return json(200, clock.state());
}

function change(state: SandboxState, { path, changes }: JsonObject): Answer {
  if (!isJsonObject(changes)) throw badBody('path and changes are needed');
  changeByAnother(state.world, subjectAt(state, path), changes);
  return json(200, {});
}

/** The platform computes a checksum again. */
function moveChecksum(state: SandboxState, { path }: JsonObject): Answer {
  state.world.records.touch(subjectAt(state, path).path).revision += 1;
  return json(200, {});
}

function hiddenWrites(state: SandboxState, { path }: JsonObject): Answer {
  return json(200, state.world.records.get(subjectAt(state, path).path)?.hiddenWrites ?? []);
}

/** The resource that a path below the branch leads to. Throws a `Refusal` with 404 when there is none. */
function subjectAt({ sections, world }: SandboxState, path: unknown): Subject {
  if (typeof path !== 'string') throw badBody('path is needed');
  const below = path.replace(/^\/v2(?=\/)/, '');
  const section = ownerOf(sections, below);
  const edition = section && chooseEdition(section, undefined, world.customs);
  const values = below.split('/').filter(Boolean).map(decodeURIComponent);
  const route = edition?.routes.match(values)?.route;
  const isKnown = route?.kind === 'item' || route?.kind === 'object';
  if (!edition || !isKnown || missingPart(world.collections, edition, route, values)) {
    throw new Refusal(404, 'Client::NotFound', `There is no resource at ${path}`);
  }
  return { edition, route, path: pathOf(values), id: values.at(-1) ?? '' };
}

function conduct(state: SandboxState, asked: JsonObject): Answer {
  const { customs, reconciler } = state.world;
  const { maintenance, skewMinutes, failingTasks, deniedActions, expired } = asked;
  Object.assign(customs, readCustoms(asked));
  if (maintenance === null) state.conduct.maintenance = undefined;
  if (maintenance === 500 || maintenance === 503) state.conduct.maintenance = maintenance;
  if (typeof expired === 'boolean') state.conduct.isExpired = expired;
  if (typeof skewMinutes === 'number') state.conduct.skewMinutes = skewMinutes;
  if (typeof failingTasks === 'number') reconciler.failing.share = failingTasks;
  if (typeof asked.failingNext === 'number') reconciler.failing.next = asked.failingNext;
  if (typeof asked.waitingNext === 'number') reconciler.waitingNext = asked.waitingNext;
  if (Array.isArray(deniedActions)) {
    state.conduct.deniedActions = deniedActions.filter((action) => typeof action === 'string');
  }
  return json(200, { ...state.conduct, ...customs, time: new Date(wallNow(state.conduct)).toISOString() });
}

function readBody(text: string): JsonObject {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below, as for every other text that is no object.
  }
  throw badBody('The body for the control API is not a JSON object');
}

function badBody(message: string): Refusal {
  return new Refusal(400, 'Client::BadRequest::InvalidBody', message);
}
