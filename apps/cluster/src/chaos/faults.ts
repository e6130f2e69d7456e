import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { gone, signal, stopProcess } from '../processes.js';
import type { App } from '../service-environment.js';
import { count } from './ledger.js';
import type { Fault, FaultKind } from './plan.js';
import { quotaMegabytes, type Site } from './site.js';

const run = promisify(execFile);

/** Milliseconds that each piece takes longer in each direction. */
const slowMs = 25;

/** Carries out the plan, and brings back what it ended. */
export class Faults {
  readonly survived = new Map<string, number>();
  readonly skipped = new Map<string, number>();
  /** What did not come back. */
  readonly fatal: string[] = [];
  /** Replicas that SIGTERM did not end within thirty seconds. */
  readonly stubborn: string[] = [];
  private readonly under = new Set<Promise<void>>();

  constructor(
    private readonly site: Site,
    private readonly since: Date,
    private readonly say: (line: string) => void,
  ) {}

  begin(fault: Fault): void {
    const one = this.do(fault).then(
      (done) => count(done ? this.survived : this.skipped, fault.kind),
      (error: unknown) => void this.fatal.push(`${fault.kind} ${fault.target}: ${String(error)}`),
    );
    const tracked = one.finally(() => this.under.delete(tracked));
    this.under.add(tracked);
  }

  /** Resolves when everything that was ended is back. */
  async ended(): Promise<void> {
    await Promise.all(this.under);
  }

  private async do(fault: Fault): Promise<boolean> {
    const { kind, target, ms } = fault;
    if (kind === 'disk-full' && !this.site.hasQuota) return false;
    await this.site.inTurn(this.thingsOf(fault), async () => {
      this.say(`${kind} ${target}${ms ? ` ${(ms / 1_000).toFixed(1)} s` : ''}`);
      await this.acts[kind](target, ms);
    });
    return true;
  }

  private thingsOf({ kind, target }: Fault): string[] {
    if (kind === 'redeliver') return this.site.replicasOf(target);
    return kind === 'database-cut' || kind === 'database-delay' ? ['proxy'] : [target];
  }

  private readonly acts: Readonly<Record<FaultKind, (target: string, ms: number) => Promise<void>>> = {
    kill: (target, ms) => this.endReplica(target, 'SIGKILL', ms),
    stop: (target, ms) => this.endReplica(target, 'SIGTERM', ms),
    pause: async (target, ms) => this.pauseProcess(this.site.replica(target).process, ms),
    'kafka-kill': (_target, ms) => this.endServer('Kafka', 'SIGKILL', ms),
    'kafka-stop': (_target, ms) => this.endServer('Kafka', 'SIGTERM', ms),
    'kafka-pause': async (_target, ms) => this.pauseProcess(this.site.server('Kafka').process, ms),
    'kafka-cut': async () => {
      const { port } = this.site.server('Kafka');
      await run('ss', ['-K', 'dst', '127.0.0.1', 'dport', '=', String(port)]);
    },
    'postgres-fast': (_target, ms) => this.endServer('PostgreSQL', 'SIGINT', ms),
    // SIGQUIT: no checkpoint, nothing is rolled back; the next start recovers from the log as after a power cut
    'postgres-crash': (_target, ms) => this.endServer('PostgreSQL', 'SIGQUIT', ms),
    'keycloak-stop': (_target, ms) => this.endServer('Keycloak', 'SIGTERM', ms),
    'backends-cut': () => this.cutBackends(),
    'database-cut': async (_target, ms) => {
      this.site.proxy.cut();
      await pause(ms);
      this.site.proxy.restore();
    },
    'database-delay': async (_target, ms) => {
      this.site.proxy.slow(slowMs);
      await pause(ms);
      this.site.proxy.restore();
    },
    'disk-full': (_target, ms) => this.fillDisk(ms),
    redeliver: (target) => this.redeliver(target as App),
  };

  private async endReplica(name: string, how: 'SIGKILL' | 'SIGTERM', ms: number): Promise<void> {
    await this.endOne(name, how);
    await pause(ms);
    await this.site.startAgain(name);
  }

  private async endOne(name: string, how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { process } = this.site.replica(name);
    await signal(process, how);
    if (await gone(process, 30_000)) return;
    this.stubborn.push(name);
    await stopProcess(process, 'SIGKILL');
  }

  private async pauseProcess(process: Parameters<typeof signal>[0], ms: number): Promise<void> {
    await signal(process, 'SIGSTOP');
    try {
      await pause(ms);
    } finally {
      await signal(process, 'SIGCONT');
    }
  }

  private async endServer(
    name: 'Kafka' | 'PostgreSQL' | 'Keycloak',
    how: NodeJS.Signals,
    ms: number,
  ): Promise<void> {
    await stopProcess(this.site.server(name).process, how, 60_000);
    await pause(ms);
    await this.site.startServerAgain(name);
  }

  /** Nearly half of the connections of the services, at random. */
  private async cutBackends(): Promise<void> {
    await this.site.untilDone('no connection to cut others', async () => {
      const client = new pg.Client({ connectionString: this.site.databaseUrl });
      client.on('error', () => undefined);
      await client.connect();
      try {
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND usename LIKE 'weisu\\_%' AND random() < 0.4`,
        );
      } finally {
        await client.end();
      }
    });
  }

  private async fillDisk(ms: number): Promise<void> {
    const ballast = join(this.site.filesFolder, 'ballast');
    // more than fits: what is written before ENOSPC is what fills it
    await writeFile(ballast, Buffer.alloc((quotaMegabytes + 1) * 1024 * 1024)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    });
    await pause(ms);
    await rm(ballast, { force: true });
  }

  /** Everything that the service ever said goes out again, in order with what still waits, while others have gone on. */
  private async redeliver(app: App): Promise<void> {
    const names = this.site.replicasOf(app);
    await Promise.all(names.map((name) => this.endOne(name, 'SIGTERM')));
    try {
      await this.site.untilDone('no republish', async () => {
        const said = await this.site.runIn(names[0] ?? '', [
          'republish',
          '--since',
          this.since.toISOString(),
        ]);
        this.say(`  ${said.trim()}`);
      });
    } finally {
      await Promise.all(names.map((name) => this.site.startAgain(name)));
    }
  }
}
