/** Another address is read from its beginning: the page goes to the top, and the keyboard to the content. Going back leaves both to the browser. */

import { useEffect, useRef } from 'preact/hooks';

export function useArrival(path: string): void {
  const before = useRef(path);
  const isBack = useRef(false);
  useEffect(() => {
    const note = (): void => {
      isBack.current = window.location.pathname !== before.current;
    };
    window.addEventListener('popstate', note);
    return () => window.removeEventListener('popstate', note);
  }, []);
  useEffect(() => {
    if (before.current === path) return;
    // The beginning only leads on: nobody has gone anywhere yet.
    const isLedOn = before.current === '/';
    before.current = path;
    if (isLedOn) return;
    if (isBack.current) isBack.current = false;
    else {
      document.getElementById('content')?.focus({ preventScroll: true });
      window.scrollTo({ top: 0, behavior: 'instant' });
    }
  }, [path]);
}
