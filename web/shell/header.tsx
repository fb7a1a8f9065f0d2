/** The name, the rooms, language and colours. */

import { Link, useLocation } from 'wouter-preact';
import { language, theme, themes } from '../state/preferences.ts';
import type { Theme } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { useTexts } from '../text/use-texts.ts';

const rooms = ['ask', 'runs', 'data', 'evaluate', 'compliance', 'advice'] as const;

export function Header() {
  const { shell } = useTexts();
  const shown = useStore(language);
  const colours = useStore(theme);
  const [path] = useLocation();
  return (
    <header class="top">
      <Link class="name" href="/ask">
        fin-r1
      </Link>
      <nav aria-label={shell.rooms}>
        {rooms.map((room) => (
          <Link
            key={room}
            href={`/${room}`}
            aria-current={path === `/${room}` || path.startsWith(`/${room}/`) ? 'page' : undefined}
          >
            {shell.names[room]}
          </Link>
        ))}
      </nav>
      <div class="settings">
        <label>
          <span class="unseen">{shell.themeLabel}</span>
          <select value={colours} onChange={({ currentTarget }) => theme.set(currentTarget.value as Theme)}>
            {themes.map((one) => (
              <option key={one} value={one}>
                {shell.theme[one]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          title={shell.languageLabel}
          lang={shown === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => language.set(shown === 'zh' ? 'en' : 'zh')}
        >
          {shell.language}
        </button>
      </div>
    </header>
  );
}
