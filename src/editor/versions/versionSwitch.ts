import * as vscode from 'vscode';
import { ApiError, CancelledError } from '../../api/errors.js';
import { failureKind } from '../../api/failureKind.js';
import type { SchemaSource } from '../../schema/schemaSource.js';
import type { Connection } from '../connections/connections.js';
import type { ChoicePlace, SchemaVersions } from '../connections/schemaVersions.js';
import { checkVersion } from '../../schema/namedVersions.js';
import {
  comparedSections,
  isRefusal,
  sectionsAt,
  versionDifference,
  type VersionDifference,
} from '../../schema/comparison/versionDifferences.js';
import { versionName } from './versionName.js';
import type { ComparisonReports } from './report/comparisonReports.js';
import { versionComparison } from './versionComparison.js';
import { showInformation, showProgress } from '../shell/messages.js';

/** Another version, or the account's own choice again. */
export type VersionChange =
  | { readonly kind: 'pick'; readonly version: string | undefined; readonly place: ChoicePlace }
  | { readonly kind: 'forget' };

export interface VersionSwitchOptions {
  readonly versions: SchemaVersions;
  readonly reports: Pick<ComparisonReports, 'show'>;
  readonly reportFailure: (failure: unknown, options?: { readonly what?: string }) => void;
}

/** The version that an account is being changed to. */
interface Pending {
  readonly account: string;
  readonly version: string | undefined;
  readonly abort: AbortController;
}

/**
 * Goes from one schema version to another: the documents of the new one are read first, and the old one counts until they are
 * there. What is picked last wins.
 */
export class VersionSwitch implements vscode.Disposable {
  readonly #options: VersionSwitchOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #pending: Pending | undefined;

  constructor(options: VersionSwitchOptions) {
    this.#options = options;
  }

  /** What an account is being changed to; `undefined` when nothing is on its way. */
  pending(accountId: string): { readonly version: string | undefined } | undefined {
    return this.#pending?.account === accountId ? this.#pending : undefined;
  }

  /** What counts now goes on to count. */
  cancel(): void {
    this.#pending?.abort.abort();
    if (this.#pending) this.#setPending(undefined);
  }

  /** Makes a change count once its documents were read. A refusal is reported at once, and everything stays as it is. */
  async to(connection: Connection, change: VersionChange): Promise<void> {
    this.cancel();
    const { versions, reportFailure } = this.#options;
    const account = connection.account.id;
    const before = versions.picked(account);
    const now = change.kind === 'pick' ? change.version : versions.accountChoice(account)?.version;
    const named = versions.namedBy(account);
    const isRefused = now !== undefined && named.refused.has(now);
    if (now === before && !isRefused) {
      await this.#apply(account, change);
      return;
    }
    const pending: Pending = { account, version: now, abort: new AbortController() };
    this.#setPending(pending);
    try {
      const difference = await readVersions(connection, before, now, pending.abort.signal);
      if (this.#pending !== pending) return;
      this.#setPending(undefined);
      if (now !== undefined) named.judged(now, undefined);
      await this.#apply(account, change);
      void this.#reportDeleted(difference, before, now).then(undefined, reportFailure);
    } catch (failure) {
      if (this.#pending === pending) this.#setPending(undefined);
      if (failure instanceof CancelledError) return;
      if (now !== undefined && failure instanceof ApiError && failureKind(failure).kind === 'version') {
        named.judged(now, failure.message);
      }
      const what = vscode.l10n.t('Changing from {0} to {1}', versionName(before), versionName(now));
      reportFailure(failure, { what });
    }
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  #setPending(pending: Pending | undefined): void {
    this.#pending = pending;
    this.#changed.fire();
  }

  async #apply(account: string, change: VersionChange): Promise<void> {
    const { versions } = this.#options;
    if (change.kind === 'pick') await versions.pick(account, change.version, change.place);
    else await versions.forgetWorkspace(account);
  }

  async #reportDeleted(
    difference: VersionDifference,
    before: string | undefined,
    now: string | undefined,
  ): Promise<void> {
    const sentence = goneSentence(difference, versionName(before), versionName(now));
    if (sentence === undefined) return;
    const show = vscode.l10n.t('Show What Differs');
    const answer = await showInformation(sentence, show);
    if (answer !== show) return;
    this.#options.reports.show(versionComparison({ before, after: now }, difference.sections));
  }
}

/** Throws what the API says when it has no such version, of documents or of requests. */
function readVersions(
  { api, schemas }: Connection,
  before: string | undefined,
  now: string | undefined,
  signal: AbortSignal,
): Thenable<VersionDifference> {
  return showProgress(
    { location: { viewId: 'ovhApi.resources' }, title: vscode.l10n.t('Reading the schemas…') },
    async () => {
      const after = (await schemas.sectionsAt(now ?? 'default', signal)).map(({ path }) => path);
      const earlier = await pathsBefore(schemas, signal);
      const paths = comparedSections([...new Set([...earlier, ...after])], schemas.readPaths());
      const to = await sectionsAt(schemas, paths, now, signal);
      // One section that has the version is enough for it to exist; when none has it, the first says why.
      const [first] = after;
      if (to.size === 0 && first !== undefined) await schemas.sectionAt(first, now ?? 'default', signal);
      if (now !== undefined) {
        const catalogues = [...to.values()].map(({ catalogue }) => catalogue);
        await checkVersion(api, catalogues, now, signal);
      }
      const from = await sectionsAt(schemas, earlier.length === 0 ? [] : paths, before, signal);
      return versionDifference(from, to, signal);
    },
  );
}

/** The sections of the version in use; none when the API has taken it away, which is a reason to leave it. */
async function pathsBefore(schemas: SchemaSource, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await schemas.sections(signal)).map(({ path }) => path);
  } catch (failure) {
    if (isRefusal(failure)) return [];
    throw failure;
  }
}

const NAMED = 3;

/** What is not in the new version any more, in one sentence; `undefined` when nothing is gone. */
export function goneSentence(
  { gone, goneFields }: Pick<VersionDifference, 'gone' | 'goneFields'>,
  before: string,
  now: string,
): string | undefined {
  const named = gone.slice(0, NAMED).join(', ') + (gone.length > NAMED ? ', …' : '');
  if (gone.length === 0) {
    if (goneFields === 0) return undefined;
    return goneFields === 1
      ? vscode.l10n.t('One field of {0} isn’t in {1}.', before, now)
      : vscode.l10n.t('{0} fields of {1} aren’t in {2}.', goneFields, before, now);
  }
  if (goneFields === 0) {
    return gone.length === 1
      ? vscode.l10n.t('{0} of {1} isn’t in {2}.', named, before, now)
      : vscode.l10n.t('{0} operations of {1} aren’t in {2}: {3}', gone.length, before, now, named);
  }
  return gone.length === 1
    ? vscode.l10n.t('{0} and {3} fields of {1} aren’t in {2}.', named, before, now, goneFields)
    : vscode.l10n.t(
        '{0} operations and {1} fields of {2} aren’t in {3}: {4}',
        gone.length,
        goneFields,
        before,
        now,
        named,
      );
}
