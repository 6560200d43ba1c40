import { describe, expect, it } from 'vitest';
import { kindProposals, kindsOf, nearestKind } from '../../../src/schema/kinds.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, model, operation } from './documents.js';

const list = operation({ answer: listOf(model('Thing')) });
const one = operation({ answer: model('Thing') });
const write = operation({ body: model('Thing') });
const catalogue = readCatalogue(
  '/s',
  document(
    {
      '/s/project': { get: list },
      '/s/project/{projectId}': { get: one, put: write },
      '/s/project/{projectId}/cluster': { get: list, post: write },
      '/s/project/{projectId}/cluster/{clusterId}': { get: one, put: write },
      '/s/project/{projectId}/cluster/{clusterId}/node': { get: list, post: write },
      '/s/project/{projectId}/cluster/{clusterId}/node/{nodeId}': { get: one, put: write },
      '/s/plan': { get: list },
    },
    { Thing: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } } },
  ),
);
const after = (typed: string): readonly string[] =>
  kindProposals(catalogue, typed).proposals.map(({ path }) => path);

describe('kinds of manifests', () => {
  it('are collections whose members can be made or changed', () => {
    expect(kindsOf(catalogue).map(({ path }) => path)).not.toContain('/s/plan');
  });

  it('are proposed step by step, up to the next identifier', () => {
    expect(after('')).toEqual(['/s/project', '/s/project/']);
    expect(after('/s/pro')).toEqual(['/s/project', '/s/project/']);
    expect(after('/s/project/p%2F1/')).toEqual(['/s/project/p%2F1/cluster', '/s/project/p%2F1/cluster/']);
    expect(after('/s/project/p1/cluster/c1/n')).toEqual(['/s/project/p1/cluster/c1/node']);
    expect(after('/t/')).toEqual([]);
  });

  it('name the list whose members may follow', () => {
    expect(kindProposals(catalogue, '/s/project/').members).toMatchObject({
      path: '/s/project',
      collection: { path: '/s/project' },
    });
    expect(kindProposals(catalogue, '/s/project/p1/cluster/c').members?.path).toBe('/s/project/p1/cluster');
    expect(kindProposals(catalogue, '/s/plan/').members).toBeUndefined();
    expect(kindProposals(catalogue, '/s/pro').members).toBeUndefined();
  });

  it('that are misspelt match the nearest one, with identifiers as they are', () => {
    expect(nearestKind(catalogue, '/s/project/p1/clutser')).toBe('/s/project/p1/cluster');
    expect(nearestKind(catalogue, '/s/project/p1/network-of-another-kind')).toBeUndefined();
    expect(nearestKind(catalogue, '/s/a/b/c/d/e/f/g')).toBeUndefined();
  });
});
