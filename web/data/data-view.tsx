/** The room Data: `/data`, `/data/RUN`, `/data/RUN/rows`. */

import { useLocation } from 'wouter-preact';
import { Message } from '../parts/message.tsx';
import { pathParts } from '../state/path-parts.ts';
import { useTexts } from '../text/use-texts.ts';
import '../style/data.css';
import { DatasetList } from './dataset-list.tsx';
import { DatasetPage } from './dataset-page.tsx';
import { RowsPage } from './rows-page.tsx';

export function DataView() {
  const { shell } = useTexts();
  const [path] = useLocation();
  const [run, part, ...rest] = pathParts(path);
  if (run === undefined) return <DatasetList />;
  // Another run begins anew: what was read of the one before does not stay.
  if (part === undefined) return <DatasetPage key={run} run={run} />;
  if (part === 'rows' && rest.length === 0) return <RowsPage key={run} run={run} />;
  return <Message title={shell.nowhere} />;
}
