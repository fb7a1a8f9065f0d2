/** The program of the heartbeat's thread: one request each interval, whatever the main thread does. */

import { parentPort, workerData } from 'node:worker_threads';

import type { HeartbeatOptions, HeartbeatNews } from './heartbeat.ts';

const { url, apiKey, sessionId, intervalMs, alarmMs } = workerData as HeartbeatOptions;
const body = JSON.stringify({ session_id: sessionId, type: 'session_heartbeat' });
const headers = { 'content-type': 'application/json', ...(apiKey !== undefined && { 'x-api-key': apiKey }) };

let lastBeat = performance.now();
let isAlarmed = false;

/** Why the session got no sign of life; undefined where it did. */
async function beat(): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(intervalMs);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.arrayBuffer();
    return response.ok ? undefined : `the server answers ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

async function tick(): Promise<void> {
  const fault = await beat();
  const now = performance.now();
  if (fault === undefined) {
    lastBeat = now;
    isAlarmed = false;
  } else if (!isAlarmed && now - lastBeat >= alarmMs) {
    isAlarmed = true;
    const news: HeartbeatNews = { seconds: Math.round((now - lastBeat) / 1000), fault };
    parentPort?.postMessage(news);
  }
}

setInterval(() => void tick(), intervalMs);
void tick();
