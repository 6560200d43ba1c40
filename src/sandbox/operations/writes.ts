import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { emptyAnswer, successOf, type Call, type CallAnswer, type Subject } from './call.js';
import type { Edition } from '../sections/editions.js';
import { taskType } from '../world/history.js';
import { checkChecksum, checkDeletion, checkLock } from './locks.js';
import { hiddenFields, withUnwritable } from '../sections/partialSpecs.js';
import { USUAL_STEPS } from '../world/reconciler.js';
import type { ResourceRecord } from '../world/records.js';
import { Refusal } from '../answers/refusal.js';
import type { Route } from '../sections/routes.js';
import { nameNumber } from '../data/seed.js';
import { beginWork } from './taskInputs.js';
import type { World } from '../world/world.js';

/** Answers POST on a collection. Throws a `Refusal` with 409 when the identifier is taken. */
export function create(world: World, call: Call, item: Route): CallAnswer {
  const { edition, route, path, operation } = call;
  const body = wholeBody(edition, item, operation.requestSchema, call.body);
  const named = route.identifier === undefined ? undefined : body[route.identifier];
  const id =
    typeof named === 'string' || typeof named === 'number'
      ? String(named)
      : world.collections.freeId(route, path);
  if (world.collections.has(route, path, id)) {
    throw new Refusal(
      409,
      'Client::Conflict::AlreadyExists',
      `There is one with the identifier ${id} already`,
    );
  }
  world.collections.add(path, id);
  const itemPath = `${path}/${encodeURIComponent(id)}`;
  world.records.remove(itemPath);
  const record = world.records.touch(itemPath, true);
  record.createdAt = world.clock.date();
  record.updatedAt = record.createdAt;
  writeFields(record, edition, item, operation.requestSchema, asKept(world, body));
  hide(record, call, item);
  if (item.isEnvelope) {
    record.written.set('currentState', {});
    const subject = { edition, route: item, path: itemPath, id };
    beginWork(world, subject, {
      type: taskType(item, 'Create'),
      message: 'Create what was asked for',
      steps: USUAL_STEPS,
      busyStatus: 'CREATING',
      ...(world.customs.plansCreations ? { plannedStatus: 'CREATION_PLANNED' } : {}),
      change: 'The target spec was written',
      // What is comes from the seed from now on, as far as it was not requested.
      done: () => record.written.delete('currentState'),
    });
  }
  return answerOf(world, call, { edition, route: item, path: itemPath, id });
}

/** Answers PUT and PATCH. Throws a `Refusal` for a stale checksum and for a busy resource. */
export function update(world: World, call: Call, subject: Subject): CallAnswer {
  const { method, operation } = call;
  const { edition, route, path } = subject;
  checkLock(world, subject);
  const body = wholeBody(edition, route, operation.requestSchema, call.body);
  if (edition.models.of(route.schema).properties.has('checksum'))
    checkChecksum(world, subject, body.checksum);
  const now = world.representation.show(subject.edition, subject.route, subject.path, subject.id);
  const before = isJsonObject(now) ? now : {};
  const wanted = method === 'PATCH' ? mergePatch(before, body) : keepUnwritable(call, subject, before, body);
  hide(world.records.touch(path), call, route);
  applyChange(world, subject, before, wanted, method === 'PATCH' ? undefined : operation.requestSchema);
  return answerOf(world, call, subject);
}

/** What another client does: a patch on the spec (or on the fields of a plain resource), with its task and events. */
export function changeByAnother(world: World, subject: Subject, patch: JsonObject): void {
  const now = world.representation.show(subject.edition, subject.route, subject.path, subject.id);
  const before = isJsonObject(now) ? now : {};
  const change = subject.route.isEnvelope ? { targetSpec: patch } : patch;
  applyChange(world, subject, before, mergePatch(before, change), undefined);
}

/** Answers DELETE. Throws a `Refusal` for a busy resource. */
export function remove(world: World, call: Call, subject: Subject): CallAnswer {
  checkDeletion(world, subject);
  const { route, path, id, edition } = subject;
  const forget = (): void => {
    world.records.remove(path);
    if (route.list) world.collections.remove(path.slice(0, path.lastIndexOf('/')), id);
  };
  if (!route.isEnvelope) {
    const answer = answerOf(world, call, subject);
    forget();
    return answer;
  }
  const record = world.records.touch(path);
  freeze(world, { edition, route, path, id }, record);
  world.reconciler.begin(record, {
    type: taskType(route, 'Delete'),
    message: 'Delete it and everything under it',
    steps: ['Stop', 'Release what was reserved', 'Delete'],
    busyStatus: 'DELETING',
    change: 'The deletion was asked for',
    done: forget,
  });
  return answerOf(world, call, subject);
}

