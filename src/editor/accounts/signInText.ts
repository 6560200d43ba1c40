import * as vscode from 'vscode';
import type { Choice } from '../questions.js';
import type { FieldName, FieldProblem, SignInMethod } from './signInSteps.js';

/** What is known of the environment: whether it holds credentials, or that it is out of the question. */
export type EnvironmentHint = 'found' | 'notFound' | 'notAsked';

/** The ways to sign in, the most likely ones first. */
export function methodChoices(hint: EnvironmentHint): readonly Choice[] {
  const isFound = hint === 'found';
  const environment: Choice & { readonly value: SignInMethod } = {
    value: 'environment',
    icon: 'server-environment',
    label: vscode.l10n.t('From the environment or ovh.conf'),
    detail: isFound
      ? vscode.l10n.t('Credentials were found on this machine: shows where before they are used')
      : vscode.l10n.t('Looks where the official clients look: OVH_* variables and ovh.conf files'),
  };
  const others: readonly (Choice & { readonly value: SignInMethod })[] = [
    {
      value: 'browser',
      icon: 'globe',
      label: vscode.l10n.t('Sign in with OVHcloud in the browser'),
      detail: vscode.l10n.t('With an application key and secret; you confirm the rights on OVHcloud’s page'),
    },
    {
      value: 'signature',
      icon: 'key',
      label: vscode.l10n.t('Application key, application secret and consumer key'),
      detail: vscode.l10n.t('The three keys that you have already'),
    },
    {
      value: 'serviceAccount',
      icon: 'robot',
      label: vscode.l10n.t('Service account (OAuth2)'),
      detail: vscode.l10n.t(
        'Client identifier and client secret; tokens are fetched and renewed by themselves',
      ),
    },
    {
      value: 'token',
      icon: 'lock',
      label: vscode.l10n.t('Access token'),
      detail: vscode.l10n.t('A token that you paste; it ends when its time is over'),
    },
    {
      value: 'none',
      icon: 'book',
      label: vscode.l10n.t('Without credentials'),
      detail: vscode.l10n.t('Public API documents only: sections and schemas, no resources'),
    },
  ];
  if (hint === 'notAsked') return others;
  return isFound ? [environment, ...others] : [...others, environment];
}

export function regionChoices(): readonly Choice[] {
  return [
    { value: 'ovh-eu', label: vscode.l10n.t('Europe'), detail: 'ovh-eu · https://eu.api.ovh.com' },
    { value: 'ovh-ca', label: vscode.l10n.t('Canada'), detail: 'ovh-ca · https://ca.api.ovh.com' },
    {
      value: 'ovh-us',
      label: vscode.l10n.t('United States'),
      detail: 'ovh-us · https://api.us.ovhcloud.com',
    },
    {
      value: 'custom',
      label: vscode.l10n.t('Another endpoint…'),
      detail: vscode.l10n.t('An https address, or one on this machine'),
    },
  ];
}

export function rightsChoices(): readonly Choice[] {
  return [
    {
      value: 'readOnly',
      icon: 'eye',
      label: vscode.l10n.t('Read only'),
      detail: vscode.l10n.t('GET on all paths: browse and look; nothing can be changed'),
    },
    {
      value: 'readWrite',
      icon: 'edit',
      label: vscode.l10n.t('Read and write'),
      detail: vscode.l10n.t('GET, POST, PUT and DELETE on all paths: also save specs and send any request'),
    },
  ];
}

/** What a field is, and how its value looks. */
export function fieldText(name: FieldName): { readonly prompt: string; readonly placeholder: string } {
  switch (name) {
    case 'origin':
      return {
        prompt: vscode.l10n.t('Address of the API: https, or http on this machine'),
        placeholder: 'https://api.example.com',
      };
    case 'applicationKey':
      return {
        prompt: vscode.l10n.t('Application key'),
        placeholder: vscode.l10n.t('16 letters and digits'),
      };
    case 'applicationSecret':
      return {
        prompt: vscode.l10n.t('Application secret'),
        placeholder: vscode.l10n.t('32 letters and digits'),
      };
    case 'consumerKey':
      return { prompt: vscode.l10n.t('Consumer key'), placeholder: vscode.l10n.t('32 letters and digits') };
    case 'clientId':
      return {
        prompt: vscode.l10n.t('Client identifier'),
        placeholder: 'EU.0123456789abcdef',
      };
    case 'clientSecret':
      return { prompt: vscode.l10n.t('Client secret'), placeholder: '' };
    case 'tokenUrl':
      return {
        prompt: vscode.l10n.t('Address that gives out tokens'),
        placeholder: 'https://api.example.com/auth/oauth2/token',
      };
    case 'accessToken':
      return { prompt: vscode.l10n.t('Access token, without “Bearer”'), placeholder: '' };
  }
}

export function problemText(problem: FieldProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('This is needed to sign in.');
    case 'notUrl':
      return vscode.l10n.t('This is not an address. It begins with https://');
    case 'notSafe':
      return vscode.l10n.t(
        'Credentials only go to https addresses, or to http on this machine, without a user name in them.',
      );
    case 'hasPath':
      return vscode.l10n.t('Only the address of the host is needed, nothing after it.');
    case 'notKey':
      return vscode.l10n.t('A key has no spaces and no special letters; look at how it was pasted.');
  }
}
