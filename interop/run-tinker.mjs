/**
 * `npm run interop -- tinker [sdk|skyrl|record]`: our server of the Tinker API against the real SDK (0.25 and the newest), tinker-cookbook's
 * loops and what SkyRL's API tests ask; our client and loops against SkyRL's JAX back end on the CPU. Without a word: `sdk`, then
 * `skyrl`. `record` writes `test/fixtures/tinker/` anew. Environments of their own: `.venv-tinker-*`; SkyRL's needs Python 3.12 or
 * newer, which `PYTHON312` can name.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInstalled } from './run-parity.mjs';

export const tinkerParts = ['sdk', 'skyrl', 'record'];

const sdks = ['0.25', 'newest'];
/** SkyRL asks for PEFT, hence torch, for a configuration file alone: `skyrl_server.py` stands in for it. */
const SKYRL = 'skyrl==0.4.0';
const STARTING_SECONDS = 180;

class FailedStep extends Error {}

/** Runs the parts asked for; true when every check held. */
export async function runTinker({ root, systemPython, part }) {
  const work = mkdtempSync(join(tmpdir(), 'fin-r1-tinker-interop-'));
  const given = { root, work, node: join(root, 'node_modules', '.bin', 'node') };
  try {
    if (part === 'record') {
      for (const sdk of sdks) record(given, sdk, environment(given, sdk, systemPython));
      return true;
    }
    run(given.node, ['interop/tinker/nano-model.ts', join(work, 'nano')], root);
    if (part !== 'skyrl') {
      const pythons = sdks.map((sdk) => environment(given, sdk, systemPython));
      await againstOurs(given, pythons);
    }
    if (part !== 'sdk') await againstSkyrl(given, systemPython);
    return true;
  } catch (error) {
    if (!(error instanceof FailedStep)) throw error;
    console.error(error.message);
    return false;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The interpreter of an environment, made and filled when it is not there. */
function environment({ root }, name, systemPython) {
  const python = join(root, `.venv-tinker-${name}`, 'bin', 'python');
  const requirements = join('interop', 'tinker', `requirements-${name}.txt`);
  if (!existsSync(python)) run(systemPython, ['-m', 'venv', `.venv-tinker-${name}`], root);
  if (!isInstalled({ root, python, requirements })) {
    run(python, ['-m', 'pip', 'install', '-qq', '--requirement', requirements], root);
    if (name === 'skyrl') run(python, ['-m', 'pip', 'install', '-qq', '--no-deps', SKYRL], root);
  }
  return python;
}

async function againstOurs({ root, work, node }, pythons) {
  const models = ['Qwen/Qwen3-8B-Base', 'Qwen/Qwen3-4B-Instruct-2507'];
  const served = models.flatMap((name) => ['--model', `${name}=${join(work, 'nano', name)}`]);
  const port = await freePort();
  const directory = join(work, 'server');
  const args = ['bin/fin-r1.mjs', 'tinker', 'serve', ...served, '--port', port, '--directory', directory];
  await beside(node, args, root, port, (url) => {
    for (const python of pythons) {
      for (const driver of ['ladder', 'skyrl_api_checks', 'cookbook']) {
        run(
          python,
          [
            `interop/tinker/${driver}.py`,
            '--url',
            url,
            '--folder',
            join(work, 'nano'),
            ...logs(work, driver),
          ],
          root,
        );
      }
    }
  });
}

const logs = (work, driver) => (driver === 'cookbook' ? ['--logs', join(work, 'cookbook')] : []);

async function againstSkyrl(given, systemPython) {
  const { root, work, node } = given;
  const newer = process.env.PYTHON312 ?? newEnough(['python3.12', 'python3.13', systemPython]);
  const python = environment(given, 'skyrl', newer);
  const port = await freePort();
  const script = join(root, 'interop', 'tinker', 'skyrl_server.py');
  const args = [
    script,
    '--base-model',
    'Qwen/Qwen3-8B-Base',
    '--port',
    port,
    '--folder',
    join(work, 'skyrl'),
  ];
  await beside(python, args, join(work, 'nano'), port, (url) => {
    run(node, ['interop/tinker/client-loops.ts', url, join(work, 'nano'), 'skyrl-jax'], root);
  });
}

function record({ root, node }, sdk, python) {
  run(node, ['interop/tinker/record.ts', python, sdk], root);
}

/** The first that starts and is new enough for SkyRL. */
function newEnough(names) {
  const test = ['-c', 'import sys; sys.exit(sys.version_info < (3, 12))'];
  const found = names.find((name) => spawnSync(name, test, { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new FailedStep('SkyRL needs Python 3.12 or newer: name one in PYTHON312.');
}

function run(command, args, cwd) {
  const environmentOf = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' };
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd, env: environmentOf, stdio: 'inherit' });
  if (error !== undefined || status !== 0) {
    throw new FailedStep(`${command} ${args.join(' ')}: ${error?.message ?? `ended with code ${status}`}`);
  }
}

/** Runs `use` while a server runs, which is ended afterwards. */
async function beside(command, args, cwd, port, use) {
  const server = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  try {
    for (let second = 0; !(await isUp(url)); second++) {
      if (server.exitCode !== null || second > STARTING_SECONDS) {
        throw new FailedStep(`${command} ${args.join(' ')}: did not start`);
      }
      await sleep(1000);
    }
    use(url);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

function isUp(url) {
  return new Promise((resolve) => {
    const request = get(`${url}/api/v1/healthz`, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(String(port)));
    });
  });
}
