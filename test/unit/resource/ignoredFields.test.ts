import { describe, expect, it } from 'vitest';
import {
  ignoredIn,
  ignoredPath,
  NONE_IGNORED,
  partIgnored,
  withIgnored,
  withoutIgnoredPath,
} from '../../../src/resource/ignoredFields.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const KUBE = '/cloud/project/p1/kube';

describe('rules that ignore differences', () => {
  it('name a field by its path, with a star for any member of a list', () => {
    expect(ignoredPath(['pools', 3, 'size'])).toBe('pools[*].size');
    expect(ignoredPath(['labels', 'a.b'])).toBe('labels["a.b"]');
    expect(ignoredPath(['labels', '*'])).toBe('labels["*"]');
  });

  it('cover a field, its likes in other members, and all that is below, but nothing beside or around it', () => {
    const before = {
      pools: [
        { name: 'a', size: 1, labels: { x: 1 } },
        { name: 'b', size: 1 },
      ],
      size: 1,
    };
    const after = {
      pools: [
        { name: 'a', size: 2, labels: { x: 2 } },
        { name: 'b', size: 3 },
      ],
      size: 2,
    };
    const changes = diffSpecs(before, after);
    const { counted, ignored } = partIgnored(changes, new Set(['pools[*].size', 'pools[*].labels']));
    expect(ignored.map(({ path }) => ignoredPath(path))).toEqual([
      'pools[*].size',
      'pools[*].labels.x',
      'pools[*].size',
    ]);
    expect(counted.map(({ path }) => path)).toEqual([['size']]);
  });

  it('do not hide a list that changed as a whole because of a rule for a field in it', () => {
    const changes = diffSpecs({ pools: [1, 2] }, { pools: [2, 1] });
    expect(partIgnored(changes, new Set(['pools[*]'])).counted).toEqual(changes);
    expect(partIgnored(changes, new Set(['pools'])).counted).toEqual([]);
  });

  it('hold for one collection, or for all that a star covers', () => {
    const setting = {
      [KUBE]: ['size'],
      'cloud/project/*/kube/': ['name'],
      '/cloud/project/p2/kube': ['zone'],
    };
    expect([...ignoredIn(setting, KUBE)]).toEqual(['size', 'name']);
    expect(ignoredIn(setting, '/cloud/project/p1')).toBe(NONE_IGNORED);
  });

  it('read a malformed setting as one without rules', () => {
    for (const setting of [undefined, null, [], 'size', { [KUBE]: 'size' }, { [KUBE]: [1] }])
      expect(ignoredIn(setting, KUBE)).toBe(NONE_IGNORED);
  });

  it('are added once, and taken back one field at a time wherever they cover it', () => {
    const once = withIgnored({ '/other': ['x'] }, KUBE, 'size');
    expect(withIgnored(once, KUBE, 'size')).toEqual({ '/other': ['x'], [KUBE]: ['size'] });
    const more = { ...withIgnored(once, KUBE, 'pools[*]'), '/cloud/project/*/kube': ['size'] };
    expect(withoutIgnoredPath(more, KUBE, ['size'])).toEqual({ '/other': ['x'], [KUBE]: ['pools[*]'] });
    expect(withoutIgnoredPath(more, KUBE, ['pools', 0, 'size'])).toEqual({
      '/other': ['x'],
      [KUBE]: ['size'],
      '/cloud/project/*/kube': ['size'],
    });
  });

  it('cost no more than the changes and their depth', () => {
    const pools = Array.from({ length: 20_000 }, (_, index) => ({ name: `p${String(index)}`, size: index }));
    const changes = diffSpecs({ pools }, { pools: pools.map((pool) => ({ ...pool, size: pool.size + 1 })) });
    expect(partIgnored(changes, new Set(['pools[*].size'])).ignored).toHaveLength(20_000);
  });
});
