import { expect, it } from 'vitest';
import type * as Completions from '../../../../src/editor/language/valueCompletions.js';

const { memberItem }: typeof Completions =
  await import('../../../../src/editor/language/valueCompletions.js');

const place = { range: undefined as never, written: JSON.stringify };

it('proposes a member by its name, with the identifier that is inserted beside it, and finds it by both', () => {
  const item = memberItem(place, 'id-1', { id: 'id-1', name: 'Web shop' }, { path: '/cloud/network' });
  expect(item.label).toEqual({ label: 'Web shop', description: 'id-1' });
  expect(item.insertText).toBe('"id-1"');
  expect(item.filterText).toContain('id-1 Web shop');
  expect(item.sortText).toBe('0 Web shop');
});

it('proposes a member without a name by its identifier alone', () => {
  expect(memberItem(place, 'GRA', 'GRA', { path: '/cloud/region' }).label).toEqual({ label: 'GRA' });
});
