/** `fin-r1 ui`: the web page on the runs folder. */

import type { Command } from 'commander';
import type { ServerFlags } from '../run-server.ts';
import { addServerFlags } from '../server-flags.ts';

interface Flags extends ServerFlags {
  browser: boolean;
}

export function uiCommand(program: Command): void {
  addServerFlags(
    program
      .command('ui')
      .summary('open the web page: ask models, watch runs, look at data and evaluations')
      .description(
        'Serve the web page on the runs folder and open it in the browser. The models of all runs may be asked, each loaded when it is first asked, beside those of --model.',
      )
      .option('--no-browser', 'only print the address'),
  )
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 ui
  fin-r1 ui --model fin-r1=gguf:fin-r1-Q4_K_M.gguf --port 9000 --no-browser`,
    )
    .action(async (flags: Flags) => {
      const { runServer } = await import('../run-server.ts');
      await runServer(flags, {
        withStages: true,
        // The page tells what went wrong; only what the server itself could not do is told here.
        log: (line) => {
          if (line.level === 'error') console.error(JSON.stringify(line));
        },
        onReady: async (address) => {
          console.error(`the page is at ${address}`);
          if (flags.browser) await openBrowser(address);
        },
      });
    });
}

/** Without a browser the address that was printed will do. */
async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const child = await open(address);
  child.on('error', (error) => console.error(`No browser could be opened (${error.message}).`));
}
