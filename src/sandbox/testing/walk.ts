import type { OpenApiOperation } from '../../schema/openapi.js';
import { isJsonObject } from '../../schema/openapi.js';
import { signatureOf, type SandboxCredentials } from '../access/credentials.js';
import type { Edition, ServedSection } from '../sections/editions.js';
import { isParameter } from '../../schema/pathTemplate.js';
import { keyOf, pathOf, type Route } from '../sections/routes.js';
import { placeOf } from '../data/seed.js';
import { Validation } from '../sections/validation.js';

export interface WalkOptions {
  /** The branch, for example `http://127.0.0.1:4711/v2`. */
  readonly api: string;
  readonly credentials: SandboxCredentials;
  readonly sections: readonly ServedSection[];
  /** Milliseconds since the epoch, for signatures. */
  readonly now: () => number;
}

/** What a walk over all GET routes found. */
export interface WalkOutcome {
  /** Routes that were asked, of all versions. */
  readonly routes: number;
  readonly requests: number;
  /** Routes that could not be asked, since no real identifier for them was found. */
  readonly unreached: readonly string[];
  /** Answers that were not 2xx. */
  readonly refused: readonly string[];
  /** Answers that are not as their schema says. */
  readonly violations: readonly string[];
}

interface Walk extends WalkOptions {
  requests: number;
  readonly refused: string[];
  readonly violations: string[];
}

/** Asks every GET route of the sections over HTTP, with identifiers that the lists above them gave, and checks each answer. */
export async function walk(options: WalkOptions): Promise<WalkOutcome> {
  const state: Walk = { ...options, requests: 0, refused: [], violations: [] };
  const unreached: string[] = [];
  let routes = 0;
  for (const { editions } of options.sections) {
    for (const edition of editions) {
      const validation = new Validation(edition.models);
      const known = new Map<string, readonly (readonly string[])[]>();
      // What is nearer to the root comes first: it gives the identifiers that the rest needs.
      const readable = edition.routes.all
        .filter(({ operations }) => operations.has('GET'))
        .sort((a, b) => a.segments.length - b.segments.length);
      for (const route of readable) {
        const addresses = await addressesOf(state, edition, route, known);
        if (addresses.length === 0) unreached.push(`${edition.version} ${route.template}`);
        for (const values of addresses) await visit(state, edition, validation, route, values);
        routes += 1;
      }
    }
  }
  const { requests, refused, violations } = state;
  return { routes, requests, unreached, refused, violations };
}

/** A few real addresses of a route: those of what is above it, with the identifiers that its lists hold. */
async function addressesOf(
  state: Walk,
  edition: Edition,
  route: Route,
  known: Map<string, readonly (readonly string[])[]>,
): Promise<readonly (readonly string[])[]> {
  const last = route.segments.findLastIndex(isParameter);
  if (last < 0) return [route.segments];
  const prefix = edition.routes.above(route, route.segments.length - last - 1) ?? route;
  let owners = known.get(prefix.key);
  if (!owners) {
    const list = prefix.list;
    const lists = list ? await addressesOf(state, edition, list, known) : [];
    const found: (readonly string[])[] = [];
    for (const values of lists.slice(0, FEW)) {
      for (const id of await identifiersOf(state, edition, list, values)) found.push([...values, id]);
    }
    // Nothing lists these: any identifier is as real as another.
    if (!list) found.push(...(await withoutList(state, edition, route, last, known)));
    owners = found;
    known.set(prefix.key, owners);
  }
  return owners.slice(0, FEW * 2).map((values) => [...values, ...route.segments.slice(last + 1)]);
}

const FEW = 3;

async function withoutList(
  state: Walk,
  edition: Edition,
  route: Route,
  last: number,
  known: Map<string, readonly (readonly string[])[]>,
): Promise<readonly (readonly string[])[]> {
  // What is before may not be a path; the identifiers in it are real all the same.
  const segments = route.segments.slice(0, last);
  const before = await addressesOf(
    state,
    edition,
    edition.routes.withKey(keyOf(segments)) ?? { ...route, segments, key: keyOf(segments), list: undefined },
    known,
  );
  const parameter = route.segments[last]?.slice(1, -1);
  const schema = route.operations.get('GET')?.parameters.find(({ name }) => name === parameter)?.schema;
  const id = schema ? String(edition.data.make(schema, placeOf(1, route.key), parameter)) : 'some';
  return before.slice(0, 1).map((values) => [...values, id]);
}

async function identifiersOf(
  state: Walk,
  edition: Edition,
  list: Route | undefined,
  values: readonly string[],
): Promise<readonly string[]> {
  if (!list) return [];
  const { body } = await ask(state, edition, list.operations.get('GET'), pathOf(values));
  const members: readonly unknown[] = Array.isArray(body) ? body : [];
  const ids = members.map((member) => (isJsonObject(member) ? member[list.identifier ?? 'id'] : member));
  const real = ids.filter((id) => typeof id === 'string' || typeof id === 'number').map(String);
  return [...real.slice(0, FEW), ...real.slice(-1)];
}

async function visit(
  state: Walk,
  edition: Edition,
  validation: Validation,
  route: Route,
  values: readonly string[],
): Promise<void> {
  const operation = route.operations.get('GET');
  const path = pathOf(values);
  const { status, body } = await ask(state, edition, operation, path);
  const name = `${edition.version} GET ${path}`;
  if (status < 200 || status > 299) {
    state.refused.push(`${name}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
    return;
  }
  if (operation?.responseSchema === undefined) return;
  const [problem] = validation.problems(operation.responseSchema, body, 'response');
  if (problem) state.violations.push(`${name}: ${problem.path} ${problem.message}`);
}

async function ask(
  state: Walk,
  edition: Edition,
  operation: OpenApiOperation | undefined,
  path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  state.requests += 1;
  const url = new URL(`${state.api}${path}`);
  for (const { name, in: place, required, schema } of operation?.parameters ?? []) {
    if (place !== 'query' || !required) continue;
    const value = edition.data.make(schema, placeOf(1, name), name);
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const timestamp = String(Math.floor(state.now() / 1_000));
  const { applicationKey, consumerKey } = state.credentials;
  const response = await fetch(url, {
    headers: {
      'x-schemas-version': edition.version,
      'x-ovh-application': applicationKey,
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': timestamp,
      'x-ovh-signature': signatureOf(
        state.credentials,
        { method: 'GET', url: url.href, body: '' },
        timestamp,
      ),
    },
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}
