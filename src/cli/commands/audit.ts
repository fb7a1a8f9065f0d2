/** `fin-r1 audit …`: the audit logs of checks and advice. */

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { InputError } from '../../core/errors.ts';
import { positiveWholeNumber } from '../flags.ts';

interface VerifyFlags {
  key?: string;
  head?: string;
  json: boolean;
}

interface PeriodFlags {
  from?: string;
  to?: string;
}

export function auditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .summary('audit logs: verify, export, sign')
    .description(
      'Look at, verify, export and sign the append-only logs of verdicts and of what officers decided (docs/audit.md).',
    );
  audit
    .command('verify')
    .summary('whether a log, or an export, is as it was written')
    .description(
      'Verify the chain of a log: any record that was changed, removed, inserted or moved is told by its line. Somebody who may write the log and its head could write both anew; --key and --head find that too. Ends with 1 when anything is wrong.',
    )
    .argument('<file>', 'log, or export of one')
    .option('--key <file>', 'public key: its checkpoints must be good, and there must be one')
    .option('--head <hash>', 'hash of a record, or file of a checkpoint, that was kept elsewhere')
    .option('--json', 'print one JSON object', false)
    .action(async (file: string, { key, head, json }: VerifyFlags) => {
      const { isExport, readPublicKey, verifyExport, verifyLog } = await import('../../audit/index.ts');
      const publicKey = key === undefined ? undefined : readPublicKey(key);
      const isOfPeriod = isExport(file);
      if (isOfPeriod && head !== undefined)
        throw new InputError('--head goes with a log, not with an export', {
          hint: 'An export names its end: `fin-r1 audit verify LOG --head HASH` looks for it in the log.',
        });
      const found = isOfPeriod
        ? verifyExport(file, publicKey)
        : verifyLog(file, {
            ...(publicKey !== undefined && { key: publicKey }),
            ...(head !== undefined && { kept: head }),
          });
      if (json) console.log(JSON.stringify(found));
      else console.log(shown(file, found));
      if (found.faults.length > 0) process.exitCode = 1;
    });
  audit
    .command('show')
    .summary('the records of a log')
    .argument('<file>', 'log')
    .option('--last <n>', 'only the last n', positiveWholeNumber)
    .option('--kind <kind>', 'only of this kind')
    .option('--json', 'print them as they are, a line each', false)
    .action(async (file: string, { last, kind, json }: { last?: number; kind?: string; json: boolean }) => {
      const { auditRecords } = await import('../../audit/index.ts');
      const records = [...auditRecords(file)].filter((record) => kind === undefined || record.kind === kind);
      for (const record of last === undefined ? records : records.slice(-last)) {
        const { seq, time, kind: of, body } = record;
        console.log(json ? JSON.stringify(record) : `${seq}  ${time}  ${of}  ${JSON.stringify(body)}`);
      }
    });
  audit
    .command('keys')
    .summary('make a key pair (Ed25519) that signs')
    .argument('<file>', 'where the private key goes; the public one goes to FILE.pub')
    .action(async (file: string) => {
      const { makeKeys, publicPath } = await import('../../audit/index.ts');
      const { key } = makeKeys(file);
      console.error(`${file} signs: keep it where those who write the log cannot read it.`);
      console.error(`${publicPath(file)} verifies: give it to whoever asks.`);
      console.log(key);
    });
  audit
    .command('sign')
    .summary('add a checkpoint: a signature over all that is in the log')
    .argument('<file>', 'log')
    .requiredOption('--key <file>', 'private key')
    .option('--out <file>', 'write the checkpoint here too, to be kept elsewhere')
    .option(
      '--apart',
      'write it to --out only: for a log that somebody is writing, or that is only read',
      false,
    )
    .action(async (file: string, { key, out, apart }: { key: string; out?: string; apart: boolean }) => {
      const { addCheckpoint, AuditLog, checkpointApart, readPrivateKey } =
        await import('../../audit/index.ts');
      const { writeFileAtomic } = await import('../../core/write-atomic.ts');
      const signing = readPrivateKey(key);
      if (!existsSync(file)) throw new InputError(`${file}: there is no such log`);
      if (apart && out === undefined)
        throw new InputError('--apart needs --out: the signature would be nowhere');
      // Also where it goes into the log: a signature must not make a broken one look whole.
      const alone = checkpointApart(file, signing);
      const log = apart ? null : await AuditLog.open(file);
      try {
        const checkpoint = log === null ? alone : await addCheckpoint(log, signing);
        if (out !== undefined) writeFileAtomic(out, `${JSON.stringify(checkpoint)}\n`);
        console.log(`record ${checkpoint.end.seq}  ${checkpoint.end.hash}`);
      } finally {
        await log?.close();
      }
    });
  audit
    .command('export')
    .summary('the records of a period, with proof of their chain')
    .argument('<file>', 'log')
    .requiredOption('--out <file>', 'where the export goes')
    .option('--from <time>', 'from this day or time on (UTC; default: from the first record)', timeText)
    .option('--to <time>', 'before this day or time (UTC; default: to the last record)', timeText)
    .option('--sign <key>', 'sign it with this private key')
    .addHelpText(
      'after',
      `
Example:
  fin-r1 audit export checks/mails/audit.jsonl --from 2026-01-01 --to 2026-04-01 --sign officer.pem --out q1.jsonl`,
    )
    .action(async (file: string, flags: PeriodFlags & { out: string; sign?: string }) => {
      const { exportLog, readPrivateKey } = await import('../../audit/index.ts');
      const { from = null, to = null, out, sign } = flags;
      if (from !== null && to !== null && from >= to)
        throw new InputError(`--from ${from} is not before --to ${to}`);
      const key = sign === undefined ? undefined : readPrivateKey(sign);
      const { records, end } = exportLog(file, out, { from, to }, key);
      console.log(`${records} records of ${end.seq}  ${out}`);
    });
}

function shown(
  file: string,
  found: { records: number; faults: string[]; notes: string[]; end: object | null },
): string {
  const { records, faults, notes, end } = found;
  const most = 20;
  const more = faults.length > most ? [`  … and ${faults.length - most} more`] : [];
  const state = faults.length === 0 ? `intact, ${records} records` : `NOT intact (${faults.length})`;
  const head = end !== null && 'hash' in end ? [`head  ${String(end.hash)}`] : [];
  return [
    `${file}: ${state}`,
    ...faults.slice(0, most).map((fault) => `  ${fault}`),
    ...more,
    ...notes.map((note) => `note  ${note}`),
    ...(faults.length === 0 ? head : []),
  ].join('\n');
}

/** A day or a time, as UTC. */
function timeText(text: string): string {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/.test(text);
  const withZone = text.includes('T') && !text.endsWith('Z') ? `${text}Z` : text;
  const time = isTime ? new Date(withZone) : null;
  // A 31 February would become a day in March.
  const isDay =
    time !== null && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10));
  if (!isDay)
    throw new InvalidArgumentError('Give a day or a time in UTC, e.g. 2026-01-31 or 2026-01-31T09:00Z.');
  return time.toISOString();
}
