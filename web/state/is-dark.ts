/** Whether the page is dark now: by the reader's choice, or else by the system's. */

import { theme } from './preferences.ts';
import { store } from './store.ts';

const system = window.matchMedia('(prefers-color-scheme: dark)');
const now = (): boolean => (theme.get() === 'auto' ? system.matches : theme.get() === 'dark');

export const isDark = store(now());

const take = (): void => isDark.set(now());
system.addEventListener('change', take);
theme.watch(take);
