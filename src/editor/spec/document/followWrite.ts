import type * as vscode from 'vscode';
import { LARGE_JSON } from '../../../resource/jsonTree.js';
import { baseAfterOwnWrite } from '../../../resource/ownWrites.js';
import { atOnce, Slices } from '../../../resource/slices.js';
import type { SpecBase } from '../../../resource/specBase.js';
import type { WriteEvent } from '../../../resource/written.js';
import { documentOf } from '../../shell/documentOf.js';
import type { OpenSpecs } from './openSpecs.js';

interface Following {
  readonly specs: OpenSpecs;
  readonly note: (failure: unknown) => void;
}

/** Gives a document of a resource that we wrote the base that the write made, and an edited one keeps it. */
export function followWrite({ specs, note }: Following, uri: vscode.Uri, write: WriteEvent): void {
  const key = uri.toString();
  const base = specs.base(key);
  if (!base) return;
  const follow = (newer: SpecBase | undefined): void => {
    // What was sent from the document itself has given it a base meanwhile.
    if (!newer || specs.base(key) !== base) return;
    specs.setBase(key, newer);
    if (documentOf(uri)?.isDirty === true) specs.noteEdited(key, newer.ancestor);
  };
  const reading = baseAfterOwnWrite(base, write);
  if ((write.response?.text.length ?? 0) <= LARGE_JSON.characters) follow(atOnce(reading));
  else new Slices().through(reading).then(follow).catch(note);
}
