import * as vscode from 'vscode';
import type { QueryValue } from '../../api/api.js';
import { isNotFound } from '../../api/failureKind.js';
import {
  fromUriPath,
  toApiPath,
  type DocumentAddress,
  type ResourceAddress,
} from '../../resource/address.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { SpecBase } from '../../resource/specBase.js';
import { changesBetween } from '../../resource/specDiff.js';
import { findByPath } from '../../schema/findByPath.js';
import type { WriteEvent } from '../../resource/written.js';
import type { Connection, Connections } from '../connections/connections.js';
import { documentOf } from '../shell/documentOf.js';
import { SCHEME } from '../shell/documentUri.js';
import { asJson, formatAt } from '../shell/specFormat.js';
import { documentAddress, isOf } from './document/documentAddress.js';
import { DocumentFiles } from './document/documentFiles.js';
import { EarlyReadings, FreshSnapshots } from './document/earlyReadings.js';
import { followWrite } from './document/followWrite.js';
import type { OpenSpecs } from './document/openSpecs.js';
import { readContent, type Content } from './document/readContent.js';
import { RenamedDocuments } from './document/renamedDocuments.js';
import { SaveRefusal } from './document/saveRefusal.js';
import type { CloudSender } from './save/saveCommand.js';
import { SentFirst } from './save/sentFirst.js';
import type { SpecSaver } from './save/specSaver.js';
import { UnsentSaves } from './save/unsentSaves.js';

export interface SpecFileSystemOptions {
  readonly connections: Connections;
  readonly specs: OpenSpecs;
  readonly saver: SpecSaver;
  /** One sentence for a failure. VS Code shows what `readFile` and `writeFile` throw, so it is shown only there. */
  readonly describe: (failure: unknown) => string;
  readonly note: (failure: unknown) => void;
  /** What the API requires for reading an address; `undefined` when the user was asked for it and canceled. */
  readonly queryFor: (address: ResourceAddress) => Promise<Readonly<Record<string, QueryValue>> | undefined>;
  /** Called with what a document was read at, and all that was read. */
  readonly onRead: (base: SpecBase, snapshot: ResourceSnapshot) => void;
  /** Called with a resource that the API doesn't find. */
  readonly onGone: (address: ResourceAddress) => void;
  /** Called when a save of a resource's spec was refused. */
  readonly onRefused: (address: ResourceAddress) => void;
}

/**
 * Resources as documents (`ovhapi:/<account>/<path…>/<id>.json`). Opening reads the cloud; saving changes it, and throws
 * when the cloud refused, so that the tab stays dirty and the edit is kept.
 */
export class SpecFileSystem extends DocumentFiles implements CloudSender {
  readonly #options: SpecFileSystemOptions;
  /** Documents that were reported to VS Code as deleted. */
  readonly #gone = new Set<string>();
  /** What `stat` has read, for the reading that follows it. */
  readonly #early = new EarlyReadings<Uint8Array>();
  readonly #snapshots = new FreshSnapshots();
  readonly #sentFirst = new SentFirst<() => void>();
  readonly unsent = new UnsentSaves(SCHEME);
  readonly reports = this.unsent.reports;
  readonly #renamed = new RenamedDocuments();
  readonly #subscription: vscode.Disposable;

