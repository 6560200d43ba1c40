import { describe, expect, it } from 'vitest';
import type { DiffGroup, DiffRow } from '../../../src/protocol.js';
import { fieldItems, type FieldPicking } from '../../../src/webview/fieldList.js';

const row = (field: string, change: DiffRow['change'], text = ''): DiffRow => ({
  ...{ key: `${change}:${field}`, field, change },
  before: { text, omitted: 0 },
});
const groups: readonly DiffGroup[] = [
  { key: '[]', title: 'Resource', rows: [row('name', 'same', 'web'), row('size', 'changed', '3')] },
  { key: '["pool",0]', title: 'pool[0] · batch', rows: [row('zone', 'same'), row('flavor', 'same')] },
];
const lines = (over: Partial<FieldPicking> = {}): readonly string[] =>
  fieldItems(groups, { showsAll: false, text: '', closed: new Set(), whole: new Set(), ...over }).map(
    (item) => {
      if (item.kind === 'group') return `# ${item.group.title} ${String(item.count)}`;
      return item.kind === 'field' ? item.row.field : `${String(item.count)} unchanged`;
    },
  );

describe('the lines of the fields', () => {
  it('are those that are to change under their object, and a count of those that are not', () => {
    expect(lines()).toEqual(['# Resource 1', 'size', '1 unchanged']);
  });

  it('are all of an object, or all there are, on demand', () => {
    expect(lines({ whole: new Set(['[]']) })).toEqual(['# Resource 2', 'name', 'size']);
    expect(lines({ showsAll: true })).toHaveLength(6);
  });

  it('are only the head of an object that is folded', () => {
    expect(lines({ closed: new Set(['[]']) })).toEqual(['# Resource 1']);
  });

  it('are found by all words of a text, in the place, the name and the values', () => {
    expect(lines({ showsAll: true, text: 'BATCH zone' })).toEqual(['# pool[0] · batch 1', 'zone']);
    expect(lines({ showsAll: true, text: 'web' })).toEqual(['# Resource 1', 'name']);
    expect(lines({ text: 'nowhere' })).toEqual([]);
  });
});
