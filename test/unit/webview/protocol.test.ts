import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { longList } from '../../../src/protocol/parsing.js';
import { diffRow } from '../../../src/protocol/specView.js';
import { parseHostMessage, parsePanelMessage, parsePanelState } from '../../../src/protocol.js';
import { inSync, manyChanges, pending, plain } from '../../support/panelHarness/sampleViews.js';

const anyJson = fc.jsonValue({ maxDepth: 5 });

/** A value somewhere below it replaced by another. */
function spoiled(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const names = Object.keys(value);
  if (names.length === 0) return replacement;
  const name = names[step % names.length]!;
  const copy: Record<string, unknown> = { ...value };
  copy[name] = spoiled(copy[name], rest, replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

describe('the messages', () => {
  it('no JSON makes a parser throw', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        for (const parse of [parseHostMessage, parsePanelMessage, parsePanelState]) {
          expect(() => parse(json)).not.toThrow();
        }
      }),
    );
  });

  it('a view spoiled at any one place is parsed without throwing', () => {
    const message = { kind: 'view', view: pending() };
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 8 }), anyJson, (path, json) => {
        expect(() => parseHostMessage(spoiled(message, path, json))).not.toThrow();
      }),
    );
  });

  it.each([inSync(), pending(), plain(), manyChanges(300)])('a view arrives as it was sent', (view) => {
    const message = { kind: 'view', view };
    expect(parseHostMessage(structuredClone(message))).toEqual(message);
  });

  it('rows of a long list are checked as strictly as valibot checks them', () => {
    const rows = pending().spec?.groups.flatMap((group) => group.rows) ?? [];
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 5 }), anyJson, (path, json) => {
        const some = spoiled(rows, path, json);
        expect(v.is(longList(diffRow), some)).toBe(v.is(v.array(diffRow), some));
      }),
    );
  });

  it('what the protocol does not name is left behind', () => {
    expect(parsePanelMessage({ kind: 'refresh', command: 'workbench.action.quit' })).toEqual({
      kind: 'refresh',
    });
  });

  it.each([
    undefined,
    null,
    'refresh',
    {},
    { kind: 'run' },
    { kind: 'openTask' },
    { kind: 'openTask', taskId: 7 },
    { kind: ['refresh'] },
    { kind: 'view' },
  ])('%j is no message of the panel', (message) => {
    expect(parsePanelMessage(message)).toBeUndefined();
  });

  it('a message of one side is malformed for the other', () => {
    expect(parseHostMessage({ kind: 'ready' })).toBeUndefined();
    expect(parsePanelMessage({ kind: 'view', view: inSync() })).toBeUndefined();
  });

  it('a time that cannot be read makes a view no view, so that none is ever painted', () => {
    const view = inSync({ live: { state: 'idle', at: 'yesterday' } });
    expect(parseHostMessage({ kind: 'view', view })).toBeUndefined();
  });
});
