import { describe, expect, it } from 'vitest';
import { actionFile } from '../../../src/scratchpad/actionFile.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { toApiRequest } from '../../../src/scratchpad/toApiRequest.js';

describe('an action as a request file', () => {
  it('can be sent as it is', () => {
    const file = parseRequestFile(
      actionFile({
        title: 'Check\nrights',
        remarks: ['Complete the body.'],
        method: 'POST',
        path: '/s/thing/a%2Fb/check',
        query: { day: ['MON', 'T&E'] },
        body: '{\n  "actions": []\n}\n',
      }),
    );
    expect(file.diagnostics).toEqual([]);
    expect(file.requests).toHaveLength(1);
    expect(file.requests[0]?.title?.text).toBe('Check rights');
    expect(toApiRequest(file, file.requests[0]!, undefined)).toMatchObject({
      kind: 'ready',
      request: {
        method: 'POST',
        branch: 'v2',
        path: '/s/thing/a%2Fb/check?day=MON&day=T%26E',
        body: '{\n  "actions": []\n}',
      },
    });
  });
});
