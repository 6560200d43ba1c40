import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountLabel,
  answer,
  draftCredential,
  draftEndpoint,
  fieldProblem,
  isSecretField,
  signInSteps,
  stepToMend,
} from '../../../src/api/signInSteps.js';
import type { FailedAt, FieldName, SignInDraft } from '../../../src/api/signInSteps.js';

const names = (draft: SignInDraft, fixed?: { endpoint: boolean }): readonly string[] =>
  signInSteps(draft, fixed).map((step) => (step.kind === 'field' ? step.name : step.kind));

describe('the questions', () => {
  test('follow from how the person wants to sign in, and where', () => {
    expect(names({ fields: {} })).toEqual(['method']);
    expect(names({ method: 'environment', fields: {} })).toEqual(['method']);
    expect(names({ method: 'none', region: 'ovh-eu', fields: {} })).toEqual(['method', 'region']);
    expect(names({ method: 'token', region: 'ovh-us', fields: {} })).toEqual([
      'method',
      'region',
      'accessToken',
    ]);
    expect(names({ method: 'browser', region: 'ovh-ca', fields: {} })).toEqual([
      'method',
      'region',
      'rights',
      'applicationKey',
      'applicationSecret',
    ]);
    expect(names({ method: 'signature', region: 'custom', fields: {} })).toEqual([
      'method',
      'region',
      'origin',
      'applicationKey',
      'applicationSecret',
      'consumerKey',
    ]);
    expect(names({ method: 'serviceAccount', region: 'custom', fields: {} })).toEqual([
      'method',
      'region',
      'origin',
      'clientId',
      'clientSecret',
      'tokenUrl',
    ]);
  });

  test('leave the endpoint out when an account signs in again', () => {
    const draft: SignInDraft = { method: 'token', region: 'custom', fields: {} };
    expect(names(draft, { endpoint: true })).toEqual(['method', 'accessToken']);
  });

  test('hide every part of a credential that proves something', () => {
    const hidden: readonly FieldName[] = ['applicationSecret', 'consumerKey', 'clientSecret', 'accessToken'];
    expect(hidden.every(isSecretField)).toBe(true);
    expect(isSecretField('applicationKey')).toBe(false);
  });
});

test('an answer changes only its own part of the draft', () => {
  const draft: SignInDraft = { method: 'token', region: 'ovh-eu', fields: { accessToken: 'old' } };
  expect(answer(draft, { kind: 'region' }, 'ovh-us')).toEqual({ ...draft, region: 'ovh-us' });
  expect(answer(draft, { kind: 'region' }, 'mars')).toEqual(draft);
  expect(answer(draft, { kind: 'method' }, 'toString')).toEqual(draft);
  expect(answer(draft, { kind: 'field', name: 'accessToken' }, ' new\n').fields).toEqual({
    accessToken: 'new',
  });
});

describe('a typed value', () => {
  test('that can’t be an endpoint is refused with its reason', () => {
    expect(fieldProblem('origin', ' ')).toBe('empty');
    expect(fieldProblem('origin', 'api.example.com')).toBe('notUrl');
    expect(fieldProblem('origin', 'http://api.example.com')).toBe('notSafe');
    expect(fieldProblem('origin', 'https://user:pass@api.example.com')).toBe('notSafe');
    expect(fieldProblem('origin', 'https://api.example.com/some/path')).toBe('hasPath');
    expect(fieldProblem('origin', 'https://api.example.com/?x=1')).toBe('hasPath');
  });

  test('may be an endpoint as the official clients write it, with its branch', () => {
    for (const origin of [
      'https://a.example',
      'https://a.example/',
      'http://127.0.0.1:81/v2',
      'https://a.example/1.0',
    ]) {
      expect(fieldProblem('origin', origin), origin).toBeUndefined();
    }
  });

  test('that would break out of a header is no key', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('\r', '\n', '\0', ' ', 'é', '\x7f'),
        fc.string(),
        (before, odd, after) => {
          expect(fieldProblem('accessToken', `a${before}${odd}${after}b`)).toBe('notKey');
        },
      ),
    );
    expect(fieldProblem('accessToken', ' eyJhbGciOi.J9_-~+/= \n')).toBeUndefined();
  });
});

describe('the draft', () => {
  test('is a credential only when nothing is missing', () => {
    const fields = { applicationKey: 'k', applicationSecret: 's', consumerKey: 'c' };
    expect(draftCredential({ method: 'signature', fields })).toEqual({ kind: 'signature', ...fields });
    expect(draftCredential({ method: 'signature', fields: { ...fields, consumerKey: '' } })).toBeUndefined();
    expect(draftCredential({ method: 'token', fields })).toBeUndefined();
    expect(draftCredential({ method: 'none', fields })).toEqual({ kind: 'none' });
    expect(draftCredential({ fields })).toBeUndefined();
  });

  test('leads to the region’s endpoint, or to the origin that was typed', () => {
    expect(draftEndpoint({ region: 'ovh-ca', fields: {} })?.origin).toBe('https://ca.api.ovh.com');
    expect(draftEndpoint({ region: 'custom', fields: { origin: 'http://127.0.0.1:81/v2' } })?.origin).toBe(
      'http://127.0.0.1:81',
    );
    expect(draftEndpoint({ region: 'custom', fields: { origin: 'http://far.example' } })).toBeUndefined();
    expect(draftEndpoint({ fields: {} })).toBeUndefined();
  });
});

test('a new account is called by who it is, and never as another', () => {
  const endpoint = {
    name: 'custom',
    origin: 'http://127.0.0.1:81',
    tokenUrl: 'http://127.0.0.1:81/t',
  } as const;
  expect(accountLabel(endpoint, undefined, [])).toBe('127.0.0.1:81');
  expect(accountLabel({ ...endpoint, name: 'ovh-eu' }, 'xx1-ovh', [])).toBe('xx1-ovh');
  expect(accountLabel({ ...endpoint, name: 'ovh-eu' }, 'xx1-ovh', ['xx1-ovh'])).toBe('xx1-ovh (ovh-eu)');
  expect(accountLabel(endpoint, undefined, ['127.0.0.1:81', '127.0.0.1:81 2'])).toBe('127.0.0.1:81 3');
});

describe('a failed sign-in is corrected', () => {
  const draft: SignInDraft = { method: 'serviceAccount', region: 'custom', fields: {} };
  const mendedAt = (failedAt: FailedAt): unknown => {
    const steps = signInSteps(draft);
    const step = steps[stepToMend(steps, failedAt)];
    return step?.kind === 'field' ? step.name : step?.kind;
  };

  test('begins at the secret when the API refused it, though another question follows', () => {
    expect(mendedAt('credential')).toBe('clientSecret');
  });
  test('begins at the address when no server answered there', () => {
    expect(mendedAt('address')).toBe('origin');
  });
  test('begins at the last question after any other failure', () => {
    expect(mendedAt('other')).toBe('tokenUrl');
    expect(stepToMend(signInSteps({ method: 'none', region: 'ovh-eu', fields: {} }), 'address')).toBe(1);
  });
});
