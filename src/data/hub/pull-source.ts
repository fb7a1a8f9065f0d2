/**
 * Fetches the files of a source from where it was released, at one commit, into `<data-dir>/<source>/`.
 *
 * Nothing is fetched twice: what is there and whole by its checksum stays, what is half there is gone on with. A branch is followed
 * once; `pulled.json` keeps the commit it meant, and later pulls stay with it, so that a data set does not change underneath a run.
 */

import { join } from 'node:path';

import { InputError } from '../../core/errors.ts';
import type { Source } from '../sources/source.ts';
import { Puller } from './puller.ts';
import type { PullOptions } from './puller.ts';
import { allWhole, readPulled, writePulled } from './pulled-record.ts';
import type { PulledRecord, PulledRow } from './pulled-record.ts';
import { wantedFiles } from './wanted-files.ts';
import type { RemoteHome } from './wanted-files.ts';

export interface PulledSource {
  folder: string;
  /** As it was asked for; differs from `commit` where it is a branch or a tag. */
  revision: string;
  commit: string;
  fetched: string[];
  present: string[];
}

/** @throws InputError where the source cannot be fetched, or the hub does not give it to this user; FinR1Error where it fails. */
export async function pullSource(source: Source, options: PullOptions): Promise<PulledSource> {
  const folder = join(options.dataDir, source.id);
  const home = remoteHome(source, folder, options.revision);
  const before = await readPulled(folder);
  const sameHome = before?.at === home.at && before.repo === home.repo && before.revision === home.revision;
  const result = (commit: string): PulledSource => {
    return { folder, revision: home.revision, commit, fetched: [], present: [] };
  };
  if (sameHome && before.complete && sameFiles(before, home) && (await allWhole(folder, before.files))) {
    for (const { name, size } of before.files) options.onProgress?.({ event: 'present', name, size });
    return { ...result(before.commit), present: before.files.map(({ name }) => name) };
  }
  const puller = new Puller(folder, home, options);
  const revision = sameHome ? before.commit : home.revision;
  const listing = await puller.list(revision);
  const record: PulledRecord = {
    source: source.id,
    ...{ at: home.at, repo: home.repo, revision: home.revision, commit: listing.commit },
    ...{ asked: [...home.files], complete: false, files: before?.files ?? [] },
  };
  const pulled = result(listing.commit);
  const rows: PulledRow[] = [];
  for (const wanted of wantedFiles(home, listing)) {
    const known = record.files.find(({ name }) => name === wanted.name);
    const { row, isNew } = await puller.take(wanted, known);
    (isNew ? pulled.fetched : pulled.present).push(row.name);
    rows.push(row);
    record.files = [...record.files.filter(({ name }) => name !== row.name), row];
    writePulled(folder, record);
  }
  writePulled(folder, { ...record, complete: true, files: rows });
  return pulled;
}

function remoteHome(source: Source, folder: string, revision: string | undefined): RemoteHome {
  const { home } = source;
  switch (home.at) {
    case 'huggingface':
    case 'github':
      return { ...home, revision: revision ?? home.revision };
    case 'closed':
      throw new InputError(`${source.id} (${source.title}) was never released, so it cannot be fetched`, {
        code: 'closed-source',
        hint: `Where you have such data: ${home.slot}`,
      });
    case 'own':
      throw new InputError(`${source.id} reads files of your own; there is nothing to fetch`, {
        code: 'own-source',
        hint: `Put them into ${folder}.`,
      });
  }
}

function sameFiles({ asked }: PulledRecord, { files }: RemoteHome): boolean {
  return (
    asked.length === files.length &&
    files.every(({ path, to }, i) => asked[i]?.path === path && asked[i].to === to)
  );
}
