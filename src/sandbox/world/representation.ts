import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import type { Customs } from '../customs.js';
import type { Edition } from '../sections/editions.js';
import { NO_FIT } from '../data/fitting.js';
import type { History } from './history.js';
import type { Records, ResourceRecord } from './records.js';
import { isEnvelope, type Route } from '../sections/routes.js';
import { hexAt, inside, placeOf, type Place } from '../data/seed.js';

/** What a status is for a model that does not have it. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  CREATION_PLANNED: ['CREATING'],
  OUT_OF_SYNC: ['READY'],
};

/** A resource's body while it is put together. */
type Draft = Record<string, unknown>;

export interface RepresentationOptions {
  readonly seed: number;
  readonly records: Records;
  readonly history: History;
  readonly customs: Pick<Customs, 'plansCreations'>;
}

/** How many resources that nothing has touched are kept as they were shown, in each of two shelves; each takes a few kilobytes. */
const MOST_KEPT = 500;

/** Resources as they were shown, and what is sent for them. */
interface Shelf {
  readonly shown: Map<string, unknown>;
  /** Empty until it is sent. */
  readonly texts: Map<unknown, string>;
}

function emptyShelf(): Shelf {
  return { shown: new Map(), texts: new Map() };
}

/** Shows resources as a version of their section does: from their seed, with what was written laid over it. */
export class Representation {
  readonly #options: RepresentationOptions;
  /** Resources without a record: the seed alone decides, so they never change. A full shelf takes the place of the one before it. */
  #shelf = emptyShelf();
  #fullShelf = emptyShelf();
  readonly #schemaNumbers = new Map<unknown, number>();

  constructor(options: RepresentationOptions) {
    this.#options = options;
  }

  /** The place of a path in this world. */
  place(path: string): Place {
    return placeOf(this.#options.seed, path);
  }

  /**
   * The resource at a path by one of the schemas that speak of it: its own, its list's, or that of an answer to a change. What is
   * returned may be returned again, so callers must not change it.
   */
  show(edition: Edition, route: Route, path: string, id: string, schema: unknown = route.schema): unknown {
    const record = this.#options.records.get(path);
    if (record) return this.#make(edition, route, path, id, schema, record);
    const key = `${edition.version} ${this.#numberOf(schema)} ${path}`;
    const known = this.#shelf.shown.get(key) ?? this.#fullShelf.shown.get(key);
    if (known !== undefined) return known;
    const made = this.#make(edition, route, path, id, schema, undefined);
    if (this.#shelf.shown.size >= MOST_KEPT) {
      this.#fullShelf = this.#shelf;
      this.#shelf = emptyShelf();
    }
    this.#shelf.shown.set(key, made);
    if (isJsonObject(made)) this.#shelf.texts.set(made, '');
    return made;
  }

  /** What is sent for a body: JSON, which is made once for what nothing has touched. */
  textOf(body: unknown): string {
    if (Array.isArray(body)) return `[${body.map((one: unknown) => this.textOf(one)).join(',')}]`;
    for (const { texts } of [this.#shelf, this.#fullShelf]) {
      const kept = texts.get(body);
      if (kept === undefined) continue;
      const text = kept || JSON.stringify(body);
      if (kept === '') texts.set(body, text);
      return text;
    }
    return JSON.stringify(body);
  }

  /** Schemas are objects of one document, so that each is another one in each version. */
  #numberOf(schema: unknown): number {
    const number = this.#schemaNumbers.get(schema) ?? this.#schemaNumbers.size;
    this.#schemaNumbers.set(schema, number);
    return number;
  }

  #make(
    edition: Edition,
    route: Route,
    path: string,
    id: string,
    schema: unknown,
    record: ResourceRecord | undefined,
  ): unknown {
    const place = this.place(path);
    const made = edition.data.make(schema, place);
    if (!isJsonObject(made)) return made;
    const partial = record?.partial?.(edition.version);
    const draft = this.#lay(edition, schema, made, partial, place);
    if (record) this.#write(edition, schema, draft, record, place);
    const { properties } = edition.models.of(schema);
    if (isEnvelope(properties)) {
      this.#settle(edition, schema, draft, partial, record, place);
      this.#wrap(edition, route, schema, draft, record, path);
    } else if (typeof draft.checksum === 'string' || record?.written.has('checksum')) {
      this.#put(edition, schema, draft, 'checksum', this.checksum(path));
    }
    this.#date(edition, schema, draft, record);
    this.#identify(edition, route, schema, draft, id);
    if (edition.models.of(schema).choices.length === 0) return draft;
    // What was written may be of another choice than what was made.
    const fitted = edition.fitting.fit(schema, draft, place);
    return fitted === NO_FIT ? draft : fitted;
  }

