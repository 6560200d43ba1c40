import type { JsonObject } from '../openapi.js';
import { readBadges } from '../sections.js';
import { isEqual } from './equal.js';
import type { Place } from './place.js';
import { flag, type CompareKeyword, type Keyword } from './values.js';
import type { Walk } from './walk.js';

/** What has its own life: it is announced to end, and ends. */
export type Subject = 'operation' | 'parameter' | 'field';

/** Both names are in use for the day on which something stops working. */
const REMOVAL_DATES = ['x-deletion-date', 'x-sunset'];

/** How long a deprecated version goes on to work, by the published promise. */
const OVERLAP_MS = 180 * 24 * 60 * 60 * 1000;

/** The words for how long something is going to be there, and how stable it is. */
export function lifecycleKeywords(subject: Subject): readonly (readonly [string, CompareKeyword])[] {
  const deprecated = flag(`${subject}-deprecated`, `${subject}-no-longer-deprecated`);
  return [
    ['deprecated', deprecated],
    ...REMOVAL_DATES.map((name) => [name, compareRemovalDates] as const),
    ['x-deprecation-date', changed('deprecation-date-changed')],
    ['x-replacement-route', changed('replacement-changed')],
    ['x-badges', compareBadges(subject)],
    ['x-stability-level', compareLevels],
  ];
}

/** Whether a document says that something is going to end. */
export function isDeprecated(raw: JsonObject): boolean {
  return (
    raw.deprecated === true ||
    removalDate(raw) !== undefined ||
    readBadges(raw['x-badges']).some(({ label }) => /deprecated/i.test(label))
  );
}

/** When something stops working, in milliseconds; `undefined` when that isn't said. */
export function removalDate(raw: JsonObject): number | undefined {
  return REMOVAL_DATES.map((name) => timeOf(raw[name])).find((time) => time !== undefined);
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function changed(kind: 'deprecation-date-changed' | 'replacement-changed'): CompareKeyword {
  return (walk, { was, is, place, mask }) => {
    if (!isEqual(was, is)) walk.found(kind, place, was, is, mask);
  };
}

function compareRemovalDates(walk: Walk, { was, is, place, mask, after }: Keyword): void {
  if (isEqual(was, is)) return;
  const [earlier, later] = [timeOf(was), timeOf(is)];
  if (was === undefined) {
    walk.found(isTooSoon(after, later) ? 'removal-too-soon' : 'removal-date-set', place, was, is, mask);
  } else if (is === undefined) {
    const kind = after.deprecated === true ? 'removal-date-dropped' : 'removal-date-unset';
    walk.found(kind, place, was, is, mask);
  } else if (earlier === undefined || later === undefined || earlier === later) {
    walk.found('removal-date-changed', place, was, is, mask);
  } else {
    walk.found(later < earlier ? 'removal-date-earlier' : 'removal-date-later', place, was, is, mask);
  }
}

function isTooSoon(raw: JsonObject, removal: number | undefined): boolean {
  const deprecation = timeOf(raw['x-deprecation-date']);
  return removal !== undefined && deprecation !== undefined && removal - deprecation < OVERLAP_MS;
}

/** What a label says: how stable something is, whether it is for customers, and whether it is going to end. */
interface Standing {
  readonly level: number | undefined;
  readonly isInternal: boolean;
  readonly isDeprecated: boolean;
}

const LEVELS: readonly RegExp[] = [/draft/i, /alpha/i, /beta/i, /production|stable/i];

function standingOf(badges: unknown): Standing {
  const labels = readBadges(badges).map(({ label }) => label);
  const levels = labels.flatMap((label) =>
    LEVELS.flatMap((word, level) => (word.test(label) ? [level] : [])),
  );
  return {
    level: levels.length > 0 ? Math.min(...levels) : undefined,
    isInternal: labels.some((label) => /internal use/i.test(label)),
    isDeprecated: labels.some((label) => /deprecated/i.test(label)),
  };
}

function compareBadges(subject: Subject): CompareKeyword {
  return (walk, { was, is, place, mask, before, after }) => {
    if (isEqual(was, is)) return;
    const [earlier, later] = [standingOf(was), standingOf(is)];
    let isReported = foundLevel(walk, [earlier.level, later.level], { was, is, place, mask });
    if (earlier.isInternal !== later.isInternal) {
      walk.found(later.isInternal ? 'became-internal' : 'no-longer-internal', place, was, is, mask);
      isReported = true;
    }
    // Where the flag changes as well, it says so itself.
    const hasFlagChanged = (before.deprecated === true) !== (after.deprecated === true);
    if (earlier.isDeprecated !== later.isDeprecated && !hasFlagChanged) {
      const kind = later.isDeprecated ? `${subject}-deprecated` : `${subject}-no-longer-deprecated`;
      walk.found(kind as `${Subject}-deprecated`, place, was, is, mask);
      isReported = true;
    }
    if (!isReported) walk.found('badges-changed', place, was, is, mask);
  };
}

/** The words of the extension by which some tools name how stable something is. */
function compareLevels(walk: Walk, keyword: Keyword): void {
  const levels = [keyword.was, keyword.is].map((word) => {
    const level = LEVELS.findIndex((one) => typeof word === 'string' && one.test(word));
    return level < 0 ? undefined : level;
  });
  if (isEqual(keyword.was, keyword.is) || foundLevel(walk, levels, keyword)) return;
  walk.foundKeyword(keyword.place, keyword.was, keyword.is, keyword.mask);
}

interface Found {
  readonly was: unknown;
  readonly is: unknown;
  readonly place: Place;
  readonly mask: number;
}

function foundLevel(
  walk: Walk,
  [before, after]: readonly (number | undefined)[],
  { was, is, place, mask }: Found,
): boolean {
  if (before === undefined || after === undefined || before === after) return false;
  walk.found(after < before ? 'stability-lowered' : 'stability-raised', place, was, is, mask);
  return true;
}
