/** The room Advice: `/advice` with its questionnaire, `/advice/result` with what was computed. */

import { useLocation } from 'wouter-preact';
import { Message } from '../parts/message.tsx';
import { pathParts } from '../state/path-parts.ts';
import '../style/advice.css';
import { useTexts } from '../text/use-texts.ts';
import { QuestionnairePage } from './questionnaire/questionnaire-page.tsx';
import { ResultPage } from './result/result-page.tsx';
import { useAdvice } from './texts.ts';

export function AdviceView() {
  const { shell } = useTexts();
  const text = useAdvice();
  const [path] = useLocation();
  const [part, ...rest] = pathParts(path);
  if (rest.length > 0 || (part !== undefined && part !== 'result')) return <Message title={shell.nowhere} />;
  return (
    <div class="advice">
      {part === undefined ? <QuestionnairePage /> : <ResultPage />}
      <section class="is-not panel" aria-labelledby="is-not">
        <h2 id="is-not">{text.isNotTitle}</h2>
        <ul>
          {text.isNot.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
