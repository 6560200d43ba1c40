import { OpenSpecs } from '../../src/editor/spec/document/openSpecs.js';
import { SpecDiagnostics } from '../../src/editor/spec/document/specDiagnostics.js';
import { SpecSnapshots } from '../../src/editor/spec/document/specSnapshots.js';
import { SpecSaver } from '../../src/editor/spec/save/specSaver.js';
import { SpecFileSystem } from '../../src/editor/spec/specFileSystem.js';
import { screen } from '../../test/unit/editor/fakeVscode.js';

/** The extension's file system of specs on one connection, with nobody who watches, asks or listens. */
export function specFiles(connection: object): SpecFileSystem {
  screen.settings.set('ovhApi.confirmSave', 'never');
  const ignore = (): void => undefined;
  const specs = new OpenSpecs();
  const saver = new SpecSaver({
    specs,
    snapshots: new SpecSnapshots(),
    diagnostics: new SpecDiagnostics('save'),
    reviews: {} as never,
    watcher: { watch: ignore } as never,
    describe: String,
    quote: String,
    note: String,
    onSaved: ignore,
    problems: () => Promise.resolve([]),
  });
  return new SpecFileSystem({
    connections: {
      find: () => Promise.resolve(connection),
      onDidWrite: () => ({ dispose: ignore }),
    } as never,
    ...{ specs, saver, note: ignore, describe: String, onRead: ignore, onGone: ignore, onRefused: ignore },
    queryFor: () => Promise.resolve({}),
  });
}
