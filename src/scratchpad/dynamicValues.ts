/** What is different each time: the clock and chance, injected so that tests can tell what they bring. */
export interface Chance {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly uuid: () => string;
}

const OFFSET = /^(-?\d{1,9})[ \t]+(y|M|w|d|h|m|s|ms)$/;
const INTEGER = /^-?\d{1,15}$/;

/**
 * `$uuid`, `$guid`, `$timestamp [offset]`, `$randomInt [min max]`, `$datetime format [offset]`, `$localDatetime format [offset]`:
 * what REST Client and JetBrains know. `undefined` for other names, and for arguments that they don't take.
 */
export function dynamicValue(name: string, args: string, chance: Chance): string | undefined {
  switch (name) {
    case '$uuid':
    case '$guid':
    case '$random.uuid':
      return args === '' ? chance.uuid() : undefined;
    case '$timestamp': {
      const at = moment(args, chance);
      return at && String(Math.floor(at.getTime() / 1000));
    }
    case '$isoTimestamp':
      return args === '' ? isoText(new Date(chance.now())) : undefined;
    case '$randomInt':
      return randomInteger(args, chance);
    case '$datetime':
    case '$localDatetime':
      return dateText(args, name === '$localDatetime', chance);
    default:
      return undefined;
  }
}

/** The smaller bound is included, the larger isn't; 0 to 1000 without bounds, as JetBrains has it. */
function randomInteger(args: string, { random }: Chance): string | undefined {
  const bounds = args === '' ? ['0', '1000'] : args.split(/[ \t]+/);
  if (bounds.length !== 2 || !bounds.every((bound) => INTEGER.test(bound))) return undefined;
  const [least = 0, beyond = 0] = bounds.map(Number);
  return beyond > least ? String(least + Math.floor(random() * (beyond - least))) : undefined;
}

function dateText(args: string, isLocal: boolean, chance: Chance): string | undefined {
  const [, keyword, double, single, offset = ''] =
    /^(?:(rfc1123|iso8601)|"([^"]*)"|'([^']*)')(?:[ \t]+(.*))?$/.exec(args) ?? [];
  const format = double ?? single;
  const at = moment(offset, chance);
  if (!at || (keyword === undefined && format === undefined)) return undefined;
  const shown = isLocal ? shownAsUtc(at) : at;
  const zone = isLocal ? -at.getTimezoneOffset() : 0;
  if (keyword === 'iso8601') return isLocal ? `${isoText(shown).slice(0, -1)}${zoneText(zone)}` : isoText(at);
  if (keyword === 'rfc1123') {
    const text = shown.toUTCString();
    return isLocal ? text.replace('GMT', zoneText(zone, '')) : text;
  }
  return formatted(format ?? '', shown, zone);
}

function moment(offset: string, { now }: Chance): Date | undefined {
  const at = new Date(now());
  if (offset === '') return at;
  const [, count, unit] = OFFSET.exec(offset) ?? [];
  if (count === undefined) return undefined;
  const number = Number(count);
  if (unit === 'y') at.setUTCFullYear(at.getUTCFullYear() + number);
  else if (unit === 'M') at.setUTCMonth(at.getUTCMonth() + number);
  else at.setTime(at.getTime() + number * (MILLISECONDS[unit ?? ''] ?? 0));
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** A moment whose parts in UTC are those that the clock of this place shows. */
function shownAsUtc(at: Date): Date {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
}

function isoText(at: Date): string {
  return at.toISOString();
}

function zoneText(minutes: number, separator = ':'): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60))}${separator}${padded(size % 60)}`;
}

function padded(number: number, digits = 2): string {
  return String(number).padStart(digits, '0');
}

/** The marks of Day.js that are replaced by numbers; text in brackets stays. */
function formatted(format: string, at: Date, zone: number): string {
  const marks: Readonly<Record<string, string>> = {
    YYYY: padded(at.getUTCFullYear(), 4),
    YY: padded(at.getUTCFullYear() % 100),
    MM: padded(at.getUTCMonth() + 1),
    M: String(at.getUTCMonth() + 1),
    DD: padded(at.getUTCDate()),
    D: String(at.getUTCDate()),
    HH: padded(at.getUTCHours()),
    H: String(at.getUTCHours()),
    mm: padded(at.getUTCMinutes()),
    m: String(at.getUTCMinutes()),
    ss: padded(at.getUTCSeconds()),
    s: String(at.getUTCSeconds()),
    SSS: padded(at.getUTCMilliseconds(), 3),
    Z: zoneText(zone),
  };
  return format.replaceAll(
    /\[([^\]]*)\]|YYYY|YY|MM|M|DD|D|HH|H|mm|m|ss|s|SSS|Z/g,
    (mark, kept: string | undefined) => kept ?? marks[mark] ?? mark,
  );
}
