/** What is measured of the editor's parts, bundled together with what stands in for VS Code. */
export { openEditSave } from './openEditSave.js';
export { typeInto } from './typing.js';
