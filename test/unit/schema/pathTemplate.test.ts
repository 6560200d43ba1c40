import { describe, expect, it } from 'vitest';
import {
  beginsLike,
  fitsTemplate,
  hasParameters,
  lastName,
  segmentsOf,
  templateValues,
  unnamed,
} from '../../../src/schema/pathTemplate.js';

describe('a template of paths', () => {
  const template = '/project/{projectId}/cluster/{clusterId}';

  it('fits the paths that have its names and a value for each parameter', () => {
    expect(fitsTemplate(template, ['project', 'p', 'cluster', 'c'])).toBe(true);
    expect(fitsTemplate(template, ['project', 'p', 'network', 'c'])).toBe(false);
    expect(fitsTemplate(template, ['project', 'p', 'cluster'])).toBe(false);
    expect(fitsTemplate(template, ['project', '', 'cluster', 'c'])).toBe(false);
  });

  it('may begin as a path does that is shorter, and not as one that is longer', () => {
    const parts = segmentsOf(template);
    expect(beginsLike(parts, ['project', 'p'])).toBe(true);
    expect(beginsLike(parts, ['project', 'p', 'network'])).toBe(false);
    expect(beginsLike(parts, ['project', 'p', 'cluster', 'c', 'node'])).toBe(false);
  });

  it('has values for its parameters, as they are and not encoded', () => {
    const values = templateValues(template, ['project', 'p/q', 'cluster', 'c']);
    expect([...values]).toEqual([
      ['projectId', 'p/q'],
      ['clusterId', 'c'],
    ]);
  });

  it('is distinguished from a path by its parameters, and is the same whatever they are called', () => {
    expect([hasParameters(template), hasParameters('/project')]).toEqual([true, false]);
    expect(unnamed(template)).toBe('/project/{}/cluster/{}');
  });

  it('is called by the last name in it', () => {
    expect([lastName(template), lastName('/{id}')]).toEqual(['cluster', undefined]);
  });
});
