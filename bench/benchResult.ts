/** One side of a comparison. */
export interface Measure {
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

/** What a file `NAME.bench.ts` exports. */
export interface Bench {
  readonly name: string;
  run(): Promise<BenchResult>;
}

/** `bench NAME: RATIO (ours X UNIT, PEER Y UNIT)`, other peers behind it. */
export function benchLine(name: string, { ours, peer, others = [] }: BenchResult): string {
  const ratio = (ours.value / peer.value).toFixed(2);
  const peers = [peer, ...others].map((one) => `${one.name} ${said(one)}`).join(', ');
  return `bench ${name}: ${ratio} (ours ${said(ours)}, ${peers})`;
}

function said({ value, unit }: Measure): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}
