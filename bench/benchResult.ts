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

/** What a file `NAME.bench.ts` exports. */
export interface Bench {
  readonly name: string;
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
