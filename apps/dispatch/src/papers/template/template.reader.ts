import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, type PaperKind } from '@weisu/contracts';
import type { Template } from '@weisu/papers';
import { Log } from '@weisu/service-host';
import { workerFile, WorkerFailure, WorkerPool } from '@weisu/worker-pool';
import type * as worker from './template.worker.js';

/** Characters of a template; ours have some 1 500. */
const longest = 20_000;

/** Reads what a street wrote, in a thread of its own: what a parser makes of a stranger's text must not hold everybody's work. */
@Injectable()
export class TemplateReader implements OnApplicationShutdown {
  private readonly workers: WorkerPool<typeof worker>;

  constructor(log: Log) {
    this.workers = new WorkerPool<typeof worker>(
      workerFile('./template.worker.js', import.meta.url),
      { threads: 1, waiting: 16, milliseconds: 10_000, megabytes: 96 },
      (error) => log.failed({ part: 'templates' }, error),
    );
  }

  /** Throws PAPER_TEMPLATE_INVALID with every flaw in a sentence. */
  async read(text: string, kind: PaperKind): Promise<Template> {
    if (text.length > longest) throw invalid(`at most ${longest} characters`);
    const read = await this.workers.run('read', { text, kind }).catch((error: unknown) => {
      if (!(error instanceof WorkerFailure)) throw error;
      throw error.isOverLimits
        ? invalid('it takes too long to read: make it as simple as ours')
        : new DomainError('TRY_LATER');
    });
    if (read.flaws) throw invalid(read.flaws.join('; '));
    return read.template;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }
}

const invalid = (detail: string): DomainError => new DomainError('PAPER_TEMPLATE_INVALID', detail);
