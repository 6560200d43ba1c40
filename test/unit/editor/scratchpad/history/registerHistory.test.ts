import { beforeEach, describe, expect, test, vi } from 'vitest';
import { registerHistory } from '../../../../../src/editor/scratchpad/history/registerHistory.js';
import type { HistoryEntry } from '../../../../../src/editor/scratchpad/history/requestHistory.js';
import { secretFieldsOf } from '../../../../../src/resource/secretFields.js';
import { judgeRequest } from '../../../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { runRequest } from '../../../../../src/scratchpad/run.js';
import { MemoryFiles } from '../../../../support/saves/memoryFiles.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { FakeMemento } from '../../fakeContext.js';
import { clearScreen, commands, configuration, EventEmitter, screen, Uri } from '../../fakeVscode.js';

const SOURCE = 'file:/a.ovhapi.http';

/** A window with what it shows of the history. */
function openWindow(memento: FakeMemento, files: MemoryFiles) {
  const runs = new EventEmitter<object>();
  const shown: string[] = [];
  registerHistory({
    responses: {
      entryUri: (key: string, query: string) => Uri.from({ scheme: 'response', path: `/${key}`, query }),
      set: (_: unknown, text: string) => shown.push(text),
      describe: () => undefined,
      show: () => Promise.resolve(),
    },
    onDidRun: runs.event,
    workspaceState: memento,
    onDidSignOut: new EventEmitter<object>().event,
    register: (name: string, run: (...args: readonly unknown[]) => unknown) =>
      commands.registerCommand(name, run),
    note: (failure: unknown) => {
      throw failure;
    },
    responseFiles: files,
    secretsOfResponse: () => Promise.resolve(secretFieldsOf(undefined)),
    isKnownSecret: () => false,
  } as never);
  const entries = (): readonly HistoryEntry[] => memento.get('ovhApi.scratchpad.history', []);
  return { runs, shown, entries };
}

async function runOf(body: unknown): Promise<object> {
  const [request] = parseRequestFile('### list\nGET /v2/a\n').requests;
  const api = fakeApi(() => ({ status: 200, body }));
  const result = await runRequest(api, { method: 'GET', path: '/a' }, { limit: undefined });
  const verdict = judgeRequest(request as never, result.response);
  return {
    ...{ source: Uri.parse(SOURCE), request, written: '', account: 'me', at: 1_000, title: 'GET /v2/a' },
    outcome: { kind: 'answered', result, verdict, isRaw: false },
  };
}

let memento: FakeMemento;
let files: MemoryFiles;
beforeEach(() => {
  clearScreen();
  [memento, files] = [new FakeMemento(), new MemoryFiles()];
});
const command = (name: string, ...args: readonly unknown[]): Promise<unknown> =>
  commands.executeCommand(`ovhApi.requestHistory.${name}`, ...args);

describe('the entries of the history', () => {
  test('are sent again by the command that sends a request, with their file and their name in it', async () => {
    const sent: unknown[] = [];
    commands.registerCommand('ovhApi.scratchpad.send', (uri, key) => sent.push([String(uri), key]));
    const { runs, entries } = openWindow(memento, files);
    runs.fire(await runOf([]));
    await vi.waitFor(() => {
      expect(entries()).toHaveLength(1);
    });
    await command('sendAgain', entries()[0]);
    expect(sent).toEqual([[SOURCE, 'list']]);
  });

  test('of an earlier window say that their response is no longer available, and can be sent again', async () => {
    const sent: unknown[] = [];
    const first = openWindow(memento, files);
    first.runs.fire(await runOf([]));
    await vi.waitFor(() => {
      expect(first.entries()).toHaveLength(1);
    });
    const later = openWindow(memento, files);
    commands.registerCommand('ovhApi.scratchpad.send', (uri, key) => sent.push([String(uri), key]));
    screen.press = (_, buttons) => buttons[0];
    await command('open', later.entries()[0]);
    expect(screen.messages[0]?.text).toMatch(/until the window closes/);
    expect(sent).toHaveLength(1);
    await command('saveBody', later.entries()[0]);
    expect(screen.messages).toHaveLength(2);
  });

  test('show a response from disk, say so, and lose it when the setting goes back', async () => {
    screen.settings.set('ovhApi.responseHistory', 'disk');
    const first = openWindow(memento, files);
    first.runs.fire(await runOf({ id: 'x', password: 'canary' }));
    await vi.waitFor(() => {
      expect(first.entries()[0]?.stored).toBeGreaterThan(0);
    });
    const later = openWindow(memento, files);
    await command('open', later.entries()[0]);
    expect(later.shown[0]).toMatch(/^\/\/ Saved on .+ Secrets are never saved; dots take their place/);
    expect(later.shown[0]).toContain('"password": "•••"');
    screen.settings.set('ovhApi.responseHistory', 'memory');
    configuration.fire({ affectsConfiguration: (name) => name === 'ovhApi.responseHistory' });
    await vi.waitFor(() => {
      expect(files.texts.size).toBe(0);
    });
    expect(later.entries()).toHaveLength(1);
  });
});
