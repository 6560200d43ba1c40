import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../../src/sandbox/server/writtenAddress.js';

const ORIGIN = 'http://127.0.0.1:80';

describe('A written address', () => {
  it('keeps dots that are identifiers where they were written', () => {
    const { pathname, search } = readAddress('http://127.0.0.1:8080/v2/thing/%2E%2E/part/%2e?a=1#b') ?? {};
    expect([pathname, search]).toEqual(['/v2/thing/%2E%2E/part/%2e', '?a=1']);
  });

  it('is that of the root where it has no path', () => {
    expect(readAddress('http://127.0.0.1:8080')?.pathname).toBe('/');
  });

  it('is ignored without a scheme and a host', () => {
    expect([readAddress('v2'), readAddress('http://')]).toEqual([undefined, undefined]);
  });

  it('leads back to any identifier', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        const written = `${ORIGIN}/v2/thing/${encodeURIComponent(id).replaceAll('.', '%2E')}?x`;
        expect(decodeURIComponent(readAddress(written)?.pathname.split('/')[3] ?? '')).toBe(id);
      }),
    );
  });
});
