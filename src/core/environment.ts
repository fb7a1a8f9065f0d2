/** What a run was made with: revision, versions and machine, for `run.json` and the report. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { FinR1Error } from './errors.ts';

export const environmentSchema = z.object({
  /** Commit of the checkout that fin-r1 runs from, `+` appended when files differ from it; null for an installed package. */
  gitRevision: z.string().nullable(),
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  /** Versions of fin-r1 and of the packages it depends on; null where one is not installed. */
  packages: z.record(z.string(), z.string().nullable()),
});
export type Environment = z.infer<typeof environmentSchema>;

const packageSchema = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** Describes the present process and machine. */
export function describeEnvironment(): Environment {
  const root = packageRoot();
  const self = readPackage(root);
  const processors = cpus();
  return {
    gitRevision: gitRevision(root),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    packages: {
      [self.name]: self.version,
      ...Object.fromEntries(
        Object.keys(self.dependencies).map((name) => [name, installedVersion(root, name)]),
      ),
    },
  };
}

/** The folder of fin-r1's own package.json, from the sources and from the built package alike. */
function packageRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && readPackage(folder).name === 'fin-r1') return folder;
    if (folder === dirname(folder)) {
      throw new FinR1Error('installation', `no package.json of fin-r1 above ${import.meta.dirname}`, {
        hint: 'Install fin-r1 again.',
      });
    }
  }
}

function readPackage(folder: string): z.infer<typeof packageSchema> {
  return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

function installedVersion(root: string, name: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return readPackage(candidate).version;
    if (folder === dirname(folder)) return null;
  }
}

/** Null without a checkout of our own: a package inside somebody else's repository must not report that one's commit. */
function gitRevision(root: string): string | null {
  if (!existsSync(join(root, '.git'))) return null;
  const git = (...args: string[]): string | null => {
    const result = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
    return result.status === 0 ? result.stdout.trim() : null;
  };
  const revision = git('rev-parse', 'HEAD');
  return revision === null
    ? null
    : revision + (git('status', '--porcelain', '--untracked-files=no') ? '+' : '');
}
