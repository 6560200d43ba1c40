import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hclLabel, hclString, hclText, snakeCase, withVariables } from '../../../src/resource/hcl.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import { specValue } from '../../../src/resource/spec.js';
import { readHcl } from './readHcl.js';

const isSecret = secretFieldsOf(undefined);
const text = (attributes: Readonly<Record<string, unknown>>): string =>
  hclText({ type: 'cloud_thing', label: 'one', attributes, variables: [], importId: 'p/1' });
const bodyOf = (attributes: Readonly<Record<string, unknown>>): unknown => readHcl(text(attributes))[0]?.body;

describe('a resource in HCL', () => {
  it('is a block and its import, written as terraform fmt would', () => {
    const attributes = {
      projectId: 'p',
      targetSpec: {
        name: 'x',
        nodePools: [{ size: 1 }],
        labels: ['a', 'b'],
        isOn: true,
        gone: null,
        none: [],
      },
    };
    expect(text(attributes)).toBe(`resource "cloud_thing" "one" {
  project_id = "p"
  target_spec = {
    name = "x"
    node_pools = [
      {
        size = 1
      },
    ]
    labels = ["a", "b"]
    is_on  = true
    none   = []
  }
}

import {
  to = cloud_thing.one
  id = "p/1"
}
`);
  });

  it('keeps every digit of a number', () => {
    expect(text({ size: specValue('12345678901234567890') })).toContain('size = 12345678901234567890');
  });

  it('keeps keys that people chose', () => {
    expect(text({ tags: { 'Cost-Center': 'x', 'a.b': 'y' } })).toContain(
      '"Cost-Center" = "x"\n    "a.b"         = "y"',
    );
  });

  it('says in any shape what the spec says', () => {
    const name = fc.stringMatching(/^[a-z]{1,6}(?:_[a-z]{1,3})?$/);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[${%}"\\\n a]{0,12}$/),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }), (attributes) => {
        expect(bodyOf(attributes)).toEqual(attributes);
      }),
    );
  });
});

describe('a string in HCL', () => {
  it.each([
    ['say "hi"', String.raw`"say \"hi\""`],
    ['${var.x}', '"$${var.x}"'],
    ['%{ if true }', '"%%{ if true }"'],
    ['$${x}', '"$$${x}"'],
    ['a\nb\tc\\', String.raw`"a\nb\tc\\"`],
    ['100% $5', '"100% $5"'],
    ['\u0007', String.raw`"\u0007"`],
  ])('%j is %s', (from, to) => {
    expect(hclString(from)).toBe(to);
  });
});

describe('names in HCL', () => {
  it.each([
    ['ipRestrictions', 'ip_restrictions'],
    ['cidrBlock', 'cidr_block'],
    ['iamAuthEnabled', 'iam_auth_enabled'],
    ['ipv4', 'ipv4'],
    ['managedServiceURN', 'managed_service_urn'],
    ['IPAddress', 'ip_address'],
    ['publicIPv4', 'public_ipv4'],
    ['already_snake', 'already_snake'],
  ])('%s is written %s', (from, to) => {
    expect(snakeCase(from)).toBe(to);
  });

  it.each([
    ['My Rancher (prod)', 'my_rancher_prod'],
    ['Été 2026', 'ete_2026'],
    ['1.2.3.4', '_1_2_3_4'],
    ['日本', 'this'],
    ['', 'this'],
  ])('%s is called %s', (from, to) => {
    expect(hclLabel(from)).toBe(to);
  });

  it('are identifiers, whatever people call a resource', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(hclLabel(name)).toMatch(/^[a-z_][a-z\d_]*$/);
      }),
    );
  });
});

describe('secrets in HCL', () => {
  const spec = { users: [{ name: 'a', password: 'CANARY-1' }, { name: 'b', password: 'CANARY-2' }], apiToken: '' }; // prettier-ignore

  it('are variables of their own, which are declared as sensitive', () => {
    const { spec: without, variables } = withVariables(spec, isSecret);
    const written = hclText({
      type: 'cloud_thing',
      label: 'one',
      attributes: { targetSpec: without },
      variables,
      importId: '1',
    });
    expect(written).not.toContain('CANARY');
    const blocks = readHcl(written);
    expect(blocks.slice(0, 2)).toEqual([
      { header: ['variable', 'users_0_password'], body: { type: { reference: 'string' }, sensitive: true } },
      { header: ['variable', 'users_1_password'], body: { type: { reference: 'string' }, sensitive: true } },
    ]);
    expect(written).toContain('password = var.users_0_password');
    expect(written).toContain('api_token = ""');
  });

  it('have names that no two share', () => {
    const { variables } = withVariables({ 'a-password': '1', a_password: '2' }, isSecret);
    expect(variables.map(({ name }) => name)).toEqual(['a_password', 'a_password_2']);
  });

  it('are written nowhere, whatever place they are in', () => {
    const canary = 'CANARY-xyz';
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.record({ password: fc.constant(canary), inner: tie('value') }),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(value, (inner) => {
        const { spec: without } = withVariables({ inner }, isSecret);
        expect(text({ without })).not.toContain(canary);
      }),
    );
  });
});

describe('thousands of secrets whose names give the same variable', () => {
  it('have a variable each, found without trying the taken ones again', () => {
    const many = (count: number): unknown =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => ['-'.repeat(index + 1), 'x']));
    const looks = vi.spyOn(Set.prototype, 'has');
    const { variables } = withVariables(many(300), () => true);
    const count = looks.mock.calls.length;
    looks.mockRestore();
    expect(new Set(variables.map(({ name }) => name)).size).toBe(300);
    expect(count).toBeLessThan(3_000);
  });
});

describe('thousands of fields of which every second one is an object', () => {
  it('are aligned without copying the rest of them for each', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`f${index}`, index % 2 === 0 ? index : { a: index }]),
    );
    const slices = vi.spyOn(Array.prototype, 'slice');
    text(fields);
    const count = slices.mock.calls.length;
    slices.mockRestore();
    expect(count).toBeLessThan(20);
  });
});