  /** A resource's checksum changes with what is requested, not with what is. */
  checksum(path: string): string {
    const revision = this.#options.records.get(path)?.revision ?? 0;
    return hexAt(inside(this.place(path), 1_000 + revision), 16);
  }

  #lay(
    edition: Edition,
    schema: unknown,
    made: JsonObject,
    partial: JsonObject | undefined,
    place: Place,
  ): Draft {
    const laid = partial ? edition.fitting.lay(schema, made, partial, place) : made;
    return isJsonObject(laid) ? { ...laid } : { ...made };
  }

  #write(edition: Edition, schema: unknown, draft: Draft, { written }: ResourceRecord, place: Place): void {
    const { properties, required } = edition.models.of(schema);
    for (const [name, value] of written) {
      const field = properties.get(name);
      if (field === undefined || name === 'currentState') continue;
      const fitted = value === undefined ? NO_FIT : edition.fitting.fit(field, value, place);
      if (fitted !== NO_FIT) draft[name] = fitted;
      else if (value !== undefined || required.has(name)) continue;
      else if (edition.models.of(field).isNullable) draft[name] = null;
      else Reflect.deleteProperty(draft, name);
    }
  }

  /** What is equals what is requested, unless something was said of it. */
  #settle(
    edition: Edition,
    schema: unknown,
    draft: Draft,
    partial: JsonObject | undefined,
    record: ResourceRecord | undefined,
    place: Place,
  ): void {
    const { models, fitting } = edition;
    const field = models.property(schema, 'currentState');
    if (record?.written.has('currentState')) {
      const isMade = record.status === 'CREATING' || record.status === 'CREATION_PLANNED';
      if (isMade && this.#options.customs.plansCreations && models.of(field).takesNull) {
        draft.currentState = null;
        return;
      }
      const fitted = fitting.fit(field, record.written.get('currentState'), place);
      if (fitted !== NO_FIT) draft.currentState = fitted;
      return;
    }
    const { targetSpec, currentState } = draft;
    if (!isJsonObject(targetSpec) || !isJsonObject(currentState)) return;
    const settled = fitting.follow(
      field,
      models.property(schema, 'targetSpec'),
      currentState,
      targetSpec,
      place,
    );
    draft.currentState =
      partial?.currentState === undefined
        ? settled
        : fitting.lay(field, settled, partial.currentState, place);
  }

  #wrap(
    edition: Edition,
    route: Route,
    schema: unknown,
    draft: Draft,
    record: ResourceRecord | undefined,
    path: string,
  ): void {
    const put = (name: string, value: unknown): void => this.#put(edition, schema, draft, name, value);
    const status = record?.status ?? 'READY';
    for (const name of ['resourceStatus', 'status']) put(name, this.#statusIn(edition, schema, name, status));
    put('checksum', this.checksum(path));
    put('currentTasks', this.#options.history.currentTasks(edition, route, path));
    if (status === 'CREATION_PLANNED') put('currentTasks', null);
    const { targetSpec, iam } = draft;
    const name: unknown = isJsonObject(targetSpec) ? targetSpec.name : undefined;
    if (typeof name !== 'string') return;
    put('name', name);
    const partial = record?.partial?.(edition.version);
    if (isJsonObject(iam) && typeof iam.displayName === 'string' && !isJsonObject(partial?.iam)) {
      draft.iam = { ...iam, displayName: name };
    }
  }

  /** A status by the name that a model has for it: not all know all of them. */
  #statusIn(edition: Edition, schema: unknown, field: string, status: string): string {
    const { values } = edition.models.of(edition.models.property(schema, field));
    const named = [status, ...(OTHER_NAMES[status] ?? [])];
    return named.find((one) => values === undefined || values.includes(one)) ?? status;
  }

  #date(edition: Edition, schema: unknown, draft: Draft, record: ResourceRecord | undefined): void {
    if (record?.createdAt !== undefined) this.#put(edition, schema, draft, 'createdAt', record.createdAt);
    if (record?.updatedAt !== undefined) this.#put(edition, schema, draft, 'updatedAt', record.updatedAt);
  }

  #identify(edition: Edition, route: Route, schema: unknown, draft: Draft, id: string): void {
    const { identifier } = route;
    if (identifier === undefined) return;
    const { shape } = edition.models.of(edition.models.property(schema, identifier));
    if (!edition.models.of(schema).properties.has(identifier)) return;
    draft[identifier] = shape === 'integer' || shape === 'number' ? Number(id) : id;
  }

  #put(edition: Edition, schema: unknown, draft: Draft, name: string, value: unknown): void {
    const field = edition.models.property(schema, name);
    if (field === undefined) return;
    const fitted = edition.fitting.fit(field, value, 0);
    if (fitted !== NO_FIT) draft[name] = fitted;
  }
}
