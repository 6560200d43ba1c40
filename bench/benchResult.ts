/** One side of a comparison. */
interface Measure {
  readonly value: number;
  readonly unit: string;
}

/** What a bench found out. Its ratio is ours divided by the peer's: smaller is better. */
export interface BenchResult {
  readonly ours: Measure;
  readonly peer: Measure & { readonly name: string };
  /** Slower peers of the same run, told for completeness. */
  readonly others?: readonly (Measure & { readonly name: string })[];
}

/** What a bench found out that counts what must not happen. */
export interface BenchCount {
  readonly violations: number;
  /** How often it could have happened. */
  readonly of: number;
}

/** What a bench that draws at random is told: one seed to be played again, or how many are played. */
export interface BenchOptions {
  readonly seed?: number | undefined;
  readonly sequences?: number | undefined;
}

/** What a bench is to come out at: at most so many times its peer, or at most so much of ours, in the unit of ours. */
export type Goal = { readonly ratio: number } | { readonly ours: number };

/** What a file `NAME.bench.ts` exports. */
export interface Bench {
  readonly name: string;
  /** Absent for what is only told. */
  readonly goal?: Goal;
  run(options?: BenchOptions): Promise<BenchResult | BenchCount>;
}

/** `bench NAME: RATIO (ours X UNIT, PEER Y UNIT)`, other peers behind it; of a count `bench NAME: V (violations of N)`. */
export function benchLine(name: string, result: BenchResult | BenchCount): string {
  if ('violations' in result)
    return `bench ${name}: ${String(result.violations)} (violations of ${String(result.of)})`;
  const { ours, peer, others = [] } = result;
  const ratio = (ours.value / peer.value).toFixed(2);
  const peers = [peer, ...others].map((one) => `${one.name} ${said(one)}`).join(', ');
  return `bench ${name}: ${ratio} (ours ${said(ours)}, ${peers})`;
}

function said({ value, unit }: Measure): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}

/** A bench that has run. */
export interface RunBench extends Pick<Bench, 'name' | 'goal'> {
  readonly result: BenchResult | BenchCount;
}

/** All benches that ran, one a line: what came out, the goal, and whether it is met. */
export function benchTable(benches: readonly RunBench[]): string {
  const rows = benches.map(({ name, goal, result }) => {
    const [ratio, ours] = figures(result);
    return [name, ratio, ours, goal ? goalText(goal, result) : '', goal ? verdict(goal, result) : ''];
  });
  const all = [['bench', 'ratio', 'ours', 'goal', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figures(result: BenchResult | BenchCount): readonly [string, string] {
  if ('violations' in result) return ['', `${String(result.violations)} of ${String(result.of)}`];
  return [(result.ours.value / result.peer.value).toFixed(2), said(result.ours)];
}

function goalText(goal: Goal, result: BenchResult | BenchCount): string {
  if ('ratio' in goal) return `ratio ${String(goal.ratio)}`;
  return 'violations' in result ? String(goal.ours) : `${String(goal.ours)} ${result.ours.unit}`;
}

/** A goal is met as its figures are printed: two runs never agree beyond that. */
function verdict(goal: Goal, result: BenchResult | BenchCount): string {
  const ours = 'violations' in result ? result.violations : result.ours.value;
  const ratio = 'violations' in result ? Number.NaN : Number((ours / result.peer.value).toFixed(2));
  return ('ratio' in goal ? ratio <= goal.ratio : ours <= goal.ours) ? 'met' : 'not met';
}
