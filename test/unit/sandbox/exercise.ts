import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isJsonObject, resolveSchema, type OpenApiDocument } from '../../../src/schema/openapi.js';
import type { Edition } from '../../../src/sandbox/sections/editions.js';
import { Refusal } from '../../../src/sandbox/answers/refusal.js';
import { isParameter } from '../../../src/schema/pathTemplate.js';
import { type Route } from '../../../src/sandbox/sections/routes.js';
import { groundOn, type Ground } from './ground.js';

/** What was found by calling every operation that changes something. */
export interface Exercise {
  readonly calls: number;
  /** How many bodies with a fault were refused with its path. */
  readonly refusedBodies: number;
  readonly faults: readonly string[];
}

/** Calls every operation but GET with a body as its schema says, then with one that has a fault, and checks the answers. */
export function exercise(edition: Edition): Exercise {
  const ground = groundOn(edition, { resources: 3 });
  const validators = validatorsOf(edition.document);
  const faults: string[] = [];
  let [calls, refusedBodies] = [0, 0];
  const changes = edition.routes.all.flatMap((route) =>
    [...route.operations.values()]
      .filter(({ method }) => method !== 'GET')
      .map((operation) => ({ route, operation })),
  );
  // What takes something away comes last, what is under something before that.
  const turn = ({ route, operation }: (typeof changes)[number]): number =>
    operation.method === 'DELETE' ? 1_000 - route.segments.length : 0;
  changes.sort((a, b) => turn(a) - turn(b));
  for (const { route, operation } of changes) {
    const path = addressOf(ground, route);
    const asked = `${path}?${queryFor(edition, route, operation.method)}`;
    const name = `${operation.method} ${path}`;
    const { requestSchema } = operation;
    const body = requestSchema && bodyFor(edition, requestSchema, checksumOf(ground, route, path));
    for (const [place, bad] of isJsonObject(body) ? badBodies(edition, requestSchema, body) : []) {
      const refusal = refusalOf(ground, operation.method, asked, bad);
      if (refusal?.status === 400 && Object.keys(refusal.details).some((one) => one.startsWith(place))) {
        refusedBodies += 1;
      } else faults.push(`${name} with a wrong ${place}: ${refusal?.message ?? 'was taken'}`);
    }
    try {
      const answer = ground.call(operation.method, asked, { body });
      calls += 1;
      faults.push(
        ...answerFaults(validators, operation.raw.responses, answer).map((one) => `${name}: ${one}`),
      );
    } catch (failure) {
      // What nothing lists may not be there.
      const isMissing = failure instanceof Refusal && failure.status === 404;
      if (isMissing && operation.method === 'DELETE' && !route.list) continue;
      // No task waits by itself.
      if (failure instanceof Refusal && failure.class.endsWith('WrongTaskStatus')) continue;
      faults.push(`${name} with ${JSON.stringify(body)}: ${String(failure)}`);
    }
    // What was changed still reads as its schema says, while it changes and after.
    for (const step of ['now', 'later']) {
      if (step === 'later') ground.world.clock.step(3_600_000);
      const readable = edition.routes.all.find(
        (one) => one.operations.has('GET') && one.key === route.key && operation.method !== 'DELETE',
      );
      if (!readable) continue;
      const answer = ground.call('GET', `${path}?${queryFor(edition, readable)}`);
      const { responses } = readable.operations.get('GET')?.raw ?? {};
      faults.push(...answerFaults(validators, responses, answer).map((one) => `GET ${path} ${step}: ${one}`));
    }
  }
  return { calls, refusedBodies, faults };
}

export interface Validators {
  readonly document: OpenApiDocument;
  readonly validatorOf: (schema: unknown) => ValidateFunction;
}

/** Schemas as they are written, read by JSON Schema's rules: nothing of the sandbox is in this. */
export function validatorsOf(document: OpenApiDocument): Validators {
  // The documents' schemas are made into JSON Schema here, so they are not judged themselves.
  const own = { meta: false, validateSchema: false, code: { optimize: false } };
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, ...own });
  addFormats(ajv);
  for (const format of ['ip-block', 'ipv4-block']) ajv.addFormat(format, /^[0-9a-f.:]+\/\d{1,3}$/);
  ajv.addFormat('mac-address', /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
  ajv.addFormat('phone-number', /^\+\d{6,15}$/);
  ajv.addSchema({ $id: 'document:', components: asJsonSchema(document.raw.components) });
  const known = new Map<unknown, ValidateFunction>();
  const validatorOf = (schema: unknown): ValidateFunction => {
    let validate = known.get(schema);
    if (!validate) known.set(schema, (validate = ajv.compile(asJsonSchema(schema) as object)));
    return validate;
  };
  return { document, validatorOf };
}

