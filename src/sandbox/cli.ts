import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    openapi: { type: 'string', multiple: true },
    resources: { type: 'string' },
    seed: { type: 'string' },
    speed: { type: 'string' },
    'failing-tasks': { type: 'string' },
    'refuse-replay': { type: 'boolean', default: false },
    manual: { type: 'boolean', default: false },
    'hostile-identifiers': { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
  },
});
const documents = values.openapi && [...values.openapi, ...positionals];
const sandbox = await startSandbox({
  port: Number(values.port),
  demo: values.demo,
  hostileIdentifiers: values['hostile-identifiers'],
  refuseReplay: values['refuse-replay'],
  ...(values.manual ? { clock: 'manual' as const } : {}),
  ...(values['failing-tasks'] === undefined ? {} : { failingTasks: Number(values['failing-tasks']) }),
  ...(documents ? { documents } : {}),
  ...(values.resources === undefined ? {} : { resources: Number(values.resources) }),
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  ...(values.speed === undefined ? {} : { speed: Number(values.speed) }),
});
// Whoever reads the line may end us at once.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
const { api, control, credentials } = sandbox;
process.stdout.write(`${JSON.stringify({ api, control, credentials })}\n`);
