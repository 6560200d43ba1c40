import * as vscode from 'vscode';
import { FIXED_MESSAGES } from '../../schema/convertSchema.js';
import { LARGE_JSON, TOO_LARGE_MANIFEST } from '../../resource/jsonTree.js';
import { YAML_LIMITS } from '../../resource/yamlText.js';

type Sentence = readonly [said: RegExp, sentence: (...parts: readonly string[]) => string];

/**
 * What the language service says in English, in the user's words. It puts its sentences together when it judges a text, so
 * they are recognised by their form; one of another form is shown as it came.
 */
const SENTENCES: readonly Sentence[] = [
  [
    new RegExp(`^${FIXED_MESSAGES.api}$`),
    () => vscode.l10n.t('Only the API sets this field. Remove it from the spec.'),
  ],
  [
    new RegExp(`^${FIXED_MESSAGES.creation}$`),
    () => vscode.l10n.t('This field is fixed at creation and can’t be changed. Remove it from the spec.'),
  ],
  [
    new RegExp(`^${FIXED_MESSAGES.update}$`),
    () => vscode.l10n.t('This field can’t be changed by an update. Remove it from the spec.'),
  ],
  [/^Property (.*) is not allowed\.$/s, (name) => vscode.l10n.t('Property {0} is not allowed.', name)],
  [/^Missing property "(.*)"\.$/s, (name) => vscode.l10n.t('Missing property "{0}".', name)],
  [
    /^Incorrect type\. Expected one of (.*)\.$/s,
    (types) => vscode.l10n.t('Incorrect type. Expected one of {0}.', types),
  ],
  [/^Incorrect type\. Expected "(.*)"\.$/s, (type) => vscode.l10n.t('Incorrect type. Expected "{0}".', type)],
  [
    /^Value is not accepted\. Valid values: (.*)\.$/s,
    (values) => vscode.l10n.t('Value is not accepted. Valid values: {0}.', values),
  ],
  [/^Value is deprecated$/, () => vscode.l10n.t('Value is deprecated')],
  [/^Value is not divisible by (.*)\.$/, (by) => vscode.l10n.t('Value is not divisible by {0}.', by)],
  [
    /^Value is below the (?:exclusive )?minimum of (.*)\.$/,
    (least) => vscode.l10n.t('Value is below the minimum of {0}.', least),
  ],
  [
    /^Value is above the (?:exclusive )?maximum of (.*)\.$/,
    (most) => vscode.l10n.t('Value is above the maximum of {0}.', most),
  ],
  [
    /^String is shorter than the minimum length of (.*)\.$/,
    (least) => vscode.l10n.t('String is shorter than the minimum length of {0}.', least),
  ],
  [
    /^String is longer than the maximum length of (.*)\.$/,
    (most) => vscode.l10n.t('String is longer than the maximum length of {0}.', most),
  ],
  [
    /^String does not match the pattern of "(.*)"\.$/s,
    (pattern) => vscode.l10n.t('String does not match the pattern of "{0}".', pattern),
  ],
  [/^String is not an? (.*)\.$/, (format) => vscode.l10n.t('String is not of the format {0}.', format)],
  [/^String is not a URI: .*$/s, () => vscode.l10n.t('String is not of the format {0}.', 'URI')],
  [
    /^Array has too few items\. Expected (.*) or more\.$/,
    (least) => vscode.l10n.t('Array has too few items. Expected {0} or more.', least),
  ],
  [
    /^Array has too many items\. Expected (.*) or fewer\.$/,
    (most) => vscode.l10n.t('Array has too many items. Expected {0} or fewer.', most),
  ],
  [/^Array has duplicate items\.$/, () => vscode.l10n.t('Array has duplicate items.')],
  [
    /^Object has more properties than limit of (.*)\.$/,
    (most) => vscode.l10n.t('Object has more properties than limit of {0}.', most),
  ],
  [
    /^Object has fewer properties than the required number of (.*)$/,
    (least) => vscode.l10n.t('Object has fewer properties than the required number of {0}.', least),
  ],
  [/^Duplicate object key$/, () => vscode.l10n.t('Duplicate object key')],
  [
    new RegExp(`^${TOO_LARGE_MANIFEST}$`),
    () =>
      vscode.l10n.t(
        'Too large for a manifest: more than {0} characters or {1} values. Use Edit Spec to edit the resource.',
        ...largestJson(),
      ),
  ],
];

/** Lines of a YAML document that are always read, and named in the sentence: a number that people remember. */
const LINES_OF_YAML = 2_000;

/** What is said of a document that is more than YAML's reader takes, and what to do. */
export function tooLargeForYaml(): string {
  return vscode.l10n.t(
    'Too large for YAML, which is limited to about {0} lines per document. Use JSON, or split a manifest into several documents.',
    LINES_OF_YAML,
  );
}

/** What is said of a spec that is longer than what can be edited, and what to do. */
export function tooLargeForSpec(): string {
  return vscode.l10n.t('The spec is too large to edit. Use Open as JSON to view the resource.');
}

/** What is said of a spec that is more than what is planned, copied or edited in one go, and what to do. */
export function tooLargeAtOnce(): string {
  return vscode.l10n.t(
    'The spec is too large for this: more than {0} characters or {1} values. Use Edit Spec to change it.',
    ...largestJson(),
  );
}

/** What is said of a document that is more than what is compared field by field. */
export function tooLargeToCompare(name: string): string {
  return vscode.l10n.t(
    '{0} is too large to be compared by field: more than {1} characters or {2} values.',
    name,
    ...largestJson(),
  );
}

/** What is said of a document that is more than what is checked while the user types. */
export function tooLargeToCheck(): string {
  return vscode.l10n.t(
    'Too large to be checked here: more than {0} characters or {1} values. The API checks it when you save.',
    ...largestJson(),
  );
}

/** Characters and values of `LARGE_JSON`, as people write them. */
function largestJson(): readonly [string, string] {
  const { characters, values } = LARGE_JSON;
  return [characters.toLocaleString(vscode.env.language), values.toLocaleString(vscode.env.language)];
}

/** What makes a text no YAML, as a sentence that begins by saying so. */
export function yamlSentence(said: string): string {
  return said === YAML_LIMITS.lexemes || said === YAML_LIMITS.characters
    ? tooLargeForYaml()
    : vscode.l10n.t('Not valid YAML: {0}', said);
}

/** A sentence of the language service in the user's language. */
export function problemSentence(said: string): string {
  for (const [form, sentence] of SENTENCES) {
    const found = form.exec(said);
    if (found) return sentence(...found.slice(1));
  }
  return said;
}
