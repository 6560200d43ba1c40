import type { SpecBase } from '../../../resource/specBase.js';
import type { DocumentStamp, KeptBase, KeptBases } from './keptBases.js';

/** The documents that are open or were, by URI. */
export class OpenSpecs {
  readonly #kept: KeptBases | undefined;
  readonly #bases = new Map<string, SpecBase>();
  /** What was read while a document showed another text. */
  readonly #offered = new Map<string, { readonly base: SpecBase; readonly text: string }>();
  readonly #stamps = new Map<string, DocumentStamp>();
  /** Whose base comes from an earlier window. */
  readonly #revived = new Set<string>();
  /** Whose edits were seen in this window. */
  readonly #edited = new Set<string>();
  /** What edited documents were made of at first: a crash may bring back a text from before a save. */
  readonly #first = new Map<string, string>();
  /** The same of texts that come from an earlier window. */
  readonly #earlier = new Map<string, string>();
  /** The texts that were saved and that the editor does not count as saved yet. */
  readonly #saved = new Map<string, string>();

  /** `kept`: what outlives the window. */
  constructor(kept?: KeptBases) {
    this.#kept = kept;
  }

  /** What is known of an edit's base from an earlier window, as long as nothing newer is known. */
  kept(uri: string): KeptBase | undefined {
    return this.#bases.has(uri) ? undefined : this.#kept?.get(uri);
  }

  /** Makes what was kept the base again. `item`: what the API document says of the resource at the base's version. */
  revive(uri: string, known: Pick<SpecBase, 'address' | 'item' | 'query'>): void {
    const kept = this.kept(uri);
    if (!kept) return;
    this.stamp(uri);
    const { text, ancestor, checksum, schemaVersion, displayName, status } = kept;
    this.#bases.set(uri, { ...known, text, ancestor, checksum, schemaVersion, displayName, status });
    this.#revived.add(uri);
    const first = kept.earlier ?? ancestor ?? text;
    this.#first.set(uri, first);
    this.#earlier.set(uri, first);
  }

  /**
   * The spec, JSON text, that a restored document was made of at first. VS Code's backup may be from before the last save of the
   * window that ended, and such a text takes back what that save sent.
   */
  earlier(uri: string): string | undefined {
    return this.#earlier.get(uri);
  }

  base(uri: string): SpecBase | undefined {
    return this.#bases.get(uri);
  }

  setBase(uri: string, base: SpecBase): void {
    this.#bases.set(uri, base);
    this.#offered.delete(uri);
    this.#kept?.drop(uri);
    this.#revived.delete(uri);
  }

  /**
   * Notes what a read found. VS Code reads for comparisons and backups too, so it becomes the base only where no document
   * shows another text: an edit is sent against what it was made on. `text` is what was read as the document would show
   * it, `shown` what the open document shows.
   */
  offerBase(uri: string, base: SpecBase, text: string, shown: string | undefined): void {
    // What was revived belongs to an edit that VS Code may be about to show.
    const isFree = shown === undefined && !this.#revived.has(uri);
    if (isFree || shown === text || !this.#bases.has(uri)) this.setBase(uri, base);
    else this.#offered.set(uri, { base, text });
  }

  /** Call this whenever a document's text changed: once it shows what was read, that is its base. */
  noteShown(uri: string, shown: () => string): void {
    const offered = this.#offered.get(uri);
    if (offered && offered.text === shown()) this.setBase(uri, offered.base);
  }

  /**
   * Call this for a document whose text was edited and not saved: what it was made on outlives the window from now on. After
   * a crash VS Code may bring back a text from before the last edit; where that put the cloud's changes into the document,
   * `ancestor` is what it was made of before.
   */
  noteEdited(uri: string, ancestor?: string): void {
    const known = this.#bases.get(uri);
    const base = known && ancestor !== undefined ? { ...known, ancestor } : known;
    const stamp = this.stamp(uri);
    this.#edited.add(uri);
    if (!base) return;
    if (!this.#first.has(uri)) this.#first.set(uri, base.ancestor ?? base.text);
    if (stamp) this.#kept?.keep(uri, base, { ...stamp, earlier: this.#first.get(uri) });
  }

  /** Call this for a document that holds no edit any more. */
  noteUnedited(uri: string): void {
    // One that comes back from an earlier window may be reported before it shows its edit.
    if (!this.#edited.delete(uri)) return;
    this.#kept?.drop(uri);
    this.#first.delete(uri);
    this.#earlier.delete(uri);
  }

  /** The cloud has a document's text; the editor does not know yet. */
  setSaved(uri: string, text: string): void {
    this.#earlier.delete(uri);
    this.#saved.set(uri, text);
  }

  /** Call this for a document that the editor counts as saved. `shown`: more than that may have been typed meanwhile. */
  noteSaved(uri: string, shown: string): void {
    if (this.#saved.get(uri) === shown) this.noteUnedited(uri);
    this.#saved.delete(uri);
  }

  stamp(uri: string): DocumentStamp | undefined {
    const kept = this.#stamps.has(uri) ? undefined : this.#kept?.get(uri);
    // VS Code compares the time with the one that it kept beside the edit, also once the edit is given up.
    if (kept) this.#stamps.set(uri, { mtime: kept.mtime, sizeBytes: kept.sizeBytes, isReadonly: false });
    return this.#stamps.get(uri);
  }

  /**
   * Notes a content that was read or saved. A read keeps the time of change: VS Code asks for the time before it reads, and
   * would else find the file newer than what it has just read.
   */
  setContent(uri: string, content: Uint8Array, isReadonly: boolean): DocumentStamp {
    const mtime = this.stamp(uri)?.mtime ?? Date.now();
    const stamp = { mtime, sizeBytes: content.byteLength, isReadonly };
    this.#stamps.set(uri, stamp);
    return stamp;
  }

  /** Says that a document has another content from now on, so that VS Code reads it again. */
  touch(uri: string): void {
    const stamp = this.stamp(uri);
    if (stamp) this.#stamps.set(uri, { ...stamp, mtime: Math.max(Date.now(), stamp.mtime + 1) });
  }

  forget(uri: string): void {
    this.#bases.delete(uri);
    this.#first.delete(uri);
    this.#earlier.delete(uri);
    this.#kept?.drop(uri);
    this.#offered.delete(uri);
    this.#stamps.delete(uri);
  }

  /** The addresses whose documents are known here. */
  uris(): readonly string[] {
    return [...this.#stamps.keys()];
  }
}
