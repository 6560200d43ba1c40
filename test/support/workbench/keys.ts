/** The key that a person holds for VS Code's commands. */
export const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

/** What takes the keys in an editor of VS Code: it depends on the browser and on settings which. */
export const INPUT = '.native-edit-context, textarea.inputarea';
