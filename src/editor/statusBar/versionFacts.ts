import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { readChangelog, type ChangelogEntry } from '../../schema/changelog.js';
import type { DefaultSighting } from '../../schema/versionLifetime.js';
import { knownVersions, withDocumentVersions, type KnownVersion } from '../../schema/versions.js';
import type { Connection } from '../connections.js';
import type { VersionChoice } from './schemaVersions.js';
import {
  comparedSections,
  sectionsAt,
  versionDifference,
  type SectionsAtVersion,
  type VersionDifference,
} from './versionDifferences.js';

/** A changelog's entry with the section that it is about. */
export interface SectionChange extends ChangelogEntry {
  readonly section: string;
}

/** What the picker knows so far. */
export interface VersionFacts {
  known: readonly KnownVersion[];
  readonly choice: VersionChoice | undefined;
  /** The account's own choice, which a workspace's may stand before. */
  readonly accountChoice: VersionChoice | undefined;
  /** The version that is being changed to. */
  readonly pending: { readonly version: string | undefined } | undefined;
  /** How versions differ from the one in use, as far as they were compared; `undefined` where that failed. */
  readonly differences: Map<string, VersionDifference | undefined>;
  /** How many of how many sections are compared. */
  compared: { readonly sections: number; readonly of: number };
  changes: readonly SectionChange[];
  readonly sightings: readonly DefaultSighting[];
  /** The day, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface GatherOptions {
  readonly facts: VersionFacts;
  /** Called after each step. */
  readonly told: () => void;
  /** Told of a version that could not be compared. */
  readonly note: (failure: unknown) => void;
  readonly signal: AbortSignal;
}

/** The versions that settings add to those that the API tells of. */
export function versionsOfSettings(): readonly string[] {
  return vscode.workspace.getConfiguration('ovhApi').get<string[]>('schemaVersions', []);
}

/** Reads what exists, then how each differs from the one in use. Throws what `knownVersions` throws. */
export async function gatherFacts({ api, schemas }: Connection, options: GatherOptions): Promise<void> {
  const { facts, told, note, signal } = options;
  facts.known = await knownVersions(api, versionsOfSettings(), signal);
  told();
  // The default's index is there whatever became of the version in use.
  const all = (await schemas.sectionsAt('default', signal)).map(({ path }) => path);
  const paths = comparedSections(all, schemas.readPaths());
  facts.compared = { sections: paths.length, of: all.length };
  const from = await sectionsAt(schemas, paths, facts.choice?.version, signal);
  learn(facts, from);
  told();
  for (const { version } of facts.known) {
    if (version === facts.choice?.version) continue;
    try {
      const to = await sectionsAt(schemas, paths, version, signal);
      learn(facts, to);
      facts.differences.set(version, versionDifference(from, to));
    } catch (failure) {
      if (failure instanceof CancelledError) throw failure;
      note(failure);
      facts.differences.set(version, undefined);
    }
    told();
  }
}

/** Takes from documents which versions they have, and what they tell of earlier ones. */
function learn(facts: VersionFacts, sections: SectionsAtVersion): void {
  facts.known = withDocumentVersions(
    facts.known,
    [...sections.values()].map(({ version }) => version),
  );
  const told = [...sections].flatMap(([section, { document }]) =>
    readChangelog(document.description).map((entry) => ({ ...entry, section })),
  );
  const key = ({ section, version }: SectionChange): string => `${section} ${version}`;
  // Documents of several versions tell the same of one version: it is kept once.
  facts.changes = [
    ...new Map([...told, ...facts.changes].map((change) => [key(change), change])).values(),
  ].sort((a, b) => a.section.localeCompare(b.section));
}
