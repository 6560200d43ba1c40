import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemCount } from '../../../src/scratchpad/itemCount.js';

describe('the items of a response', () => {
  it('are as many as a parser finds, whatever is in them and however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 2), (list, indent) => {
        expect(itemCount(`\n ${JSON.stringify(list, undefined, indent)}\n`)).toBe(list.length);
      }),
    );
  });

  it.each(['{"a": [1, 2]}', '', '"[1]"', 'null', '[1, 2', '<a>[1]</a>'])('aren’t counted in %s', (text) => {
    expect(itemCount(text)).toBeUndefined();
  });

  it('aren’t counted in passing where that would take a while', () => {
    expect(itemCount(`[${'1,'.repeat(3_000_000)}1]`)).toBeUndefined();
  });
});