  constructor(options: SpecFileSystemOptions) {
    super();
    this.#options = options;
    this.#subscription = options.connections.onDidWrite((write) => {
      this.#written(write);
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { specs } = this.#options;
    const key = uri.toString();
    // All folders above a document exist: VS Code looks before it writes.
    if (!fromUriPath(uri.path)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (this.#renamed.isAwaited(uri)) throw vscode.FileSystemError.FileNotFound(uri);
    if (!specs.stamp(key)) await this.#early.begin(key, () => this.#readNow(uri));
    const stamp = specs.stamp(key);
    if (!stamp) throw vscode.FileSystemError.FileNotFound(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: stamp.mtime,
      size: stamp.sizeBytes,
      ...(stamp.isReadonly ? { permissions: vscode.FilePermission.Readonly } : {}),
    };
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.#early.take(uri.toString()) ?? this.#readNow(uri);
  }

  /** What a document was just read from, once: what shows its resource needn't read it again. */
  takeSnapshot(uri: vscode.Uri): ResourceSnapshot | undefined {
    return this.#snapshots.take(uri.toString());
  }

  async #readNow(uri: vscode.Uri): Promise<Uint8Array> {
    const address = documentAddress(uri);
    try {
      const { bytes, base, snapshot } = await this.#read(address);
      await this.#revive(uri, address);
      const key = uri.toString();
      const { specs } = this.#options;
      const document = documentOf(uri);
      // Another size under an edit would have VS Code claim that the file is newer.
      if (document?.isDirty !== true || !specs.stamp(key)) specs.setContent(key, bytes, base === undefined);
      if (base) {
        specs.offerBase(key, base, new TextDecoder().decode(bytes), document?.getText());
        this.#snapshots.keep(key, snapshot);
        this.#options.onRead(base, snapshot);
      }
      return bytes;
    } catch (failure) {
      if (isNotFound(failure)) this.#options.onGone(address.address);
      throw this.#fileSystemError(uri, failure);
    }
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const text = new TextDecoder().decode(content);
    const done = await this.unsent.write(uri, () =>
      this.#sentFirst.take(uri, text, () => this.#send(uri, { text, isCommand: false })),
    );
    if (!done) return;
    done();
    // The cloud may have spelt the spec its own way.
    this.changed(uri);
  }

  /** Sends a document's text before VS Code saves it. Throws what `writeFile` throws. */
  async send(uri: vscode.Uri, text: string): Promise<void> {
    await this.#sentFirst.send(uri, text, () => this.#send(uri, { text, isCommand: true }));
  }

  /** What is typed after a save is an edit of what that save made, which the saver has noted. */
  typedMeanwhile(): Promise<void> {
    return Promise.resolve();
  }

  async #send(uri: vscode.Uri, save: Parameters<SpecSaver['send']>[2]): Promise<() => void> {
    const address = documentAddress(uri);
    if (address.view !== 'spec') throw vscode.FileSystemError.NoPermissions(uri);
    const connection = await this.#options.connections.find(address.address.account);
    if (!connection) throw signedOut();
    await this.#revive(uri, address);
    return this.#options.saver.send(uri, connection, save).catch((failure: unknown) => {
      if (failure instanceof SaveRefusal) this.#options.onRefused(address.address);
      throw failure;
    });
  }

  /** The documents of what a write may have changed follow it; edited ones in what they are judged against. */
  #written(write: WriteEvent): void {
    for (const address of write.resources) {
      for (const uri of this.#known(address)) followWrite(this.#options, uri, write);
      this.changedResource(address);
    }
  }

  /** Lets VS Code know that a resource's documents should be read again; one with an edit keeps it. */
  changedResource(address: ResourceAddress): void {
    this.changed(...this.#known(address));
  }

  /**
   * Call this for a document that was saved. Where the cloud now asks for something else than it shows, since changes of
   * others were merged in, it is read again; otherwise it keeps its comments.
   */
  saved(document: vscode.TextDocument): void {
    this.#renamed.saved(document.uri).catch(this.#options.note);
    const base = this.#options.specs.base(document.uri.toString());
    const { json } = asJson(document.getText(), formatAt(document.uri));
    if (!base || json === undefined) return;
    changesBetween(json, base.text)
      .then((changes) => {
        if (changes.length > 0) this.changed(document.uri);
      })
      .catch(this.#options.note);
  }

  /** Lets VS Code know that documents should be read again; dirty ones are left alone by it. */
  changed(...uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      this.#early.forget(uri.toString());
      this.#snapshots.forget(uri.toString());
      if (documentOf(uri)?.isDirty !== true) this.#options.specs.touch(uri.toString());
    }
    this.changes.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** Whether a resource's spec has unsaved changes. */
  isEdited(address: ResourceAddress): boolean {
    return this.#known(address).some((uri) => documentOf(uri)?.isDirty === true);
  }

  /**
   * Lets VS Code know that a resource's documents are gone, so that their tabs say so. A dirty one stays as it is: what was
   * written in it may be wanted elsewhere.
   */
  deleted(address: ResourceAddress): void {
    const gone = this.#known(address);
    for (const uri of gone) {
      this.#gone.add(uri.toString());
      if (documentOf(uri)?.isDirty !== true) this.#options.specs.forget(uri.toString());
    }
    this.changes.fire(gone.map((uri) => ({ type: vscode.FileChangeType.Deleted, uri })));
  }

  /** Takes back that a resource's documents are gone: it was read again. */
  there(address: ResourceAddress): void {
    const back = [...this.#gone].map((uri) => vscode.Uri.parse(uri)).filter((uri) => isOf(uri, address));
    for (const uri of back) this.#gone.delete(uri.toString());
    if (back.length > 0) this.changes.fire(back.map((uri) => ({ type: vscode.FileChangeType.Created, uri })));
  }

  /**
   * Has all documents read again, or those of one account, those too that were gone: another schema version knows other
   * resources.
   */
  refresh(account?: string): void {
    const all = new Set([...this.#options.specs.uris(), ...this.#gone]);
    const isMeant = ({ path }: vscode.Uri): boolean =>
      account === undefined || fromUriPath(path)?.address.account === account;
    const uris = [...all].map((uri) => vscode.Uri.parse(uri)).filter(isMeant);
    for (const uri of uris) this.#gone.delete(uri.toString());
    this.changed(...uris);
  }

  /** The documents of a resource show another name of it from now on. */
  renamed(address: ResourceAddress, name: string): Promise<void> {
    return this.#renamed.follow(address, name);
  }

  override rename(from: vscode.Uri, to: vscode.Uri): void {
    this.#renamed.arrive(from, to);
    this.#options.specs.forget(from.toString());
  }

  override dispose(): void {
    this.#subscription.dispose();
    this.unsent.dispose();
    super.dispose();
  }

  /** The addresses by which documents of a resource were read, in any language and under any name. */
  #known(address: ResourceAddress): readonly vscode.Uri[] {
    return this.#options.specs
      .uris()
      .map((uri) => vscode.Uri.parse(uri))
      .filter((uri) => isOf(uri, address));
  }

  async #read(document: DocumentAddress): Promise<Content> {
    const connection = await this.#connection(document);
    const query = await this.#options.queryFor(document.address);
    if (!query) throw vscode.FileSystemError.Unavailable(notChosen(document.address));
    return readContent(connection, document, query);
  }

  /** Brings back what an edit of an earlier window was made on, by the API document of that time's schema version. */
  async #revive(uri: vscode.Uri, { address }: DocumentAddress): Promise<void> {
    const { specs } = this.#options;
    const kept = specs.kept(uri.toString());
    if (!kept) return;
    const { schemas } = await this.#connection({ address });
    const path = toApiPath(address);
    const { section, item } = await schemas.forPath(path);
    const { catalogue } = await schemas.sectionAt(section.section, kept.schemaVersion ?? 'default');
    const known = findByPath(catalogue, path).item ?? item;
    const query = await this.#options.queryFor(address);
    if (known) specs.revive(uri.toString(), { address, item: known, query });
  }

  async #connection({ address }: Pick<DocumentAddress, 'address'>): Promise<Connection> {
    const connection = await this.#options.connections.find(address.account);
    if (connection) return connection;
    throw vscode.FileSystemError.Unavailable(
      vscode.l10n.t(
        'The account {0} is signed out. Sign in again to open its resources.',
        this.#options.connections.labelOf(address.account),
      ),
    );
  }

  #fileSystemError(uri: vscode.Uri, failure: unknown): vscode.FileSystemError {
    if (failure instanceof vscode.FileSystemError) return failure;
    this.#options.note(failure);
    if (isNotFound(failure)) return vscode.FileSystemError.FileNotFound(uri);
    return vscode.FileSystemError.Unavailable(this.#options.describe(failure));
  }
}

function signedOut(): SaveRefusal {
  return new SaveRefusal(
    vscode.l10n.t(
      'You’re signed out of this document’s account. Sign in again, then save. Your changes are still in the editor.',
    ),
  );
}

function notChosen({ segments }: ResourceAddress): string {
  return vscode.l10n.t(
    'The API requires values to read {0}, and none were chosen. Open it again to choose them.',
    segments.at(-1) ?? '',
  );
}
