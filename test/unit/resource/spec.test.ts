import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldOrder } from '../../../src/schema/fieldOrder.js';
import { ANYTHING, type WritableFields } from '../../../src/schema/writableFields.js';
import { ExactNumber } from '../../../src/resource/exactNumber.js';
import { jsonTree } from '../../../src/resource/jsonTree.js';
import { atOnce } from '../../../src/resource/slices.js';
import { print } from '../../../src/resource/jsonNodes.js';
import {
  currentStateText,
  partsAroundSpec,
  prettyText,
  requestBody as writtenBody,
  specText,
  specValue,
  wholeSpecText,
  type SpecShape,
} from '../../../src/resource/spec.js';
import { members, taking } from './writableBuilder.js';

const requestBody = (...given: Parameters<typeof writtenBody>): string => atOnce(writtenBody(...given));

const envelope: SpecShape = {
  answersTarget: true,
  bodyForm: 'target',
  takesChecksum: true,
  writable: ANYTHING,
};
const plain = (writable: WritableFields): SpecShape => ({
  answersTarget: false,
  bodyForm: 'spec',
  takesChecksum: false,
  writable,
});

describe('the spec document of a resource', () => {
  it('is the target of an envelope that holds 5 MB twice, as spec and as current state', () => {
    const spec = JSON.stringify({ text: 'x'.repeat(5 * 2 ** 20) });
    const text = `{"id":"a","targetSpec":${spec},"currentState":${spec}}`;
    expect(specText(text, envelope) === prettyText(spec)).toBe(true);
  });

  it('is the target of an envelope, pretty and in the order of its keys', () => {
    const text = '{"id":"a","targetSpec":{"size":2,"name":"x","list":[1,{"b":[],"a":{}}]},"checksum":"c"}';
    expect(specText(text, envelope)).toBe(
      '{\n  "size": 2,\n  "name": "x",\n  "list": [\n    1,\n    {\n      "b": [],\n      "a": {}\n    }\n  ]\n}\n',
    );
  });

  it('has its fields in the order of the API document, those that it does not name behind them', () => {
    const none: FieldOrder = new Map();
    const pool: FieldOrder = new Map([
      ['name', none],
      ['size', none],
    ]);
    const fieldOrder: FieldOrder = new Map([
      ['b', none],
      ['pools', new Map([['*', pool]])],
      ['a', none],
    ]);
    const spec = '{"x":1,"a":2,"pools":[{"y":1,"size":2,"name":"p"}],"b":3}';
    const ordered = '{"b":3,"pools":[{"name":"p","size":2,"y":1}],"a":2,"x":1}';
    const text = `{"targetSpec":${spec},"currentState":${spec}}`;
    const shape = { ...envelope, fieldOrder };
    expect(specText(text, shape)).toBe(prettyText(ordered));
    expect(currentStateText(text, shape)).toBe(prettyText(ordered));
    expect(specText('{"targetSpec":{"a":1,"b":2,"a":3}}', shape)).toBe(
      '{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}\n',
    );
  });

  it('keeps numbers and strings byte for byte', () => {
    const text = '{"targetSpec":{"n":90071992547409931234,"f":1.0,"e":1E3,"s":"\\u00e9\\/"}}';
    expect(specText(text, envelope)).toBe(
      '{\n  "n": 90071992547409931234,\n  "f": 1.0,\n  "e": 1E3,\n  "s": "\\u00e9\\/"\n}\n',
    );
  });

  it('holds of a plain resource only what an update takes', () => {
    const text = '{"id":"a","name":"x","createdAt":"t","tags":{"k":"v"}}';
    expect(JSON.parse(specText(text, plain(taking(['name', 'tags']))))).toEqual({
      name: 'x',
      tags: { k: 'v' },
    });
  });

  it('leaves out what its update does not take, at any depth, in lists and maps too', () => {
    const text =
      '{"rules":[{"urn":"u","owner":"o"}],"map":{"a":{"x":1,"y":2}},"deep":{"in":{"ro":1,"rw":2}}}';
    const shape = plain(
      taking({
        rules: members(taking(['urn'])),
        map: members(taking(['x'])),
        deep: taking({ in: taking(['rw'], { ro: 'api' }) }),
      }),
    );
    expect(JSON.parse(specText(text, shape))).toEqual({
      rules: [{ urn: 'u' }],
      map: { a: { x: 1 } },
      deep: { in: { rw: 2 } },
    });
  });

  it('leaves out what is fixed behind fields that its update takes without naming them', () => {
    const open = { ...taking(['name'], { zone: 'creation' }), isOpen: true };
    const text = '{"targetSpec":{"x":{"zone":1},"zone":2,"y":3,"name":4}}';
    expect(JSON.parse(specText(text, { ...envelope, writable: open }))).toEqual({
      x: { zone: 1 },
      y: 3,
      name: 4,
    });
  });

  it('is the whole object when nothing can be updated', () => {
    expect(JSON.parse(specText('{"id":"a","n":1}', plain(ANYTHING)))).toEqual({ id: 'a', n: 1 });
  });

  it('is empty while an envelope has no target', () => {
    expect(specText('{"id":"a"}', envelope)).toBe('{}\n');
  });

  it('is any JSON again once it is read', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        (value) => {
          const text = JSON.stringify({ targetSpec: value });
          expect(JSON.parse(specText(text, envelope))).toEqual(JSON.parse(JSON.stringify(value)));
          expect(JSON.parse(prettyText(text))).toEqual(JSON.parse(text));
        },
      ),
    );
  });
});

