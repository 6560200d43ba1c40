import { describe, expect, it, vi } from 'vitest';
import { momentText, sinceText } from '../../../../src/editor/shell/momentText.js';
import { env } from '../fakeVscode.js';

describe('a time in a row', () => {
  it('is in the words of the editor’s language', () => {
    const at = '2026-03-04T12:00:00Z';
    const words = (language: string): string =>
      new Date(at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' });
    for (const language of ['en', 'fr', 'en']) {
      env.language = language;
      expect([momentText(at), sinceText(at)]).toEqual([words(language), words(language)]);
    }
  });

  it('is nothing where it is no time', () => {
    expect([momentText(undefined), momentText('soon'), sinceText('2026-99-99T99:99')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes one format for all rows, which is what costs', () => {
    // A language of its own: no other test has made a format for it.
    env.language = 'nl';
    const [Format, made] = [Intl.DateTimeFormat, vi.fn()];
    vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function make(...given) {
      made();
      return new Format(...given);
    });
    const local = vi.spyOn(Date.prototype, 'toLocaleString');
    for (let row = 0; row < 1_000; row += 1) momentText(new Date(row * 60_000).toISOString());
    expect([made.mock.calls.length, local.mock.calls.length]).toEqual([1, 0]);
  });
});
