const NAME = String.raw`[A-Za-z_$][\w$-]*`;

/** A place in a body: `targetSpec.size`, `resources[0].urn`, `targetSpec/size`, `/targetSpec/size`. */
const PATH = new RegExp(
  String.raw`(?<![\w.:/@-])(?:(?:\.?${NAME}|\[\d+\])(?:\.${NAME}|\[(?:\d+|"[^"]+")\])+|\/?${NAME}(?:\/[\w$-]+)+)(?![\w/@-]|:\S|\.\w)`,
  'g',
);

const QUOTED = new RegExp(
  String.raw`["'\x60“‘«[]\s?(\/?${NAME}(?:[.[\]/\w$-]*[\w\]])?)\s?["'\x60”’»\]]`,
  'g',
);

/** `field size …`, and `urn "some value" …`. */
const ANNOUNCED = new RegExp(
  String.raw`\b(?:field|property|attribute|parameter|member|key|value of)\s+(${NAME})|(?<![\w.-])(${NAME})\s+["'\x60“‘«]`,
  'gi',
);

/** `This name is already in use`, `size must be …`, `size: …`. */
const SUBJECT = new RegExp(
  String.raw`^(?:the|this|your)?\s*(?:value of\s+)?(?:the\s+)?(${NAME})(?::\s|\s+(?:is|are|must|should|can(?:not|['’]t)?|has|does|exceeds|contains)\b)`,
  'i',
);

/** No sentence that names a field is longer. */
const READ_CHARACTERS = 1_000;

/**
 * The fields that a refusal names in its own words, for errors are a class and a sentence: surest ways to name a field
 * first, and within each in the order of the words. What is no field of the body, for example a quoted value, may be
 * among them.
 */
export function namedFields(sentence: string): readonly (readonly string[])[] {
  const message = sentence.slice(0, READ_CHARACTERS);
  const [, subject] = SUBJECT.exec(message) ?? [];
  const announced = [...message.matchAll(ANNOUNCED)].map(([, first, second]) => first ?? second ?? '');
  const subjects = subject === undefined ? [] : [subject, subject.charAt(0).toLowerCase() + subject.slice(1)];
  return [
    [...message.matchAll(PATH)].map(([path]) => path),
    [...message.matchAll(QUOTED)].map(([, name]) => name ?? ''),
    announced,
    subjects,
  ]
    .map((names) => [...new Set(names.filter((name) => name !== ''))])
    .filter((names) => names.length > 0);
}
