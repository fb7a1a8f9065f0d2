/**
 * The hub cache shared with Python: what `models pull` fetches loads in transformers without a network, and what `huggingface_hub` fetches
 * is found here and not fetched again. Against the local server that speaks as the hub does: `node interop/check-hub.ts`.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyModel } from '../src/engine/test-model.ts';
import { TestHub } from '../src/hub/test-hub.ts';
import { locateModel, pullModel } from '../src/models/index.ts';

const python = join(import.meta.dirname, '..', '.venv', 'bin', 'python');
const hub = await TestHub.start();
const model = await tinyModel('LlamaForCausalLM');
const [ours, theirs] = ['ours', 'theirs'].map((name) => mkdtempSync(join(tmpdir(), `fin-r1-${name}-`))) as [
  string,
  string,
];

function run(code: string, env: Record<string, string>): Promise<string> {
  const child = spawn(python, ['-c', code], {
    env: { ...process.env, HF_TOKEN: '', HF_HUB_DISABLE_XET: '1', ...env },
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (errors += String(text)));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(out.trim()) : reject(new Error(errors))));
  });
}

/** Path in the cache → what its link points at. */
function links(cache: string): Record<string, string> {
  const all = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isSymbolicLink(),
  );
  return Object.fromEntries(
    all.map(({ parentPath, name }) => [
      join(parentPath, name).slice(cache.length),
      readlinkSync(join(parentPath, name)),
    ]),
  );
}

function require(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
  console.log(`ok  ${what}`);
}

try {
  const names = readdirSync(model.folder).filter((name) => !name.endsWith('.checksum.json'));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(model.folder, name))]));
  hub.repos.set('team/tiny', { files, large: ['model.safetensors'] });
  const { signal } = new AbortController();
  const env = (cache: string): Record<string, string> => ({ HF_ENDPOINT: hub.url, HF_HUB_CACHE: cache });
  await pullModel('hf:team/tiny', { signal, env: env(ours) });
  const loaded = await run(
    'from transformers import AutoModelForCausalLM as M, AutoTokenizer as T\n' +
      'm = M.from_pretrained("team/tiny"); t = T.from_pretrained("team/tiny")\n' +
      'print(m.num_parameters(), len(t("revenue prior=48")["input_ids"]))',
    { ...env(ours), HF_HUB_OFFLINE: '1' },
  );
  require(/^\d+ \d+$/.test(loaded), `transformers loads, offline, what models pull fetched (${loaded})`);
  await run('from huggingface_hub import snapshot_download as s\ns("team/tiny")', env(theirs));
  require(JSON.stringify(Object.entries(links(ours)).sort()) ===
    JSON.stringify(Object.entries(links(theirs)).sort()), 'both lay the cache out alike');
  process.env['HF_HUB_CACHE'] = theirs;
  require(locateModel('hf:team/tiny').directory.startsWith(theirs), 'hf: finds what huggingface_hub fetched');
  hub.asked.length = 0;
  const again = await pullModel('hf:team/tiny', { signal, env: env(theirs) });
  require(again.fetched.length === 0 &&
    hub.askedFor('/resolve/').length === 0, 'and fetches nothing of it again');
} finally {
  await hub.stop();
  for (const path of [ours, theirs, model.directory]) rmSync(path, { recursive: true });
}
