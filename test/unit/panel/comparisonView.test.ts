import { describe, expect, it } from 'vitest';
import { comparingFields, comparisonView } from '../../../src/editor/panel/comparisonView.js';
import { parseHostMessage, type ComparisonView } from '../../../src/protocol.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import { atOnce } from '../../../src/resource/slices.js';
import { english } from '../../support/panelHarness/english.js';

const compared = (before: unknown, after: unknown): ComparisonView => {
  const reading = atOnce(comparingFields(before, after, secretFieldsOf(undefined)));
  return comparisonView('one ↔ other', reading, english);
};

describe('two documents, field by field', () => {
  it('differ by the fields of each object, listed with all that is the same', () => {
    const { spec } = compared(
      { name: 'a', pools: [{ name: 'x', size: 1, zone: 'z' }], old: 1 },
      { name: 'a', pools: [{ name: 'x', size: 2, zone: 'z' }], new: 1 },
    );
    expect(spec).toMatchObject({ kind: 'pending', title: '3 fields differ' });
    expect(spec.counts).toEqual({ added: 1, removed: 1, changed: 1 });
    expect(
      spec.groups.map(({ title, rows }) => [title, ...rows.map(({ field, change }) => `${field} ${change}`)]),
    ).toEqual([
      ['Resource', 'old removed', 'new added', 'name same'],
      ['pools[0] · x', 'size changed', 'name same', 'zone same'],
    ]);
    expect(spec.groups[0]?.rows.find(({ field }) => field === 'new')?.renamed).toBe('old');
  });

  it('name the members of a list that were moved', () => {
    const pools = (...names: readonly string[]) => ({ pools: names.map((name) => ({ name })) });
    const { spec } = compared(pools('a', 'b', 'c', 'd'), pools('d', 'a', 'b', 'c'));
    const rows = spec.groups.flatMap((group) => group.rows);
    expect(rows.filter(({ change }) => change === 'changed')).toMatchObject([
      { field: 'pools', moved: ['d moved from [3] to [0]'] },
    ]);
  });

  it('say so when they are the same, and make a message that the page accepts', () => {
    const comparison = compared({ a: [1] }, { a: [1] });
    expect(comparison.spec).toMatchObject({ kind: 'inSync', title: 'No differences' });
    expect(parseHostMessage({ kind: 'comparison', comparison })).toEqual({ kind: 'comparison', comparison });
  });

  it('show no secret', () => {
    const text = JSON.stringify(compared({ password: 'canary1' }, { password: 'canary2' }));
    expect(text).not.toContain('canary');
    expect(text).toContain('password');
  });
});
