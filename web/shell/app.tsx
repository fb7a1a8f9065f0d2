/** The page: its rooms by address. Each room is loaded when it is first entered. */

import { useEffect } from 'preact/hooks';
import { Redirect, Route, Switch, useLocation } from 'wouter-preact';
import { watchConnection } from '../state/connection.ts';
import { language, theme } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { useTexts } from '../text/use-texts.ts';
import { useArrival } from './arrival.ts';
import { Header } from './header.tsx';
import { loaded } from './loaded.tsx';
import { Message } from '../parts/message.tsx';
import { ServerNotice } from './server-notice.tsx';

const Ask = loaded(async () => (await import('../ask/ask-view.tsx')).AskView);
const Runs = loaded(async () => (await import('../runs/runs-view.tsx')).RunsView);
const Data = loaded(async () => (await import('../data/data-view.tsx')).DataView);
const Evaluate = loaded(async () => (await import('../evaluate/evaluate-view.tsx')).EvaluateView);
const Compliance = loaded(async () => (await import('../compliance/compliance-view.tsx')).ComplianceView);
const Advice = loaded(async () => (await import('../advice/advice-view.tsx')).AdviceView);

export function App() {
  const { shell } = useTexts();
  const shown = useStore(language);
  const colours = useStore(theme);
  const [path] = useLocation();
  useArrival(path);
  useEffect(watchConnection, []);
  useEffect(() => {
    document.documentElement.lang = shown === 'zh' ? 'zh-CN' : 'en';
  }, [shown]);
  useEffect(() => {
    document.documentElement.dataset.theme = colours;
  }, [colours]);
  useEffect(() => {
    const [, room = '', thing] = path.split('/');
    const name = shell.names[room as keyof typeof shell.names] as string | undefined;
    document.title = [thing, name, 'fin-r1'].filter(Boolean).join(' · ');
  }, [path, shell]);
  return (
    <>
      <a class="skip" href="#content">
        {shell.skip}
      </a>
      <Header />
      <ServerNotice />
      <main id="content" tabindex={-1}>
        <Switch>
          <Route path="/">
            <Redirect to="/ask" replace />
          </Route>
          <Route path="/ask">
            <Ask />
          </Route>
          <Route path="/runs/*?">
            <Runs />
          </Route>
          <Route path="/data/*?">
            <Data />
          </Route>
          <Route path="/evaluate/*?">
            <Evaluate />
          </Route>
          <Route path="/compliance/*?">
            <Compliance />
          </Route>
          <Route path="/advice/*?">
            <Advice />
          </Route>
          <Route>
            <Message title={shell.nowhere}>
              <a href="/">{shell.home}</a>
            </Message>
          </Route>
        </Switch>
      </main>
    </>
  );
}
