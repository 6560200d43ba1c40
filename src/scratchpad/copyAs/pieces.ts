/** What a variable is in: what it holds is escaped for that by the copied command or program itself. */
export type Surroundings = 'plain' | 'json' | 'url';

/** A variable in a secret's place. Variables hold the values as they are. */
export interface SecretUse {
  readonly variable: string;
  readonly surroundings: Surroundings;
}

/** A text in which variables are where secrets stood. */
export type Pieces = readonly (string | SecretUse)[];

/** Neither JSON nor a header's value can hold it. */
const MARK = '\0';
const MARKED = new RegExp(`${MARK}(plain|json|url):(\\w+)${MARK}`);

/** A variable's place in a text, to be found by `piecesOf`. */
export function marked({ variable, surroundings }: SecretUse): string {
  return `${MARK}${surroundings}:${variable}${MARK}`;
}

/** A text without the places that `marked` made in it. */
export function piecesOf(text: string): Pieces {
  const parts = text.split(MARKED);
  const pieces: (string | SecretUse)[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    const written = parts[at] ?? '';
    if (written !== '') pieces.push(written);
    const [surroundings, variable] = [parts[at + 1], parts[at + 2]];
    if (variable !== undefined) pieces.push({ variable, surroundings: surroundings as Surroundings });
  }
  return pieces;
}