/** OpenAPI 3.0 writes a few things otherwise than JSON Schema does. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (!isJsonObject(schema)) return schema;
  const json: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [
      key,
      key === 'enum' || key === 'example' || key === 'default' ? part : asJsonSchema(part),
    ]),
  );
  if (typeof json.$ref === 'string') json.$ref = `document:${json.$ref}`;
  for (const [limit, flag] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof json[flag] !== 'boolean') continue;
    const [isExcluded, value] = [json[flag], json[limit]];
    json[flag] = isExcluded ? value : undefined;
    json[limit] = isExcluded ? undefined : value;
    for (const key of [flag, limit]) if (json[key] === undefined) Reflect.deleteProperty(json, key);
  }
  delete json.discriminator;
  // Some documents call numbers texts.
  if (Array.isArray(json.enum) && json.enum.every((value) => typeof value !== json.type)) delete json.type;
  if (json.nullable !== true) return json;
  delete json.nullable;
  return { anyOf: [{ type: 'null' }, json] };
}

export function answerFaults(
  validators: Validators,
  responses: unknown,
  { status, body, type }: { readonly status: number; readonly body: unknown; readonly type?: string },
): readonly string[] {
  const all = isJsonObject(responses) ? responses : {};
  const response = all[String(status)] ?? all['2XX'] ?? all.default;
  if (response === undefined && Object.keys(all).length > 0) return [`${status} is not described`];
  const described = resolveSchema(validators.document, response).content;
  const content = isJsonObject(described) ? described : {};
  const [media] = Object.entries(content);
  if (type !== undefined) return media?.[0] === type ? [] : [`${type} is not described`];
  if (!media || !isJsonObject(media[1]) || !('schema' in media[1])) {
    return body === undefined || body === null ? [] : ['has a body that is not described'];
  }
  const validate = validators.validatorOf(media[1].schema);
  return validate(JSON.parse(JSON.stringify(body)))
    ? []
    : [`${JSON.stringify(validate.errors?.[0])} in ${JSON.stringify(body)}`];
}

/** A real address: each identifier is one that the list above it has. */
export function addressOf(ground: Ground, route: Route): string {
  let path = '';
  for (const [index, segment] of route.segments.entries()) {
    if (!isParameter(segment)) {
      path += `/${segment}`;
      continue;
    }
    const levels = route.segments.length - index - 1;
    const list = (levels === 0 ? route : ground.edition.routes.above(route, levels))?.list;
    const members = list
      ? (ground.call('GET', `${path}?${queryFor(ground.edition, list)}`).body as readonly unknown[])
      : [];
    // The first ones may have been made here: nothing is under those.
    const member = members.at(-1);
    const field = list?.identifier ?? 'id';
    const id = isJsonObject(member) ? member[field] : member;
    path += `/${encodeURIComponent(typeof id === 'string' || typeof id === 'number' ? id : '2026-11')}`;
  }
  return path;
}

/** What a list can't be asked without. */
export function queryFor({ data }: Edition, { operations }: Route, method = 'GET'): string {
  const needed = (operations.get(method)?.parameters ?? []).filter(
    (one) => one.in === 'query' && one.required,
  );
  return new URLSearchParams(
    needed.map(({ name, schema }) => [name, String(data.make(schema, 1, name))]),
  ).toString();
}

/** The checksum of what a route changes: that of the resource itself, or of the one that an action is done to. */
function checksumOf(ground: Ground, route: Route, path: string): string | undefined {
  const isList = route.kind === 'collection' || route.kind === 'rows';
  const subject = route.kind === 'action' ? ground.edition.routes.above(route) : route;
  if (isList || !subject?.operations.has('GET')) return undefined;
  const at = subject === route ? path : path.slice(0, path.lastIndexOf('/'));
  const body: unknown = ground.call('GET', `${at}?${queryFor(ground.edition, subject)}`).body;
  return isJsonObject(body) && typeof body.checksum === 'string' ? body.checksum : undefined;
}

/** A body that the schema allows: made data, without what only the API sets, with what only clients write. */
function bodyFor(edition: Edition, schema: unknown, checksum: string | undefined): unknown {
  const made = edition.data.make(schema, 5);
  const fit = (part: unknown, value: unknown): unknown => {
    const model = edition.models.of(part);
    if (Array.isArray(value)) return value.map((one) => fit(model.items, one));
    if (!isJsonObject(value)) return value;
    const fields = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      const field = model.properties.get(name);
      return edition.models.of(field).isReadOnly ? [] : [[name, field ? fit(field, member) : member]];
    });
    for (const name of model.required) {
      const field = model.properties.get(name);
      if (edition.models.of(field).isWriteOnly) fields.push([name, edition.data.make(field, 1, name)]);
    }
    return Object.fromEntries(fields);
  };
  const body = fit(schema, made);
  return isJsonObject(body) && 'checksum' in body && checksum !== undefined ? { ...body, checksum } : body;
}

/** For each field at the top and one level below: the body with a value there that can't be right. */
function badBodies(
  edition: Edition,
  schema: unknown,
  body: Readonly<Record<string, unknown>>,
): [string, unknown][] {
  const model = edition.models.of(schema);
  if (model.choices.length > 0) return [];
  return Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    const field = model.properties.get(name);
    const { shape, choices } = edition.models.of(field);
    if (shape === 'any' || choices.length > 0) return [];
    const own: [string, unknown] = [name, { ...body, [name]: shape === 'boolean' ? 'no' : true }];
    if (shape === 'string' || !isJsonObject(value)) return [own];
    const inner = badBodies(edition, field, value).map(([place, bad]): [string, unknown] => [
      `${name}.${place}`,
      { ...body, [name]: bad },
    ]);
    return [own, ...inner];
  });
}

function refusalOf(ground: Ground, method: string, path: string, body: unknown): Refusal | undefined {
  try {
    ground.call(method, path, { body });
    return undefined;
  } catch (failure) {
    if (failure instanceof Refusal) return failure;
    throw failure;
  }
}
