import { isLarge } from '../../src/resource/jsonTree.js';

/** Rows that hold about as many values as a spec may. */
export const ROWS = 1_400;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** A spec with a list of rows; every `every`-th has another size and label. */
export function spec(rows: number, every = 0): { readonly rows: readonly Row[] } {
  return {
    rows: Array.from({ length: rows }, (_, index) => ({
      id: `row-${index}`,
      name: `É ${index}`,
      size: every > 0 && index % every === 0 ? index + 1 : index,
      labels: { team: every > 0 && index % every === 0 ? `t${every}` : 'a', 'a.b/c': 'x"y' },
    })),
  };
}

/** A form of a spec that is as long as one may be. */
interface Shape {
  readonly name: string;
  /** Where `every` is more than zero, every `every`-th value is another one. */
  text(every: number): string;
}

const differs = (index: number, every: number): boolean => every > 0 && index % every === 0;

export const SHAPES: readonly Shape[] = [
  { name: 'rows', text: (every) => json(spec(ROWS, every)) },
  {
    // Without what they are recognised by.
    name: 'nameless rows',
    text: (every) => json({ rows: spec(ROWS, every).rows.map(({ size, labels }) => ({ size, labels })) }),
  },
  {
    name: 'numbers',
    text: (every) =>
      filled((count) =>
        JSON.stringify({ n: Array.from({ length: count }, (_, i) => (differs(i, every) ? 1 : 0)) }),
      ),
  },
  {
    name: 'fields',
    text: (every) =>
      filled((count) =>
        JSON.stringify(
          Object.fromEntries(
            Array.from({ length: count }, (_, i) => [`f${i}`, differs(i, every) ? 'b' : 'a']),
          ),
        ),
      ),
  },
  {
    name: 'lists in lists',
    text: (every) => filled((count) => JSON.stringify({ deep: nested(count, 150, every) })),
  },
  {
    name: 'objects in objects',
    text: (every) => filled((count) => JSON.stringify(nestedFields(count, 150, every))),
  },
];

/** Lists that hold some numbers each, and the next one behind them. */
function nested(count: number, levels: number, every: number): unknown {
  const size = Math.floor(count / levels);
  let inner: readonly unknown[] = [];
  for (let level = 0; level < levels; level += 1) {
    const members = Array.from({ length: size }, (_, i) => (differs(i + 1, every * size) ? -1 : i));
    inner = [...members, inner];
  }
  return inner;
}

function nestedFields(count: number, levels: number, every: number): unknown {
  const size = Math.floor(count / levels);
  let inner: unknown = every;
  for (let level = 0; level < levels; level += 1) {
    const fields = Array.from({ length: size }, (_, i) => [`f${i}`, 'a'] as const);
    inner = { ...Object.fromEntries(fields), last: inner };
  }
  return inner;
}

/** The longest text of a kind that is still read, by how much is in it. */
export function filled(textOf: (count: number) => string): string {
  let least = 1;
  // From below: a text far too long takes far too long to make.
  while (!isLarge(textOf(2 * least))) least *= 2;
  let most = 2 * least;
  while (most - least > Math.max(1, most / 100)) {
    const middle = Math.floor((least + most) / 2);
    if (isLarge(textOf(middle))) most = middle;
    else least = middle;
  }
  return textOf(least);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
