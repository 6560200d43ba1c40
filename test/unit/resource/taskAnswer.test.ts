import { describe, expect, it } from 'vitest';
import { taskAddress } from '../../../src/resource/taskAnswer.js';

const address = { account: 'a', segments: ['s', 'thing', '1', 'part', '2'] };
const own = [...address.segments, 'task', 't1'];

describe("where a resource's task can be read", () => {
  it('follows a link to a task of the resource above', () => {
    expect(taskAddress(address, { id: 't1', link: '/v2/s/thing/1/task/t1' })).toEqual({
      account: 'a',
      segments: ['s', 'thing', '1', 'task', 't1'],
    });
  });

  it.each([
    ['none', undefined],
    ['one to the resource itself', '/v2/s/thing/1/part/2'],
    ['one to another task', '/v2/s/thing/1/task/t2'],
    ['one to another host', 'https://elsewhere.example/v2/s/thing/1/task/t1'],
    ['one to a host without a scheme', '//elsewhere.example/v2/task/t1'],
    ['one out of the branch', '/1.0/me/task/t1'],
    ['one that is not validly encoded', '/v2/%zz/task/t1'],
  ])("is in the resource's own list when the link is %s", (_, link) => {
    expect(taskAddress(address, { id: 't1', link }).segments).toEqual(own);
  });
});
