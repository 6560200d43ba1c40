import type { ApiRequest } from '../../../src/api/api.js';
import type { Connection } from '../../../src/editor/connections/connections.js';
import { documentUri } from '../../../src/editor/shell/documentUri.js';
import { OpenSpecs } from '../../../src/editor/spec/document/openSpecs.js';
import { SpecDiagnostics } from '../../../src/editor/spec/document/specDiagnostics.js';
import { SpecSaver, type SpecSaverOptions } from '../../../src/editor/spec/save/specSaver.js';
import { SpecSnapshots } from '../../../src/editor/spec/document/specSnapshots.js';
import { describeFailure, quotedRefusal } from '../../../src/editor/shell/describeFailure.js';
import type { SpecBase } from '../../../src/resource/specBase.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';
import { screen } from './fakeVscode.js';
import { itemKind } from './explorer/items.js';

/** What the document of these tests was read at. */
export const base: SpecBase = {
  address: { account: 'a', segments: ['things', '1'] },
  item: itemKind({
    path: '/things/{id}',
    name: 'thing',
    parameter: 'id',
    takesChecksum: true,
  }),
  text: '{\n  "name": "one",\n  "size": 1\n}\n',
  checksum: 'old',
  schemaVersion: '2.0',
  displayName: 'one',
  status: 'READY',
};

/** The document's text after the edit of these tests. */
export const mine = '{"name": "mine", "size": 1}';

/** A saver in an editor that confirms nothing, with the sentences that users get. */
export function makeSaver(options: Partial<SpecSaverOptions> & Pick<SpecSaverOptions, 'specs'>): SpecSaver {
  const nothing = (): void => undefined;
  return new SpecSaver({
    watcher: { watch: () => ({ refresh: nothing, setVisible: nothing, dispose: nothing }), refresh: nothing },
    snapshots: new SpecSnapshots(),
    diagnostics: new SpecDiagnostics('save'),
    reviews: { decide: () => Promise.resolve(false) },
    problems: () => Promise.resolve([]),
    describe: (failure) => describeFailure(failure).message,
    quote: quotedRefusal,
    note: String,
    onSaved: nothing,
    ...options,
  });
}

/** Saves the edit once, against an API that answers so. Resolves to what the save was refused with; empty when it was not. */
export async function saveOne(answer: (request: ApiRequest) => FakeAnswer): Promise<string> {
  screen.settings.set('ovhApi.confirmSave', 'never');
  const uri = documentUri(base.address, 'spec');
  const specs = new OpenSpecs();
  specs.setBase(uri.toString(), base);
  const connection = { api: fakeApi(answer) } as unknown as Connection;
  try {
    (await makeSaver({ specs }).send(uri, connection, { text: mine, isCommand: false }))();
    return '';
  } catch (refusal) {
    return String(refusal);
  }
}
