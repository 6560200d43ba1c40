import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { SpecBase } from '../../resource/specBase.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Connections } from '../connections/connections.js';
import { onDidChangeAnyAnswers } from '../connections/connectionEvents.js';
import { editedSpec } from './document/editedSpec.js';
import { FixedFieldLenses } from './document/fixedFieldLenses.js';
import { KeptBases } from './document/keptBases.js';
import { LiveLists } from '../language/liveLists.js';
import { registerLiveValues } from '../language/liveValues.js';
import { OpenSpecs } from './document/openSpecs.js';
import { SaveReviews } from '../changes/saveReviews.js';
import { problemsOf } from '../language/schemaFaults.js';
import { SpecDiagnostics } from './document/specDiagnostics.js';
import { SCHEME, YAML_SELECTOR } from '../shell/documentUri.js';
import type { Reporting } from '../shell/reporting.js';
import { SpecFileSystem, type SpecFileSystemOptions } from './specFileSystem.js';
import { SpecInlayHints } from './document/specInlayHints.js';
import { SpecLanguage } from '../language/specLanguage.js';
import { registerSpecQuickFixes } from '../language/specQuickFixes.js';
import { closeMerges } from './save/mergeEditor.js';
import { SaveCommand, type CloudSender } from './save/saveCommand.js';
import { SpecSaver } from './save/specSaver.js';
import { CLOUD_SCHEME, SpecSnapshots } from './document/specSnapshots.js';
import { SpecSchemas } from './document/specSchemas.js';
import { tolerateComments } from '../language/tolerateComments.js';
import { AccountMarks } from './document/accountMarks.js';
import { VersionMarks } from './document/versionMarks.js';
import { registerYamlLanguage } from '../language/yamlLanguage.js';
import { registerTextsInMemory } from '../shell/textsInMemory.js';

export interface DocumentsOptions extends Pick<Reporting, 'describe' | 'quote' | 'note' | 'isKnownSecret'> {
  readonly connections: Connections;
  /** Where what an unsaved edit was made on outlives the window. */
  readonly workspaceState: vscode.Memento;
  readonly watcher: Pick<ResourceWatcher, 'watch' | 'refresh'>;
  readonly queryFor: SpecFileSystemOptions['queryFor'];
  readonly onRead: SpecFileSystemOptions['onRead'];
  /** Notified of resources that the API doesn't find. */
  readonly missing: Pick<vscode.EventEmitter<ResourceAddress>, 'fire'>;
  readonly onRefused: SpecFileSystemOptions['onRefused'];
  /** Called once the cloud has taken a document’s spec. */
  readonly onSaved: (base: SpecBase) => void;
}

/** What others tell the documents of. */
export interface Documents {
  /** A resource is gone. */
  deleted(address: ResourceAddress): void;
  /** A resource was read that may have been reported as deleted. */
  there(address: ResourceAddress): void;
  /** Whether a resource's spec has unsaved changes. */
  isEdited(address: ResourceAddress): boolean;
  /** The unsaved changes of a resource's open spec. */
  editOf(address: ResourceAddress): ReturnType<typeof editedSpec>;
  /** What the API document objects to in an open document, a sentence each. */
  problems(uri: vscode.Uri): Promise<readonly string[]>;
  /** A resource is called otherwise now. */
  renamed(address: ResourceAddress, name: string): Promise<void>;
  /** A resource was changed elsewhere than in its document. */
  changed(address: ResourceAddress): void;
  /** The save command of specs, and of drafts. */
  saving(drafts: CloudSender): Pick<SaveCommand, 'run' | 'save'>;
  dispose(): void;
}

/** Makes `ovhapi:` URIs documents: reading, saving, schema help, and the cloud's side of a comparison. */
export function registerDocuments(options: DocumentsOptions): Documents {
  const { connections } = options;
  const specs = new OpenSpecs(new KeptBases(options.workspaceState, options));
  const diagnostics = new SpecDiagnostics('ovhapi-save');
  const snapshots = new SpecSnapshots();
  const reviews = new SaveReviews();
  const editedAt = (uri: string): string | undefined => {
    const base = specs.base(uri);
    return base === undefined ? undefined : (base.schemaVersion ?? 'default');
  };
  const schemas = new SpecSchemas({ ...options, editedAt });
  const problems = (uri: vscode.Uri): Promise<readonly string[]> => problemsOf(schemas, uri);
  const saver = new SpecSaver({ ...options, specs, snapshots, diagnostics, reviews, problems });
  const fixed = new FixedFieldLenses({ baseOf: (uri) => specs.base(uri) });
  const onRead: SpecFileSystemOptions['onRead'] = (base, snapshot) => {
    options.onRead(base, snapshot);
    fixed.refresh();
  };
  const onGone: SpecFileSystemOptions['onGone'] = (address) => {
    options.missing.fire(address);
  };
  const files = new SpecFileSystem({ ...options, specs, saver, onRead, onGone });
  const lists = new LiveLists(options.connections);
  const parts = vscode.Disposable.from(
    schemas,
    diagnostics,
    reviews,
    saver,
    files,
    fixed,
    tolerateComments(),
    new SpecLanguage({ judge: schemas, lists, name: 'ovhapi-schema' }),
    registerSpecQuickFixes(schemas),
    registerYamlLanguage({ judge: schemas, selector: YAML_SELECTOR }),
    lists,
    registerLiveValues({ judge: schemas, lists, note: options.note }),
    new SpecInlayHints(options.watcher, (uri) => files.takeSnapshot(uri)),
    new VersionMarks({ ...options, editedAt }),
    new AccountMarks(options.connections),
    vscode.workspace.registerFileSystemProvider(SCHEME, files, { isCaseSensitive: true }),
    registerTextsInMemory(CLOUD_SCHEME, snapshots),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== SCHEME) return;
      // Nothing changed, and it is no edit any more: it was saved or given up.
      if (contentChanges.length === 0 && !document.isDirty && !files.unsent.isUnsent(document.uri)) {
        diagnostics.clear(document.uri);
      }
      if (!files.unsent.isTouch(document.uri)) diagnostics.edited(document, contentChanges);
      specs.noteShown(document.uri.toString(), () => document.getText());
      if (document.isDirty) specs.noteEdited(document.uri.toString());
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.uri.scheme === SCHEME) specs.noteShown(document.uri.toString(), () => document.getText());
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.uri.scheme !== SCHEME) return;
      if (files.unsent.isUnsent(document.uri)) return;
      files.saved(document);
      specs.noteSaved(document.uri.toString(), document.getText());
      void closeMerges(snapshots, document).catch(options.note);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri, isDirty }) => {
      if (uri.scheme !== SCHEME) return;
      diagnostics.clear(uri);
      // Another language closes and opens a document as well, with its edit in it.
      if (!isDirty) specs.noteUnedited(uri.toString());
    }),
    // Another schema version shows other fields. VS Code leaves dirty documents as they are.
    onDidChangeAnyAnswers(connections)(({ account }) => {
      files.refresh(account);
    }),
  );
  return {
    deleted: (address) => {
      files.deleted(address);
    },
    there: (address) => {
      files.there(address);
    },
    isEdited: (address) => files.isEdited(address),
    problems,
    editOf: (address) => editedSpec(specs, address),
    saving: (drafts) =>
      new SaveCommand({ specs: files, drafts }, (uri, isSame) => reviews.again(uri, isSame)),
    renamed: (address, name) => files.renamed(address, name),
    changed: (address) => {
      files.changedResource(address);
    },
    dispose: () => {
      parts.dispose();
    },
  };
}
