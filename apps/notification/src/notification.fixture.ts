import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce, AppealRegistered, UnitCalled, WhistleBlown, WorkOrderDispatched } from '@weisu/contracts';
import { actorOf, DemoDirectory, startTestService, type TestService, type TestTime } from '@weisu/testing';
import {
  notificationDefinition,
  notificationSettings,
  TextMessageDriver,
  type NotificationConfig,
  type TextMessage,
} from './index.js';

export const water = actorOf({
  roles: ['COMPANY'],
  unitId: '440303.water',
  areaCode: '440303',
  subject: 'water',
});
export const housing = actorOf({
  roles: ['DEPARTMENT'],
  unitId: '440303.housing',
  areaCode: '440303',
  subject: 'housing',
});
export const street = actorOf({
  roles: ['STREET'],
  unitId: '440303003.dispatch-desk',
  areaCode: '440303003',
  subject: 'street',
});
export const district = actorOf({
  roles: ['DISTRICT'],
  unitId: '440303.office',
  areaCode: '440303',
  subject: 'district',
});
export const hotline = actorOf({ roles: ['INTEGRATION'], client: 'hotline', subject: 'hotline' });
export const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' });

export const key = `first:${Buffer.alloc(32, 7).toString('base64')}`;

/** Remembers what it was asked to send; fails as often as it is told to. */
export class MemoryTexts extends TextMessageDriver {
  readonly sent: TextMessage[] = [];
  /** Ids of everything that it was asked to send. */
  readonly tried: string[] = [];
  failures = 0;
  /** What every message ends with until it is taken away. */
  trouble: Error | null = null;
  /** Answers no earlier than this. */
  holding: Promise<void> = Promise.resolve();

  async send(message: TextMessage): Promise<void> {
    this.tried.push(message.id);
    await this.holding;
    if (this.trouble) throw this.trouble;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('provider down');
    }
    this.sent.push(message);
  }
}

/** Something that a test lets happen. */
export class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((open) => (this.open = open));
}

export function startNotification(
  time: TestTime,
  changes: Partial<NotificationConfig> = {},
): Promise<TestService> {
  return startTestService(notificationDefinition, configOf(changes), time);
}

/** Schedules in milliseconds, receivers on this machine. */
export function configOf(changes: Partial<NotificationConfig> = {}): NotificationConfig {
  return {
    ...notificationSettings({ WEBHOOK_KEYS: key, ALLOW_LOCAL_WEBHOOKS: 'true', SMS_FILE: 'unused' }),
    retryMilliseconds: [0, 20, 20],
    sendingPollMilliseconds: 20,
    webhookTimeoutMilliseconds: 500,
    directory: new DemoDirectory(),
    contacts: { contactForMessage: () => Promise.resolve({ phone: '13800000000' }) },
    texts: new MemoryTexts(),
    ...changes,
  };
}

export type Received = Readonly<{ headers: IncomingHttpHeaders; body: string }>;

export type Answering = Readonly<{ status: number; headers?: Record<string, string>; never?: boolean }>;

/** A department's own system: answers as `answers` says, the last answer again and again. */
export class Receiver {
  readonly received: Received[] = [];
  answers: Answering[] = [{ status: 204 }];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/hooks`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        const answer = receiver.answers.length > 1 ? receiver.answers.shift()! : receiver.answers[0]!;
        if (answer.never) return;
        response.writeHead(answer.status, answer.headers).end('private words of the receiver');
      });
    });
    return receiver;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }
}

let lastNumber = 0;

export async function registerAppeal(
  service: TestService,
  at: Date,
  given: Partial<Parameters<typeof announce<typeof AppealRegistered>>[1]> = {},
): Promise<{ appealId: string; number: string }> {
  const appealId = given.appealId ?? randomUUID();
  const number = `20261123-${String((lastNumber += 1)).padStart(6, '0')}-1`;
  const event = announce(AppealRegistered, {
    channel: 'WEB',
    origin: 'REPORTED',
    areaCode: '440303003020001',
    confidential: false,
    reachable: false,
    submittedAt: at,
    firstReceiverId: null,
    repeatOfId: null,
    residentSubject: null,
    registeredBy: null,
    secretVerifier: null,
    suggestion: null,
    external: null,
    ...given,
    appealId,
    number,
  });
  await service.probe.say(appealId, event, at);
  return { appealId, number };
}

export async function dispatchTo(
  service: TestService,
  appealId: string,
  unitId: string,
  at: Date,
): Promise<void> {
  const order = {
    appealId,
    workOrderId: randomUUID(),
    unitId,
    role: 'LEAD',
    dual: false,
    dueBy: null,
  } as const;
  await service.probe.say(appealId, announce(WorkOrderDispatched, order), at);
}

/** A whistle of 东门街道信联办 that calls a unit, as dispatch tells it for one appeal. */
export async function callUnit(
  service: TestService,
  appealId: string,
  unitId: string,
  at: Date,
): Promise<{ whistleId: string; first: boolean; summonsId: string; unitId: string; number: string }> {
  const whistle = { whistleId: randomUUID(), first: true, number: `哨440303003-2026-${(lastNumber += 1)}` };
  const place = { areaCode: '440303003020', byId: street.unitId!, endorsed: true };
  const blown = { ...whistle, ...place, situation: 'HARD_MATTER' as const, unitIds: [unitId] };
  await service.probe.say(appealId, announce(WhistleBlown, blown), at);
  const summons = { ...whistle, summonsId: randomUUID(), unitId };
  const called = { ...summons, areaCode: place.areaCode, reportInBy: new Date('2026-11-24T18:00:00+08:00') };
  await service.probe.say(appealId, announce(UnitCalled, called), at);
  return summons;
}

export const externalOrder = (number: string, followUpBySender = false) => ({
  system: '12345',
  number,
  dispatchedAt: new Date('2026-11-20T09:00:00+08:00'),
  dueBy: new Date('2026-11-27T18:00:00+08:00'),
  returnBy: null,
  categoryCode: null,
  urgency: null,
  handlerUnitIds: [],
  followUpBySender,
  replyRequired: true,
});
