/** The room Runs: the list, one run with its groups and answers, and two runs compared. */

import { Link, useLocation } from 'wouter-preact';
import { Message } from '../parts/message.tsx';
import '../style/rollouts.css';
import '../style/runs.css';
import { useTexts } from '../text/use-texts.ts';
import { placeOf } from './address.ts';
import { DiffView } from './diff/diff-view.tsx';
import { RunsList } from './list/runs-list.tsx';
import { RunView } from './run/run-view.tsx';

export function RunsView() {
  const { runs: text } = useTexts();
  const [path] = useLocation();
  const place = placeOf(path);
  switch (place.kind) {
    case 'list':
      return <RunsList />;
    case 'diff':
      return <DiffView />;
    case 'run':
      // One run's data must not stand for another's while that is on its way.
      return <RunView key={place.name} name={place.name} part={place.part} />;
    case 'nowhere':
      return (
        <Message title={text.title} text={text.unknown}>
          <Link href="/runs">{text.all}</Link>
        </Message>
      );
  }
}
