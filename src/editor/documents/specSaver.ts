import * as vscode from 'vscode';
import { ApiError } from '../../api/errors.js';
import { toApiPath } from '../../resource/address.js';
import { secretFieldsOf, secretTextsIn } from '../../resource/secretFields.js';
import { requestBody, specValue } from '../../resource/spec.js';
import { diffSpecs } from '../../resource/specDiff.js';
import type { Connection } from '../connections.js';
import { resolveMismatch } from './mismatch.js';
import { rebase, type OpenSpecs, type SpecBase } from './openSpecs.js';
import { confirmSave } from './saveConfirmation.js';
import { SCHEME } from './documentUri.js';
import type { SpecDiagnostics } from './specDiagnostics.js';
import { SaveReasons } from './saveReasons.js';
import { formatAt } from './specFormat.js';
import { jsonToSend } from './jsonToSend.js';

export interface SpecSaverOptions {
  readonly specs: OpenSpecs;
  readonly diagnostics: SpecDiagnostics;
  readonly describe: (failure: unknown) => string;
  readonly note: (failure: unknown) => void;
  /** Told of the secrets in a spec before it is sent: an answer may repeat them. */
  readonly onSecrets: (texts: readonly string[]) => void;
  /** Called once the cloud has taken a spec, to follow what it does with it. */
  readonly onSaved: (base: SpecBase) => void;
}

/** Turns a save into one PUT against the base that the document was read at. */
export class SpecSaver implements vscode.Disposable {
  readonly #options: SpecSaverOptions;
  readonly #reasons = new SaveReasons(SCHEME);

  constructor(options: SpecSaverOptions) {
    this.#options = options;
  }

  /**
   * Sends what changed, if anything did. Throws `FileSystemError` with a sentence when the text is no JSON, auto-save
   * triggered it, the user declined, or the cloud refused: the document stays dirty and the edit is kept.
   */
  async save(uri: vscode.Uri, connection: Connection, text: string): Promise<void> {
    const base = this.#options.specs.base(uri.toString());
    if (!base) throw refusal(vscode.l10n.t('It was not read from the cloud yet. Open it again.'));
    this.#reasons.refuseAutoSave(uri);
    const spec = jsonToSend(uri, text, this.#options.diagnostics);
    const changes = diffSpecs(specValue(base.text), specValue(spec));
    if (changes.length > 0) {
      if (!(await confirmSave(base, changes))) {
        throw refusal(vscode.l10n.t('You cancelled, so nothing was sent. Your edit is kept.'));
      }
      await this.#sendOrResolve(uri, connection, base, spec);
    }
    const { specs } = this.#options;
    specs.setContent(uri.toString(), new TextEncoder().encode(text), false);
    if (spec !== base.text) specs.touch(uri.toString());
  }

  dispose(): void {
    this.#reasons.dispose();
  }

  async #sendOrResolve(uri: vscode.Uri, connection: Connection, base: SpecBase, text: string): Promise<void> {
    try {
      await this.#send(uri, connection, base, text);
    } catch (failure) {
      this.#options.note(failure);
      if (!isMismatch(failure)) throw refusal(this.#options.describe(failure));
      const outcome = await resolveMismatch({ connection, base, mine: text, format: formatAt(uri) });
      if (outcome.kind === 'compare') this.#options.specs.setBase(uri.toString(), outcome.base);
      if (outcome.kind !== 'merged') {
        throw refusal(
          vscode.l10n.t(
            'Somebody else changed {0} since you opened it. Your edit is kept.',
            base.displayName,
          ),
        );
      }
      await this.#send(uri, connection, outcome.base, outcome.text).catch((again: unknown) => {
        this.#options.note(again);
        throw refusal(this.#options.describe(again));
      });
    }
  }

  async #send(uri: vscode.Uri, connection: Connection, base: SpecBase, text: string): Promise<void> {
    this.#options.onSecrets(secretTextsIn(specValue(text), secretFieldsOf(base.item)));
    const response = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Sending {0}…', base.displayName) },
      () =>
        connection.api.request({
          method: base.item.update?.method ?? 'PUT',
          path: toApiPath(base.address),
          body: requestBody(text, base.item, base.checksum),
          // The version that it was read and edited at, whatever is picked by now.
          schemaVersion: base.schemaVersion ?? 'default',
          priority: 'user',
        }),
    );
    const taken = rebase(base, response);
    this.#options.specs.setBase(uri.toString(), taken);
    this.#options.onSaved(taken);
  }
}

/**
 * Both codes are seen in the wild for a stale checksum: 412 in older sections, 409 in newer ones. A 409 of another class
 * (a name that is taken) is not one.
 */
function isMismatch(failure: unknown): boolean {
  if (!(failure instanceof ApiError)) return false;
  return (
    failure.status === 412 ||
    (failure.status === 409 && /checksum/i.test(`${failure.class} ${failure.message}`))
  );
}

function refusal(sentence: string): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(sentence);
}
