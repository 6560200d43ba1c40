import { runSandbox } from './run.js';
import { startSandbox } from './sandbox.js';

runSandbox(startSandbox);
