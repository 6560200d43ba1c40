import fc from 'fast-check';
import { atOnce } from '../../../src/resource/slices.js';
import { describe, expect, it } from 'vitest';
import { overlaySpec, printManifest, readManifests } from '../../../src/resource/manifest.js';
import { mergeSpecTexts } from '../../../src/resource/merge.js';
import { respell } from '../../../src/resource/respell.js';
import { withPresentSecrets } from '../../../src/resource/restoreSpec.js';
import { hideSecretsInText } from '../../../src/resource/secretFields.js';
import {
  prettyText,
  requestBody as writtenBody,
  specText,
  specValue,
  type SpecShape,
} from '../../../src/resource/spec.js';
import { ANYTHING } from '../../../src/schema/writableFields.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';
import { jsonOfYaml, yamlOfJson } from '../../../src/resource/yamlSpec.js';

const requestBody = (...given: Parameters<typeof writtenBody>): string => atOnce(writtenBody(...given));

/** Any string of JavaScript: halves of surrogate pairs, U+2028, NUL and all. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufeffa',
    '\0',
    '\ud800',
    '\udc00x',
    '__proto__',
    '1',
    '-0',
    '# x',
    '',
  ),
);
const anyNumber = fc.oneof(
  fc.constantFrom(
    '1',
    '1.0',
    '1.10',
    '-0',
    '-0.0',
    '0',
    '1e400',
    '1E3',
    '1e-7',
    '9007199254740993',
    '100000000000000000000',
  ),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
/** A text as some API may spell it. */
const speltText = fc.tuple(anyText, fc.constantFrom('plain', 'escaped', 'slashes')).map(([text, style]) => {
  const plain = JSON.stringify(text);
  if (style === 'slashes') return plain.replaceAll('/', '\\/');
  return style === 'plain'
    ? plain
    : `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
});
/** A JSON text in any spelling of its strings and numbers. A name stands once in an object. */
const { spelt } = fc.letrec<{ spelt: string }>((tie) => ({
  spelt: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('null', 'true', 'false'),
    anyNumber,
    speltText,
    fc.array(tie('spelt'), { maxLength: 4 }).map((members) => `[${members.join(', ')}]`),
    fc
      .uniqueArray(fc.tuple(speltText, tie('spelt')), {
        maxLength: 4,
        selector: ([name]) => JSON.parse(name) as string,
      })
      .map((fields) => `{${fields.map(([name, value]) => `${name}: ${value}`).join(', ')}}`),
  ),
}));
/** Fields with names like numbers too, which JavaScript's objects put first. */
const anySpec = fc
  .uniqueArray(fc.tuple(fc.oneof(speltText, fc.constantFrom('"2"', '"1"', '"10"')), spelt), {
    maxLength: 5,
    selector: ([name]) => JSON.parse(name) as string,
  })
  .map((fields) => prettyText(`{${fields.map(([name, value]) => `${name}: ${value}`).join(', ')}}`));

const envelope: SpecShape = {
  answersTarget: true,
  bodyForm: 'target',
  takesChecksum: false,
  writable: ANYTHING,
};
/** What a file holds once it was written and read as UTF-8. */
const throughFile = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

describe('what was not edited', () => {
  it('is sent byte for byte, from JSON', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const document = throughFile(specText(`{"targetSpec": ${spec}}`, envelope));
        const bare = prettyText(document);
        expect(document).toBe(throughFile(spec));
        const sent = requestBody(document, envelope, { checksum: undefined });
        expect(prettyText(sent.slice('{"targetSpec":'.length, -1))).toBe(bare);
      }),
    );
  });

  it('is sent byte for byte, from YAML', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { json, faults } = jsonOfYaml(throughFile(yamlOfJson(spec)));
        expect(faults).toEqual([]);
        expect(respell(json ?? '', spec)).toBe(spec);
      }),
    );
  });

  it('stays byte for byte beside an edit in YAML', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const yaml = yamlOfJson(spec);
        fc.pre(!('ovhapi' in (specValue(spec) as object)) && yaml.trim() !== '{}');
        const { json } = jsonOfYaml(`${throughFile(yaml)}ovhapi: 1\n`);
        expect(respell(json ?? '', spec)).toBe(`${spec.slice(0, -'\n}\n'.length)},\n  "ovhapi": 1\n}\n`);
      }),
    );
  });

  it('is sent byte for byte from a manifest, in either language', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, fc.constantFrom('yaml', 'json'), async (spec, format) => {
        const file = throughFile(printManifest({ kind: '/a', id: 'b', version: '1.0', spec }, format));
        const { manifests, faults } = await readManifests(file, format);
        expect(faults).toEqual([]);
        expect(overlaySpec(spec, manifests[0]?.spec ?? '')).toBe(spec);
      }),
    );
  });

  it('stays byte for byte in a merge, in its order', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (base, theirs) => {
        expect(mergeSpecTexts(base, theirs, base)).toEqual({ text: theirs, conflicts: [] });
        const { text } = mergeSpecTexts(base, base, theirs);
        expect(diffSpecs(specValue(theirs), specValue(text))).toEqual([]);
      }),
    );
    const base = '{\n  "10": 1.0,\n  "2": "\\u00e9",\n  "\\u0061": [1e400]\n}\n';
    const mine = base.replace('1.0', '2.50');
    const theirs = base.replace('1e400', '1e400,\n    -0');
    expect(mergeSpecTexts(base, theirs, mine).text).toBe(
      '{\n  "10": 2.50,\n  "2": "\\u00e9",\n  "\\u0061": [\n    1e400,\n    -0\n  ]\n}\n',
    );
  });

  it('comes back byte for byte from the journal', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const isSecret = (): boolean => false;
        const kept = JSON.parse(throughFile(JSON.stringify({ text: hideSecretsInText(spec, isSecret) }))) as {
          text: string;
        };
        expect(withPresentSecrets(kept.text, spec, isSecret)).toEqual({ text: spec, missing: [] });
      }),
    );
  });
});

describe('a text that is spelt as its base', () => {
  it('keeps its own order and its own values', () => {
    const base = '{"a": "\\u00e9", "b": 1.0, "list": ["\\/x", {"id": 1, "t": "\\u0041"}]}';
    const text = '{"list": ["new", "/x", {"id": 1, "t": "A"}], "b": 2, "a": "é"}';
    expect(respell(text, base)).toBe(
      '{\n  "list": [\n    "new",\n    "\\/x",\n    {\n      "id": 1,\n      "t": "\\u0041"\n    }\n  ],\n  "b": 2,\n  "a": "\\u00e9"\n}\n',
    );
  });

  it('is left as it is where either is no JSON', () => {
    expect(respell('', '{}')).toBe('');
  });
});
