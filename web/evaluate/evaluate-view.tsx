/** The room Evaluate: `/evaluate`, `/evaluate/compare`, `/evaluate/answers`. */

import { useLocation } from 'wouter-preact';
import type { EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { Message } from '../parts/message.tsx';
import { Shown } from '../parts/shown.tsx';
import { pathParts } from '../state/path-parts.ts';
import { useResource } from '../state/resource.ts';
import { useTexts } from '../text/use-texts.ts';
import '../style/evaluate.css';
import { AnswersPage } from './answers-page.tsx';
import { ComparePage } from './compare-page.tsx';
import { MatrixPage } from './matrix-page.tsx';
import { NoEvaluations } from './no-evaluations.tsx';

export function EvaluateView() {
  const { shell, evaluate: text } = useTexts();
  const [path] = useLocation();
  const matrix = useResource<EvaluationMatrix>('/api/evaluations');
  const [part, ...rest] = pathParts(path);
  if (rest.length > 0) return <Message title={shell.nowhere} />;
  const view = (read: EvaluationMatrix) => {
    if (read.models.length === 0) return <NoEvaluations />;
    if (part === undefined) return <MatrixPage matrix={read} />;
    if (part === 'compare') return <ComparePage matrix={read} />;
    if (part === 'answers') return <AnswersPage matrix={read} />;
    return <Message title={shell.nowhere} />;
  };
  return (
    <>
      {matrix.data === null && <h1>{text.title}</h1>}
      <Shown of={matrix}>{view}</Shown>
    </>
  );
}
