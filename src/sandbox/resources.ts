import { randomUUID } from 'node:crypto';
import { resolveSchema, type OpenApiOperation } from '../schema/openapi.js';
import { Bodies } from './bodies.js';
import type { Cursors } from './cursors.js';
import type { Reconciler } from './reconciler.js';
import { Refusal } from './refusal.js';
import { matchRoute, type Route } from './routes.js';
import type { Edition, World } from './world.js';

type Json = Record<string, unknown>;

export interface ResourceRequest {
  readonly edition: Edition;
  readonly method: string;
  /** Below the branch, encoded. */
  readonly path: string;
  readonly body: string;
  readonly cursor: string | undefined;
  readonly size: string | undefined;
}

export interface ResourceAnswer {
  readonly body: unknown;
  readonly next?: string | undefined;
}

const USUAL_PAGE = 50;
const LARGEST_PAGE = 1_000;

/** Answers every path and method of a document. */
export class Resources {
  readonly #world: World;
  readonly #cursors: Cursors;
  readonly #reconciler: Reconciler;
  readonly #bodies = new Map<Edition, Bodies>();

  constructor(world: World, cursors: Cursors, reconciler: Reconciler) {
    this.#world = world;
    this.#cursors = cursors;
    this.#reconciler = reconciler;
  }

  /** Throws a `Refusal` for whatever is not there or not allowed. */
  answer(request: ResourceRequest): ResourceAnswer {
    const match = matchRoute(request.edition.routes, request.path);
    if (!match) throw new Refusal(404, 'Client::NotFound', `${request.path} is no path of this version`);
    const { route } = match;
    const operation = route.operations.get(request.method);
    if (!operation) {
      throw new Refusal(405, 'Client::MethodNotAllowed', `${request.method} is not allowed here`, {
        allow: [...route.operations.keys()].join(', '),
      });
    }
    this.#checkParents(request.edition, route, request.path);
    if (request.method === 'GET') return this.#read(request, route, operation);
    if (request.method === 'POST') return this.#post(request, route, operation);
    if (request.method === 'DELETE') return this.#remove(request, route, operation);
    return this.#update(request, route, operation);
  }

  /** Every identifier on the way has to be one of its list. */
  #checkParents(edition: Edition, route: Route, path: string): void {
    const segments = path.split('/').filter(Boolean);
    for (const [index, segment] of route.segments.entries()) {
      if (!segment.startsWith('{')) continue;
      const listTemplate = `/${route.segments.slice(0, index).join('/')}`;
      const list = edition.routes.find(({ template }) => template === listTemplate);
      if (!list || list.kind === 'other') continue;
      const listPath = `/${segments.slice(0, index).join('/')}`;
      const id = decodeURIComponent(segments[index] ?? '');
      const isThere =
        list.kind === 'history'
          ? (this.#world.touched(parentOf(listPath))?.tasks ?? []).some((task) => task['id'] === id)
          : this.#world.has(edition, list, listPath, id);
      if (!isThere)
        throw new Refusal(404, 'Client::NotFound', `There is no ${segments[index - 1] ?? ''} ${id}`);
    }
  }

  #read(request: ResourceRequest, route: Route, operation: OpenApiOperation): ResourceAnswer {
    const { edition, path } = request;
    if (route.kind === 'history') return this.#history(request);
    if (route.kind === 'list') return this.#list(request, route, operation);
    const last = decodeURIComponent(path.split('/').at(-1) ?? '');
    const task = /\/task\/[^/]+$/.test(path)
      ? this.#world.touched(parentOf(parentOf(path)))?.tasks.find(({ id }) => id === last)
      : undefined;
    if (task) return { body: task };
    if (route.kind === 'item') {
      return { body: this.#world.resource(edition, route, operation.responseSchema, path, last) };
    }
    return { body: edition.data.value(operation.responseSchema, path) };
  }

