import { describe, expect, it } from 'vitest';
import { comparedSections } from '../../../../src/schema/comparison/versionDifferences.js';
import { versionComparison } from '../../../../src/editor/versions/versionComparison.js';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import { document, operation } from '../../schema/documents.js';

describe('a comparison of schema versions', () => {
  it('names both versions, and says which sections the later one doesn’t have', () => {
    const some = document({ '/s/a': { get: operation() } });
    const { title, names, sections } = versionComparison({ before: '1.0', after: undefined }, [
      { section: '/t', labels: ['1.0', '1.1'], changes: [], before: some, after: some },
      { section: '/u', labels: ['1.0', '1.0'], changes: [], before: some, after: some },
      { section: '/gone', labels: ['1.0', undefined], changes: [], before: some, after: undefined },
    ]);
    expect([title, names]).toEqual(['v1.0 → default', ['v1.0', 'default']]);
    expect(sections.map(({ name, note }) => [name, note])).toEqual([
      ['/t', 'Document labels: 1.0 and 1.1'],
      ['/u', undefined],
      ['/gone', 'default doesn’t have this section.'],
    ]);
  });

  it('says of a minor version whether it is compatible, as it should be', () => {
    const shop = (...values: readonly string[]): ReturnType<typeof document> =>
      document({ '/s/a': { put: operation({ body: { enum: values } }) } });
    const [before, after] = [shop('a', 'b'), shop('a', 'c')];
    const section = { section: '/s', labels: ['1', '1'], before, after } as const;
    const notes = (from: string, to: string, changes = compareDocuments(before, after)): readonly string[] =>
      versionComparison({ before: from, after: to }, [{ ...section, changes }]).notes.map(({ text }) => text);
    expect(notes('2.0', '2.1')).toEqual([
      'A minor version should be compatible, but v2.0 → v2.1 breaks programs: 1 × enum value removed.',
    ]);
    const lost = versionComparison({ before: '2.0', after: '2.1' }, [
      { ...section, after: undefined, changes: [] },
    ]);
    expect(lost.notes.map(({ text }) => text)).toEqual([
      'A minor version should be compatible, but v2.0 → v2.1 breaks programs: section /s removed.',
    ]);
    expect(notes('2.0', '2.1', [])).toEqual(['This minor version is compatible, as expected.']);
    expect(notes('2.0', '3.0')).toEqual([]);
    expect(notes('2.1', '2.0')).toEqual([]);
  });

  it('is made of the sections in use, and of a few others', () => {
    const all = ['/a', '/b', '/c', '/d'];
    expect(comparedSections(all, ['/d', '/other'], 2)).toEqual(['/d', '/a']);
    expect(comparedSections(all, ['/d', '/c', '/b'], 2)).toEqual(['/d', '/c', '/b']);
  });
});
