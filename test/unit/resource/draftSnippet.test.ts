import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftSnippet } from '../../../src/resource/draftSnippet.js';
import { specValue } from '../../../src/resource/spec.js';
import { jsonOfYaml } from '../../../src/resource/yamlSpec.js';
import type { DraftField, DraftValue } from '../../../src/schema/template.js';
import { expandSnippet } from '../../support/expandSnippet.js';

const value = (one: unknown, isOpen = false): DraftValue => ({ kind: 'value', value: one, isOpen });
const field = (name: string, of: DraftValue, isOptional = false): DraftField => ({
  ...{ name, isOptional },
  value: of,
});
const object = (...fields: readonly DraftField[]): DraftValue => ({ kind: 'object', fields });

const draft = object(
  field('note', value('a$b}'), true),
  field('name', value('', true)),
  field('size', value(null, true)),
  field('ports', value([], true)),
  field('disk', object(field('kind', value('SSD', true)), field('label', value(''), true))),
  field('nodes', { kind: 'list', items: [object(field('zone', value('', true)))] }),
  field('only', value('ONE')),
);

describe('a draft as a snippet', () => {
  it('of JSON stops at what is to be chosen, and has optional fields as comments', () => {
    expect(draftSnippet(draft, 'json', 'Optional').split('\n')).toEqual([
      '{',
      '  // Optional',
      '  // "note": "a\\$b\\}",',
      '  "name": "${1}",',
      '  "size": ${2:null},',
      '  "ports": [${3}],',
      '  "disk": {',
      '    // Optional',
      '    // "label": "",',
      '    "kind": "${4:SSD}"',
      '  \\},',
      '  "nodes": [',
      '    {',
      '      "zone": "${5}"',
      '    \\}',
      '  ],',
      '  "only": "ONE"',
      '\\}',
      '',
    ]);
  });

  it('of YAML does so, too', () => {
    expect(draftSnippet(draft, 'yaml', 'Optional').split('\n')).toEqual([
      '# Optional',
      '# note: a\\$b\\}',
      'name: "${1}"',
      'size: ${2:null}',
      'ports: [${3}]',
      'disk:',
      '  # Optional',
      '  # label: ""',
      '  kind: "${4:SSD}"',
      'nodes:',
      '  - zone: "${5}"',
      'only: ONE',
      '',
    ]);
  });

  it('of YAML whose fields are all optional holds comments alone, and `{}` below its beginning', () => {
    const part = object(field('a', value(1), true));
    expect(draftSnippet(part, 'yaml', 'Optional')).toBe('$0# Optional\n# a: 1\n');
    expect(expandSnippet(draftSnippet(object(field('part', part)), 'yaml', 'Optional'))).toBe('part: {}\n');
  });

  it('with nothing in it is an empty object', () => {
    expect(draftSnippet(object(), 'json', '')).toBe('$0{\\}\n');
    expect(draftSnippet(object(), 'yaml', '')).toBe('$0{\\}\n');
  });

  it('in which nothing is to be chosen leaves the cursor at its beginning', () => {
    expect(draftSnippet(object(field('only', value('ONE'))), 'yaml', '')).toBe('$0only: ONE\n');
  });

  it('takes a field that is no comment any more as it is', () => {
    const text = expandSnippet(draftSnippet(draft, 'json', 'Optional')).replace('// "note"', '"note"');
    expect(specValue(text)).toMatchObject({ note: 'a$b}', name: '' });
  });

  it('begins with the values of the draft, in both languages, whatever they are', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 4 });
    const drafts = fc.letrec<{ any: DraftValue }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.record({
          kind: fc.constant('value' as const),
          value: fc.jsonValue({ maxDepth: 1 }),
          isOpen: fc.boolean(),
        }),
        fc.record({
          kind: fc.constant('list' as const),
          items: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
        }),
        names.chain((all) =>
          fc
            .tuple(
              ...all.map((name) =>
                fc.record({ name: fc.constant(name), isOptional: fc.boolean(), value: tie('any') }),
              ),
            )
            .map((fields) => ({ kind: 'object' as const, fields })),
        ),
      ) as fc.Arbitrary<DraftValue>,
    })).any;
    fc.assert(
      fc.property(names, drafts, (all, one) => {
        const made = object(...all.map((name) => field(name, one)));
        const asJson = expandSnippet(draftSnippet(made, 'json', 'x'));
        const asYaml = expandSnippet(draftSnippet(made, 'yaml', 'x'));
        const expected = JSON.stringify(plain(made));
        expect(JSON.stringify(specValue(asJson))).toBe(expected);
        expect(JSON.stringify(specValue(jsonOfYaml(asYaml).json ?? ''))).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

/** What a draft says without its optional fields. */
function plain(draftValue: DraftValue): unknown {
  switch (draftValue.kind) {
    case 'value':
      return draftValue.value;
    case 'list':
      return draftValue.items.map(plain);
    case 'object':
      return Object.fromEntries(
        draftValue.fields.flatMap(({ name, isOptional, value: of }) =>
          isOptional ? [] : [[name, plain(of)]],
        ),
      );
  }
}
