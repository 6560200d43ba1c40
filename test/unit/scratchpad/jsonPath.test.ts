import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPath, writePath } from '../../../src/scratchpad/jsonPath.js';

describe('the path of a JSON value', () => {
  it('is written as expectations and references read it', () => {
    expect(writePath(['a', 0, 'b-c', 'd e', "f'g", ''])).toBe(`$.a[0].b-c['d e']["f'g"]['']`);
    const name = fc.string().filter((text) => !(text.includes("'") && text.includes('"')));
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.nat(999_999))), (path) => {
        expect(readPath(writePath(path))).toEqual(path);
      }),
    );
  });
});
