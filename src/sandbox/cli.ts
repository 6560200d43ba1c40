import { openSandbox } from './openSandbox.js';
import { runSandbox } from './run.js';

runSandbox((options) => openSandbox(options));