describe('the whole spec of a resource', () => {
  const shape = {
    ...envelope,
    writable: taking({ name: ANYTHING, pools: members(taking(['size'], { zone: 'creation' })) }),
    creatable: taking({
      name: ANYTHING,
      location: taking(['region']),
      pools: members(taking(['size', 'zone'])),
    }),
  };
  const answer =
    '{"targetSpec":{"name":"x","location":{"region":"GRA","since":1},"pools":[{"size":1,"zone":"a","id":"p"}],"owner":"me"}}';

  it('has what its creation takes too, at any depth, and nothing that only the API sets', () => {
    expect(JSON.parse(wholeSpecText(answer, shape))).toEqual({
      name: 'x',
      location: { region: 'GRA' },
      pools: [{ size: 1, zone: 'a' }],
    });
    expect(JSON.parse(specText(answer, shape))).toEqual({ name: 'x', pools: [{ size: 1 }] });
  });

  it('is the spec where nothing can be created', () => {
    const { creatable: _, ...updated } = shape;
    expect(wholeSpecText(answer, updated)).toBe(specText(answer, updated));
  });
});

describe('the actual state of a resource', () => {
  it('is the current state of an envelope, and all of a plain resource', () => {
    expect(JSON.parse(currentStateText('{"targetSpec":{"a":1},"currentState":{"a":2}}'))).toEqual({ a: 2 });
    expect(JSON.parse(currentStateText('{"a":3}'))).toEqual({ a: 3 });
  });
});

describe('the body that a save sends', () => {
  it('is the target with the checksum that was read', () => {
    expect(requestBody('{ "size": 3 }', envelope, { checksum: 'abc' })).toBe(
      '{"checksum":"abc","targetSpec":{"size":3}}',
    );
  });

  it('has no checksum where the resource has none or the update takes none', () => {
    expect(requestBody('{}', envelope, { checksum: undefined })).toBe('{"targetSpec":{}}');
    expect(requestBody('{}', { ...envelope, takesChecksum: false }, { checksum: 'abc' })).toBe(
      '{"targetSpec":{}}',
    );
  });

  it('is the spec itself for a plain resource', () => {
    expect(requestBody('{"name": "x"}', plain(taking(['name'])), { checksum: 'abc' })).toBe('{"name":"x"}');
  });

  it('drops comments and trailing commas, and no digit', () => {
    const text = '{\n  // how many\n  "n": 9007199254740993, /* "x": 1, */\n  "l": [1, 2,],\n}';
    expect(requestBody(text, plain(taking(['n', 'l'])), { checksum: undefined })).toBe(
      '{"n":9007199254740993,"l":[1,2]}',
    );
  });

  it('says what the document says', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        (value) => {
          const text = specText(JSON.stringify({ targetSpec: value }), envelope);
          const body: unknown = JSON.parse(requestBody(text, envelope, { checksum: 'c' }));
          expect(body).toEqual({ checksum: 'c', targetSpec: JSON.parse(JSON.stringify(value)) as unknown });
        },
      ),
    );
  });

  it('leaves out what the update does not take, at any depth, in lists and maps too', () => {
    const writable = taking({
      name: ANYTHING,
      pools: members(taking(['size'], { id: 'api' })),
      labels: { ...members(taking(['text'])), isOpen: true },
    });
    const text =
      '{"name":"x","location":{"region":"GRA"},"pools":[{"id":"p","size":1}],"labels":{"a":{"text":"t","by":"me"}}}';
    expect(requestBody(text, { ...envelope, writable }, { checksum: 'c' })).toBe(
      '{"checksum":"c","targetSpec":{"name":"x","pools":[{"size":1}],"labels":{"a":{"text":"t"}}}}',
    );
  });

  it('is the bare spec where the update takes no envelope', () => {
    const bare = { ...envelope, bodyForm: 'spec' as const, takesChecksum: false };
    expect(specText('{"id":"a","targetSpec":{"name":"x"}}', bare)).toBe('{\n  "name": "x"\n}\n');
    expect(requestBody('{"name":"y"}', bare, { checksum: 'c' })).toBe('{"name":"y"}');
  });

  it('has the checksum among the fields of a spec that is the body itself, where the update takes one', () => {
    const bare = { ...envelope, bodyForm: 'spec' as const };
    expect(requestBody('{"name":"y"}', bare, { checksum: 'c' })).toBe('{"checksum":"c","name":"y"}');
    expect(requestBody('{}', bare, { checksum: 'c' })).toBe('{"checksum":"c"}');
    expect(requestBody('{}', bare, { checksum: undefined })).toBe('{}');
    expect(requestBody('[]', bare, { checksum: 'c' })).toBe('[]');
  });

  it('is the whole object where the update takes it, with what was read around the spec', () => {
    const whole = { ...envelope, around: taking(['id', 'currentState']) };
    const answer =
      '{"id":"a","checksum":"c","currentState":{"n":1.50},"resourceStatus":"READY","targetSpec":{"n":2}}';
    const around = partsAroundSpec(answer, whole);
    expect(requestBody('{"n":3}', whole, { checksum: 'c', around })).toBe(
      '{"checksum":"c","id":"a","currentState":{"n":1.50},"targetSpec":{"n":3}}',
    );
    expect(partsAroundSpec('{"targetSpec":{}}', whole)).toBeUndefined();
    expect(partsAroundSpec(answer, envelope)).toBeUndefined();
  });
});

