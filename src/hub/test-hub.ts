/**
 * Hugging Face and GitHub as far as they are used here, on local ports: listings in pages, files that redirect to another host,
 * LFS, commits. What was asked and what was committed can be looked at.
 */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Endpoints } from './endpoints.ts';
import { Faults, sendFile } from './test-faults.ts';

/** The commit that every repository here is at; TFNS is pinned to it. */
export const COMMIT = 'ccbe24de388e287beb92dd393a335c376b350ac3';

export interface TestRepo {
  /** Path → content. */
  files: Readonly<Record<string, Buffer>>;
  /** Paths kept in LFS. */
  large?: readonly string[];
  /** Needs this token. */
  gatedFor?: string;
}

export interface Asked {
  method: string;
  /** `hub`, or the host that large files come from. */
  server: 'hub' | 'cdn';
  url: string;
  headers: IncomingMessage['headers'];
}

interface CommitLine {
  key: string;
  value: { path?: string; content?: string; oid?: string; size?: number; summary?: string };
}

const sha = (kind: 'sha1' | 'sha256', ...parts: readonly (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash(kind)).digest('hex');

export const sha256Of = (content: Buffer): string => sha('sha256', content);
export const gitSha1Of = (content: Buffer): string => sha('sha1', `blob ${content.length}\0`, content);

export class TestHub {
  readonly repos = new Map<string, TestRepo>();
  readonly faults = new Faults();
  readonly asked: Asked[] = [];
  /** What was put into LFS, in its parts, by the SHA-256 it was announced with. */
  readonly objects = new Map<string, Buffer[]>();
  readonly commits: { branch: string; lines: CommitLine[] }[] = [];
  /** Old name → new name, where the hub still answers to the old one. */
  readonly renamed = new Map<string, string>();
  readonly created: Record<string, unknown>[] = [];
  /** Made beside `main`. */
  readonly branches = new Set<string>();
  /** Where LFS takes uploads in parts of this size. */
  partSize: number | undefined;
  #hub!: Server;
  #cdn!: Server;

  static async start(): Promise<TestHub> {
    const hub = new TestHub();
    hub.#hub = await listening((request, response) => hub.#answer('hub', request, response));
    hub.#cdn = await listening((request, response) => hub.#answer('cdn', request, response));
    return hub;
  }

  async stop(): Promise<void> {
    for (const server of [this.#hub, this.#cdn]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  get url(): string {
    return addressOf(this.#hub);
  }

  get endpoints(): Endpoints {
    return {
      huggingface: this.url,
      githubApi: `${this.url}/github-api`,
      githubRaw: `${this.url}/github-raw`,
      githubMedia: `${this.url}/github-media`,
    };
  }

  /** Requests whose address holds `part`, on either host. */
  askedFor(part: string): Asked[] {
    return this.asked.filter(({ url }) => url.includes(part));
  }

  async #answer(server: Asked['server'], request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.asked.push({ method, server, url, headers });
    const body = await bodyOf(request);
    const fault = this.faults.take(`${server}${url}`);
    if (fault && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    // Node leaves the body out where only the head is asked for.
    const asked = method === 'HEAD' ? 'GET' : method;
    const route = routes.find(({ at, verb }) => verb === asked && at.test(url));
    const parts =
      route?.at
        .exec(url)
        ?.slice(1)
        .map((part: string | undefined) => decodeURIComponent(part ?? '0')) ?? [];
    if (route === undefined) response.writeHead(404).end();
    else route.answer({ hub: this, parts, body, request, response, fault, cdn: addressOf(this.#cdn) });
  }
}

interface Call {
  hub: TestHub;
  /** What the groups of the route caught. */
  parts: string[];
  body: Buffer;
  request: IncomingMessage;
  response: ServerResponse;
  fault: ReturnType<Faults['take']>;
  cdn: string;
}

interface Route {
  verb: string;
  at: RegExp;
  answer(call: Call): void;
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function missing(response: ServerResponse, code: string, message: string): void {
  response.setHeader('x-error-code', code);
  json(response, { error: message }, code === 'GatedRepo' ? 401 : 404);
}

/** The repository, or null after it was refused as the hub does. */
function openRepo({ hub, parts: [name = ''], request, response }: Call): TestRepo | null {
  const repo = hub.repos.get(name);
  if (repo === undefined) {
    missing(response, 'RepoNotFound', 'Repository not found');
    return null;
  }
  if (repo.gatedFor !== undefined && request.headers.authorization !== `Bearer ${repo.gatedFor}`) {
    missing(response, 'GatedRepo', `Access to dataset ${name} is restricted.`);
    return null;
  }
  return repo;
}

function pointerOf(content: Buffer): Buffer {
  return Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256Of(content)}\nsize ${content.length}\n`,
  );
}

/** The tree entries, two a page: the cursor is the next one's number. */
function treePage(call: Call): void {
  const repo = openRepo(call);
  if (repo === null) return;
  const { hub, request, response } = call;
  const url = new URL(request.url ?? '', hub.url);
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const entries = Object.entries(repo.files).map(([path, content]) => {
    const isLarge = repo.large?.includes(path) === true;
    const lfs = { oid: sha256Of(content), size: content.length, pointerSize: pointerOf(content).length };
    const oid = gitSha1Of(isLarge ? pointerOf(content) : content);
    return { type: 'file', oid, size: content.length, path, ...(isLarge && { lfs }) };
  });
  const all = [{ type: 'directory', oid: '0'.repeat(40), size: 0, path: 'data' }, ...entries];
  if (from + 2 < all.length) {
    url.searchParams.set('cursor', String(from + 2));
    response.setHeader('link', `<${url.href}>; rel="next"`);
  }
  json(response, all.slice(from, from + 2));
}

/** Two pages of commits, the one that has files on the second. */
function commitPage(call: Call): void {
  if (openRepo(call) === null) return;
  const { hub, request, response } = call;
  const url = new URL(request.url ?? '', hub.url);
  const isFirst = !url.searchParams.has('cursor');
  if (isFirst) {
    url.searchParams.set('cursor', '1');
    response.setHeader('link', `<${url.href}>; rel="next"`);
  }
  const id = isFirst ? 'f'.repeat(40) : COMMIT;
  json(response, [
    { id, title: 'Data', message: '', authors: [{ user: 'maker' }], date: '2024-01-01T00:00:00Z' },
  ]);
}

function lfsActions({ hub, body, response, cdn }: Call): void {
  const { objects } = JSON.parse(body.toString()) as { objects: { oid: string; size: number }[] };
  const { partSize } = hub;
  json(response, {
    transfer: 'basic',
    objects: objects.map(({ oid, size }) => {
      const href = `${cdn}/put/${oid}`;
      const count = partSize === undefined ? 0 : Math.ceil(size / partSize);
      const parts = Array.from({ length: count }, (_, i) => [String(i + 1).padStart(5, '0'), `${href}/${i}`]);
      const header = {
        chunk_size: String(partSize),
        ...(Object.fromEntries(parts) as Record<string, string>),
      };
      const upload = partSize === undefined ? { href } : { href: `${href}/done`, header };
      return { oid, size, ...(!hub.objects.has(oid) && { actions: { upload } }) };
    }),
  });
}

const repoPart = '([^/]+/[^/?]+)';

const routes: readonly Route[] = [
  {
    verb: 'GET',
    at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/revision/([^?]+)`),
    answer(call) {
      const { response, parts } = call;
      const repo = openRepo(call);
      if (repo === null) return;
      if (!['main', 'HEAD', ...call.hub.branches].includes(parts[1] ?? '')) {
        missing(response, 'RevisionNotFound', `Invalid rev id: ${parts[1]}`);
        return;
      }
      json(response, {
        _id: '1',
        id: call.hub.renamed.get(parts[0] ?? '') ?? parts[0],
        sha: COMMIT,
        private: false,
        gated: false,
        downloads: 0,
        likes: 0,
        siblings: Object.keys(repo.files).map((rfilename) => ({ rfilename })),
      });
    },
  },
  { verb: 'GET', at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/tree/${COMMIT}`), answer: treePage },
  { verb: 'GET', at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/commits/main`), answer: commitPage },
  {
    verb: 'GET',
    at: new RegExp(`^/(?:datasets/)?${repoPart}/resolve/${COMMIT}/(.+)`),
    answer(call) {
      const repo = openRepo(call);
      if (repo === null) return;
      const { parts, request, response, fault, cdn } = call;
      const path = parts[1] ?? '';
      response.setHeader('x-repo-commit', COMMIT);
      const content = repo.files[path];
      if (content === undefined) missing(response, 'EntryNotFound', 'Entry not found');
      else if (repo.large?.includes(path)) {
        const headers = { 'x-linked-size': content.length, 'x-linked-etag': `"${sha256Of(content)}"` };
        const location = `${cdn}/get/${parts[0]}/${encodeURIComponent(path)}`;
        response.writeHead(302, { ...headers, location }).end();
      } else {
        response.setHeader('etag', `"${gitSha1Of(content)}"`);
        sendFile(request, response, content, fault);
      }
    },
  },
  {
    verb: 'GET',
    at: new RegExp(`^/get/${repoPart}/(.+)`),
    answer({ hub, parts: [name = '', path = ''], request, response, fault }) {
      sendFile(request, response, hub.repos.get(name)?.files[path] ?? Buffer.alloc(0), fault);
    },
  },
  {
    verb: 'POST',
    at: /^\/api\/repos\/create$/,
    answer({ hub, body, response }) {
      const asked = JSON.parse(body.toString()) as { name: string; organization: string };
      const name = `${asked.organization}/${asked.name}`;
      if (hub.repos.has(name)) {
        json(response, { error: 'You already created this dataset repo' }, 409);
        return;
      }
      hub.repos.set(name, { files: {} });
      hub.created.push(asked);
      json(response, { url: `${hub.url}/datasets/${name}`, id: name });
    },
  },
  {
    verb: 'POST',
    at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/branch/(.+)`),
    answer({ hub, parts, response }) {
      hub.branches.add(parts[1] ?? '');
      response.end();
    },
  },
  {
    verb: 'POST',
    at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/preupload/`),
    answer({ body, response }) {
      const { files } = JSON.parse(body.toString()) as { files: { path: string }[] };
      const mode = (path: string): string => (/\.(parquet|safetensors|gguf)$/.test(path) ? 'lfs' : 'regular');
      json(response, { files: files.map(({ path }) => ({ path, uploadMode: mode(path) })) });
    },
  },
  {
    verb: 'POST',
    at: new RegExp(`^/(?:datasets/)?${repoPart}\\.git/info/lfs/objects/batch`),
    answer: lfsActions,
  },
  {
    verb: 'PUT',
    at: /^\/put\/([0-9a-f]{64})(?:\/(\d+))?$/,
    answer({ hub, parts: [oid = '', part = '0'], body, response }) {
      const sent = hub.objects.get(oid) ?? [];
      sent[Number(part)] = body;
      hub.objects.set(oid, sent);
      response.writeHead(200, { etag: `"${sha256Of(body)}"` }).end();
    },
  },
  { verb: 'POST', at: /^\/put\/[0-9a-f]{64}\/done$/, answer: ({ response }) => json(response, {}) },
  {
    verb: 'POST',
    at: new RegExp(`^/api/(?:datasets|models)/${repoPart}/commit/(.+)`),
    answer({ hub, parts: [name, branch = ''], body, response }) {
      const lines = body
        .toString()
        .split('\n')
        .map((line) => JSON.parse(line) as CommitLine);
      hub.commits.push({ branch, lines });
      json(response, {
        commitOid: COMMIT,
        commitUrl: `${hub.url}/datasets/${name}/commit/${COMMIT}`,
        hookOutput: '',
      });
    },
  },
  {
    verb: 'GET',
    at: new RegExp(`^/github-api/repos/${repoPart}/commits/main$`),
    answer: ({ response }) => json(response, { sha: COMMIT }),
  },
  {
    verb: 'GET',
    at: new RegExp(`^/github-api/repos/${repoPart}/git/trees/${COMMIT}\\?recursive=1`),
    answer(call) {
      const repo = openRepo(call);
      if (repo === null) return;
      const tree = Object.entries(repo.files).map(([path, content]) => {
        const kept = repo.large?.includes(path) ? pointerOf(content) : content;
        return { path, type: 'blob', sha: gitSha1Of(kept), size: kept.length };
      });
      json(call.response, { truncated: false, tree: [{ path: 'data', type: 'tree', sha: COMMIT }, ...tree] });
    },
  },
  ...(['raw', 'media'] as const).map((kind): Route => ({
    verb: 'GET',
    at: new RegExp(`^/github-${kind}/${repoPart}/${COMMIT}/(.+)`),
    answer({ hub, parts: [name = '', path = ''], request, response, fault }) {
      const repo = hub.repos.get(name);
      const content = repo?.files[path] ?? Buffer.alloc(0);
      const isPointer = kind === 'raw' && repo?.large?.includes(path) === true;
      sendFile(request, response, isPointer ? pointerOf(content) : content, fault);
    },
  })),
];

async function listening(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(418).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
