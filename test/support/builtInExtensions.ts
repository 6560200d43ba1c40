/**
 * Those of VS Code's own extensions that run beside the server, start with each window and have nothing that a story meets. They cost a
 * seventh of a stage's time; the integration suites have them. (The page expects those that could also run in it.)
 */
export const withoutExtensions: readonly string[] = [
  'copilot',
  'debug-auto-launch',
  'debug-server-ready',
  'git',
  'github',
  'grunt',
  'gulp',
  'jake',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'php-language-features',
  'terminal-suggest',
  'tunnel-forwarding',
];
