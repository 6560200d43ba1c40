import { expect, it } from 'vitest';
import { specFields } from '../../../src/editor/panel/specFields.js';
import type { FourWayField } from '../../../src/resource/fourWay.js';

it('an edit of a member isn’t taken for one of the removed member that had its place', () => {
  const removed = { kind: 'removed', path: ['pools', 1], before: { name: 'b' }, after: undefined } as const;
  const path = ['pools', 1];
  const edit: FourWayField = {
    ...{ path, member: undefined, kinds: ['edited'] },
    ...{ base: { name: 'c' }, mine: undefined, target: { name: 'c' }, state: { name: 'c' } },
  };
  const fields = specFields(
    {
      targetSpec: { pools: [{ name: 'a' }, { name: 'c' }] },
      currentState: { pools: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      comparison: { pending: [removed], different: [], unreported: [], cloudSet: [] },
      fixed: [],
    },
    [edit],
  );
  expect(fields.map(({ change, marks }) => [change, ...marks])).toEqual([
    ...[['same', 'edited'], ['removed'], ['same'], ['same']],
  ]);
});
