import * as vscode from 'vscode';
import { compareInSlices } from '../../../schema/comparison/compareDocuments.js';
import type { OpenApiDocument } from '../../../schema/openapi.js';
import type { ChangedDocument } from '../../../schema/schemaSource.js';
import { abortSignal } from '../../shell/abortSignal.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { ComparisonReports } from '../report/comparisonReports.js';
import type { ChangedDocuments, NotedChange } from './changedDocuments.js';
import { changeSentence } from './changeSentence.js';
import { showInformation, showProgress } from '../../shell/messages.js';

export interface ApiChangesOptions {
  readonly onDidChangeDocument: vscode.Event<ChangedDocument>;
  readonly documents: ChangedDocuments;
  readonly reports: Pick<ComparisonReports, 'show'>;
  readonly reportFailure: (failure: unknown) => void;
  /** Called with what couldn't be kept or compared: nothing else depends on it. */
  readonly note: (failure: unknown) => void;
  /** A clock in milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Notes that an API document changed since the last visit, and shows what changed. */
export class ApiChanges implements vscode.Disposable {
  readonly #options: ApiChangesOptions;
  readonly #stop = new AbortController();
  readonly #subscription: vscode.Disposable;
  /** One document after the other, so that each sees what is noted already. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: ApiChangesOptions) {
    this.#options = options;
    this.#subscription = options.onDidChangeDocument((change) => {
      this.#last = this.#last.then(() => this.#note(change)).catch(options.note);
    });
  }

  /** Asks which of the last changes to show. */
  async choose(): Promise<void> {
    const changes = this.#options.documents.list();
    if (changes.length === 0) {
      const sentence = vscode.l10n.t('No API document has changed since you first read it.');
      void showInformation(sentence);
      return;
    }
    const items = changes.map((change) => ({
      label: change.sentence,
      description: dayOf(change.at),
      change,
    }));
    const title = vscode.l10n.t('Select the API change to show');
    const item = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
    if (item) await this.#show(item.change);
  }

  dispose(): void {
    this.#stop.abort();
    this.#subscription.dispose();
  }

  async #note({ section, asked, before, after }: ChangedDocument): Promise<void> {
    const { documents, reportFailure, now = Date.now } = this.#options;
    const changes = await compareInSlices(before, after, this.#stop.signal, { now: now() });
    const sentence = changeSentence(section, changes);
    if (sentence === undefined) return;
    const change = { section, asked, at: now(), sentence };
    if (!(await documents.note(change, before, after)) || this.#stop.signal.aborted) return;
    const show = vscode.l10n.t('Show Report');
    // The message needs no answer, so the next document doesn't wait for it.
    void showInformation(sentence, show).then((answer) => {
      const noted = documents.list().find((one) => one.section === section && one.at === change.at);
      if (answer === show && noted) this.#show(noted).catch(reportFailure);
    });
  }

  async #show(change: NotedChange): Promise<void> {
    const [before, after] = await this.#options.documents.documents(change);
    const title = vscode.l10n.t('Comparing {0}', change.section);
    const location = vscode.ProgressLocation.Notification;
    const comparison = await showProgress({ location, title, cancellable: true }, async (_progress, token) =>
      compared(change, [before, after], abortSignal(token)),
    );
    this.#options.reports.show(comparison);
  }
}

async function compared(
  { section, asked, at }: NotedChange,
  [before, after]: readonly [OpenApiDocument, OpenApiDocument],
  signal: AbortSignal,
): Promise<Comparison> {
  const changes = await compareInSlices(before, after, signal, { now: at });
  const uri = `${section.split('/').filter(Boolean).map(encodeURIComponent).join('/')}.json`;
  const version = asked === 'default' ? '' : ` v${asked}`;
  const day = dayOf(at);
  return {
    title: vscode.l10n.t('{0} changed on {1}', `${section}${version}`, day),
    names: [vscode.l10n.t('before {0}', day), vscode.l10n.t('since {0}', day)],
    notes: [],
    sections: [
      { name: section, before: { document: before, uri }, after: { document: after, uri }, changes },
    ],
  };
}

function dayOf(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
