/** A made-up filing to begin with, small enough for the model of the quickstart. */

import type { SourceDocument } from '../parts/source-pane.tsx';

export const example: { documents: SourceDocument[]; question: string } = {
  documents: [
    {
      id: 'Guzi',
      caption: 'Guzi',
      rows: [
        ['', 'prior', 'current'],
        ['cash', '42', '94'],
        ['fees', '13', '77'],
        ['revenue', '69', '22'],
      ],
    },
  ],
  question: 'change in cash?',
};
