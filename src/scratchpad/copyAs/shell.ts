import type { Pieces, Surroundings } from './pieces.js';

/**
 * Functions of a POSIX shell that write a text as a part of JSON (RFC 8259, 7) and of a URL (RFC 3986, 2.1). `sed` reads lines,
 * so all of them are joined before the ends between them are escaped; the last end is one that `printf` adds.
 */
const ESCAPES: Readonly<Record<Exclude<Surroundings, 'plain'>, { name: string; definition: string }>> = {
  json: {
    name: 'json_text',
    definition: String.raw`json_text() { printf '%s\n' "$1" | LC_ALL=C sed -e ':a' -e '$!{N' -e 'ba' -e '}' -e 's/[\\"]/\\&/g' -e "s/$(printf '\t')/\\\\t/g" -e "s/$(printf '\r')/\\\\r/g" -e 's/\n/\\n/g'; }`,
  },
  url: {
    name: 'url_text',
    definition: String.raw`url_text() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F | sed 's/../%&/g'; }`,
  },
};

/** A word of a POSIX shell. Single quotes keep everything but themselves as it is (POSIX, 2.2.2); variables are outside of them. */
export function shellWord(pieces: Pieces): string {
  const word = pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece.replaceAll("'", `'\\''`);
      const { variable, surroundings } = piece;
      return surroundings === 'plain'
        ? `'"$${variable}"'`
        : `'"$(${ESCAPES[surroundings].name} "$${variable}")"'`;
    })
    .join('');
  return `'${word}'`;
}

/** The lines before a command that say which variables it needs, and escape them; none where nothing is escaped. */
export function shellHead(variables: readonly string[], texts: readonly Pieces[]): readonly string[] {
  const used = new Set(
    texts.flat().flatMap((piece) => (typeof piece === 'string' ? [] : [piece.surroundings])),
  );
  const escapes = (['json', 'url'] as const).filter((one) => used.has(one));
  if (escapes.length === 0) return [];
  // A shell that takes no comments where one types would read its own signs in this line.
  const note = '# Set these variables first, to the values as they are. The command escapes them.';
  return [`${note} ${variables.join(' ')}`, ...escapes.map((one) => ESCAPES[one].definition)];
}
