import { describe, expect, it } from 'vitest';
import { daysLeft, graceEnd, supersededOn, withSighting } from '../../../src/schema/versionLifetime.js';

const told = (version: string, publishedOn?: string) => ({ version, publishedOn, text: '' });
const seen = (version: string, firstOn: string, lastOn = firstOn) => ({ version, firstOn, lastOn });

describe('the life of a schema version', () => {
  it('turns when a changelog tells of the next major, not of the next minor', () => {
    const changelog = [told('3.0', '2026-09-01'), told('2.1', '2026-08-01'), told('2.0', '2026-05-18')];
    const evidence = { changelog, sightings: [] };
    expect(supersededOn('1.4', evidence)).toEqual({ from: '2026-05-18', until: '2026-05-18' });
    expect(supersededOn('2.0', evidence)).toEqual({ from: '2026-09-01', until: '2026-09-01' });
    expect(supersededOn('3.0', evidence)).toBeUndefined();
  });

  it('turns between the last day that it was seen as the default and the first of its follower', () => {
    const sightings = [seen('1.0', '2026-01-01', '2026-05-01'), seen('2.0', '2026-05-20', '2026-06-01')];
    const evidence = { changelog: [told('2.0')], sightings };
    expect(supersededOn('1.3', evidence)).toEqual({ from: '2026-05-01', until: '2026-05-20' });
    expect(supersededOn('2.0', evidence)).toBeUndefined();
    expect(supersededOn('0.9', evidence)).toEqual({ from: undefined, until: '2026-01-01' });
  });

  it('is not over while it is still seen as the default of some section, or again', () => {
    const beside = [seen('1.0', '2026-01-01', '2026-07-01'), seen('2.0', '2026-05-20')];
    expect(supersededOn('1.0', { changelog: [], sightings: beside })).toBeUndefined();
    const sameDay = [seen('1.0', '2026-01-01', '2026-05-20'), seen('2.0', '2026-05-20')];
    expect(supersededOn('1.0', { changelog: [], sightings: sameDay })).toBeUndefined();
    const nextDay = [seen('1.0', '2026-01-01', '2026-05-20'), seen('2.0', '2026-05-20', '2026-05-21')];
    expect(supersededOn('1.0', { changelog: [], sightings: nextDay })).toEqual({
      from: '2026-05-20',
      until: '2026-05-20',
    });
  });

  it('goes on for six months of the calendar', () => {
    expect(graceEnd('2026-05-18')).toBe('2026-11-18');
    expect(graceEnd('2026-08-31')).toBe('2027-02-28');
    expect(graceEnd('2027-08-31')).toBe('2028-02-29');
    expect(daysLeft('2026-05-18', '2026-11-08')).toBe(10);
    expect(daysLeft('2026-05-18', '2026-11-18')).toBe(0);
    expect(daysLeft('2026-05-18', '2026-11-20')).toBe(-2);
  });

  it('is seen once a day and no more', () => {
    const first = withSighting([], '1.0', '2026-01-01');
    expect(withSighting(first, '1.0', '2026-01-01')).toBe(first);
    expect(withSighting(first, '1.0', '2025-12-31')).toBe(first);
    const later = withSighting(first, '1.0', '2026-01-05');
    expect(withSighting(later, '2.0', '2026-01-06')).toEqual([
      seen('1.0', '2026-01-01', '2026-01-05'),
      seen('2.0', '2026-01-06'),
    ]);
  });
});
