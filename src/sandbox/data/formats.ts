import { isIPv4, isIPv6 } from 'node:net';

const TIME = /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/;
const MOMENT =
  /^(\d{4}-\d\d-\d\d)[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;
/** RFC 3986, without spaces and the signs that it leaves out, which Node's reader would write as others. */
const URI = /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i;

/** What a text of each format looks like: JSON Schema's own formats, and those of OVHcloud's documents. Times are as lenient as the API. */
const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['uuid', matching(/^(?:urn:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i)],
  ['date', isDay],
  ['time', matching(TIME)],
  ['date-time', (text) => isDay(MOMENT.exec(text)?.[1] ?? '')],
  [
    'duration',
    matching(/^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/),
  ],
  ['uri', (text) => URI.test(text)],
  ['url', (text) => URI.test(text) && URL.canParse(text)],
  [
    'email',
    matching(/^[^\s@"(),:;<>[\]\\]+@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i),
  ],
  ['hostname', isHostName],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['ip-block', matching(/^[\da-fA-F.:]+(?:\/\d{1,3})?$/)],
  ['ipv4-block', matching(/^[\d.]+(?:\/\d{1,2})?$/)],
  ['ipv6-block', matching(/^[\da-fA-F:.]+(?:\/\d{1,3})?$/)],
  ['mac-address', matching(/^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$/)],
  ['phone-number', matching(/^\+?[\d .-]{3,24}$/)],
  ['byte', matching(/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/)],
]);

/** Whether a text is of a format; one that isn't known says nothing of the text. */
export function isOfFormat(format: string, text: string): boolean {
  return FORMATS.get(format)?.(text) ?? true;
}

function matching(expression: RegExp): (text: string) => boolean {
  return (text) => expression.test(text);
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isHostName(text: string): boolean {
  const isLabel = (label: string): boolean => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label);
  return text.length <= 253 && text.replace(/\.$/, '').split('.').every(isLabel);
}
