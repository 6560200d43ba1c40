import { isJsonObject } from '../../schema/openapi.js';
import { hasParameters } from '../../schema/pathTemplate.js';
import { isPaged, successOf, type Call, type CallAnswer } from './call.js';
import { demoRows } from './demoWorld.js';
import { isShown } from './filters.js';
import { Refusal } from '../answers/refusal.js';
import { pathOf } from '../sections/routes.js';
import { draw, inside } from '../data/seed.js';
import type { World } from '../world/world.js';

/** How many items a page has by default, and at most. */
const USUAL_PAGE = 50;
const LARGEST_PAGE = 1_000;

/** What a cursor is good for. */
function listKey(path: string, query: URLSearchParams): string {
  return `${path}?${query.toString()}`;
}

/** Members by their numbers, which they keep; some may be missing. */
interface Listed {
  readonly from: number;
  readonly to: number;
  readonly at: (ordinal: number) => unknown;
}

/** Answers GET of a list. Throws a `Refusal` for a wrong size or cursor. */
export function readList(world: World, call: Call): CallAnswer {
  return pageOf(world, call, listed(world, call));
}

/** One page of what an action answered, when that is a list. */
export function pageOfArray(world: World, call: Call, items: readonly unknown[]): CallAnswer {
  return pageOf(world, call, { from: 0, to: items.length, at: (index) => items[index] });
}

function listed(world: World, call: Call): Listed {
  const { edition, route, path } = call;
  switch (route.kind) {
    case 'collection':
      return { ...world.collections.range(route, path), at: (ordinal) => memberAt(world, call, ordinal) };
    case 'tasks':
    case 'events': {
      const owner = edition.routes.above(route) ?? route;
      const ownerPath = pathOf(call.values.slice(0, -1));
      return fromArray(world.history[route.kind](edition, owner, ownerPath, route.schema));
    }
    default:
      return fromArray(demoRows(world, call) ?? rows(world, call));
  }
}

function fromArray(items: readonly unknown[]): Listed {
  return { from: 0, to: items.length, at: (index) => items[index] };
}

function memberAt(world: World, { edition, route, path }: Call, ordinal: number): unknown {
  const id = world.collections.at(route, path, ordinal);
  if (id === undefined) return undefined;
  const { shape } = edition.models.of(route.schema);
  if (shape === 'integer' || shape === 'number') return Number(id);
  if (shape !== 'object') return id;
  return world.representation.show(
    edition,
    route.item ?? route,
    `${path}/${encodeURIComponent(id)}`,
    id,
    route.schema,
  );
}

const FEW_ROWS = 4;
const MANY_ROWS = 24;

/** What has no address: one row for each value of what distinguishes them, or a handful. */
function rows(world: World, { edition, route, path, operation }: Call): readonly unknown[] {
  const { models, data } = edition;
  const place = world.representation.place(path);
  const model = models.of(route.schema);
  if (model.values) return model.values.filter((value) => value !== null);
  const telling = [...model.properties].find(
    ([, schema]) => models.of(schema).values !== undefined && !models.of(schema).takesNull,
  );
  const values = telling && models.of(telling[1]).values;
  const usual =
    hasParameters(route.template) || model.shape !== 'object' ? FEW_ROWS + draw(place, 5, 2) : MANY_ROWS;
  const name = (route.segments.at(-1) ?? '').replace(/s$/, '');
  const { least, most = Infinity } = models.of(operation.responseSchema);
  const count = Math.min(most, Math.max(least, values?.length ?? usual));
  const made = Array.from({ length: count }, (_, index) => {
    const row = data.make(route.schema, inside(place, index), name);
    return telling && values && isJsonObject(row)
      ? { ...row, [telling[0]]: values[index % values.length] }
      : row;
  });
  return model.shape === 'object' ? made : [...new Set(made)];
}

function pageOf(world: World, call: Call, { from, to, at }: Listed): CallAnswer {
  const { operation, path, query, cursor, size } = call;
  const { status } = successOf(call);
  const wanted = isPaged(operation) ? pageSize(size) : Infinity;
  const list = listKey(path, query);
  let ordinal = cursor === undefined ? from : world.cursors.read(list, cursor);
  const body: unknown[] = [];
  for (; ordinal < to; ordinal += 1) {
    const member = at(ordinal);
    if (member === undefined || !isShown(call, member)) continue;
    if (body.length === wanted) return { status, body, next: world.cursors.write(list, ordinal) };
    body.push(member);
  }
  return { status, body };
}

function pageSize(size: string | undefined): number {
  if (size === undefined) return USUAL_PAGE;
  if (!/^\d{1,9}$/.test(size) || Number(size) === 0) {
    throw new Refusal(400, 'Client::BadRequest::InvalidPageSize', 'X-Pagination-Size is no number above 0', {
      header: 'X-Pagination-Size',
    });
  }
  return Math.min(Number(size), LARGEST_PAGE);
}
