import { say, formatDuration } from './machine/say.js';
import { steps } from './testing/steps.js';
import type { StepOutcome } from './testing/steps.js';

/** Runs every step named on the command line, or all; a failed step doesn't hide what the ones after it would say. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  say(`There is no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}.`);
  process.exit(1);
}

const chosen = wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.name));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failedSteps: string[] = [];
const startedAt = Date.now();

for (const step of chosen) {
  say(`\n── ${step.name}: ${step.asks}`);
  const stepStartedAt = Date.now();
  const outcome: StepOutcome = await step.run().catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { passed: 0, failed: 1 };
  });
  totals.passed += outcome.passed;
  totals.failed += outcome.failed;
  totals.skipped += outcome.skipped ?? 0;
  if (outcome.failed > 0) failedSteps.push(step.name);
  const verdict = outcome.failed === 0 ? 'ok' : `${outcome.failed} failed`;
  say(`   ${step.name}: ${verdict} (${formatDuration(Date.now() - stepStartedAt)})`);
}

say(`\nTook ${formatDuration(Date.now() - startedAt)}.`);
if (failedSteps.length > 0)
  say(`Failed: ${failedSteps.join(', ')}. \`npm test -- ${failedSteps.join(' ')}\` runs just that.`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
