import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { lastName } from '../../schema/pathTemplate.js';
import { emptyAnswer, successOf, type Call, type CallAnswer } from './call.js';
import { NO_FIT } from '../data/fitting.js';
import { taskType } from '../world/history.js';
import { pageOfArray } from './lists.js';
import { checkChecksum, checkLock } from './locks.js';
import { USUAL_STEPS } from '../world/reconciler.js';
import { Refusal } from '../answers/refusal.js';
import { pathOf } from '../sections/routes.js';
import { inside, nameNumber } from '../data/seed.js';
import { beginWork } from './taskInputs.js';
import type { World } from '../world/world.js';
import { changeByAnother } from './writes.js';
import type { Subject } from './call.js';

/** Answers what is neither a read, a creation, an update nor a deletion: a POST under something, a DELETE by a mere key. */
export function act(world: World, call: Call): CallAnswer {
  const { edition, operation } = call;
  const owner = ownerOf(call);
  if (owner && writeEntry(world, call, owner)) return made(world, call, owner);
  const schema = operation.responseSchema;
  const { properties, shape } = edition.models.of(schema);
  if (owner?.route.isEnvelope && call.body.checksum !== undefined) {
    checkLock(world, owner);
    checkChecksum(world, owner, call.body.checksum);
  }
  if (owner?.route.isEnvelope && properties.has('currentTasks')) {
    beginAction(world, call, owner);
    return {
      status: successOf(call).status,
      body: world.representation.show(edition, owner.route, owner.path, owner.id, schema),
    };
  }
  const tasks = owner && edition.routes.historyOf(owner.route, 'tasks');
  if (owner && tasks && shape === 'object' && properties.has('progress') && properties.has('status')) {
    const id = beginAction(world, call, owner);
    return {
      status: successOf(call).status,
      body: world.history.task(edition, owner.route, owner.path, schema, id),
    };
  }
  return made(world, call, owner);
}

/** The resource that an action is done to: the nearest one above it that can be read. */
function ownerOf({ edition, route, values }: Call): Subject | undefined {
  for (let levels = 1; levels < route.segments.length; levels += 1) {
    const above = edition.routes.above(route, levels);
    if (above?.kind !== 'item' && above?.kind !== 'object') continue;
    const own = values.slice(0, -levels);
    return { edition, route: above, path: pathOf(own), id: own.at(-1) ?? '' };
  }
  return undefined;
}

function beginAction(world: World, { route, body }: Call, owner: Subject): string {
  checkLock(world, owner);
  const last = lastName(route.template) ?? 'action';
  // `POST …/action {type: REBOOT}` is a reboot.
  const name = typeof body.type === 'string' ? body.type.toLowerCase() : last;
  const task = beginWork(world, owner, {
    type: taskType(owner.route, name.charAt(0).toUpperCase() + name.slice(1)),
    message: `Run ${name}`,
    steps: USUAL_STEPS,
    busyStatus: 'UPDATING',
  });
  return task.id;
}

/**
 * Entries of a map that have paths of their own, such as `POST …/tag` with `{key, value}` and `DELETE …/tag/{key}` beside
 * a field `tags`. Returns whether it was one.
 */
function writeEntry(world: World, { method, route, values, body }: Call, owner: Subject): boolean {
  const below = route.segments.slice(owner.route.segments.length);
  const [name = '', parameter] = below;
  const { models } = owner.edition;
  const field = [name, `${name}s`].find(
    (one) => models.of(models.property(owner.route.schema, one)).shape === 'map',
  );
  if (field === undefined || below.length > 2 || owner.route.isEnvelope) return false;
  if (method === 'POST' && parameter === undefined && typeof body.key === 'string') {
    changeByAnother(world, owner, { [field]: { [body.key]: body.value } });
    return true;
  }
  if (method !== 'DELETE' || parameter === undefined) return false;
  const key = values.at(-1) ?? '';
  const shown = world.representation.show(owner.edition, owner.route, owner.path, owner.id);
  const entries: unknown = isJsonObject(shown) ? shown[field] : undefined;
  if (!isJsonObject(entries) || !Object.hasOwn(entries, key)) {
    throw new Refusal(404, 'Client::NotFound', `There is no ${name} ${key}`);
  }
  changeByAnother(world, owner, { [field]: { [key]: null } });
  return true;
}

/** An answer by the schema, which says of what was requested what it can. */
function made(world: World, call: Call, owner: Subject | undefined): CallAnswer {
  const { edition, operation, path, body } = call;
  const schema = operation.responseSchema;
  const success = successOf(call);
  if (schema === undefined) return emptyAnswer(success);
  const { status } = success;
  const serial = owner ? (world.records.get(owner.path)?.events.length ?? 0) : 0;
  const place = inside(world.representation.place(path), nameNumber(JSON.stringify(body)) + serial);
  const model = edition.models.of(schema);
  if (model.shape !== 'array')
    return { status, body: echoed(call, schema, edition.data.make(schema, place), body) };
  const subjects = subjectsOf(call, model.items);
  if (!subjects) return pageOfArray(world, call, asArray(edition.data.make(schema, place)));
  const items = subjects.map((fields, index) =>
    echoed(call, model.items, edition.data.make(model.items, inside(place, index)), { ...body, ...fields }),
  );
  return pageOfArray(world, call, items);
}

/** One answer for each of the things that a request lists: `resourceURNs` leads to items with a `resourceURN`. */
function subjectsOf({ edition, body }: Call, items: unknown): readonly JsonObject[] | undefined {
  const { properties } = edition.models.of(items);
  for (const [name, value] of Object.entries(body)) {
    const singular = name.replace(/s$/, '');
    if (Array.isArray(value) && singular !== name && properties.has(singular)) {
      return value.map((one: unknown) => ({ [singular]: one }));
    }
  }
  return undefined;
}

/**
 * Fields of the answer that are called like fields of the request say the same; the first list that ends in the name of
 * one of the request's (`authorizedActions` for `actions`) holds it whole, and the others nothing.
 */
function echoed({ edition }: Call, schema: unknown, value: unknown, body: JsonObject): unknown {
  if (!isJsonObject(value)) return value;
  const said = new Map<string, unknown>();
  for (const [name, given] of Object.entries(body)) {
    if (Object.hasOwn(value, name)) said.set(name, given);
    else if (Array.isArray(given)) {
      const ending = name.charAt(0).toUpperCase() + name.slice(1);
      const [first, ...others] = Object.keys(value).filter((one) => one.endsWith(ending));
      if (first !== undefined) said.set(first, given);
      for (const other of others) said.set(other, []);
    }
  }
  const fitted = [...said].flatMap(([name, given]): [string, unknown][] => {
    const fit = edition.fitting.fit(edition.models.property(schema, name), given, 0);
    return fit === NO_FIT ? [] : [[name, fit]];
  });
  return { ...value, ...Object.fromEntries(fitted) };
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
