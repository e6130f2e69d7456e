import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What was seen since the last report. */
export type HealthSeen = Readonly<{ asked: number; worstMilliseconds: number; failed: number }>;

// Asks a gateway whether it is up, all the time and from a thread of its own, so that what holds the gateway's thread cannot hold this one. It reports when
// it is told to, after the question that is on its way is answered.
const agent = new Agent({ keepAlive: true });
let seen = { asked: 0, worstMilliseconds: 0, failed: 0 };
let isReportWanted = false;

function ask(): void {
  const started = performance.now();
  const done = (isUp: boolean): void => {
    seen.asked += 1;
    seen.worstMilliseconds = Math.max(seen.worstMilliseconds, performance.now() - started);
    if (!isUp) seen.failed += 1;
    if (isReportWanted) {
      parentPort?.postMessage(seen satisfies HealthSeen);
      seen = { asked: 0, worstMilliseconds: 0, failed: 0 };
      isReportWanted = false;
    }
    setImmediate(ask);
  };
  get(`${String(workerData)}/health`, { agent }, (response) => {
    response.resume();
    response.once('end', () => done(response.statusCode === 200));
  }).once('error', () => done(false));
}

parentPort?.on('message', () => (isReportWanted = true));
ask();
