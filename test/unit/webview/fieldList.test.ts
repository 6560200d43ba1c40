import { describe, expect, it } from 'vitest';
import type { DiffGroup, DiffRow } from '../../../src/protocol.js';
import { countKinds, groupsHolding, kindsOf } from '../../../src/webview/fieldKinds.js';
import { fieldItems, type FieldPicking } from '../../../src/webview/fieldList.js';

const row = (field: string, change: DiffRow['change'], text = ''): DiffRow => ({
  ...{ key: `${change}:${field}`, field, change },
  before: { text, omitted: 0 },
});
const groups: readonly DiffGroup[] = [
  { key: '[]', title: 'Resource', rows: [row('name', 'same', 'web'), row('size', 'changed', '3')] },
  { key: '["pool",0]', title: 'pool[0] · batch', rows: [row('zone', 'same'), row('flavor', 'same')] },
];
const nothingPicked: FieldPicking = {
  ...{ showsAll: false, kinds: new Set(), closed: new Set(), whole: new Set() },
};
const lines = ({ text = '', ...over }: Partial<FieldPicking> & { text?: string } = {}): readonly string[] =>
  fieldItems(groupsHolding(groups, text), { ...nothingPicked, ...over }).map((item) => {
    if (item.kind === 'group') return `# ${item.group.title} ${String(item.count)}`;
    return item.kind === 'field'
      ? item.row.field
      : `${String(item.unchanged)} unchanged, ${String(item.ignored)} ignored`;
  });

describe('the lines of the fields', () => {
  it('are those that are to change under their object, and a count of those that are not', () => {
    expect(lines()).toEqual(['# Resource 1', 'size', '1 unchanged, 0 ignored']);
  });

  it('are all of an object, or all there are, on demand', () => {
    const whole = new Set(['[]']);
    expect(lines({ whole })).toEqual(['# Resource 2', 'name', 'size', '0 unchanged, 0 ignored']);
    expect(lines({ whole, kinds: new Set(['pending']) })).toEqual(['# Resource 1', 'size']);
    expect(lines({ showsAll: true })).toHaveLength(6);
  });

  it('count a field with an ignored difference as ignored, never as unchanged', () => {
    const ignored = { ...row('nodes', 'changed'), marks: ['ignored'] } as const;
    const rows = [row('name', 'same'), row('size', 'changed'), ignored];
    const [rest] = fieldItems([{ key: '[]', title: 'Resource', rows }], nothingPicked).slice(-1);
    expect(rest).toEqual({ kind: 'rest', key: 'rest []', group: '[]', unchanged: 1, ignored: 1 });
  });

  it('are only the head of an object that is folded', () => {
    expect(lines({ closed: new Set(['[]']) })).toEqual(['# Resource 1']);
  });

  it('are found by all words of a text, in the place, the name and the values', () => {
    expect(lines({ showsAll: true, text: 'BATCH zone' })).toEqual(['# pool[0] · batch 1', 'zone']);
    expect(lines({ showsAll: true, text: 'web' })).toEqual(['# Resource 1', 'name']);
    expect(lines({ text: 'nowhere' })).toEqual([]);
  });

  it('are only those of the kinds that are wanted, without a count of the others', () => {
    expect(lines({ kinds: new Set(['pending']) })).toEqual(['# Resource 1', 'size']);
    expect(lines({ kinds: new Set(['pending']), text: 'web' })).toEqual([]);
  });
});

describe('the kinds of a field', () => {
  it('are what its change means, and its marks', () => {
    expect(kindsOf(row('a', 'added'))).toEqual(['pending']);
    expect(kindsOf({ ...row('a', 'actual'), marks: ['fixed'] })).toEqual(['actual', 'fixed']);
    expect(kindsOf(row('a', 'same'))).toEqual([]);
  });

  it('are counted over all objects', () => {
    const fixed = { ...row('b', 'same'), marks: ['fixed'] } as const;
    const counts = countKinds([...groups, { key: 'x', title: 'x', rows: [fixed, row('c', 'removed')] }]);
    expect([...counts]).toEqual([
      ['pending', 2],
      ['fixed', 1],
    ]);
  });
});
