import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** What a copied program asked of the client library, which is a stand-in. */
export interface Asked {
  readonly endpoint?: unknown;
  readonly method: string;
  readonly path: string;
  /** The body as the library would send it. */
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs programs with stand-ins for their libraries, all of them in one go. */
export type RunPrograms = (
  programs: readonly string[],
  env: Readonly<Record<string, string>>,
) => readonly Asked[];

/** Whether a program is on this machine. */
export function isThere(program: string): boolean {
  return spawnSync(program, [program === 'go' ? 'version' : '--version']).status === 0;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'copied-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function run(
  program: string,
  args: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): readonly Asked[] {
  const out = execFileSync(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return JSON.parse(out) as readonly Asked[];
}

export const runPython: RunPrograms = (programs, env) => {
  const folder = folderWith({
    'programs.json': JSON.stringify(programs),
    'ovh/__init__.py': 'from .client import Client\nfrom . import client\n',
    'ovh/client.py': `
import json
ENDPOINTS = {"ovh-eu": "https://eu.api.ovh.com/1.0"}
asked = []
class Answer:
    status_code = 200
    text = ""
class Client:
    def __init__(self, endpoint=None):
        self.endpoint = ENDPOINTS[endpoint]
    def raw_call(self, method, path, data=None, need_auth=True, headers=None):
        body = None if data is None else json.dumps(data)
        asked.append({"endpoint": self.endpoint, "method": method, "path": path, "body": body, "headers": headers or {}})
        return Answer()
`,
    'run.py': `
import io, json, sys, contextlib
import ovh.client
for source in json.load(open("programs.json", encoding="utf-8")):
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "copied", "exec"), {})
print(json.dumps(ovh.client.asked))
`,
  });
  return run('python3', ['run.py'], folder, env);
};

export const runPhp: RunPrograms = (programs, env) => {
  const folder = folderWith({
    'programs.json': JSON.stringify(programs),
    'vendor/autoload.php': `<?php
namespace Ovh;
if (!class_exists('Ovh\\\\Api')) {
  class Api {
    public static $asked = [];
    private $endpoint;
    function __construct($key, $secret, $endpoint, $consumer = null) { $this->endpoint = $endpoint; }
    static function withOauth2($id, $secret, $endpoint) { return new Api($id, $secret, $endpoint); }
    private function ask($method, $path, $content, $headers) {
      $body = isset($content) ? json_encode($content, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES) : null;
      self::$asked[] = ['endpoint' => $this->endpoint, 'method' => $method, 'path' => $path, 'body' => $body,
        'headers' => (object) ($headers ?? [])];
    }
    function get($path, $content = null, $headers = null) { $this->ask('GET', $path, $content, $headers); }
    function post($path, $content = null, $headers = null) { $this->ask('POST', $path, $content, $headers); }
    function put($path, $content, $headers = null) { $this->ask('PUT', $path, $content, $headers); }
    function delete($path, $content = null, $headers = null) { $this->ask('DELETE', $path, $content, $headers); }
  }
}
`,
    'run.php': `<?php
error_reporting(E_ALL);
set_error_handler(function ($level, $message) { throw new \\ErrorException($message); });
foreach (json_decode(file_get_contents('programs.json'), true) as $source) {
  ob_start();
  eval('?>' . $source);
  ob_end_clean();
}
echo json_encode(\\Ovh\\Api::$asked, JSON_THROW_ON_ERROR);
`,
  });
  return run('php', ['run.php'], folder, env);
};

/** In this process, as a script of its own. */
export const runNode: RunPrograms = (programs, env) => {
  const asked: Asked[] = [];
  const library = (options: { readonly endpoint?: string }): unknown => ({
    requestPromised: (method: string, path: string, params?: unknown) => {
      const body = params === undefined ? null : JSON.stringify(params);
      asked.push({ endpoint: options.endpoint, method, path, body, headers: {} });
      return new Promise(() => undefined);
    },
  });
  for (const program of programs) {
    runInNewContext(program, { require: () => library, process: { env }, console, encodeURIComponent });
  }
  return asked;
};

/** Every program becomes a package, so that all are linked once. */
export const runGo: RunPrograms = (programs, env) => {
  const packages = programs.map((program, at): [string, string] => [
    `p${String(at)}/p.go`,
    program
      .replace(/^package main$/m, `package p${String(at)}`)
      .replace(/^func main\(\) \{$/m, 'func Main() {'),
  ]);
  const folder = folderWith({
    ...Object.fromEntries(packages),
    'go.mod':
      'module copied\n\ngo 1.18\n\nrequire github.com/ovh/go-ovh v0.0.0\n\nreplace github.com/ovh/go-ovh => ./stub\n',
    'stub/go.mod': 'module github.com/ovh/go-ovh\n\ngo 1.18\n',
    'stub/ovh/ovh.go': `package ovh

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

type Asked struct {
	Endpoint string            \`json:"endpoint"\`
	Method   string            \`json:"method"\`
	Path     string            \`json:"path"\`
	Body     *string           \`json:"body"\`
	Headers  map[string]string \`json:"headers"\`
}

var All []Asked

type Client struct{ endpoint string }

func NewEndpointClient(endpoint string) (*Client, error) { return &Client{endpoint}, nil }

func (c *Client) NewRequest(method, path string, reqBody interface{}, needAuth bool) (*http.Request, error) {
	var body []byte
	if reqBody != nil {
		var err error
		if body, err = json.Marshal(reqBody); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequest(method, "http://x", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.URL.Opaque = path
	return request, nil
}

func (c *Client) Do(request *http.Request) (*http.Response, error) {
	asked := Asked{Endpoint: c.endpoint, Method: request.Method, Path: request.URL.Opaque, Headers: map[string]string{}}
	for name := range request.Header {
		asked.Headers[name] = request.Header.Get(name)
	}
	if body, _ := io.ReadAll(request.Body); len(body) > 0 {
		text := string(body)
		asked.Body = &text
	}
	All = append(All, asked)
	return &http.Response{}, nil
}

func (c *Client) UnmarshalResponse(response *http.Response, resType interface{}) error { return nil }

func (c *Client) CallAPI(method, path string, reqBody, resType interface{}, needAuth bool) error {
	request, err := c.NewRequest(method, path, reqBody, needAuth)
	if err != nil {
		return err
	}
	_, err = c.Do(request)
	return err
}
`,
    'main.go': `package main

import (
${programs.map((_, at) => `\t"copied/p${String(at)}"\n`).join('')}
	"encoding/json"
	"os"

	"github.com/ovh/go-ovh/ovh"
)

func main() {
	out := os.Stdout
	os.Stdout, _ = os.Open(os.DevNull)
	os.Stdout, _ = os.OpenFile(os.DevNull, os.O_WRONLY, 0)
${programs.map((_, at) => `\tp${String(at)}.Main()\n`).join('')}
	_ = json.NewEncoder(out).Encode(ovh.All)
}
`,
  });
  return run('go', ['run', '.'], folder, { ...env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GONOSUMDB: '*' });
};
