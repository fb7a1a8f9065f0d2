/**
 * A process that appends to the log of its first argument, a line on stdout for each record that is on the disk, until it is killed. With
 * `half` as second argument it kills itself in the middle of a write, after five records.
 */

import { open } from 'node:fs/promises';
import { AuditLog } from './audit-log.ts';

const [path = '', how = ''] = process.argv.slice(2);
const log = await AuditLog.open(path);

async function killInTheMiddle(): Promise<void> {
  const probe = await open(path, 'r');
  const handle = Object.getPrototypeOf(probe) as {
    appendFile: (text: string) => Promise<void>;
    write: (text: string) => Promise<unknown>;
  };
  handle.appendFile = async function (this: typeof handle, text) {
    await this.write(text.slice(0, Math.floor(text.length * 0.6)));
    process.kill(process.pid, 'SIGKILL');
  };
}

for (let n = 1; ; n++) {
  if (how === 'half' && n === 6) await killInTheMiddle();
  const group = Array.from({ length: 1 + (n % 4) }, (_, i) =>
    log.append('verdict', { n, i, text: '限'.repeat(500) }),
  );
  const records = await Promise.all(group);
  process.stdout.write(`${records.at(-1)?.seq}\n`);
}