describe("a spec's value", () => {
  it('is what JSON says it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(specValue(text)).toEqual(JSON.parse(text));
        expect(specValue(`// a comment\n${text}`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('distinguishes numbers that are equal as doubles', () => {
    const [a, b] = [specValue('9007199254740993'), specValue('9007199254740992')];
    expect(a).toEqual(new ExactNumber('9007199254740993'));
    expect(b).toBe(9007199254740992);
    expect(JSON.stringify({ a })).toBe('{"a":"9007199254740993"}');
  });

  it.each([
    '1',
    '1.0',
    '0.1',
    '1e3',
    '-0',
    '100000000000000000000',
    '0.30000000000000004',
    '123456789012345.0',
  ])('is a plain number for %s', (literal) => {
    expect(specValue(literal)).toBe(Number(literal));
  });

  it.each(['1e400', '0.1234567890123456789', '-9007199254740993', '12345678901234567890'])(
    'keeps every digit of %s',
    (literal) => {
      expect(String(specValue(literal))).toBe(literal);
    },
  );

  it('holds a field named like an inner part of JavaScript as any other', () => {
    for (const text of ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1},}']) {
      expect(Object.keys(specValue(text) as object)).toEqual(['__proto__']);
    }
  });
});

describe('a large text that is printed again', () => {
  const blank = fc.constantFrom('', ' ', '\n', '\t', '\r\n  ');
  const spaced = fc
    .tuple(fc.json({ maxDepth: 5 }), fc.array(blank, { minLength: 1, maxLength: 7 }))
    .map(([text, blanks]) => {
      let turn = 0;
      return text.replaceAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/g, (sign) => {
        turn += 1;
        return `${blanks[turn % blanks.length] ?? ''}${sign}${blanks[(turn * 3) % blanks.length] ?? ''}`;
      });
    });

  it('is the same in one pass as by its tree', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        // The comment keeps it from being read in one pass.
        expect(prettyText(text)).toBe(prettyText(`// x\n${text}`));
      }),
    );
  });

  it('keeps the spelling of names and values, names that appear twice, and empty lists', () => {
    expect(prettyText('{"\\u00e9":1.50,"2":"\\"}],","1":[ ],"1":{ },"a":[[],{"b":-0e1}]}')).toBe(
      '{\n  "\\u00e9": 1.50,\n  "2": "\\"}],",\n  "1": [],\n  "1": {},\n  "a": [\n    [],\n    {\n      "b": -0e1\n    }\n  ]\n}\n',
    );
  });

  it('takes less time than by a tree', () => {
    const text = JSON.stringify(
      Array.from({ length: 3_000 }, (_, id) => ({ id, labels: { team: 'a', size: id } })),
    );
    const timeOf = (work: () => unknown): number => {
      const begun = performance.now();
      work();
      return performance.now() - begun;
    };
    const byTree = (): string => {
      const tree = jsonTree(text);
      return tree ? print(text, tree, { indent: '' }) : '';
    };
    const turns = Array.from({ length: 7 }, () => [timeOf(() => prettyText(text)), timeOf(byTree)] as const);
    const least = (side: 0 | 1): number => Math.min(...turns.map((turn) => turn[side]));
    expect(least(0) / least(1)).toBeLessThan(0.65);
  });
});
