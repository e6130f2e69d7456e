import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../parts/free-ports.js';
import { Proxy } from '../chaos/proxy.js';
import type { Chance } from '../chaos/chance.js';
import { planReplicas, startReplica, type Release, type RunningReplica } from '../district.js';
import { gone, signal, stopProcess } from '../processes.js';
import { replicasOf, type App, type DistrictPlace, type Replica } from '../service-environment.js';

/** As deploy/chart has it: seconds between leaving the endpoints and SIGTERM, and from SIGTERM to SIGKILL. */
const preStopMs = 5_000;
const graceMs = 55_000;

export type Replaced = Readonly<{
  app: App;
  name: string;
  readyMs: number;
  endedMs: number;
  /** As `performance.now()`. */
  goneAt: number;
  killed: boolean;
}>;

type Member = Readonly<{ replica: RunningReplica; old: boolean }>;

/**
 * The replicas of a district behind what Kubernetes has: a service for each app that hands every new connection to the next ready replica and
 * leaves those that are there alone, and a deployment that replaces one replica at a time, the new one first (maxSurge 1, maxUnavailable 0).
 */
export class Rollout {
  private readonly services = new Map<App, Proxy>();
  private readonly endpoints = new Map<App, number[]>();
  private members: Member[] = [];
  private turn = 0;

  private constructor(private readonly place: DistrictPlace) {}

  static async begin(place: DistrictPlace, release: Release): Promise<Rollout> {
    const rollout = new Rollout(place);
    for (const app of Object.keys(replicasOf) as App[])
      rollout.services.set(app, await Proxy.to(() => rollout.nextOf(app)));
    const planned = await planReplicas();
    const results = await Promise.allSettled(planned.map((replica) => rollout.start(replica, release)));
    rollout.members = results.flatMap((result) =>
      result.status === 'fulfilled' ? [{ replica: result.value, old: true }] : [],
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await rollout.end();
      throw failed.reason;
    }
    return rollout;
  }

  get url(): string {
    return `http://127.0.0.1:${this.services.get('gateway')?.port ?? 0}`;
  }

  get replicas(): RunningReplica[] {
    return this.members.map(({ replica }) => replica);
  }

  /** Where each app is found by the others. */
  get addresses(): Replica[] {
    return [...this.services].map(([app, { port }]) => ({ app, index: 1, port, metricsPort: 0 }));
  }

  /** Replaces every replica of the old release, in an order that is another one for each seed: old and new of all kinds meet. */
  async replaceAll(release: Release, chance: Chance, told: (one: Replaced) => Promise<void>): Promise<void> {
    const waiting = this.members.filter(({ old }) => old);
    while (waiting.length) {
      const [member] = waiting.splice(Math.floor(chance() * waiting.length), 1);
      if (member) await told(await this.replace(member, release));
    }
  }

  private async replace(member: Member, release: Release): Promise<Replaced> {
    const { replica } = member;
    const began = performance.now();
    const { port = 0, metricsPort = 0 } = await freePorts('port', 'metricsPort');
    const young = await this.start(
      { app: replica.app, index: replica.index + 10, port, metricsPort },
      release,
    );
    this.members.push({ replica: young, old: false });
    const readyMs = performance.now() - began;
    this.dismiss(replica);
    await pause(preStopMs);
    await signal(replica.process, 'SIGTERM');
    const killed = !(await gone(replica.process, graceMs));
    if (killed) await stopProcess(replica.process, 'SIGKILL');
    this.members = this.members.filter((one) => one !== member);
    const goneAt = performance.now();
    const { app } = replica;
    return { app, name: nameOf(replica), readyMs, endedMs: goneAt - began - readyMs, goneAt, killed };
  }

  /** Every replica, the gateway first, and the services before them. */
  async end(): Promise<void> {
    const isGateway = ({ replica }: Member): boolean => replica.app === 'gateway';
    for (const group of [this.members.filter(isGateway), this.members.filter((one) => !isGateway(one))])
      await Promise.all(group.map(({ replica }) => stopProcess(replica.process)));
    this.members = [];
    await Promise.all([...this.services.values()].map((service) => service.close()));
  }

  private async start(replica: Replica, release: Release): Promise<RunningReplica> {
    const running = await startReplica(this.place, replica, this.addresses, release);
    this.endpoints.set(replica.app, [...(this.endpoints.get(replica.app) ?? []), replica.port]);
    return running;
  }

  private dismiss({ app, port }: Replica): void {
    this.endpoints.set(
      app,
      (this.endpoints.get(app) ?? []).filter((one) => one !== port),
    );
  }

  /** Port 0 refuses, as a service without endpoints does. */
  private nextOf(app: App): number {
    const ports = this.endpoints.get(app) ?? [];
    return ports[this.turn++ % ports.length] ?? 0;
  }
}

const nameOf = ({ app, index }: Replica): string => `${app} ${index}`;
