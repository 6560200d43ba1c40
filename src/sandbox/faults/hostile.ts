/** Kinds of texts that break careless readers. */
export type HostileKind = 'markup' | 'bidi' | 'proto' | 'path' | 'long';

const MEGABYTE = 2 ** 20;

const TEXTS: Readonly<Record<Exclude<HostileKind, 'long'>, readonly string[]>> = {
  markup: [
    '<img src=x onerror=alert(1)><script>alert(1)</script>',
    '"><svg/onload=alert(1)>',
    '[here](command:workbench.action.quit) $(trash) ${7*7} `id`',
  ],
  bidi: ['invoice\u202Efdp.exe', '\u2066hidden\u2069\u200B\u200F', 'a\u0000b\u001B[31mred\r\nline\uD800'],
  proto: ['__proto__', 'constructor', 'toString'],
  path: ['../../etc/passwd', 'C:\\Windows\\system32', 'a/b?c=d#e%2F%00 ~', 'con.aux'],
};
/** The readable part of identifiers that are hostile to who builds paths of them, in turn. */
export function hostileWord(_list: number, index: number): string {
  const texts = [...TEXTS.path, ...TEXTS.markup, '__proto__', '%2e%2e', '\u202Egnp'];
  return texts[index % texts.length] ?? '';
}

const KINDS = ['markup', 'bidi', 'proto', 'path', 'long'] as const;

/** What keeps resources addressable and readable by type: identifiers, dates, numbers, constants, links. */
const KEPT = /^(?:[0-9a-f-]{16,}|\d[\d:.TZ+/-]*|[A-Z][A-Z0-9_]*|urn:\S+|\/\S*)$/;
const IDENTIFIER = /(?:^id|Id|^urn|^name)$/;

/**
 * The value of an answer with a hostile text in every text field, and a field called `__proto__` in every object. One
 * text of an answer is a megabyte long where `long` is requested, the others of that kind ten kilobytes.
 * @param only one kind; all of them in turn when absent.
 * @param isItem a whole list of identifiers, or an identifier of an object, is left alone unless `identifiers` is set.
 */
export function withHostileTexts(
  value: unknown,
  { only, identifiers = false }: { readonly only?: HostileKind; readonly identifiers?: boolean } = {},
): unknown {
  let serial = 0;
  let long = 0;
  const text = (): string => {
    const kind = only ?? KINDS[serial % KINDS.length] ?? 'markup';
    const round = only === undefined ? Math.floor(serial / KINDS.length) : serial;
    serial += 1;
    if (kind === 'long') return 'long '.repeat((long++ === 0 ? MEGABYTE : 10_240) / 5 + 1);
    return TEXTS[kind][round % TEXTS[kind].length] ?? '';
  };
  const walk = (one: unknown, name: string): unknown => {
    if (typeof one === 'string') {
      const isKept = !identifiers && (KEPT.test(one) || (IDENTIFIER.test(name) && name !== 'name'));
      return isKept ? one : text();
    }
    if (Array.isArray(one)) return one.map((member) => walk(member, name));
    if (typeof one !== 'object' || one === null) return one;
    const entries = Object.entries(one).map(([key, member]): [string, unknown] => [key, walk(member, key)]);
    // A definition, not an assignment: this has to be a separate field.
    return Object.defineProperty(Object.fromEntries(entries), '__proto__', {
      value: { polluted: true },
      enumerable: true,
    });
  };
  return walk(value, '');
}
