import type { ApiResponse } from '../../api/api.js';
import type { ResourceAddress } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import { specText } from '../../resource/spec.js';
import type { Item } from '../../schema/catalogue.js';

/**
 * What a spec document was read at. A save is judged and sent against exactly this, never against a later read: reading
 * the checksum again right before a PUT would switch the API's lock off.
 */
export interface SpecBase {
  readonly address: ResourceAddress;
  readonly item: Item;
  /** The document's text as it was read. */
  readonly text: string;
  readonly checksum: string | undefined;
  /** The schema version it was read with; `undefined` for the default major. */
  readonly schemaVersion: string | undefined;
  readonly displayName: string;
  readonly status: string | undefined;
}

/** The base that an answer of the cloud makes: what the next save is judged against. */
export function rebase(base: Pick<SpecBase, 'address' | 'item'>, response: ApiResponse): SpecBase {
  const { checksum, displayName, status } = parseResource(response.json(), base.address.segments.at(-1));
  const { schemaVersion } = response;
  return { ...base, text: specText(response.text, base.item), checksum, displayName, status, schemaVersion };
}

/** What VS Code's `stat` of an open document is answered with. */
export interface DocumentStamp {
  /** Milliseconds since the epoch. Changes only when a document is to be read again, or was saved. */
  readonly mtime: number;
  readonly sizeBytes: number;
  readonly isReadonly: boolean;
}

/** The documents that are open or were, by URI. */
export class OpenSpecs {
  readonly #bases = new Map<string, SpecBase>();
  /** What was read while a document showed another text. */
  readonly #offered = new Map<string, { readonly base: SpecBase; readonly text: string }>();
  readonly #stamps = new Map<string, DocumentStamp>();

  base(uri: string): SpecBase | undefined {
    return this.#bases.get(uri);
  }

  setBase(uri: string, base: SpecBase): void {
    this.#bases.set(uri, base);
    this.#offered.delete(uri);
  }

  /**
   * Notes what a read found. VS Code reads for comparisons and backups too, so it becomes the base only where no document
   * shows another text: an edit is sent against what it was made on. `text` is what was read as the document would show
   * it, `shown` what the open document shows.
   */
  offerBase(uri: string, base: SpecBase, text: string, shown: string | undefined): void {
    if (shown === undefined || shown === text || !this.#bases.has(uri)) this.setBase(uri, base);
    else this.#offered.set(uri, { base, text });
  }

  /** To be told whenever a document's text changed: once it shows what was read, that is its base. */
  noteShown(uri: string, shown: string): void {
    const offered = this.#offered.get(uri);
    if (offered?.text === shown) this.setBase(uri, offered.base);
  }

  stamp(uri: string): DocumentStamp | undefined {
    return this.#stamps.get(uri);
  }

  /**
   * Notes a content that was read or saved. A read keeps the time of change: VS Code asks for the time before it reads, and
   * would else find the file newer than what it has just read.
   */
  setContent(uri: string, content: Uint8Array, isReadonly: boolean): DocumentStamp {
    const mtime = this.#stamps.get(uri)?.mtime ?? Date.now();
    const stamp = { mtime, sizeBytes: content.byteLength, isReadonly };
    this.#stamps.set(uri, stamp);
    return stamp;
  }

  /** Says that a document has another content from now on, so that VS Code reads it again. */
  touch(uri: string): void {
    const stamp = this.#stamps.get(uri);
    if (stamp) this.#stamps.set(uri, { ...stamp, mtime: Math.max(Date.now(), stamp.mtime + 1) });
  }

  forget(uri: string): void {
    this.#bases.delete(uri);
    this.#offered.delete(uri);
    this.#stamps.delete(uri);
  }

  /** The addresses whose documents are known here. */
  uris(): readonly string[] {
    return [...this.#stamps.keys()];
  }
}
