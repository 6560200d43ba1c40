import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Room, SHARING, writeDocuments } from './cloud.js';
import { KINDS, type Kind } from './oracle.js';
import { runSequence, type SequenceOutcome } from './sequence.js';

/** How many sequences there were and what they showed. */
export interface SequencesOutcome {
  readonly sequences: number;
  readonly saves: number;
  readonly counts: Readonly<Record<Kind, number>>;
  /** Those in which something happened that must not. */
  readonly failed: readonly SequenceOutcome[];
}

/**
 * Runs one sequence a seed, one after the other: VS Code has one window here. Says after every so many how it stands.
 * @param yamlFile the API document of what is edited.
 */
export async function runSequences(
  seeds: Iterable<number>,
  yamlFile: string,
  onProgress?: (outcome: SequencesOutcome) => void,
): Promise<SequencesOutcome> {
  const documents = writeDocuments(yamlFile);
  const counts: Record<Kind, number> = {
    overwrite: 0,
    lost: 0,
    stuck: 0,
    'false-save': 0,
    secret: 0,
    crash: 0,
  };
  const failed: SequenceOutcome[] = [];
  let sequences = 0;
  let saves = 0;
  let open: { readonly block: number; readonly room: Room } | undefined;
  const unhandled: unknown[] = [];
  const onUnhandled = (failure: unknown): void => {
    unhandled.push(failure);
  };
  process.on('unhandledRejection', onUnhandled);
  try {
    for (const seed of seeds) {
      const block = Math.floor(seed / SHARING);
      if (open?.block !== block) {
        await open?.room.close();
        open = { block, room: await Room.open(documents, block) };
      }
      const outcome = await runSequence(open.room, seed);
      const crashes = unhandled.splice(0).map((failure) => ({
        kind: 'crash' as const,
        said: `unhandled: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`,
      }));
      const violations = [...outcome.violations, ...crashes];
      for (const { kind } of violations) counts[kind] += 1;
      if (violations.length > 0) failed.push({ ...outcome, violations });
      sequences += 1;
      saves += outcome.saves;
      onProgress?.({ sequences, saves, counts, failed });
    }
  } finally {
    await open?.room.close();
    process.off('unhandledRejection', onUnhandled);
    rmSync(dirname(documents[0] ?? ''), { recursive: true });
  }
  return { sequences, saves, counts, failed };
}

/** `overwrite 0, lost 0, …` */
export function countsLine({ counts }: Pick<SequencesOutcome, 'counts'>): string {
  return KINDS.map((kind) => `${kind} ${String(counts[kind])}`).join(', ');
}

/** A failed sequence, to be read from its beginning. */
export function describeSequence({ seed, steps, violations }: SequenceOutcome): string {
  return [
    `seed ${String(seed)}:`,
    ...steps.map((step) => `  ${step}`),
    ...violations.map(({ kind, said }) => `  → ${kind}: ${said}`),
  ].join('\n');
}
