import { describe, expect, it } from 'vitest';
import type { KnownResource } from '../../../src/resource/knownResource.js';
import { othersOfKind } from '../../../src/resource/sameCollection.js';

const at = (...segments: readonly string[]): { account: string; segments: readonly string[] } => ({
  account: 'a',
  segments,
});
const known = (...segments: readonly string[]): KnownResource => ({
  kind: 'item',
  address: at(...segments),
  name: segments.at(-1) ?? '',
  urn: undefined,
});

describe('resources of one kind', () => {
  const template = '/project/{projectId}/cluster/{clusterId}';

  it('are sorted with those of the same collection first, without the resource itself and without lists', () => {
    const seen = [
      known('project', 'q', 'cluster', 'far'),
      known('project', 'p', 'cluster', 'itself'),
      known('project', 'p', 'cluster', 'near'),
      known('project', 'p', 'network', 'other'),
      { ...known('project', 'p', 'cluster', 'list'), kind: 'collection' as const },
    ];
    const others = othersOfKind(at('project', 'p', 'cluster', 'itself'), template, seen);
    expect(others.map(({ name }) => name)).toEqual(['near', 'far']);
  });
});
