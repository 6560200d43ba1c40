import * as vscode from 'vscode';
import { changedFixedFields, fixedFieldsIn } from '../../../resource/fixedFields.js';
import type { SpecBase } from '../../../resource/specBase.js';
import { describePath } from '../../../resource/specDiff.js';
import { documentOf } from '../../shell/documentOf.js';
import { runRemedy } from '../../shell/failures.js';
import { labelText } from '../../shell/labelText.js';
import { showError } from '../../shell/messages.js';
import { SaveRefusal } from '../document/saveRefusal.js';

/** How long a calm end of a save is reported in the status bar. */
const SHOWN_MS = 8_000;

/** Says how saves end that were not sent. */
export class SaveReports {
  /** What ends what is said of a stopped save, by document. */
  readonly #ends = new Map<string, () => void>();

  /** A save of a document begins: its outcome is what counts, and what is said of an earlier one ends. */
  begin(uri: vscode.Uri): void {
    this.#ends.get(uri.toString())?.();
  }

  /**
   * Reports a save that was refused in one sentence that names the document, with a button for what helps, by default to save again; one that the person stopped in the
   * status bar.
   */
  async report({ message, isWanted, remedy }: SaveRefusal, uri: vscode.Uri): Promise<void> {
    if (isWanted) {
      vscode.window.setStatusBarMessage(`$(info) ${message}`, this.#untilNextSave(uri.toString()));
      return;
    }
    // Save All saves many, and VS Code shows the same sentence once.
    const said = labelText(uri.path.slice(uri.path.lastIndexOf('/') + 1), message);
    if (remedy) {
      if ((await showError(said, remedy.label)) === remedy.label) await runRemedy(remedy);
      return;
    }
    const again = vscode.l10n.t('Save Again');
    const answer = await showError(said, again);
    // The message may still be there when the document was saved or closed.
    if (answer !== again) return;
    if (documentOf(uri)?.isDirty === true) await vscode.commands.executeCommand('ovhApi.spec.save', uri);
    else
      vscode.window.setStatusBarMessage(
        `$(check) ${vscode.l10n.t('There’s nothing left to save.')}`,
        SHOWN_MS,
      );
  }

  async #untilNextSave(key: string): Promise<void> {
    this.#ends.get(key)?.();
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        if (this.#ends.get(key) === end) this.#ends.delete(key);
        resolve();
      };
      const timer = setTimeout(end, SHOWN_MS);
      this.#ends.set(key, end);
    });
  }
}

/** Throws `SaveRefusal` where a field was changed that an update can't change: what only repeats the resource is left out. */
export function refuseFixedFields({ item, fixed = [] }: SpecBase, spec: unknown): void {
  const changed = changedFixedFields(fixedFieldsIn(spec, item.writable), fixed);
  if (changed.length === 0) return;
  const names = changed.map(({ path }) => describePath(path)).join(', ');
  throw new SaveRefusal(
    vscode.l10n.t('An update can’t change {0}. Remove it from the spec, then save again.', names),
  );
}

/** The person wants to see the conflict before the change is sent. */
export function lookFirst(): SaveRefusal {
  return new SaveRefusal(vscode.l10n.t('Not saved. Resolve the conflict, then save again.'), {
    isWanted: true,
  });
}

/** The API refuses the checksum although the spec is the one that was edited; `quoted` is what it says. */
export function conflictOfSameSpec(quoted: string | undefined): string {
  const parts = [
    vscode.l10n.t('Saving met a conflict, but the spec in the cloud is still the one that you opened.'),
    quoted,
    vscode.l10n.t('Save again to send the same changes once more.'),
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** The person canceled before anything was sent. */
export function nothingSent(): SaveRefusal {
  return new SaveRefusal(vscode.l10n.t('Save canceled. Your changes are still in the editor.'), {
    isWanted: true,
  });
}

/** A request that was on its way may have arrived: only the next save's checksum says. */
export function leftUnanswered(): SaveRefusal {
  return new SaveRefusal(
    vscode.l10n.t(
      'The request was canceled before the response came, so the change may have been applied. Your changes are still in the editor. Save again to find out.',
    ),
  );
}
