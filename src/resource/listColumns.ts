import { isJsonObject } from '../api/jsonObject.js';
import type { FieldOrder } from '../schema/fieldOrder.js';
import { dullFact, factRank } from './keyFacts.js';
import { isBareIdentifier } from './displayName.js';
import type { IsSecretField } from './secretFields.js';

/** One field of a list's members as a column of a table. */
export interface ListColumn {
  /** Its path as JSON: what is kept of a choice of columns. */
  readonly key: string;
  readonly path: readonly string[];
}

/** What is in one cell: `null` where the member lacks the field. */
export type Cell = string | number | boolean | null;

/** What is known of a field from the members that were seen. */
interface SeenField extends ListColumn {
  filled: number;
  /** The first values that differ; more say nothing new. */
  readonly values: Set<Cell>;
  longest: number;
}

export interface ListColumnsOptions {
  readonly isSecret: IsSecretField;
  /** The order in which the schema names the fields. */
  readonly order: FieldOrder | undefined;
}

const DEEPEST = 3;
const VALUES = 12;
/** A text that is longer on the average row belongs into the resource's document, not into a column that is shown by default. */
const LONGEST_USUAL = 60;
const USUAL_COLUMNS = 6;
/** More columns than anybody chooses from: an object whose names differ from member to member has one for each. */
const MOST_COLUMNS = 500;
/** More members of a list of plain values than a cell has room for. */
const LISTED = 20;

/** Not fields of a resource, but what is said of it elsewhere: in the name, the status, its tasks. */
const NO_FIELDS = new Set(['currentState', 'targetSpec', 'currentTasks', 'resourceStatus', 'checksum']);

/**
 * The fields of a list's members that can be columns: plain values and lists of them, of the current state, of the spec where the state
 * lacks them, and of the member itself. Secret fields are never columns. It learns from each page, and the order is the schema's.
 */
export class ListColumns {
  readonly #options: ListColumnsOptions;
  readonly #fields = new Map<string, SeenField>();
  #members = 0;

  constructor(options: ListColumnsOptions) {
    this.#options = options;
  }

  /** Learns from further members. Linear in their fields. */
  see(members: readonly unknown[]): void {
    for (const member of members) {
      this.#members += 1;
      for (const [key, { path, cell }] of fieldsOf(member, this.#options.isSecret))
        this.#note(key, path, cell);
    }
  }

  /** All columns that there can be, in the schema's order; what the schema doesn't name comes last, as it was seen. */
  all(): readonly ListColumn[] {
    const rank = (path: readonly string[]): readonly number[] => placeIn(this.#options.order, path);
    return [...this.#fields.values()]
      .map((field) => ({ field, rank: rank(field.path) }))
      .sort((a, b) => compared(a.rank, b.rank))
      .map(({ field: { key, path } }) => ({ key, path }));
  }

  /**
   * The columns to begin with: those whose values tell the members apart, places and plans before dates and the rest; with too few of
   * them, those that are the same everywhere.
   */
  usual(): readonly ListColumn[] {
    const candidates = this.all()
      .map((column) => ({ column, field: this.#fields.get(column.key) }))
      .filter(({ column, field }) => field !== undefined && isUsual(column, field));
    return candidates
      .map(({ column, field }, index) => ({ column, order: [field ? weight(field) : 0, index] }))
      .sort((a, b) => compared(a.order, b.order))
      .slice(0, USUAL_COLUMNS)
      .map(({ column }) => column);
  }

  #note(key: string, path: readonly string[], cell: Cell): void {
    let field = this.#fields.get(key);
    if (!field) {
      if (this.#fields.size >= MOST_COLUMNS) return;
      field = { key, path, filled: 0, values: new Set(), longest: 0 };
      this.#fields.set(key, field);
    }
    if (cell === null || cell === '') return;
    field.filled += 1;
    if (field.values.size < VALUES) field.values.add(cell);
    if (typeof cell === 'string') field.longest = Math.max(field.longest, cell.length);
  }
}

/** What a member has in a column. */
export function cellOf(member: unknown, { path }: ListColumn): Cell {
  for (const part of partsOf(member)) {
    const cell = plainCell(valueAt(part, path));
    if (cell !== undefined && cell !== null) return cell;
  }
  return null;
}

function isUsual({ path }: ListColumn, { filled, longest }: SeenField): boolean {
  const [last] = path.slice(-1);
  return filled > 0 && longest <= LONGEST_USUAL && last !== undefined && !dullFact(last) && path[0] !== 'iam';
}

/** The less, the more worth a column. */
function weight({ path, values }: SeenField): number {
  const tellsApart = values.size > 1 ? 0 : 10;
  const isIdentifier = [...values].every((value) => typeof value === 'string' && isBareIdentifier(value));
  return tellsApart + (isIdentifier ? 5 : factRank(path.at(-1) ?? ''));
}

type Json = Readonly<Record<string, unknown>>;

/** The parts of a member that have fields, the one that counts first. */
function partsOf(member: unknown): readonly Json[] {
  if (!isJsonObject(member)) return [];
  return [member.currentState, member.targetSpec, member].filter(isJsonObject);
}

function fieldsOf(
  member: unknown,
  isSecret: IsSecretField,
): ReadonlyMap<string, { readonly path: readonly string[]; readonly cell: Cell }> {
  const found = new Map<string, { readonly path: readonly string[]; readonly cell: Cell }>();
  const visit = (part: Json, above: readonly string[]): void => {
    for (const [name, value] of Object.entries(part)) {
      const path = [...above, name];
      if ((above.length === 0 && NO_FIELDS.has(name)) || isSecret(path, value)) continue;
      // Whatever this member has: another may have a list of secrets there.
      if (isSecret([...path, 0])) continue;
      if (isJsonObject(value)) {
        if (path.length < DEEPEST) visit(value, path);
        continue;
      }
      const cell = plainCell(value);
      if (cell === undefined) continue;
      const key = JSON.stringify(path);
      const known = found.get(key);
      if (!known || known.cell === null) found.set(key, { path, cell });
    }
  };
  for (const part of partsOf(member)) visit(part, []);
  return found;
}

function valueAt(part: Json, path: readonly string[]): unknown {
  let value: unknown = part;
  for (const name of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** `undefined` for what is no plain value and no list of them. */
function plainCell(value: unknown): Cell | undefined {
  if (value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value) || !value.every(isPlain)) return undefined;
  const shown = value.slice(0, LISTED).map(String).join(', ');
  return value.length > LISTED ? `${shown}, …` : shown;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Where the schema names a field, level by level. */
function placeIn(order: FieldOrder | undefined, path: readonly string[]): readonly number[] {
  const places: number[] = [];
  let at = order;
  for (const name of path) {
    const index = at ? [...at.keys()].indexOf(name) : -1;
    places.push(index < 0 ? Number.MAX_SAFE_INTEGER : index);
    at = at?.get(name);
  }
  return places;
}

function compared(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
