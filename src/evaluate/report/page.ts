/** The page around the sections: one file, no request to anywhere, which its content policy also enforces. */

import { createHash } from 'node:crypto';
import { Html, html, type HtmlChild } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** The whole document as text. */
export function page(title: string, header: Html, sections: HtmlChild): string {
  const scriptHash = createHash('sha256').update(script).digest('base64');
  // Built apart from the page: any blank that a formatter adds inside would change the hash.
  const scriptElement = new Html(`<script>${script}</script>`);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <main>${header} ${sections}</main>
        ${scriptElement}
      </body>
    </html> `.text;
}
