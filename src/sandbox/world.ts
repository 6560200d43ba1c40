import { propertiesOf, resolveSchema, type OpenApiDocument } from '../schema/openapi.js';
import type { Route } from './routes.js';
import { SeedData, type Seed } from './seedData.js';

type Json = Record<string, unknown>;

/** A resource that was touched: what is asked, what is, and what happened to it. */
export interface Touched {
  readonly fields: Json;
  checksum: string;
  status: string;
  tasks: Json[];
  events: Json[];
}

/** What one version of a section makes of the world: its document, its routes and its seed data. */
export interface Edition {
  readonly version: string;
  readonly document: OpenApiDocument;
  readonly routes: readonly Route[];
  readonly data: SeedData;
}

export interface WorldOptions {
  readonly seed: Seed;
  /** How many resources a list at the top holds; lists below hold a few. */
  readonly resources: number;
  readonly now: () => number;
}

const BELOW = 4;

/** Everything that exists. What nobody touched is made anew from its seed whenever it is looked at. */
export class World {
  readonly #options: WorldOptions;
  readonly #touched = new Map<string, Touched>();
  readonly #created = new Map<string, string[]>();
  readonly #deleted = new Set<string>();

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  /** How many members a list has. */
  count(path: string): number {
    return this.#seeded(path) + (this.#created.get(path)?.length ?? 0);
  }

  /** The identifier of a list's member by its place, and whether it still exists. */
  idAt(edition: Edition, route: Route, path: string, index: number): string | undefined {
    const created = this.#created.get(path) ?? [];
    const id =
      index < created.length ? created[index] : this.#seededId(edition, route, path, index - created.length);
    return id === undefined || this.#deleted.has(`${path}/${id}`) ? undefined : id;
  }

  /** Whether an identifier is one of a list's. Seeded ones are looked for, not kept. */
  has(edition: Edition, route: Route, path: string, id: string): boolean {
    if (this.#deleted.has(`${path}/${id}`)) return false;
    if (this.#touched.has(`${path}/${id}`) || this.#created.get(path)?.includes(id)) return true;
    for (let index = 0; index < this.#seeded(path); index += 1) {
      if (this.#seededId(edition, route, path, index) === id) return true;
    }
    return false;
  }

  touched(path: string): Touched | undefined {
    return this.#touched.get(path);
  }

  touch(path: string): Touched {
    let touched = this.#touched.get(path);
    if (!touched) {
      touched = {
        fields: {},
        checksum: this.#options.seed.hex(`${path}?checksum`, 16),
        status: 'READY',
        tasks: [],
        events: [],
      };
      this.#touched.set(path, touched);
    }
    return touched;
  }

  create(path: string, id: string): Touched {
    this.#created.set(path, [id, ...(this.#created.get(path) ?? [])]);
    return this.touch(`${path}/${id}`);
  }

  remove(path: string): void {
    this.#deleted.add(path);
    this.#touched.delete(path);
  }

  /** A resource as a version shows it: from its seed, with what was asked and done laid over it. */
  resource(edition: Edition, route: Route, schema: unknown, path: string, id: string): Json {
    const made = edition.data.value(schema, path);
    const value: Json = isRecord(made) ? made : {};
    if (route.identifier !== undefined) value[route.identifier] = id;
    const touched = this.#touched.get(path);
    if (route.isEnvelope) this.#settle(edition, schema, value, path, touched);
    if (touched) Object.assign(value, this.#known(edition, schema, touched.fields));
    return value;
  }

  /** A fresh envelope is in sync: what is equals what is asked. */
  #settle(edition: Edition, schema: unknown, value: Json, path: string, touched: Touched | undefined): void {
    const target: unknown = value['targetSpec'];
    if (isRecord(target) && isRecord(value['currentState'])) {
      const names = new Set(
        Object.keys(propertiesOf(edition.document, propertiesOf(edition.document, schema)['currentState'])),
      );
      const shared = Object.fromEntries(Object.entries(target).filter(([name]) => names.has(name)));
      value['currentState'] = { ...value['currentState'], ...shared };
    }
    value['resourceStatus'] = touched?.status ?? 'READY';
    value['checksum'] = touched?.checksum ?? this.#options.seed.hex(`${path}?checksum`, 16);
    value['currentTasks'] = (touched?.tasks ?? [])
      .filter((task) => task['status'] !== 'DONE')
      .map(({ id, link, status, type }) => ({ id, link, status, type }));
  }

  #known(edition: Edition, schema: unknown, fields: Json): Json {
    const names = propertiesOf(edition.document, resolveSchema(edition.document, schema));
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name in names));
  }

  #seeded(path: string): number {
    const isTop = path.split('/').filter(Boolean).length <= 2;
    return isTop ? this.#options.resources : 1 + this.#options.seed.number(`${path}#`, BELOW);
  }

  #seededId(edition: Edition, route: Route, path: string, index: number): string | undefined {
    if (index >= this.#seeded(path)) return undefined;
    const item =
      route.itemTemplate &&
      edition.document.operations.find((one) => one.method === 'GET' && one.path === route.itemTemplate);
    const list = edition.document.operations.find(
      (one) => one.method === 'GET' && one.path === route.template,
    );
    const member = item
      ? item.responseSchema
      : resolveSchema(edition.document, list?.responseSchema)['items'];
    const schema =
      route.identifier === undefined ? undefined : propertiesOf(edition.document, member)[route.identifier];
    const id = edition.data.value(
      schema ?? { type: 'string', format: 'uuid' },
      `${path}#${String(index)}`,
      route.identifier ?? 'id',
    );
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
