import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument, type LanguageService } from 'vscode-json-languageservice';
import { yamlProposals } from '../../../src/resource/yamlCompletion.js';
import { LONGEST_YAML } from '../../../src/resource/yamlText.js';
import { yamlTree } from '../../../src/resource/yamlTree.js';
import { stringify } from 'yaml';

const schema = {
  type: 'object',
  required: ['region'],
  properties: {
    description: { type: 'string' },
    region: { type: 'string', enum: ['eu-west', 'no', '1'] },
    isOpen: { type: 'boolean' },
    pools: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          size: { type: 'string', enum: ['small', 'large'] },
          nodes: { type: 'integer', default: 3 },
        },
        additionalProperties: false,
      },
    },
    zones: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
    window: { type: 'object', properties: { day: { type: 'string' } } },
  },
  additionalProperties: false,
} as const;

function service(): LanguageService {
  const made = getLanguageService({});
  made.configure({
    validate: true,
    schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema: structuredClone(schema) as never }],
  });
  return made;
}

/** What is proposed where `|` stands. */
async function at(marked: string): Promise<{
  readonly labels: readonly string[];
  readonly path: unknown;
  readonly texts: readonly string[];
}> {
  const offset = marked.indexOf('|');
  const document = TextDocument.create('test:/d.yaml', 'yaml', 1, marked.replace('|', ''));
  const found = await yamlProposals(service(), document, offset);
  const proposals = found?.proposals ?? [];
  return {
    labels: proposals.map(({ label }) => label),
    texts: proposals.map(({ text }) => text),
    path: found?.path,
  };
}

async function problems(text: string): Promise<readonly string[]> {
  const judge = service();
  const document = TextDocument.create('test:/d.yaml', 'yaml', 1, text);
  const root = yamlTree(text);
  if (!root) return [];
  const found = await judge.doValidation(document, judge.newJSONDocument(root));
  return found.map(
    ({ message, range }) =>
      `${text.slice(document.offsetAt(range.start), document.offsetAt(range.end))}: ${JSON.stringify(message)}`,
  );
}

describe('what a YAML text may contain', () => {
  it('are the fields that are not there yet, in an empty text and between others', async () => {
    expect((await at('|')).labels).toContain('region');
    const { labels } = await at('region: eu-west\nde|\nisOpen: true\n');
    expect(labels).toEqual(['description', 'pools', 'zones', 'window']);
  });

  it('are the fields of the object at that depth', async () => {
    expect((await at('window:\n  |\n')).labels).toEqual(['day']);
    expect((await at('pools:\n  - size: small\n    |\n')).labels).toEqual(['nodes']);
    expect((await at('pools:\n  - |\n')).labels).toEqual(['size', 'nodes']);
  });

  it('begin what a field holds', async () => {
    const { texts } = await at('  |'.trim());
    expect(texts).toContain('pools:\n  - ');
    expect(texts).toContain('window:\n  ');
    expect((await at('pools:\n  - |\n')).texts).toContain('nodes: 3');
  });

  it('are the values that the schema allows, quoted where YAML would misread them', async () => {
    const region = await at('region: |\n');
    expect(region.texts).toEqual(['eu-west', '"no"', '"1"']);
    expect(region.path).toEqual(['region']);
    expect((await at('isOpen: tr|\n')).labels).toEqual(['true', 'false']);
    expect((await at('zones:\n  - a\n  - |\n')).labels).toEqual(['a', 'b']);
  });

  it('know their place in the spec', async () => {
    expect((await at('pools:\n  - size: small\n  - size: |\n')).path).toEqual(['pools', 1, 'size']);
  });

  it('take a reference as one word, with its braces', async () => {
    const place = async (marked: string): Promise<unknown> => {
      const text = marked.replace('|', '');
      const document = TextDocument.create('test:/d.yaml', 'yaml', 1, text);
      const found = await yamlProposals(service(), document, marked.indexOf('|'));
      return found && [found.path, text.slice(found.start, found.end)];
    };
    expect(await place('description: ${|')).toEqual([['description'], '${']);
    expect(await place('description: ${en|}\nregion: no')).toEqual([['description'], '${en}']);
    expect(await place('window:\n  day: "${env:A|}"')).toEqual([['window', 'day'], '"${env:A}"']);
    expect(await place('description: {|')).not.toEqual([['description'], '{']);
  });

  it('are nothing in a comment or in the midst of a text', async () => {
    expect((await at('# reg|')).labels).toEqual([]);
    expect((await at('description: some more |\n')).labels).toEqual([]);
  });
});

/** A comment that makes a text longer than what the parser reads. */
const LONG_COMMENT = `\n# ${'x'.repeat(LONGEST_YAML)}\n`;

