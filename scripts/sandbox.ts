import { buildTestSandbox } from './bundles.js';

await buildTestSandbox();
const program: string = new URL('../dist/sandbox/cliForTests.mjs', import.meta.url).href;
await import(program);
