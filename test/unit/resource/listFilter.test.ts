import { describe, expect, it } from 'vitest';
import { fitsFilter } from '../../../src/resource/listFilter.js';

const member = { label: 'Billing - Électricité', id: '7F3A-91bc', status: 'UPDATING' };

describe('whether a member fits what was typed', () => {
  it.each([
    '',
    '  ',
    'bill',
    'BILLING',
    'électricité',
    'e\u0301lectricite\u0301'.toUpperCase(),
    '7f3a',
    'updat',
    'bill 91BC',
  ])('%s does', (text) => {
    expect(fitsFilter(member, text)).toBe(true);
  });

  it.each(['ready', 'bill ready', 'billing7'])('%s does not', (text) => {
    expect(fitsFilter(member, text)).toBe(false);
  });

  it('a member without identifier and status has its name alone', () => {
    expect(fitsFilter({ label: 'b', id: undefined, status: undefined }, 'undefined')).toBe(false);
  });
});
