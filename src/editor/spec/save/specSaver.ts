import * as vscode from 'vscode';
import { refuseReadOnly } from '../../../api/cloudWrite.js';
import { toApiPath } from '../../../resource/address.js';
import { CancelledError } from '../../../api/errors.js';
import { failureKind } from '../../../api/failureKind.js';
import { respell } from '../../../resource/respell.js';
import { Slices } from '../../../resource/slices.js';
import { printWritable, readSpecValue, saysTheSame } from '../../../resource/spec.js';
import { takesBack, unshown, withShown, withUnshown, type SpecBase } from '../../../resource/specBase.js';
import { changesBetween } from '../../../resource/specDiff.js';
import { ChangedMeanwhile, writeSpec } from '../../../resource/writeSpec.js';
import type { ResourceWatcher } from '../../../resource/watch.js';
import type { Connection } from '../../connections/connections.js';
import { remedyFor } from '../../shell/failures.js';
import { stoppable } from '../../shell/stoppable.js';
import { resolveMismatch } from './mismatch.js';
import type { OpenSpecs } from '../document/openSpecs.js';
import type { SaveReviews } from '../../changes/saveReviews.js';
import { confirmSave, type PendingSave } from '../../changes/saveConfirmation.js';
import { SCHEME } from '../../shell/documentUri.js';
import { showRefusedFields } from './refusedField.js';
import { SaveRefusal } from '../document/saveRefusal.js';
import type { SpecDiagnostics } from '../document/specDiagnostics.js';
import { waitToSave } from './saveWhenReady.js';
import { SaveReasons } from './saveReasons.js';
import {
  conflictOfSameSpec,
  leftUnanswered,
  lookFirst,
  nothingSent,
  refuseFixedFields,
} from './saveRefusals.js';
import type { SpecSnapshots } from '../document/specSnapshots.js';
import { formatAt } from '../../shell/specFormat.js';
import type { Reporting } from '../../shell/reporting.js';
import { jsonToSend } from './jsonToSend.js';
import { showInformation } from '../../shell/messages.js';

export interface SpecSaverOptions extends Pick<Reporting, 'describe' | 'quote' | 'note'> {
  readonly watcher: Pick<ResourceWatcher, 'watch' | 'refresh'>;
  readonly specs: OpenSpecs;
  readonly snapshots: SpecSnapshots;
  readonly diagnostics: SpecDiagnostics;
  readonly reviews: Pick<SaveReviews, 'decide'>;
  /** What the API document objects to in a document, a sentence each. */
  readonly problems: (uri: vscode.Uri) => Promise<readonly string[]>;
  /** Called once the cloud has taken a document’s spec. */
  readonly onSaved: (base: SpecBase) => void;
}

/** One save: of which document, through which account, with which text in the document's language. */
interface Save {
  readonly uri: vscode.Uri;
  readonly connection: Connection;
  readonly text: string;
  /** What the document says of the spec, JSON text. */
  readonly typed: string;
  /** How often it was sent again because nothing but the checksum had changed. */
  readonly resends: number;
  /** What is long rests between its parts. */
  readonly slices: Slices;
}

/** A checksum that moves on between each reading and the request after it is for a person to look at. */
const MOST_RESENDS = 3;

/** Turns a save into one PUT against the base that the document was read at. */
export class SpecSaver implements vscode.Disposable {
  readonly #options: SpecSaverOptions;
  readonly #reasons = new SaveReasons(SCHEME);
  /** The texts that VS Code is about to save automatically, by document. */
  readonly #ownSaves = new Map<string, string>();

  constructor(options: SpecSaverOptions) {
    this.#options = options;
  }

