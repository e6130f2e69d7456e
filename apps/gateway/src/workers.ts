import type { Log } from '@weisu/service-host';
import { LimitedProcess, workerFile, WorkerPool } from '@weisu/worker-pool';
import type * as evidence from './evidence/evidence.worker.js';
import type * as ledger from './export/ledger.worker.js';
import type * as paper from './paper/paper.worker.js';

/** Whatever looks into a stranger's bytes or lays out a stranger's words runs here, so that the gateway's own thread answers everybody (docs/adr/0029). */
export type GatewayWorkers = Readonly<{
  files: WorkerPool<typeof evidence>;
  papers: WorkerPool<typeof paper>;
  tables: WorkerPool<typeof ledger>;
  /** Decodes images, in a process: what a decoder holds no limit of a thread bounds (docs/adr/0042). */
  pictures: LimitedProcess;
  close(): Promise<void>;
}>;

/** No thread is started before there is work for it. */
export function openWorkers(log: Log): GatewayWorkers {
  const onError = (error: unknown): void => log.failed({ part: 'workers' }, error);
  const pools = {
    // the worst file of 20 MB takes a fifth of a second
    files: new WorkerPool<typeof evidence>(
      workerFile('./evidence/evidence.worker.js', import.meta.url),
      { threads: 2, waiting: 16, milliseconds: 10_000, megabytes: 128 },
      onError,
    ),
    // the first one reads two fonts; the heap holds the longest paper three times
    papers: new WorkerPool<typeof paper>(
      workerFile('./paper/paper.worker.js', import.meta.url),
      { threads: 2, waiting: 16, milliseconds: 20_000, megabytes: 384 },
      onError,
    ),
    // as many as may export at once: one that waited would be taken for one that hangs; a page is a few megabytes
    tables: new WorkerPool<typeof ledger>(
      workerFile('./export/ledger.worker.js', import.meta.url),
      { threads: 2, waiting: 0, milliseconds: 20_000, megabytes: 64 },
      onError,
    ),
    // 0.3 to 2 s for a photograph of a telephone; the largest HEIC takes 620 MB. A page of a matter shows two dozen pictures at once
    pictures: new LimitedProcess(workerFile('./rendition/pictures.worker.js', import.meta.url), {
      ...{ waiting: 128, waitingOfOne: 32, milliseconds: 20_000, megabytes: 800, answerBytes: 16_000_000 },
    }),
  };
  return {
    ...pools,
    async close() {
      await Promise.all(Object.values(pools).map((pool) => pool.close()));
    },
  };
}
