/** Whether the server answers. While it does not, the page asks now and then, and goes on by itself once it is back. */

import { store } from './store.ts';

/** `locked`: it answers, and wants a key. */
export type Connection = 'up' | 'down' | 'locked';

export const connection = store<Connection>('up');

const EVERY_MS = 1500;

/** Runs as long as the page. */
export function watchConnection(): void {
  setInterval(() => {
    if (connection.get() === 'down') void checkConnection();
  }, EVERY_MS);
}

/** Asks whether it answers: also when something broke off, which does not say why. */
export async function checkConnection(): Promise<void> {
  try {
    const response = await fetch('/health', { cache: 'no-store' });
    if (!response.ok) connection.set('down');
    else if (connection.get() === 'down') connection.set('up');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    connection.set('down');
  }
}
