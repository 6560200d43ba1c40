import { describe, expect, it } from 'vitest';
import { displayLine, displayText, valueView } from '../../../src/resource/displayText.js';

describe('text that is shown', () => {
  it('shows what turns the reading direction instead of obeying it', () => {
    expect(displayText('invoice\u202efdp.exe')).toBe('invoice\\u202efdp.exe');
    expect(displayText('a\u2066b\u2069\u200b\ufeff')).toBe('a\\u2066b\\u2069\\u200b\\ufeff');
  });

  it('keeps tabs, line feeds, accents and emoji', () => {
    expect(displayText('\tété\n😀')).toBe('\tété\n😀');
  });

  it('shows half of a character as what it is', () => {
    expect(displayText('\ud800')).toBe('\\ud800');
  });

  it('shows a name in one line', () => {
    expect(displayLine('two\n  lines')).toBe('two lines');
    expect(displayLine('x'.repeat(5000)).length).toBeLessThan(310);
  });
});

describe('a value that is shown', () => {
  it.each([
    ['plain text', 'plain text'],
    ['', '""'],
    [' padded', '" padded"'],
    ['3', '"3"'],
    [3, '3'],
    ['true', '"true"'],
    [true, 'true'],
    ['null', '"null"'],
    [null, 'null'],
    ['1.31', '"1.31"'],
    [['a', 'b'], '["a","b"]'],
    [{ a: 1 }, '{\n  "a": 1\n}'],
  ])('%j reads as %s', (value, text) => {
    expect(valueView(value)).toEqual({ text, omitted: 0 });
  });

  it('cuts a megabyte and says how much is missing', () => {
    const { text, omitted } = valueView('x'.repeat(1_000_000));
    expect(text).toHaveLength(8000);
    expect(omitted).toBe(992_000);
  });

  it('does not cut a character in half', () => {
    const { text, omitted } = valueView('x'.repeat(7999) + '😀'.repeat(10));
    expect(text.endsWith('x')).toBe(true);
    expect(omitted).toBe(20);
  });
});
