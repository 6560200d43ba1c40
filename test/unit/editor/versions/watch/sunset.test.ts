import { describe, expect, it } from 'vitest';
import { sunsetSentences } from '../../../../../src/editor/versions/watch/sunset.js';

const now = Date.parse('2026-11-28T12:00:00Z');

function retiring(path: string, deletedAt: string) {
  return {
    method: 'GET',
    path,
    retirement: { deletedAt, deprecatedAt: undefined, replacement: undefined },
  } as const;
}

describe('what is going to end', () => {
  it('is named with its days, the soonest first, and no more than a few', () => {
    const operations = [
      retiring('/a', '2027-03-01'),
      retiring('/b', '2026-12-10T00:00:00Z'),
      retiring('/c', 'the next major version'),
      retiring('/d', '2026-11-29'),
    ];
    expect(sunsetSentences({ retiring: operations, picked: undefined, known: ['2.0'] }, now)).toEqual([
      'Operations that you used and that will be removed: GET /d (tomorrow), GET /b (in 12 days), GET /a (in 93 days), …',
    ]);
  });

  it('is a version that a newer major one supersedes', () => {
    const of = (picked: string | undefined) =>
      sunsetSentences({ retiring: [], picked, known: ['3.1', '3.0', '2.1', '1.0'] }, now);
    expect(of('2.1')).toEqual([
      'v2.1 was replaced by v3.1. The API supports a version for six months after that.',
    ]);
    expect(of('3.0')).toEqual([]);
    expect(of(undefined)).toEqual([]);
  });

  it('is a version whose end a person set, by its major version, too, with who says so', () => {
    const of = (picked: string | undefined, ends: Readonly<Record<string, string>>) =>
      sunsetSentences({ retiring: [], picked, known: ['2.1', '1.0'], ends }, now);
    expect(of('1.0', { '1.0': '2026-12-10' })).toEqual([
      'v1.0 was replaced by v2.1. The API supports a version for six months after that.',
      'According to ovhApi.schemaVersionEnds, v1.0 is supported until Dec 10, 2026 (in 12 days).',
    ]);
    expect(of('2.1', { 2: '2026-11-20' })).toEqual([
      'According to ovhApi.schemaVersionEnds, support for v2.1 ended on Nov 20, 2026 (8 days ago).',
    ]);
    expect(of('2.1', { 1: '2026-11-20', '2.1': 'soon' })).toEqual([]);
    expect(of(undefined, { 1: '2026-11-20' })).toEqual([]);
  });
});
