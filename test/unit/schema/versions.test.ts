import { describe, expect, it } from 'vitest';
import { knownVersions, newestFirst, parseVersion, versionsIn } from '../../../src/schema/versions.js';

const refusal = (message: string, details = {}): { message: string; details: Record<string, string> } => ({
  message,
  details,
});

describe('a version', () => {
  it('is a major and a minor, 0.0 among them', () => {
    expect([parseVersion('2.10'), parseVersion('0.0')]).toEqual([
      [2, 10],
      [0, 0],
    ]);
    for (const text of ['2', '2.', '.1', 'v2.1', '2.1.0', '', '2.x', '-1.0', '1e3.0']) {
      expect(parseVersion(text)).toBeUndefined();
    }
  });

  it('is ordered by its numbers', () => {
    expect(['1.0', 'odd', '0.0', '2.9', '10.0', '2.10'].sort(newestFirst)).toEqual([
      '10.0',
      '2.10',
      '2.9',
      '1.0',
      '0.0',
      'odd',
    ]);
  });
});

describe('what a refusal names', () => {
  it.each([
    ['There is no schemas version 999999.0; there are 2.1, 2.0, 0.0', ['2.1', '2.0', '0.0']],
    ['Use "1.0" or v2.0.', ['1.0', '2.0']],
    ['Known: [1.0,1.1]', ['1.0', '1.1']],
    ['Sent from 10.0.0.1 by build 1.2.3', []],
    ['No.', []],
  ])('is read from %j', (message, versions) => {
    expect(versionsIn(refusal(message))).toEqual(versions);
  });

  it('may be in its details', () => {
    const told = refusal('Unknown version', { versions: '2.0, 1.0', asked: '999999.0' });
    expect(versionsIn(told)).toEqual(['2.0', '1.0']);
  });
});

describe('the versions that are known', () => {
  it('each say all the ways in which they are known, the newest version first', () => {
    const known = knownVersions({
      named: new Map([
        ['2.0', new Set(['refusal', 'answer'] as const)],
        ['1.0', new Set(['refusal'] as const)],
      ]),
      picked: ['1.0', '1.0', '3.1'],
      settings: ['9.9', '1.0', 'newest', ''],
      refused: new Map([['9.9', 'No such version.']]),
    });
    expect(known).toEqual([
      { version: '9.9', sources: ['setting'], refusal: 'No such version.' },
      { version: '3.1', sources: ['picked'], refusal: undefined },
      { version: '2.0', sources: ['answer', 'refusal'], refusal: undefined },
      { version: '1.0', sources: ['refusal', 'picked', 'setting'], refusal: undefined },
      { version: '0.0', sources: ['tools'], refusal: undefined },
    ]);
  });

  it('are only what OVHcloud’s own tools send while nothing else is known', () => {
    const nothing = { named: new Map(), picked: [], settings: [], refused: new Map() };
    expect(knownVersions(nothing).map(({ version }) => version)).toEqual(['0.0']);
  });
});
