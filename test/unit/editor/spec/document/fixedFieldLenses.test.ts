import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { FixedFieldLenses } from '../../../../../src/editor/spec/document/fixedFieldLenses.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import { base } from '../../saveOne.js';

const lensesOf = (of: SpecBase | undefined): readonly vscode.Command[] => {
  const lenses = new FixedFieldLenses({ baseOf: () => of });
  const document = { uri: documentUri(base.address, 'spec') } as vscode.TextDocument;
  return lenses.provideCodeLenses(document).map(({ command }) => command!);
};
const creation = (path: readonly string[], value: unknown) => ({ path, value, reason: 'creation' as const });

describe('the line above a spec', () => {
  it('names what is fixed at creation, short values first, and all of it in its tooltip', () => {
    const uuid = '5e2d8c71-0b64-4f9a-a3e7-91c6d4f0b852';
    const [lens] = lensesOf({
      ...base,
      fixed: [creation(['group'], { id: uuid }), creation(['location'], { region: 'GRA', zone: null })],
    });
    expect(lens?.title).toMatch(/^\$\(lock\) Fixed at creation: location\.region "GRA" · group\.id "/);
    expect(lens?.tooltip).toContain(uuid);
    expect(lens?.command).toBe('ovhApi.resource.openFull');
  });

  it('hides secrets', () => {
    const item = { ...base.item, isMarkedSecret: (path: readonly unknown[]) => path[0] === 'payload' };
    const [lens] = lensesOf({ ...base, item, fixed: [creation(['payload'], 'CANARY')] });
    expect(`${lens?.title} ${lens?.tooltip}`).not.toContain('CANARY');
  });

  it('is not there where nothing is fixed, for a plain resource’s own facts, or before anything was read', () => {
    expect(lensesOf(base)).toEqual([]);
    expect(lensesOf(undefined)).toEqual([]);
    const plain = { ...base, item: { ...base.item, answersTarget: false } };
    expect(lensesOf({ ...plain, fixed: [{ path: ['id'], value: 'a', reason: 'update' }] })).toEqual([]);
  });
});
