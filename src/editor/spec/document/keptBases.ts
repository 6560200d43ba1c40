import type * as vscode from 'vscode';
import * as v from 'valibot';
import { LARGE_JSON } from '../../../resource/jsonTree.js';
import { hidingSecretsInText, unkeepableFields } from '../../../resource/secretFields.js';
import { atOnce, Slices, type Work } from '../../../resource/slices.js';
import type { SpecBase } from '../../../resource/specBase.js';
import type { Reporting } from '../../shell/reporting.js';

const PREFIX = 'ovhApi.base:';
const MOST = 200;
const LONGEST_MS = 30 * 24 * 3_600_000;

const keptBase = v.object({
  text: v.string(),
  ancestor: v.optional(v.string()),
  earlier: v.optional(v.string()),
  checksum: v.optional(v.string()),
  schemaVersion: v.optional(v.string()),
  displayName: v.string(),
  status: v.optional(v.string()),
  mtime: v.number(),
  sizeBytes: v.number(),
  keptAt: v.number(),
});

/** What VS Code's `stat` of an open document is answered with. */
export interface DocumentStamp {
  /** Milliseconds since the epoch. Changes only when a document is to be read again, or was saved. */
  readonly mtime: number;
  readonly sizeBytes: number;
  readonly isReadonly: boolean;
}

/**
 * What is kept of a base over the end of a window. Its text has dots for the spec's secrets: an edit that is restored is
 * sent whole, so they only make a change of a secret look like one of both sides, which is asked about.
 */
export type KeptBase = v.InferOutput<typeof keptBase>;

/** What is known of an edit beside its base. `earlier`: what the document was made of at first, JSON text. */
interface EditStamp extends DocumentStamp {
  readonly earlier?: string | undefined;
}

/** A base that is to be kept. */
interface Kept {
  readonly base: SpecBase;
  readonly stamp: EditStamp;
  readonly now: number;
}

type KeptTexts = Pick<KeptBase, 'text' | 'ancestor' | 'earlier'>;

export type KeptBasesOptions = Pick<Reporting, 'note' | 'isKnownSecret'>;

/**
 * The bases of documents with unsaved edits, in the workspace's storage: VS Code brings such an edit back after a reload or
 * a crash, and it has to be judged against what it was made on, not against what the cloud has by then.
 */
export class KeptBases {
  readonly #memento: vscode.Memento;
  readonly #options: KeptBasesOptions;
  /** Whose secrets are being taken out, before they are kept. */
  readonly #hiding = new Map<string, SpecBase>();

  constructor(memento: vscode.Memento, options: KeptBasesOptions, now = Date.now()) {
    this.#memento = memento;
    this.#options = options;
    this.#prune(now);
  }

  get(uri: string): KeptBase | undefined {
    const read = v.safeParse(keptBase, this.#memento.get<unknown>(PREFIX + uri));
    return read.success ? read.output : undefined;
  }

  /** Keeps what an edit was made on, once. */
  keep(uri: string, base: SpecBase, stamp: EditStamp, now = Date.now()): void {
    if (this.get(uri) || this.#hiding.has(uri)) return;
    const isSecret = unkeepableFields(base.item, this.#options.isKnownSecret);
    const texts = textsOf({ base, stamp });
    const hiding = hideIn(texts, isSecret);
    const { text, ancestor = '', earlier = '' } = texts;
    if (text.length + ancestor.length + earlier.length > LARGE_JSON.characters) {
      // It is kept after a keystroke, in the background.
      this.#hiding.set(uri, base);
      this.#keepInSlices(uri, hiding, { base, stamp, now }).catch(this.#options.note);
    } else this.#write(uri, { base, stamp, now }, atOnce(hiding));
  }

  async #keepInSlices(uri: string, hiding: Work<KeptTexts>, kept: Kept): Promise<void> {
    const hidden = await new Slices().through(hiding);
    // It may have been dropped meanwhile, or be another one by now.
    if (this.#hiding.get(uri) !== kept.base) return;
    this.#hiding.delete(uri);
    this.#write(uri, kept, hidden);
  }

  #write(uri: string, { base, stamp, now }: Kept, hidden: KeptTexts): void {
    const { checksum, schemaVersion, displayName, status } = base;
    const kept: KeptBase = {
      ...hidden,
      ...(checksum !== undefined && { checksum }),
      ...(schemaVersion !== undefined && { schemaVersion }),
      displayName,
      ...(status !== undefined && { status }),
      mtime: stamp.mtime,
      sizeBytes: stamp.sizeBytes,
      keptAt: now,
    };
    this.#update(PREFIX + uri, kept);
  }

  drop(uri: string): void {
    this.#hiding.delete(uri);
    if (this.#memento.get<unknown>(PREFIX + uri) !== undefined) this.#update(PREFIX + uri, undefined);
  }

  /** Edits that never came back leave their bases behind. */
  #prune(now: number): void {
    const all = this.#memento
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => ({ key, keptAt: this.get(key.slice(PREFIX.length))?.keptAt ?? 0 }))
      .sort((a, b) => b.keptAt - a.keptAt);
    const stale = all.filter(({ keptAt }, index) => index >= MOST || now - keptAt > LONGEST_MS);
    for (const { key } of stale) this.#update(key, undefined);
  }

  #update(key: string, value: KeptBase | undefined): void {
    this.#memento.update(key, value).then(undefined, this.#options.note);
  }
}

function textsOf({ base: { text, ancestor }, stamp: { earlier } }: Pick<Kept, 'base' | 'stamp'>): KeptTexts {
  const isKnown = earlier === undefined || earlier === (ancestor ?? text);
  return { text, ...(ancestor !== undefined && { ancestor }), ...(!isKnown && { earlier }) };
}

function* hideIn(
  { text, ancestor, earlier }: KeptTexts,
  isSecret: Parameters<typeof hidingSecretsInText>[1],
): Work<KeptTexts> {
  return {
    text: yield* hidingSecretsInText(text, isSecret),
    ...(ancestor !== undefined && { ancestor: yield* hidingSecretsInText(ancestor, isSecret) }),
    ...(earlier !== undefined && { earlier: yield* hidingSecretsInText(earlier, isSecret) }),
  };
}
