import * as vscode from 'vscode';
import type { Choice } from '../shell/questions.js';
import type { FieldName, FieldProblem, SignInMethod } from '../../api/signInSteps.js';

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
      ? vscode.l10n.t('Shows where credentials were found on this machine before using them')
      : vscode.l10n.t(
          'Checks the places that the official clients check: OVH_* variables and ovh.conf files',
        ),
  };
  const others: readonly (Choice & { readonly value: SignInMethod })[] = [
    {
      value: 'browser',
      icon: 'globe',
      label: vscode.l10n.t('Sign in with OVHcloud in the browser'),
      detail: vscode.l10n.t(
        'Uses an application key and secret. You confirm the access on the OVHcloud website.',
      ),
    },
    {
      value: 'signature',
      icon: 'key',
      label: vscode.l10n.t('Application key, application secret and consumer key'),
      detail: vscode.l10n.t('Enter the three keys you already have'),
    },
    {
      value: 'serviceAccount',
      icon: 'robot',
      label: vscode.l10n.t('Service account (OAuth2)'),
      detail: vscode.l10n.t('Client ID and client secret. Tokens are requested and renewed automatically.'),
    },
    {
      value: 'token',
      icon: 'lock',
      label: vscode.l10n.t('Access token'),
      detail: vscode.l10n.t('Paste a token. It isn’t renewed when it expires.'),
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
      detail: vscode.l10n.t('GET on all paths: browse only, nothing can be changed'),
    },
    {
      value: 'readWrite',
      icon: 'edit',
      label: vscode.l10n.t('Read and write'),
      detail: vscode.l10n.t('GET, POST, PUT and DELETE on all paths: save specs and send any request'),
    },
  ];
}

/** What a field is, and how its value looks. */
export function fieldText(name: FieldName): { readonly prompt: string; readonly placeholder: string } {
  switch (name) {
    case 'origin':
      return {
        prompt: vscode.l10n.t('API address: https, or http on this machine'),
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
        prompt: vscode.l10n.t('Client ID'),
        placeholder: 'EU.0123456789abcdef',
      };
    case 'clientSecret':
      return { prompt: vscode.l10n.t('Client secret'), placeholder: '' };
    case 'tokenUrl':
      return {
        prompt: vscode.l10n.t('Token endpoint URL'),
        placeholder: 'https://api.example.com/auth/oauth2/token',
      };
    case 'accessToken':
      return { prompt: vscode.l10n.t('Access token, without “Bearer”'), placeholder: '' };
  }
}

export function problemText(problem: FieldProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('A value is required to sign in.');
    case 'notUrl':
      return vscode.l10n.t('Enter an address that starts with https://');
    case 'notSafe':
      return vscode.l10n.t(
        'Credentials only go to https addresses, or to http on this machine, without a user name in them.',
      );
    case 'hasPath':
      return vscode.l10n.t('Enter the host address only, without a path.');
    case 'notKey':
      return vscode.l10n.t('A key can’t contain spaces or special characters. Check what you pasted.');
  }
}