  /**
   * Sends what changed, if anything did. Throws `SaveRefusal` with a sentence when the text is no JSON, auto-save
   * triggered it, the user declined, or the cloud refused: the document stays dirty and the edit is kept. Resolves to what is
   * to be done once VS Code writes the document.
   * @param isCommand whether the user is known to have requested it.
   */
  async send(
    uri: vscode.Uri,
    connection: Connection,
    { text, isCommand }: { readonly text: string; readonly isCommand: boolean },
  ): Promise<() => void> {
    const base = this.#options.specs.base(uri.toString());
    if (!base)
      throw new SaveRefusal(
        vscode.l10n.t('The document hasn’t been read from the API. Close it, then open it again.'),
      );
    const isDoubtful = !isCommand && this.#reasons.refuseAutoSave(uri).isDoubtful;
    const ownSave = this.#ownSaves.get(uri.toString());
    this.#ownSaves.delete(uri.toString());
    if (ownSave === text) throw lookFirst();
    const slices = new Slices();
    const json = await jsonToSend(uri, text, this.#options.diagnostics, slices);
    const written = formatAt(uri) === 'yaml' ? respell(json, base.text) : json;
    refuseFixedFields(base, await slices.through(readSpecValue(written)));
    const typed = await slices.through(printWritable(written, base.item));
    const shown = await slices.through(withShown(base, typed));
    await this.#saveTyped({ uri, connection, text, typed, resends: 0, slices }, shown, isDoubtful);
    return () => {
      this.#reasons.forget(uri);
      const { specs } = this.#options;
      specs.setSaved(uri.toString(), text);
      specs.setContent(uri.toString(), new TextEncoder().encode(text), false);
      if (written !== base.text) specs.touch(uri.toString());
    };
  }

  dispose(): void {
    this.#reasons.dispose();
  }

  async #saveTyped(save: Save, base: SpecBase, mustAsk: boolean): Promise<void> {
    const { uri, typed, connection } = save;
    const { account } = connection.api;
    const { text: spec, conflicts } = await save.slices.through(withUnshown(base, typed));
    const changes = await changesBetween(base.text, spec, save.slices);
    if (changes.length === 0) return;
    this.#refuseReadOnly(save, base);
    const problems = (): Promise<readonly string[]> => this.#options.problems(uri);
    await save.slices.rest();
    const earlier = this.#options.specs.earlier(uri.toString()) ?? base.text;
    const isPerhapsOlder = takesBack(await changesBetween(base.text, earlier, save.slices), changes);
    await this.#confirm({ uri, account, base, changes, spec, problems, mustAsk, isPerhapsOlder });
    await save.slices.rest();
    // The document doesn't show what it would overwrite.
    if (conflicts.length > 0 && base.isDecided !== true) await this.#resolve(save, ancestorOf(base), typed);
    else await this.#sendOrResolve(save, base, spec);
  }

  #refuseReadOnly({ connection }: Save, { address }: SpecBase): void {
    try {
      refuseReadOnly(connection.api.account, { method: 'PUT', path: toApiPath(address) });
    } catch (failure) {
      const remedy = remedyFor(failure, connection.api.account.id);
      throw new SaveRefusal(this.#options.describe(failure), { remedy });
    }
  }

  /** Throws `SaveRefusal` unless the user wants it sent. */
  async #confirm(save: PendingSave): Promise<void> {
    if (!(await confirmSave(save, this.#options.reviews))) throw nothingSent();
  }

  async #sendOrResolve(save: Save, base: SpecBase, spec: string): Promise<void> {
    try {
      await this.#send(save, base, spec);
    } catch (failure) {
      if (failure instanceof CancelledError) throw leftUnanswered();
      this.#options.note(failure);
      const { kind } = failureKind(failure);
      if (kind === 'conflict' || failure instanceof ChangedMeanwhile)
        await this.#resolve(save, base, spec, failure);
      else if (kind === 'busy') await this.#sendWhenReady(save, base, spec, failure);
      else throw this.#refusal(save, failure);
    }
  }

  async #sendWhenReady(save: Save, base: SpecBase, spec: string, busy: unknown): Promise<void> {
    const { watcher, quote } = this.#options;
    const { connection } = save;
    const outcome = await waitToSave({ connection, watcher, base, refusal: quote(busy) }).catch(
      (failure: unknown) => this.#giveUp(save, failure),
    );
    switch (outcome.kind) {
      case 'ready':
        await this.#sendOrResolve(save, base, spec);
        return;
      case 'changed':
        await this.#resolve(save, base, spec);
        return;
      case 'left':
        throw nothingSent();
      case 'blocked':
        throw new SaveRefusal(outcome.sentence);
      case 'stuck':
        throw this.#refusal(save, busy);
    }
  }