/** Remembers what was requested, and lets what is follow where the resource is an envelope. */
function applyChange(
  world: World,
  subject: Subject,
  before: JsonObject,
  wanted: JsonObject,
  requestSchema: unknown,
): void {
  const { edition, route, path } = subject;
  const record = world.records.touch(path);
  if (!route.isEnvelope) {
    writeFields(record, edition, route, requestSchema, wanted);
    record.updatedAt = world.clock.date();
    record.revision += 1;
    return;
  }
  freeze(world, subject, record);
  const from = isJsonObject(before.targetSpec) ? before.targetSpec : {};
  const { checksum: _, ...fields } = asKept(world, wanted);
  const to = isJsonObject(fields.targetSpec) ? fields.targetSpec : from;
  writeFields(record, edition, route, requestSchema, fields);
  record.updatedAt = world.clock.date();
  record.revision += 1;
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]),
  );
  beginWork(world, subject, {
    type: taskType(route, 'Update'),
    message: names.length > 0 ? `Change ${names.join(', ')}` : 'Check that everything is as asked for',
    steps: USUAL_STEPS,
    busyStatus: 'UPDATING',
    lags: true,
    change:
      names.length > 0 ? `The target spec was changed: ${names.join(', ')}` : 'The target spec was changed',
    step: (index) => {
      const due = names.filter((_name, at) => Math.floor((at * USUAL_STEPS.length) / names.length) <= index);
      const current = record.written.get('currentState');
      record.written.set('currentState', follow(subject, isJsonObject(current) ? current : {}, to, due));
    },
  });
}

/** What is now, held fast: from here on it changes by steps only. */
function freeze(world: World, { edition, route, path, id }: Subject, record: ResourceRecord): void {
  if (record.written.has('currentState')) return;
  const now = world.representation.show(edition, route, path, id);
  if (isJsonObject(now)) record.written.set('currentState', now.currentState);
}

function follow(
  { edition: { models, fitting }, route, path }: Subject,
  current: JsonObject,
  target: JsonObject,
  names: readonly string[],
): JsonObject {
  const [state, spec] = ['currentState', 'targetSpec'].map((name) => models.property(route.schema, name));
  const due = Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(target, name) ? [[name, target[name]]] : [])),
  );
  const kept = Object.entries(current).filter(
    ([name]) => !names.includes(name) || Object.hasOwn(target, name),
  );
  return fitting.follow(state, spec, Object.fromEntries(kept), due, nameNumber(path));
}

/** The body of an envelope as if it had been written as one: some sections take the bare target spec. */
function wholeBody(
  { models }: Edition,
  { isEnvelope }: Route,
  requestSchema: unknown,
  body: JsonObject,
): JsonObject {
  const { properties } = models.of(requestSchema);
  if (!isEnvelope || properties.size === 0 || properties.has('targetSpec')) return body;
  const { checksum, ...targetSpec } = body;
  return { ...(checksum === undefined ? {} : { checksum }), targetSpec };
}

/** A body with its spec in the form in which the platform keeps it. */
function asKept({ customs }: World, body: JsonObject): JsonObject {
  if (!customs.normalisesSpecs || !isJsonObject(body.targetSpec)) return body;
  return { ...body, targetSpec: normalised(body.targetSpec) };
}

function normalised(value: unknown): unknown {
  if (Array.isArray(value)) {
    const members = value.map(normalised);
    return members.every((one) => typeof one === 'string') ? members.sort() : members;
  }
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).map(([name, one]) => [name, normalised(one)] as const);
  return Object.fromEntries(kept.filter(([, one]) => !isNothing(one)));
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** What a whole new body does not speak of since its model can't. */
function keepUnwritable(
  call: Call,
  { edition, route }: Subject,
  before: JsonObject,
  body: JsonObject,
): JsonObject {
  if (!route.isEnvelope) return body;
  const { models } = edition;
  const { requestSchema } = call.operation;
  const writable = models.property(requestSchema, 'targetSpec') ?? requestSchema;
  const read = models.property(route.schema, 'targetSpec');
  return { ...body, targetSpec: withUnwritable(models, read, writable, before.targetSpec, body.targetSpec) };
}

/** Remembers what was written and no answer shows. */
function hide(record: ResourceRecord, { edition, operation, method, body }: Call, route: Route): void {
  const { models } = edition;
  const { requestSchema } = operation;
  const { properties } = models.of(requestSchema);
  const isBare = route.isEnvelope && !properties.has('targetSpec');
  const read = isBare ? models.property(route.schema, 'targetSpec') : route.schema;
  const { checksum: _, ...fields } = hiddenFields(models, read, requestSchema, body);
  record.hiddenWrites.push({ method, fields });
}

/** A body replaces what it can write: what it leaves out is gone. Without a schema, only what is in it is written. */
function writeFields(
  record: ResourceRecord,
  { models }: Edition,
  route: Route,
  requestSchema: unknown,
  body: JsonObject,
): void {
  const shown = models.of(route.schema).properties;
  if (requestSchema !== undefined) {
    for (const [name, schema] of models.of(requestSchema).properties) {
      if (shown.has(name) && name !== route.identifier && !models.of(schema).isReadOnly) {
        record.written.set(name, undefined);
      }
    }
  }
  for (const [name, value] of Object.entries(body)) {
    if (name !== route.identifier && name !== 'checksum') record.written.set(name, value);
  }
}

/** The fields that a JSON Merge Patch (RFC 7396) touches, as they are after it; `undefined` for those that it removes. */
function mergePatch(before: JsonObject, patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).map(([name, change]) => [
      name,
      change === null ? undefined : patched(before[name], change),
    ]),
  );
}

function patched(before: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const fields = new Map(isJsonObject(before) ? Object.entries(before) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) fields.delete(name);
    else fields.set(name, patched(fields.get(name), change));
  }
  return Object.fromEntries(fields);
}

/** The resource as the operation's answer shows it. */
function answerOf(world: World, call: Call, { edition, route, path, id }: Subject): CallAnswer {
  const { responseSchema } = call.operation;
  const success = successOf(call);
  if (responseSchema === undefined) return emptyAnswer(success);
  return {
    status: success.status,
    body: world.representation.show(edition, route, path, id, responseSchema),
  };
}
