import { availableParallelism } from 'node:os';
import { say, formatDuration } from './machine/say.js';
import { joinEditorSteps, steps } from './testing/steps.js';
import type { Step, StepOutcome } from './testing/steps.js';

const totals = { passed: 0, failed: 0, skipped: 0 };
const failedSteps: string[] = [];

/** The steps named on the command line, or all. */
function chosenSteps(): readonly Step[] {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    say(`There is no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}.`);
    process.exit(1);
  }
  return joinEditorSteps(wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.name)));
}

/** Runs a step and counts what came out of it; a failed step doesn't hide what the ones after it would say. */
async function runStep({ name, asks, run, runsBesideOthers = false }: Step): Promise<void> {
  const startedAt = Date.now();
  const heading = `\n── ${name}: ${asks}`;
  if (!runsBesideOthers) say(heading);
  const outcome: StepOutcome = await run().catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  if (runsBesideOthers) say(heading);
  if (outcome.output !== undefined) say(outcome.output.trimEnd());
  totals.passed += outcome.passed;
  totals.failed += outcome.failed;
  totals.skipped += outcome.skipped ?? 0;
  if (outcome.failed > 0) failedSteps.push(name);
  const verdict = outcome.failed === 0 ? 'ok' : `${outcome.failed} failed`;
  say(`   ${name}: ${verdict} (${formatDuration(Date.now() - startedAt)})`);
}

/** Runs steps on all cores, one a core. */
async function runSideBySide(group: readonly Step[]): Promise<void> {
  const waiting = [...group];
  const takeTurns = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeTurns));
}

const startedAt = Date.now();
const chosen = chosenSteps();
await runSideBySide(chosen.filter((step) => step.runsBesideOthers === true));
for (const step of chosen.filter((step) => step.runsBesideOthers !== true)) await runStep(step);

say(`\nTook ${formatDuration(Date.now() - startedAt)}.`);
if (failedSteps.length > 0)
  say(`Failed: ${failedSteps.join(', ')}. \`npm test -- ${failedSteps.join(' ')}\` runs just that.`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
