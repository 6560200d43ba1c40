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
    demo: { type: 'boolean', default: false },
  },
});
const documents = values.openapi && [...values.openapi, ...positionals];
const sandbox = await startSandbox({
  port: Number(values.port),
  demo: values.demo,
  ...(documents ? { documents } : {}),
  ...(values.resources === undefined ? {} : { resources: Number(values.resources) }),
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  ...(values.speed === undefined ? {} : { speed: Number(values.speed) }),
});
const { api, control, credentials } = sandbox;
process.stdout.write(`${JSON.stringify({ api, control, credentials })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