  /** `refusal` is the API's, unless the change was noticed before anything was sent. */
  async #resolve(save: Save, base: SpecBase, mine: string, refusal?: unknown): Promise<void> {
    const { uri, connection, typed } = save;
    const { specs, snapshots, quote, watcher } = this.#options;
    // Hints and panels may show what it was before, whatever becomes of this save.
    watcher.refresh(base.address);
    // A backup may be older than what was typed last, so what it shows is found out once it is back, see `withShown`.
    const ancestor = ancestorOf(specs.base(uri.toString()) ?? base).text;
    const onMerging = (theirs: SpecBase): void => {
      specs.setBase(uri.toString(), { ...theirs, ancestor });
      specs.noteEdited(uri.toString());
    };
    const outcome = await resolveMismatch({
      uri,
      connection,
      snapshots,
      base,
      mine,
      format: formatAt(uri),
      refusal: quote(refusal),
      onMerging,
    }).catch((failure: unknown) => this.#giveUp(save, failure));
    if (outcome.kind === 'taken') {
      await this.#taken(save, outcome.base);
      return;
    }
    if (outcome.kind === 'moved') {
      await this.#resend(save, { base, moved: outcome.base }, mine, refusal);
      return;
    }
    if (outcome.kind === 'merged') {
      const newer = await save.slices.through(unshown(outcome.base, base, typed));
      await this.#sendOrResolve(save, newer, outcome.text);
      return;
    }
    if (outcome.kind === 'keep') {
      throw new SaveRefusal(
        vscode.l10n.t(
          '{0} has changed since you opened it. Your changes are still in the editor.',
          base.displayName,
        ),
        { isWanted: true },
      );
    }
    const { isShown, isDecided } = outcome;
    const newer = isShown
      ? outcome.base
      : { ...(await save.slices.through(unshown(outcome.base, base, typed))), isDecided };
    specs.setBase(uri.toString(), newer);
    // The edit is now one of that base, and outlives the window as such; its backup may be older than the merge.
    specs.noteEdited(uri.toString(), ancestor);
    if (outcome.ownSave !== undefined) this.#ownSaves.set(uri.toString(), outcome.ownSave);
    throw lookFirst();
  }

  /** The platform moves checksums, too: the spec is still the one that was edited, so the same change can be sent. */
  async #resend(
    save: Save,
    { base, moved }: { readonly base: SpecBase; readonly moved: SpecBase },
    mine: string,
    refusal: unknown,
  ): Promise<void> {
    // A change that was taken back meanwhile leaves no trace but the refusal.
    const isUnmoved = moved.checksum === base.checksum && !(refusal instanceof ChangedMeanwhile);
    if (refusal !== undefined && (isUnmoved || save.resends >= MOST_RESENDS)) {
      throw this.#refusal(save, refusal, conflictOfSameSpec(this.#options.quote(refusal)));
    }
    if (save.resends === 0 && !isUnmoved) {
      void showInformation(
        vscode.l10n.t(
          '{0} has changed since you opened it, but its spec is the same. Saving your changes with the new checksum.',
          base.displayName,
        ),
      );
    }
    await this.#sendOrResolve(
      { ...save, resends: save.resends + 1 },
      { ...moved, ancestor: base.ancestor },
      mine,
    );
  }

  /** Reading what is in the way failed. */
  #giveUp(save: Save, failure: unknown): never {
    if (failure instanceof CancelledError) throw nothingSent();
    this.#options.note(failure);
    throw this.#refusal(save, failure);
  }

  /** The refusal of the cloud in a sentence, its fields marked in the document. */
  #refusal(save: Save, failure: unknown, message = this.#options.describe(failure)): SaveRefusal {
    const { diagnostics } = this.#options;
    const { uri, text, connection } = save;
    showRefusedFields(uri, text, failure, { diagnostics, message });
    return new SaveRefusal(message, { remedy: remedyFor(failure, connection.api.account.id) });
  }

  async #send(save: Save, base: SpecBase, text: string): Promise<void> {
    const { connection } = save;
    const title = vscode.l10n.t('Sending {0}…', base.displayName);
    const taken = await stoppable(title, (signal) => writeSpec(connection.api, base, text, { signal }));
    await this.#taken(save, taken);
  }

  /** The document goes on to show what was typed until it is read again. */
  async #taken({ uri, typed, slices }: Save, base: SpecBase): Promise<void> {
    const isShown = await saysTheSame(base.text, typed, slices);
    const { specs } = this.#options;
    specs.setBase(uri.toString(), isShown ? base : { ...base, ancestor: typed });
    // Until the editor knows that it was saved it may bring the text back as an edit; what is typed meanwhile is one.
    specs.noteEdited(uri.toString());
    this.#options.onSaved(base);
  }
}

/** The base that the document was made of: what came since then is to be found in the cloud. */
function ancestorOf(base: SpecBase): SpecBase {
  return base.ancestor === undefined ? base : { ...base, text: base.ancestor, ancestor: undefined };
}
