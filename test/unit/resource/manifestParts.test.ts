import { describe, expect, it } from 'vitest';
import { LARGE_JSON } from '../../../src/resource/jsonTree.js';
import { readManifests, withIdentifier, withoutIdentifier } from '../../../src/resource/manifest.js';
import { manifestParts } from '../../../src/resource/manifestParts.js';

const texts = (text: string, format: 'yaml' | 'json' = 'yaml'): readonly string[] =>
  manifestParts(text, format).map((part) => {
    expect(text.slice(part.offset, part.offset + part.text.length)).toBe(part.text);
    return part.text;
  });

describe('the parts of a manifest file', () => {
  it('are its YAML documents, empty ones too, but not the text before the first marker', () => {
    expect(texts('# head\n---\na: 1\n---\n# nothing\n--- {b: 2}\n')).toEqual([
      '\na: 1\n',
      '\n# nothing\n',
      ' {b: 2}\n',
    ]);
    expect(texts('')).toEqual(['']);
    expect(texts('a: 1\r\n---\r\nb: 2\r\n')).toEqual(['a: 1\r\n', '\r\nb: 2\r\n']);
    expect(texts('a: 1\n...\nb: 2\n')).toEqual(['a: 1\n', '\nb: 2\n']);
  });

  it('are not parted by what only looks like a marker', () => {
    expect(texts('a: |\n  ---\n  b\n')).toHaveLength(1);
    expect(texts('a: ---x\n----\n')).toHaveLength(1);
  });

  it('hold the directives before their marker', () => {
    expect(texts('%YAML 1.2\n---\na: 1\n')).toEqual(['%YAML 1.2\n---\na: 1\n']);
  });

  it('are the members of a JSON list, or all of the text', () => {
    expect(texts('[{"a": 1}, /* c */ {"b": ', 'json')).toEqual(['{"a": 1}', '{"b": ']);
    expect(texts('{"a": 1} // c', 'json')).toEqual(['{"a": 1} // c']);
    expect(texts('// c\n[{"a": "],[{"}, [{}], 1, ]', 'json')).toEqual(['{"a": "],[{"}', '[{}]', '1']);
    expect(texts('[]', 'json')).toEqual([]);
    expect(texts('"a"', 'json')).toEqual(['"a"']);
  });

  it('are all of a large JSON list that is wrong somewhere', () => {
    const text = `[{"a": "${'x'.repeat(LARGE_JSON.characters)}"}, {"b": `;
    expect(texts(text, 'json')).toEqual([text]);
  });
});

describe('a manifest among others', () => {
  it('is given its identifier, whatever is empty before it', async () => {
    const text = 'kind: /a\nspec: {}\n---\n# nothing\n---\nkind: /b # our shop\nspec: {}\n';
    const { manifests } = await readManifests(text, 'yaml');
    expect(manifests.map(({ kind, index }) => [kind, index])).toEqual([
      ['/a', 0],
      ['/b', 2],
    ]);
    expect(withIdentifier(text, 'yaml', 2, 'x')).toBe(text.replace('our shop\n', 'our shop\nid: "x"\n'));
    expect(withIdentifier('{kind: /a, spec: {}}', 'yaml', 0, 'x')).toBe('{kind: /a, id: "x", spec: {}}');
  });

  it('loses its identifier and nothing else', async () => {
    const text = '# ours\nkind: /a\nspec: {}\n---\nkind: /b # our shop\nid: x # gone\nspec: {}\n';
    expect(withoutIdentifier(text, 'yaml', 1)).toBe(text.replace('id: x # gone\n', ''));
    expect(withoutIdentifier(text, 'yaml', 0)).toBe(text);
    expect(withoutIdentifier('{kind: /a, id: x, spec: {}}', 'yaml', 0)).toBe('{kind: /a, spec: {}}');
    const json = '[\n  {"kind": "/a", "spec": {}}, // ours\n  {"kind": "/b", "id": "x", "spec": {}}\n]';
    const after = withoutIdentifier(json, 'json', 1);
    expect((await readManifests(after, 'json')).manifests[1]).toMatchObject({ kind: '/b', id: undefined });
    expect(after).toContain('// ours');
  });

  it('is at a version that is written as a number, to the last zero', async () => {
    expect(
      (await readManifests('{"kind": "/a", "version": 1.10, "spec": {}}', 'json')).manifests[0]?.version,
    ).toBe('1.10');
    expect((await readManifests('kind: /a\nversion: 1.10\nspec: {}', 'yaml')).manifests[0]?.version).toBe(
      '1.10',
    );
  });
});
