/** The rooms of src/ and the rooms that each may import, besides itself. */
const arrows = {
  api: [],
  schema: [],
  resource: ['schema', 'api'],
  scratchpad: ['resource', 'schema', 'api'],
  cli: ['scratchpad', 'resource', 'schema', 'api'],
  webview: [],
  sandbox: [],
};
const outsideOf = (room, allowed) => `^src/(?!${[room, ...allowed].join('/|')}/)`;

const roomRules = Object.entries(arrows).map(([room, allowed]) => ({
  name: `${room} imports only ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: outsideOf(room, allowed),
    pathNot: {
      // The message types are what the webview and its host agree on.
      webview: '^src/(protocol/|(protocol|reportProtocol|tableProtocol)\\.ts$)',
      // One reader of OpenAPI documents serves both, so that they can't disagree.
      sandbox: '^src/schema/',
      // The shapes of accounts and requests, without anything that runs.
      schema: '^src/api/',
    }[room],
  },
}));

/** The rooms of src/editor/ and the rooms of it that each may import, besides itself and the shell. */
const editorArrows = {
  shell: [],
  accounts: [],
  connections: ['accounts'],
  changes: ['connections'],
  language: ['connections'],
  scratchpad: ['language', 'connections'],
  versions: ['language', 'connections', 'accounts'],
  'spec/document': ['language', 'changes', 'versions', 'connections'],
  'spec/save': ['spec/document', 'changes', 'connections'],
  explorer: ['spec/document', 'versions', 'scratchpad', 'connections'],
  table: ['explorer', 'spec/document', 'connections'],
  panel: ['explorer', 'spec/document', 'connections', 'accounts'],
  watched: ['explorer', 'connections', 'accounts'],
  'spec/create': ['spec/save', 'spec/document', 'changes', 'connections'],
  'spec/history': ['explorer', 'spec/document', 'changes', 'connections', 'accounts'],
  'spec/compare': ['explorer', 'spec/document', 'connections'],
  'spec/export': ['explorer', 'connections'],
  bulkEdit: ['explorer', 'language', 'changes', 'connections'],
  manifests: ['versions', 'language', 'changes', 'connections'],
  actions: [
    ...['explorer', 'panel', 'scratchpad', 'connections'],
    // The file system of specs, which a deletion tells what is gone.
    ...['spec/(registerDocuments|specFileSystem)', 'spec/document', 'spec/create'],
  ],
  trySandbox: ['accounts'],
};
const editorRules = Object.entries(editorArrows).map(([room, allowed]) => ({
  name: `editor/${room} imports only ${['shell', ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^src/editor/${room}/` },
  to: { path: `^src/editor/(?!(${[room, 'shell', ...allowed].join('|')})[/.])` },
}));

/** The rooms of src/sandbox/ and the rooms of it that each may import, besides itself; `customs` is the file. */
const sandboxArrows = {
  answers: [],
  data: [],
  demo: [],
  access: ['answers'],
  sections: ['data', 'answers', 'customs'],
  world: ['sections', 'data', 'demo', 'answers', 'customs'],
  operations: ['world', 'sections', 'data', 'demo', 'answers', 'customs'],
  server: ['operations', 'world', 'sections', 'access', 'answers'],
  faults: ['server', 'sections', 'data', 'access', 'answers'],
  testing: ['server', 'operations', 'world', 'sections', 'data', 'faults', 'access', 'answers', 'customs'],
};
const sandboxRules = Object.entries(sandboxArrows).map(([room, allowed]) => ({
  name: `sandbox/${room} imports only ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/sandbox/${room}/` },
  to: { path: `^src/sandbox/(?!(${[room, ...allowed].join('|')})[/.])` },
}));

export default {
  forbidden: [
    ...roomRules,
    ...editorRules,
    ...sandboxRules,
    {
      name: 'the sandbox that ships can be told nothing: it has no control API and no faults',
      severity: 'error',
      from: { path: '^src/sandbox/cli\\.ts$' },
      to: { path: '^src/sandbox/(testing|faults)/', reachable: true },
    },
    {
      name: 'every file of the editor is in a room',
      severity: 'error',
      from: {},
      to: { path: '^src/editor/[^/]+\\.ts$' },
    },
    {
      // Failures are told apart by their class, which is a value too; answers are read and addresses written in one way.
      name: 'schema takes only types, failures, shared reads, JSON objects and the reading and writing of texts from api',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: {
        path: '^src/api/',
        pathNot: '^src/api/(errors|answers|encodeText|failureKind|jsonObject|sharedReads)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'editor does not import the webview, the sandbox or the command line',
      severity: 'error',
      from: { path: '^src/(editor/|(extension|entry)\\.ts)' },
      to: { path: '^src/(webview|sandbox|cli)/' },
    },
    {
      name: 'the protocols import nothing of ours but their parts',
      severity: 'error',
      from: { path: '^src/(protocol/|(protocol|reportProtocol|tableProtocol)\\.ts$)' },
      to: { path: '^src/(?!protocol/)' },
    },
    {
      name: 'only the editor room speaks to VS Code',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|(extension|entry)\\.ts$)' },
      to: { path: '^vscode$' },
    },
    {
      // Circles of types, too: what two files need of each other is a part of its own.
      name: 'no circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'what ships is a dependency',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '^(vscode|node_modules/@types/vscode)',
      },
    },
    {
      name: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
