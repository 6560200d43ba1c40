import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/schema/catalogue.js';
import { leastPolicy, type CallRights } from '../../../src/scratchpad/policy.js';

const words = { name: 'ci', description: 'What ci needs', region: 'eu' };

function call(
  label: string,
  actions: readonly (string | { optional: string })[] | undefined,
  urn?: string,
): CallRights {
  const iamActions = (actions ?? []).map((action) =>
    typeof action === 'string'
      ? { name: action, required: true }
      : { name: action.optional, required: false },
  );
  return {
    call: { method: 'GET', segments: [], label },
    operation: actions && ({ iamActions } as unknown as Operation),
    urn,
  };
}

describe('the smallest policy for calls', () => {
  it('allows each needed action once, on the resources that are known', () => {
    const urn = 'urn:v1:eu:resource:vps:a';
    const { fields, wholeTypes, unknown } = leastPolicy(
      [call('a', ['vps:b', 'vps:a'], urn), call('b', ['vps:a', { optional: 'vps:c' }], urn)],
      words,
    );
    expect(fields).toEqual({
      name: 'ci',
      description: 'What ci needs',
      identities: [],
      resources: [{ urn }],
      permissions: { allow: [{ action: 'vps:a' }, { action: 'vps:b' }] },
    });
    expect([wholeTypes, unknown]).toEqual([[], []]);
  });

  it('covers all resources of a type where a call is about none that is known, and says so', () => {
    const { fields, wholeTypes } = leastPolicy([call('a', ['vps:apiovh:get'])], words);
    expect(fields.resources).toEqual([{ urn: 'urn:v1:eu:resource:vps:*' }]);
    expect(wholeTypes).toEqual(['vps']);
  });

  it('takes the region from a known URN, and names no resource where it isn’t known', () => {
    const calls = [call('a', ['vps:a'])];
    expect(leastPolicy(calls, { ...words, region: undefined }).fields.resources).toEqual([]);
    const known = [...calls, call('b', ['ip:a'], 'urn:v1:ca:resource:ip:1')];
    expect(leastPolicy(known, { ...words, region: undefined }).fields.resources).toEqual([
      { urn: 'urn:v1:ca:resource:ip:1' },
      { urn: 'urn:v1:ca:resource:vps:*' },
    ]);
  });

  it('names the calls that no document has, and no resource of calls that need nothing', () => {
    const { fields, unknown, actions } = leastPolicy(
      [
        call('GET /v1/me', undefined),
        call('b', [], 'urn:v1:eu:resource:vps:a'),
        call('GET /v1/me', undefined),
      ],
      words,
    );
    expect(unknown).toEqual(['GET /v1/me']);
    expect([actions, fields.resources]).toEqual([[], []]);
  });
});
