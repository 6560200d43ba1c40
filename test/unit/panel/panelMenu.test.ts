import { beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { registerPanelMenu } from '../../../src/editor/panel/panelMenu.js';

const calls: unknown[][] = [];
const note =
  (...said: readonly unknown[]) =>
  (...given: readonly unknown[]): void =>
    void calls.push([...said, ...given]);

const panel = Object.fromEntries(
  ['copyField', 'copyChanges', 'goToField', 'ignoreField'].map((name) => [name, note('panel', name)]),
);
const comparison = { copyField: note('comparison', 'path'), copyChanges: note('comparison', 'changes') };
const revealField = vi.fn();

const run = async (name: string, target?: unknown): Promise<readonly unknown[][]> => {
  calls.length = 0;
  await vscode.commands.executeCommand(`ovhApi.${name}`, target);
  return calls;
};

beforeEach(() => {
  Object.assign(vscode.window, { onDidChangeTextEditorSelection: () => ({ dispose: () => undefined }) });
  registerPanelMenu(
    {
      menuPanel: (webview: unknown) => (webview === 'ovhApi.panel' ? panel : undefined),
      revealField,
      isShown: () => false,
    } as never,
    { active: () => comparison, compareActive: note('comparison', 'compareActive') } as never,
    { reportFailure: note('failure') },
  );
});

it.each([
  ['goToField', 'goToField', []],
  ['ignoreField', 'ignoreField', [true]],
  ['stopIgnoring', 'ignoreField', [false]],
  ['copyPath', 'copyField', ['path']],
  ['copyCurrent', 'copyField', ['current']],
  ['copyRequested', 'copyField', ['requested']],
] as const)('%s of a field’s menu is for the panel that it was opened in', async (name, does, rest) => {
  const target = { webview: 'ovhApi.panel', field: 'same:["a"]' };
  expect(await run(`panel.${name}`, target)).toEqual([['panel', does, target.field, ...rest]]);
  expect(await run(`panel.${name}`, { webview: 'ovhApi.panel' })).toEqual([]);
});

it('a menu copies all that is pending in the form that it names, of a comparison where no panel is', async () => {
  const target = { webview: 'ovhApi.panel' };
  expect(await run('panel.copyMarkdown', target)).toEqual([['panel', 'copyChanges', 'markdown']]);
  expect(await run('panel.copyPatch', target)).toEqual([['panel', 'copyChanges', 'patch']]);
  expect(await run('panel.copyPatch')).toEqual([['comparison', 'changes', 'patch']]);
  expect(await run('panel.copyPath', { field: 'f' })).toEqual([['comparison', 'path', 'f', 'path']]);
  expect(await run('compareByField')).toEqual([['comparison', 'compareActive']]);
});

it('the command of a spec shows the field of its cursor in the panel', async () => {
  const document = {
    ...{ uri: vscode.Uri.parse('ovhapi:/me/s/thing/a.json'), version: 1, isClosed: false },
    ...{ getText: () => '{"size": 3}', offsetAt: () => 10 },
  };
  Object.assign(vscode.window, { activeTextEditor: { document, selection: { active: {} } } });
  expect(await run('spec.showInPanel')).toEqual([]);
  const place = { path: ['size'], spec: { size: 3 } };
  expect(revealField).toHaveBeenCalledWith({ account: 'me', segments: ['s', 'thing', 'a'] }, place, true);
});
