import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ApiClient } from '../../../src/api/apiClient.js';
import { isJsonObject } from '../../../src/api/jsonObject.js';
import type { FaultEffect } from '../../../src/sandbox/faults/faults.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { anotherClient } from '../anotherClient.js';
import type { Fields } from './oracle.js';

/** The schema versions of the cabinet. */
export const VERSIONS = ['1.0', '2.0'] as const;

/** Writes the documents that a sandbox serves into a folder: the cabinet, at two versions. */
export function writeDocuments(yamlFile: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ovhapi-saves-'));
  return VERSIONS.map((version) => {
    const document = parse(readFileSync(yamlFile, 'utf8'), { merge: true }) as { info: { version: string } };
    document.info.version = version;
    const file = join(folder, `cabinet-${version}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
}

/** One answer that goes wrong. */
export interface Fault {
  readonly name: string;
  readonly effects: readonly FaultEffect[];
}

const error = (status: number, errorClass?: string): FaultEffect => ({
  kind: 'error',
  status,
  ...(errorClass === undefined ? {} : { class: errorClass }),
});

/** What can happen to a request: refused, lost on the way there or back, or answered with what is no answer. */
export const FAULTS: readonly Fault[] = [
  { name: 'connection cut before it arrives', effects: [error(500), { kind: 'drop' }] },
  { name: 'connection cut after it was taken', effects: [{ kind: 'drop' }] },
  { name: 'answer cut short', effects: [{ kind: 'truncate' }] },
  { name: '500', effects: [error(500)] },
  { name: '502', effects: [error(502)] },
  { name: '503', effects: [error(503)] },
  { name: '429', effects: [{ kind: 'tooMany', retryAfterS: 0 }] },
  { name: '429 for long', effects: [{ kind: 'tooMany', retryAfterS: 3_600 }] },
  { name: '200 with an error, taken', effects: [{ kind: 'wrongJson', value: { result: 'error' } }] },
  { name: '200 with an error, not taken', effects: [error(200)] },
  { name: '200 with a list', effects: [{ kind: 'wrongJson', value: [42, null] }] },
  { name: '200 with an empty object', effects: [{ kind: 'wrongJson', value: {} }] },
  { name: '200 with null', effects: [{ kind: 'wrongJson', value: null }] },
  { name: 'page of a proxy', effects: [{ kind: 'html' }] },
  { name: '400', effects: [error(400, 'Client::BadRequest::InvalidField')] },
  { name: '401', effects: [error(401, 'Client::Unauthorized')] },
  { name: '403', effects: [error(403, 'Client::Forbidden')] },
  { name: '404', effects: [error(404, 'Client::NotFound')] },
  { name: '409 busy', effects: [error(409, 'Client::Conflict::ResourceBusy')] },
  { name: '412 without a reason', effects: [error(412, 'Client::PreconditionFailed')] },
];

/** What can be edited: with a checksum, without one, and without a spec. */
export const COLLECTIONS = ['/cabinet/card', '/cabinet/drawer', '/cabinet/note'] as const;

/** As many members as one page of a collection takes. */
const SHELF = 500;

/** How many sequences have one stand-in API: each has resources of its own. */
export const SHARING = 50;

/** The stand-in API of several sequences, and the other client. */
export class Room {
  private constructor(
    readonly sandbox: Sandbox,
    readonly other: ApiClient,
    private readonly paths: ReadonlyMap<string, readonly string[]>,
  ) {}

  static async open(documents: readonly string[], seed: number): Promise<Room> {
    const sandbox = await startSandbox({ documents, seed, resources: SHARING, clock: 'manual' });
    const other = anotherClient(sandbox);
    const paths = new Map<string, readonly string[]>();
    for (const collection of COLLECTIONS) {
      const { items } = await other.page({ path: collection, size: SHARING });
      paths.set(
        collection,
        items.map((item) => `${collection}/${isJsonObject(item) ? String(item.id) : ''}`),
      );
    }
    return new Room(sandbox, other, paths);
  }

  /** One resource of a collection, as nobody has edited it yet. */
  async cloud(collection: (typeof COLLECTIONS)[number], index: number): Promise<Cloud> {
    const path = this.paths.get(collection)?.[index];
    if (path === undefined) throw new Error(`${collection} has no resource ${String(index)}.`);
    await this.sandbox.client.clearFaults();
    return new Cloud(this.sandbox, this.other, path);
  }

  /** A collection in which something is made. */
  async shelf(collection: (typeof COLLECTIONS)[number]): Promise<Shelf> {
    await this.sandbox.client.clearFaults();
    return new Shelf(this.sandbox, this.other, collection);
  }

  async close(): Promise<void> {
    await this.other.close();
    await this.sandbox.stop();
  }
}

/** The one resource of a sequence. */
export class Cloud {
  readonly sandbox: Sandbox;
  readonly #other: ApiClient;
  /** Its path below the branch. */
  readonly path: string;

  constructor(sandbox: Sandbox, other: ApiClient, path: string) {
    this.sandbox = sandbox;
    this.#other = other;
    this.path = path;
  }

  /** What the cloud has now. */
  async read(): Promise<Fields> {
    // Faults wait at the address without the slash.
    const response = await this.#other.request({ method: 'GET', path: `${this.path}/`, priority: 'user' });
    const json = response.json();
    return fieldsOf(isJsonObject(json) && isJsonObject(json.targetSpec) ? json.targetSpec : json);
  }

  /** What was written into the field that no answer shows. */
  async pins(): Promise<readonly string[]> {
    const writes = await this.sandbox.client.hiddenWrites(this.path);
    return writes.flatMap(({ fields }) => Object.values(fields).map(String));
  }

  async fail(method: string, { effects }: Fault): Promise<void> {
    for (const effect of effects) {
      await this.sandbox.client.inject({ method, path: `/v2${this.path}`, times: 1, effect });
    }
  }
}

/** A collection of a sequence that makes a resource. */
export class Shelf extends Cloud {
  readonly #client: ApiClient;
  readonly #known = new Set<string>();

  constructor(sandbox: Sandbox, other: ApiClient, path: string) {
    super(sandbox, other, path);
    this.#client = other;
  }

  /** Its members since the last look. */
  async newest(): Promise<readonly string[]> {
    const newest: string[] = [];
    for await (const { items } of this.#client.pages({ path: this.path, size: SHELF })) {
      const ids = items.map((item) => (isJsonObject(item) ? String(item.id) : ''));
      newest.push(...ids.filter((id) => !this.#known.has(id)));
    }
    for (const id of newest) this.#known.add(id);
    return newest;
  }

  /** What was made since the last look, with the field that no answer shows. */
  async made(): Promise<readonly Fields[]> {
    const made: Fields[] = [];
    for (const id of await this.newest()) {
      const resource = new Cloud(this.sandbox, this.#client, `${this.path}/${id}`);
      const pins = (await resource.pins()).map((pin): [string, string] => ['pin', pin]);
      made.push(new Map([...(await resource.read()), ...pins]));
    }
    return made;
  }
}

/** Fields that hold secrets; the API never answers a `pin`. */
export const SECRETS: ReadonlySet<string> = new Set(['code', 'pin']);

/** What both clients edit. */
export const FIELDS = ['name', 'description', 'labels.a', 'labels.b', 'labels.c', 'code'] as const;

const WRITABLE = new Set(['name', 'description', 'code', 'labels']);

/** The fields of a spec that an update takes, labels one by one. */
export function fieldsOf(spec: unknown): Fields {
  const fields = new Map<string, string>();
  if (!isJsonObject(spec)) return fields;
  for (const [name, value] of Object.entries(spec)) {
    if (!WRITABLE.has(name)) continue;
    if (isJsonObject(value)) {
      for (const [key, label] of Object.entries(value)) fields.set(`${name}.${key}`, String(label));
    } else fields.set(name, String(value));
  }
  return fields;
}
