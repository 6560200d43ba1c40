import { describe, expect, it } from 'vitest';
import { proposedFileName } from '../../../src/resource/proposedFileName.js';

describe('the proposed name of a file', () => {
  it.each([
    ['web-1', 'web-1'],
    ['  büro / nord  ', 'büro-nord'],
    ['Billing platform - production', 'Billing-platform-production'],
    ['..', 'resource'],
    ['con', 'resource-con'],
    ['NUL', 'resource-NUL'],
    ['COM1.eu', 'resource-COM1.eu'],
    ['console', 'console'],
    ['lpt²', 'resource-lpt²'],
    [`${'long '.repeat(60)}name`, `${'long-'.repeat(10)}long`],
  ])('of %j is %s, which Windows takes, too', (shown, name) => {
    expect(proposedFileName(shown, 'resource')).toBe(name);
  });
});
