import { visit } from 'jsonc-parser';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The places of keys that stand twice in one object. `JSON.parse` would keep the last of them and say nothing. */
function doubledKeys(json: string): readonly string[] {
  const objects: Set<string>[] = [];
  const doubled: string[] = [];
  visit(json, {
    onObjectBegin: () => {
      objects.push(new Set());
    },
    onObjectEnd: () => {
      objects.pop();
    },
    onObjectProperty: (key, _offset, _length, line) => {
      const keys = objects.at(-1);
      if (keys?.has(key)) doubled.push(`${key} (line ${String(line + 1)})`);
      keys?.add(key);
    },
  });
  return doubled;
}

describe('the keys of a JSON file', () => {
  it.each(['package.json', 'package.nls.json', 'package.nls.fr.json', 'l10n/bundle.l10n.fr.json'])(
    'are unique in each object of %s',
    (file) => {
      expect(doubledKeys(readFileSync(file, 'utf8'))).toEqual([]);
    },
  );

  it('are reported where they are repeated, however deep, but not in two objects', () => {
    expect(doubledKeys('{"a": 1,\n"b": [{"c": 1, "a": 2}, {"c": 2,\n"c": 3}],\n"a": 4}')).toEqual([
      'c (line 3)',
      'a (line 4)',
    ]);
  });
});
