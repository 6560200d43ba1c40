import { describe, expect, it } from 'vitest';
import type { TimelineRow, Tone } from '../../../src/protocol.js';
import { everything, filtered, isFiltering, type HistoryFilter } from '../../../src/webview/historyFilter.js';
import { eventRow } from '../../support/panelHarness/sampleViews.js';

const TONES: readonly Tone[] = ['ok', 'busy', 'waiting', 'warning', 'error', 'neutral'];
const KINDS: readonly TimelineRow['kind'][] = ['task', 'event', 'change', 'action'];
const rows = [
  ...TONES.map((tone) => eventRow({ key: tone, tone })),
  ...KINDS.map((kind) => eventRow({ key: kind, kind, tone: 'neutral' })),
];

describe('the filter of a history', () => {
  it.each([
    [{ status: 'busy' }, ['busy']],
    [{ status: 'waiting' }, ['waiting']],
    [{ status: 'done' }, ['ok']],
    [{ failuresOnly: true }, ['error']],
    ...KINDS.filter((kind) => kind !== 'event').map((kind) => [{ kind }, [kind]] as const),
  ] as const)('lets through with %o only %j', (picked: Partial<HistoryFilter>, keys: readonly string[]) => {
    const filter = { ...everything, ...picked };
    expect(filtered(rows, filter).map(({ key }) => key)).toEqual(keys);
    expect(isFiltering(filter)).toBe(true);
  });

  it('lets through the very same rows while nothing is picked, or only spaces are typed', () => {
    expect(filtered(rows, { ...everything, text: '  ' })).toBe(rows);
  });
});
