import type { ChangelogEntry } from './changelog.js';
import { parseVersion, type SchemaVersion } from './versions.js';

/** How long a major version answers after the next one was published, as the API's principles promise. */
export const GRACE_MONTHS = 6;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Which version answered when none was asked for, and between which days (`YYYY-MM-DD`) that was seen. */
export interface DefaultSighting {
  readonly version: SchemaVersion;
  readonly firstOn: string;
  readonly lastOn: string;
}

/** What is known of the days on which versions replaced each other. */
export interface LifetimeEvidence {
  readonly changelog: readonly ChangelogEntry[];
  readonly sightings: readonly DefaultSighting[];
}

/** When a version's major was followed by another one. Days are `YYYY-MM-DD`. */
export interface Superseded {
  /** On this day or later; `undefined` when nobody knows. */
  readonly from: string | undefined;
  /** On this day or earlier: the same as `from` when the day is told. */
  readonly until: string;
}

/**
 * When the major of a version was followed by a newer one: as a changelog tells it, or between what was seen as the default
 * last and what was seen first. `undefined` when it was not, or nothing tells.
 */
export function supersededOn(version: SchemaVersion, evidence: LifetimeEvidence): Superseded | undefined {
  const told = evidence.changelog
    .filter((entry) => majorOf(entry.version) > majorOf(version))
    .flatMap(({ publishedOn }) => publishedOn ?? [])
    .sort()[0];
  if (told !== undefined) return { from: told, until: told };
  return seenSuperseded(version, evidence.sightings);
}

function seenSuperseded(
  version: SchemaVersion,
  sightings: readonly DefaultSighting[],
): Superseded | undefined {
  const newer = sightings.filter((seen) => majorOf(seen.version) > majorOf(version));
  const until = newer.map(({ firstOn }) => firstOn).sort()[0];
  if (until === undefined) return undefined;
  const same = sightings.filter((seen) => majorOf(seen.version) === majorOf(version));
  const from = same
    .map(({ lastOn }) => lastOn)
    .sort()
    .at(-1);
  if (from === undefined || from < until) return { from, until };
  // Seen beside its follower: sections differ, or the account went back. On the day of the change that can't be told yet.
  const isOver = from === until && newer.some(({ lastOn }) => lastOn > from);
  return isOver ? { from, until } : undefined;
}

/** How many days are left on `today` of the months that a version goes on answering; negative when they are over. */
export function daysLeft(supersededDay: string, today: string): number {
  return Math.round((Date.parse(graceEnd(supersededDay)) - Date.parse(today)) / DAY_MS);
}

/** The day on which the promise ends: the same day of the month, or the month's last. */
export function graceEnd(supersededDay: string): string {
  const [year = 0, month = 0, day = 0] = supersededDay.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + GRACE_MONTHS, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + GRACE_MONTHS, Math.min(day, lastOfMonth)));
  return end.toISOString().slice(0, 10);
}

/** What was seen, with one more sighting in it; the same list when it tells nothing new. */
export function withSighting(
  seen: readonly DefaultSighting[],
  version: SchemaVersion,
  today: string,
): readonly DefaultSighting[] {
  const known = seen.find((one) => one.version === version);
  if (!known) return [...seen, { version, firstOn: today, lastOn: today }];
  if (known.lastOn >= today) return seen;
  return seen.map((one) => (one === known ? { ...one, lastOn: today } : one));
}

function majorOf(version: SchemaVersion): number {
  return parseVersion(version)?.[0] ?? -1;
}
