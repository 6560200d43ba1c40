import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { latencyMs, type FaultEffect } from '../../../src/sandbox/faults/faults.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { send, signed, type Told } from './caller.js';

const LIST = '/managedPlatform/project';
type Fields = Readonly<Record<string, unknown>>;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ resources: 120 });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.client.clearFaults());

/** The answer of a list while it has a fault. */
async function faulty(effect: FaultEffect, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  await sandbox.client.inject({ path: `/v2${LIST}`, times: 1, effect });
  return signed(sandbox, LIST, { headers });
}

function ids(told: Told): readonly unknown[] {
  return (told.json() as readonly Fields[]).map(({ id }) => id);
}

describe('faults', () => {
  it('meet the requests of their path and method, as often as was set', async () => {
    const effect = { kind: 'error', status: 500, class: 'Server::InternalServerError::Broken' } as const;
    await sandbox.client.inject({ method: 'GET', path: '/v2/managedPlatform/{any}', times: 2, effect });
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await signed(sandbox, LIST)).status);
    expect(statuses).toEqual([500, 500, 200]);
    await sandbox.client.inject({ method: 'GET', path: '/v2/access/*', effect });
    expect((await signed(sandbox, LIST)).status).toBe(200);
    expect((await signed(sandbox, '/access/policy')).json()).toMatchObject({ class: effect.class });
  });

  it('meet a share of them', async () => {
    await sandbox.client.inject({ share: 0.5, effect: { kind: 'error', status: 500 } });
    let failed = 0;
    for (let time = 0; time < 60; time += 1) if ((await signed(sandbox, LIST)).status === 500) failed += 1;
    expect(failed).toBeGreaterThan(12);
    expect(failed).toBeLessThan(48);
  });

  it('end one by one', async () => {
    const id = await sandbox.client.inject({ effect: { kind: 'error', status: 500 } });
    await sandbox.client.inject({ path: '/elsewhere', effect: { kind: 'html' } });
    await sandbox.client.clearFaults(id);
    expect((await signed(sandbox, LIST)).status).toBe(200);
    expect((await send(`${sandbox.control}/faults`)).json()).toHaveLength(1);
  });

  it('make answers late', async () => {
    const begun = performance.now();
    await faulty({ kind: 'latency', ms: 60 });
    expect(performance.now() - begun).toBeGreaterThan(55);
  });

  it('let go what they hold up when they are cleared', async () => {
    const id = await sandbox.client.inject({ path: `/v2${LIST}`, effect: { kind: 'latency', ms: 600_000 } });
    const late = signed(sandbox, LIST);
    // What is answered after it has come in after it.
    expect((await signed(sandbox, '/access/policy')).status).toBe(200);
    await sandbox.client.clearFaults(id);
    expect((await late).status).toBe(200);
  });

  it('make answers late by a distribution with the median and the percentile that were requested', () => {
    let state = 1;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const drawn = Array.from({ length: 10_000 }, () => latencyMs({ medianMs: 100, p99Ms: 1_000 }, random));
    drawn.sort((a, b) => a - b);
    expect(drawn[5_000]).toBeGreaterThan(90);
    expect(drawn[5_000]).toBeLessThan(110);
    expect(drawn[9_900]).toBeGreaterThan(800);
    expect(drawn[9_900]).toBeLessThan(1_250);
  });

  it('refuse a burst of requests for a while, given in seconds or as a date', async () => {
    const seconds = await faulty({ kind: 'tooMany', retryAfterS: 7 });
    expect([seconds.status, seconds.headers['retry-after']]).toEqual([429, '7']);
    const date = await faulty({ kind: 'tooMany', retryAfterS: 60, form: 'date' });
    expect(Date.parse(String(date.headers['retry-after']))).toBeGreaterThan(Date.now() + 50_000);
  });

  it('break the connection in the middle of the body', async () => {
    await expect(faulty({ kind: 'drop' })).rejects.toThrow(/aborted|hang up|reset/i);
    expect((await signed(sandbox, LIST)).status).toBe(200);
  });

  it('cut JSON short, or make it of another shape', async () => {
    const cut = await faulty({ kind: 'truncate' });
    expect(() => cut.json()).toThrow(SyntaxError);
    expect((await faulty({ kind: 'wrongJson' })).json()).toEqual({ unexpected: true });
    expect((await faulty({ kind: 'wrongJson', value: null })).text).toBe('null');
  });

  it('send a page instead of JSON, or JSON as something else', async () => {
    const page = await faulty({ kind: 'html' });
    expect(page.headers['content-type']).toBe('text/html');
    expect(page.text).toMatch(/^<!doctype html>/);
    const plain = await faulty({ kind: 'contentType', type: 'text/plain' });
    expect(plain.headers['content-type']).toBe('text/plain');
    expect(plain.json()).toHaveLength(50);
  });

  it('let a list never end, by cursors that are always new', async () => {
    await sandbox.client.inject({ path: `/v2${LIST}`, effect: { kind: 'endlessCursor' } });
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < 8; page += 1) {
      const told = await signed(sandbox, LIST, { headers: cursor ? { 'x-pagination-cursor': cursor } : {} });
      expect(told.status).toBe(200);
      cursor = String(told.headers['x-pagination-cursor-next']);
      cursors.add(cursor);
    }
    expect(cursors.size).toBe(8);
  });

  it('let a page name itself as the next one', async () => {
    const cursor = String((await signed(sandbox, LIST)).headers['x-pagination-cursor-next']);
    const told = await faulty({ kind: 'repeatedCursor' }, { 'x-pagination-cursor': cursor });
    expect(told.headers['x-pagination-cursor-next']).toBe(cursor);
  });

  it('show an item again on another page', async () => {
    const first = await signed(sandbox, LIST);
    const headers = { 'x-pagination-cursor': String(first.headers['x-pagination-cursor-next']) };
    const second = await faulty({ kind: 'duplicates' }, headers);
    expect(ids(second)[0]).toBe(ids(first)[0]);
    expect(ids(second)).toHaveLength(51);
  });

  it('make a document of ten megabytes, which can still be read', async () => {
    await sandbox.client.inject({ path: '/v2/managedPlatform.json', effect: { kind: 'huge' } });
    const told = await send(`${sandbox.api}/managedPlatform.json`);
    expect(told.bytes.length).toBeGreaterThan(10_000_000);
    expect(told.json()).toHaveProperty('openapi');
  });

  it('put hostile texts where texts are, and leave what addresses resources', async () => {
    const before = await signed(sandbox, LIST);
    const told = await faulty({ kind: 'hostile' });
    expect(ids(told)).toEqual(ids(before));
    expect(told.text).toContain('<script>');
    expect(told.text).toContain('\u202E');
    expect(told.text).toContain('"__proto__":');
    expect(told.text).toContain('../../etc/passwd');
    expect(told.bytes.length).toBeGreaterThan(2 ** 20);
  });

  it('put hostile texts into identifiers on request', async () => {
    const told = await faulty({ kind: 'hostile', only: 'path', identifiers: true });
    expect(ids(told)[0]).toMatch(/passwd|Windows|%2F|con\.aux/);
  });
});