describe('what a YAML text beyond the limit of the parser may contain', () => {
  const both = async (marked: string): Promise<readonly unknown[]> => [
    await at(marked),
    await at(marked + LONG_COMMENT),
  ];

  it.each([
    ['an outer field', 'region: no\nde|\nisOpen: true'],
    ['an outer field below a list', 'zones:\n- a\n- b\nde|'],
    ['a field of an object', 'region: no\nwindow:\n  |'],
    ['a field of the second member', 'pools:\n  - size: small\n    nodes: 1\n  - nodes: 2\n    |'],
    ['a first field', 'pools:\n- size: small\n- |'],
    ['a field beside one below it', 'pools:\n  - |\n    nodes: 2\n  - size: small'],
    ['a field below a comment and text', 'description: >\n  a\n  b: c\n# no: more\nwindow: # here\n  |'],
    ['a field below an anchor', 'window: &w\n  |'],
    ['a field below a bare dash', 'pools:\n  -\n    size: small\n  -\n    |'],
    ['a value', 'region: |'],
    ['a value of a member', 'pools:\n  - size: small\n  - nodes: 1\n    size: |'],
    ['a value of a first field', 'pools:\n  - nodes: 1\n  - size: |'],
    ['a member of a list', 'zones:\n  - a\n  - |'],
    ['a member of a list in brackets', 'region: no\nzones: [a, |'],
    ['a field in braces', 'pools: [{nodes: 1}, {|'],
    ['a field after a document marker', '%YAML 1.2\n---\nwindow:\n  |'],
    ['a field with carriage returns', 'region: no\r\nwindow:\r\n  |\r\nzones:\r\n'],
  ])('is as in a short one: %s', async (_, marked) => {
    const [short, long] = await both(marked);
    expect(long).toEqual(short);
    expect((short as { labels: unknown[] }).labels).not.toEqual([]);
  });

  it('is nothing within a text of several lines, or within brackets of an earlier line', async () => {
    expect((await at(`description: |-\n  re|${LONG_COMMENT}`)).labels).toEqual([]);
    expect((await at(`pools: [\n  {|${LONG_COMMENT}`)).labels).toEqual([]);
  });

  it('is proposed in its place among 100,000 members', async () => {
    const many = `pools:\n${'  - size: small\n    nodes: 1\n'.repeat(100_000)}`;
    const { labels, path } = await at(`${many}  - nodes: 2\n    size: |\n${many.slice(7)}`);
    expect(labels).toEqual(['small', 'large']);
    expect(path).toEqual(['pools', 100_000, 'size']);
  });

  it('is where it is in a short one, in any YAML', async () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b c', '- x', 'k: v', '', 7, true, null, 'two\nlines\n'),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('pools', 'window', 'size', 'a b', '7', '- y'), tie('any'), {
          maxKeys: 4,
        }),
      ),
    })).any;
    const options = fc.record({ indent: fc.constantFrom(2, 4), indentSeq: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(value, options, fc.nat(), async (any, how, place) => {
        const lines = stringify(any, how).split('\n');
        const line = place % lines.length;
        const [own = '', below = ''] = lines.slice(line, line + 2);
        // What the line holds would be left without it.
        fc.pre(below.search(/[^ ]|$/) <= own.search(/[^ ]|$/) && (/^ *-/.test(own) || !/^ *-/.test(below)));
        // Where one types: instead of a field, after its name, or after a dash.
        const heads = [/^ *(?![ -])/, /^ *(?:- +)+/, /^ *(?:- +)*[\w ]+: /];
        for (const head of heads) {
          const typed = head.exec(own)?.[0];
          if (typed === undefined) continue;
          const marked = lines.with(line, `${typed}|`).join('\n');
          const short = await at(marked);
          if (short.path !== undefined) expect(await at(marked + LONG_COMMENT)).toEqual(short);
        }
      }),
    );
  });
});

describe('a YAML text checked against a JSON schema', () => {
  it('is faulted at the places that are wrong', async () => {
    const found = await problems('region: nowhere\npools:\n  - size: 5\n    colour: red\n');
    expect(found.map((one) => one.split(':')[0])).toEqual(['nowhere', '5', '5', 'colour']);
  });

  it('is right when it is, with names unfolded and nothing as null', async () => {
    expect(await problems('region: &r eu-west\nzones: &z [a, b]\n')).toEqual([]);
    expect((await problems('region: &r nowhere\ndescription: *r\n')).length).toBe(1);
    expect(await problems('window:\nregion: eu-west\n')).toHaveLength(1);
  });

  it('is read to its last line, as long as it may be', () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => `- ${String(index)}\n`).join('');
    const last = yamlTree(rows)?.children?.at(-1);
    expect(last).toMatchObject({ type: 'number', value: 2_999 });
  });

  it('may be broken, and is still read', () => {
    expect(yamlTree('a: [1, {b: "x')?.type).toBe('object');
    expect(yamlTree('')).toBeUndefined();
    expect(yamlTree('a: &a [*a]')?.type).toBe('object');
  });
});
