import { beforeEach, describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { ApiError } from '../../../../../src/api/errors.js';
import { showRefusedFields } from '../../../../../src/editor/spec/save/refusedField.js';
import { SpecDiagnostics } from '../../../../../src/editor/spec/document/specDiagnostics.js';
import { Uri, clearScreen, screen } from '../../fakeVscode.js';

const TEXT = '{\n  "name": "front",\n  "pools": [{ "size": "small" }]\n}\n';
const uri = Uri.from({ scheme: 'ovhapi', path: '/a/things/1.json' }) as unknown as vscode.Uri;

function refused(details: Readonly<Record<string, string>>, status = 400): ApiError {
  const body = { class: 'Client::BadRequest', message: 'No', queryId: undefined, retryAfterMs: undefined };
  return new ApiError({ method: 'PUT', path: '/things/1' }, { ...body, status, details });
}

describe('a field that the cloud refused', () => {
  let diagnostics: SpecDiagnostics;
  const shown = (): readonly string[] =>
    (screen.diagnostics.get(uri.toString()) ?? []).map(
      ({ range: { start, end } }) => `${start.line}:${start.character}-${end.line}:${end.character}`,
    );
  const show = (failure: unknown): void => {
    showRefusedFields(uri, TEXT, failure, { diagnostics, message: 'It is refused.' });
  };
  const edit = (offset: number, length: number, text: string): void => {
    const after = TEXT.slice(0, offset) + text + TEXT.slice(offset + length);
    const changes = [{ rangeOffset: offset, rangeLength: length, text }];
    diagnostics.edited({ uri, getText: () => after }, changes);
  };

  beforeEach(() => {
    clearScreen();
    diagnostics = new SpecDiagnostics('save');
  });

  it('is marked at its value, with the sentence', () => {
    show(refused({ 'targetSpec.pools[0].size': 'no such size', queryId: 'q' }));
    expect(shown()).toEqual(['2:22-2:29']);
    expect(screen.diagnostics.get(uri.toString())?.[0]?.message).toBe('It is refused.');
  });

  it('is not marked when the refusal is about something else', () => {
    show(refused({ 'targetSpec.name': 'x' }, 423));
    expect(shown()).toEqual([]);
  });

  it('keeps its mark, moved along, when something before it is edited', () => {
    show(refused({ '/targetSpec/pools/0/size': 'x' }));
    edit(2, 0, '\n');
    expect(shown()).toEqual(['3:22-3:29']);
  });

  it('loses its mark when it is edited', () => {
    show(refused({ '/targetSpec/pools/0/size': 'x', name: 'y' }));
    expect(shown()).toHaveLength(2);
    edit(TEXT.indexOf('small'), 5, 'large');
    expect(shown()).toEqual(['1:10-1:17']);
  });

  it('loses its mark by Revert, which brings the text of the cloud back as a whole', () => {
    show(refused({ '/targetSpec/pools/0/size': 'x', name: 'y' }));
    edit(0, TEXT.length, TEXT.replace('small', 'medium'));
    expect(shown()).toEqual([]);
  });
});
