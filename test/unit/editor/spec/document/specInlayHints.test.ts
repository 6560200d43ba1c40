import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import type { WatchListener } from '../../../../../src/resource/watch.js';
import { address, snapshot } from '../../../resource/readings.js';
import { clearScreen, Disposable, Position, screen } from '../../fakeVscode.js';

vi.mock('vscode', async () => ({
  ...(await import('../../fakeVscode.js')),
  languages: { registerInlayHintsProvider: () => ({ dispose: () => undefined }) },
  InlayHint: class {
    constructor(
      readonly position: unknown,
      readonly label: string,
    ) {}
  },
}));
const { SpecInlayHints } = await import('../../../../../src/editor/spec/document/specInlayHints.js');

beforeEach(clearScreen);

/** The hints of a spec whose resource reads so. */
function hintsOf(targetSpec: object, currentState: object, isSecret: (name: unknown) => boolean) {
  const text = JSON.stringify(targetSpec);
  const uri = documentUri(address, 'spec', 'json');
  screen.visible = [{ uri, getText: () => text }];
  let listener: WatchListener | undefined;
  const watch = (_: unknown, onReading: WatchListener): Disposable => {
    listener = onReading;
    return new Disposable(() => undefined);
  };
  const hints = new SpecInlayHints({ watch } as never, () => undefined);
  listener?.({
    ...snapshot({ id: 'a', resourceStatus: 'UPDATING', targetSpec, currentState }),
    isSecret: (path) => isSecret(path.at(-1)),
  });
  const document = { uri, getText: () => text, positionAt: (at: number) => new Position(0, at) };
  const shown = hints.provideInlayHints(document as never, { contains: () => true } as never);
  hints.dispose();
  return shown.map(({ label }: vscode.InlayHint) => label);
}

it('what the cloud has beside a field that is not applied yet has dots for its secrets', () => {
  const hints = hintsOf(
    { size: 2, code: 'canary-1', holder: { pin: 'canary-2' } },
    { size: 1, code: 'canary-3', holder: { pin: 'canary-4' } },
    (name) => name === 'code' || name === 'pin',
  );
  expect(hints).toContain('cloud: 1');
  expect(hints).toContain('cloud: "•••"');
  expect(JSON.stringify(hints)).not.toContain('canary');
});