  #list(request: ResourceRequest, route: Route, operation: OpenApiOperation): ResourceAnswer {
    const { edition, path } = request;
    const member = resolveSchema(edition.document, operation.responseSchema)['items'];
    const isText = resolveSchema(edition.document, member)['type'] === 'string';
    return this.#page(request, this.#world.count(path), (index) => {
      const id = this.#world.idAt(edition, route, path, index);
      if (id === undefined) return undefined;
      if (isText) return id;
      return this.#world.resource(edition, route, member, `${path}/${encodeURIComponent(id)}`, id);
    });
  }

  #history(request: ResourceRequest): ResourceAnswer {
    const touched = this.#world.touched(parentOf(request.path));
    const entries = (request.path.endsWith('/task') ? touched?.tasks : touched?.events) ?? [];
    return this.#page(request, entries.length, (index) => entries[index]);
  }

  #page(
    { path, cursor, size }: ResourceRequest,
    total: number,
    memberAt: (index: number) => unknown,
  ): ResourceAnswer {
    const asked = size === undefined ? USUAL_PAGE : Number(size);
    if (!Number.isInteger(asked) || asked < 1) {
      throw new Refusal(400, 'Client::BadRequest::InvalidPageSize', 'The page size is no positive number');
    }
    const start = cursor === undefined ? 0 : this.#cursors.read(path, cursor);
    const end = Math.min(total, start + Math.min(asked, LARGEST_PAGE));
    const body: unknown[] = [];
    for (let index = start; index < end; index += 1) {
      const member = memberAt(index);
      if (member !== undefined) body.push(member);
    }
    return { body, next: end < total ? this.#cursors.write(path, end) : undefined };
  }

  #post({ edition, path, body }: ResourceRequest, route: Route, operation: OpenApiOperation): ResourceAnswer {
    const fields = operation.requestSchema ? this.#readBody(edition, operation, body) : {};
    if (route.kind !== 'list')
      return { body: edition.data.value(operation.responseSchema, `${path}?${randomUUID()}`) };
    const item = edition.routes.find(({ template }) => template === route.itemTemplate);
    const schema = item?.operations.get('GET')?.responseSchema ?? operation.responseSchema;
    const named = route.identifier === undefined ? undefined : fields[route.identifier];
    const id = typeof named === 'string' ? named : randomUUID();
    const itemPath = `${path}/${encodeURIComponent(id)}`;
    const touched = this.#world.create(path, id);
    Object.assign(this.#world.touch(itemPath).fields, fields, { createdAt: new Date().toISOString() });
    if (item?.isEnvelope) this.#converge(itemPath, 'Create', 'CREATING');
    void touched;
    return { body: this.#world.resource(edition, item ?? route, schema, itemPath, id) };
  }

  #update(
    { edition, path, body }: ResourceRequest,
    route: Route,
    operation: OpenApiOperation,
  ): ResourceAnswer {
    const fields = this.#readBody(edition, operation, body);
    const id = decodeURIComponent(path.split('/').at(-1) ?? '');
    const schema = route.operations.get('GET')?.responseSchema;
    const now = this.#world.resource(edition, route, schema, path, id);
    const { checksum, ...rest } = fields;
    if (route.isEnvelope && checksum !== undefined && checksum !== now['checksum']) {
      throw new Refusal(
        409,
        'Client::Conflict::ChecksumMismatch',
        'The resource changed since its checksum was read',
        {
          checksum: String(now['checksum']),
        },
      );
    }
    const touched = this.#world.touch(path);
    if (route.isEnvelope) touched.fields['currentState'] ??= now['currentState'];
    Object.assign(touched.fields, rest, { updatedAt: new Date().toISOString() });
    if (route.isEnvelope) {
      touched.checksum = randomUUID().replaceAll('-', '').slice(0, 16);
      this.#converge(path, 'Update', 'UPDATING');
    }
    return { body: this.#world.resource(edition, route, schema, path, id) };
  }

  #remove({ path }: ResourceRequest, route: Route, operation: OpenApiOperation): ResourceAnswer {
    if (!route.isEnvelope) {
      this.#world.remove(path);
      return { body: null };
    }
    this.#reconciler.begin(path, 'Delete', 'DELETING', () => {
      this.#world.remove(path);
    });
    void operation;
    return { body: null };
  }

  #converge(path: string, type: string, status: string): void {
    this.#reconciler.begin(path, type, status, ({ fields }) => {
      const target = fields['targetSpec'] as Json | undefined;
      fields['currentState'] = { ...(fields['currentState'] as Json | undefined), ...target };
    });
  }

  #readBody(edition: Edition, operation: OpenApiOperation, text: string): Json {
    let bodies = this.#bodies.get(edition);
    if (!bodies) {
      bodies = new Bodies(edition.document);
      this.#bodies.set(edition, bodies);
    }
    return bodies.read(operation, text);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
