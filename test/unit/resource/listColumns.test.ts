import { describe, expect, it } from 'vitest';
import { cellOf, ListColumns } from '../../../src/resource/listColumns.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import type { FieldOrder } from '../../../src/schema/fieldOrder.js';
import { marks } from '../schema/markedSecrets.js';

const order = (names: Readonly<Record<string, readonly string[]>>): FieldOrder =>
  new Map(
    Object.entries(names).map(([name, below]) => [name, new Map(below.map((one) => [one, new Map()]))]),
  );

function seen(members: readonly unknown[], fields?: FieldOrder): ListColumns {
  const columns = new ListColumns({
    isSecret: secretFieldsOf({ isMarkedSecret: marks(['pin']) }),
    order: fields,
  });
  columns.see(members);
  return columns;
}

const names = (columns: readonly { readonly path: readonly string[] }[]): readonly string[] =>
  columns.map(({ path }) => path.join('.'));

const ship = (id: string, state: object): object => ({
  id,
  resourceStatus: 'READY',
  checksum: 'c',
  currentState: state,
  targetSpec: { name: id, berth: { dock: 1 } },
  currentTasks: [],
});

describe('the columns of a list', () => {
  it('are plain fields of the state, the spec and the member, at most three levels deep, in the schema’s order', () => {
    const columns = seen(
      [
        ship('a', {
          size: 1,
          region: 'GRA',
          at: { zone: 'a', rack: { row: 1, place: { x: 1 } } },
          tags: ['x', 'y'],
          parts: [{}],
        }),
      ],
      order({ name: [], region: [], size: [], at: ['zone'] }),
    );
    expect(names(columns.all())).toEqual([
      ...['name', 'region', 'size', 'at.zone', 'at.rack.row', 'tags', 'id', 'berth.dock'],
    ]);
  });

  it('are no secrets, by mark or by name, nor anything below one', () => {
    const columns = seen([{ pin: '1', password: { old: 'x' }, db: { password: 'y', host: 'h' } }]);
    expect(names(columns.all())).toEqual(['db.host']);
  });

  it('are no lists whose members the API document marks, nor what another member has in the place of such a list', () => {
    const columns = new ListColumns({
      isSecret: secretFieldsOf({ isMarkedSecret: marks(['codes', '*'], ['at', 'doors', '*']) }),
      order: undefined,
    });
    columns.see([
      { codes: 'all', name: 'a' },
      { codes: ['canary'], at: { doors: ['canary'] } },
    ]);
    expect(names(columns.all())).toEqual(['name']);
  });

  it('are 500 at most, where the names of fields differ from member to member', () => {
    const columns = seen(Array.from({ length: 2_000 }, (_, at) => ({ labels: { [`l${at}`]: at } })));
    expect(columns.all()).toHaveLength(500);
  });

  it('are own fields, whatever they are called', () => {
    const member: unknown = JSON.parse(
      '{"__proto__": "a", "constructor": {"prototype": "b"}, "toString": 1}',
    );
    const columns = seen([member, {}]);
    expect(names(columns.all())).toEqual(['__proto__', 'toString', 'constructor.prototype']);
    const cells = columns.all().map((column) => [cellOf(member, column), cellOf({}, column)]);
    expect(cells).toEqual([
      ['a', null],
      [1, null],
      ['b', null],
    ]);
  });

  it('begin with the fields in which the members differ, places first, without names and identifiers', () => {
    const columns = seen([
      ship('a', { engine: 'v', region: 'GRA', size: 1, owner: '6b0f3f0e-4d9a-4c8f-9a1e-52b6f0c7d813' }),
      ship('b', { engine: 'v', region: 'BHS', size: 2, owner: '7b0f3f0e-4d9a-4c8f-9a1e-52b6f0c7d813' }),
    ]);
    expect(names(columns.usual())).toEqual(['region', 'size', 'owner', 'engine', 'berth.dock']);
  });

  it('are at first no fields that are empty everywhere or hold long texts', () => {
    const columns = seen([{ note: 'x'.repeat(90), empty: null, blank: '', size: 1 }]);
    expect(names(columns.usual())).toEqual(['size']);
    expect(names(columns.all())).toEqual(['note', 'empty', 'blank', 'size']);
  });

  it('grow with the fields of later pages', () => {
    const columns = seen([{ size: 1 }]);
    columns.see([{ size: 2, plan: 'a' }]);
    expect(names(columns.all())).toEqual(['size', 'plan']);
  });
});

describe('a cell', () => {
  const column = (...path: string[]): { key: string; path: string[] } => ({
    key: JSON.stringify(path),
    path,
  });

  it('holds the current state, and the spec where the state lacks the field or has nothing', () => {
    const member = {
      currentState: { size: 1, plan: null },
      targetSpec: { size: 2, plan: 'b', isBig: false },
    };
    expect(cellOf(member, column('size'))).toBe(1);
    expect(cellOf(member, column('plan'))).toBe('b');
    expect(cellOf(member, column('isBig'))).toBe(false);
  });

  it('lists plain values, few of many, and is empty for anything else', () => {
    expect(cellOf({ tags: ['a', 2] }, column('tags'))).toBe('a, 2');
    expect(cellOf({ tags: Array.from({ length: 30 }, () => 'a') }, column('tags'))).toMatch(/^(a, ){20}…$/);
    expect(cellOf({ tags: [{}] }, column('tags'))).toBeNull();
    expect(cellOf('a row that is a text', column('tags'))).toBeNull();
    expect(cellOf({ at: { zone: 'a' } }, column('at', 'zone'))).toBe('a');
  });
});
