/** The page around the sections: one file, no request to anywhere, which its content policy also enforces. */

import { createHash } from 'node:crypto';
import { explorerScript } from './explorer/explorer-script.ts';
import { explorerStyle } from './explorer/explorer-style.ts';
import { Html, html, type HtmlChild } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * The whole document in parts. `blocks` are elements of data; they come last, so that the page stands and its script runs
 * while they are still being read.
 */
export function page(title: string, header: Html, sections: HtmlChild, blocks: readonly string[]): string[] {
  const code = blocks.length === 0 ? script : script + explorerScript;
  const scriptHash = createHash('sha256').update(code).digest('base64');
  // Built apart from the page: any blank that a formatter adds inside would change the hash.
  const scriptElement = new Html(`<script>${code}</script>`);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'`;
  const start = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        ${new Html(`<style>${style}${explorerStyle}</style>`)}
      </head>
      <body>
        <main>${header} ${sections}</main>
        ${scriptElement}
      </body>
    </html> `.text;
  return [start, '\n', ...blocks, '</body>\n</html>\n'];
}
