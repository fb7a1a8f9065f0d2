/** The audit log of what a server checks: opened when it is first needed, and kept open until the server ends. */

import { AuditLog } from '../../audit/index.ts';
import { FinR1Error } from '../../core/errors.ts';

export class ServedAudit {
  readonly path: string;
  #log: Promise<AuditLog> | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws FinR1Error where it cannot be opened, as when another server writes it; without a log nothing is checked. */
  log(): Promise<AuditLog> {
    this.#log ??= AuditLog.open(this.path).catch((cause: unknown) => {
      this.#log = null;
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new FinR1Error('audit-log', `the audit log cannot be opened: ${said}`, { cause });
    });
    return this.#log;
  }

  async close(): Promise<void> {
    await (await this.#log)?.close();
  }
}
