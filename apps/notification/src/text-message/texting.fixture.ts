import { announce, AppealClosed, type Person, type Unit } from '@weisu/contracts';
import { ChangingDirectory, demoSnapshot, eventually, TestTime, type TestService } from '@weisu/testing';
import type { NotificationConfig } from '../index.js';
import { MemoryTexts, registerAppeal, startNotification } from '../notification.fixture.js';

export const phone = '13912345678';
export const unitPhone = '0755-82123456';

type Row = Readonly<{ status: string; attempts: number; unanswered: number; last_error: string | null }>;

/** Notification with a provider and an intake that a test can take away. */
export class Texting {
  readonly texts = new MemoryTexts();
  /** Matters that intake was asked about, in order. */
  readonly asked: string[] = [];
  /** What intake does when it is asked. */
  intake: () => Promise<{ phone: string } | null> = () => Promise.resolve({ phone });
  readonly time = new TestTime('2026-11-23T09:00:00+08:00');
  private readonly directory = new ChangingDirectory();
  private started: TestService | null = null;

  static async start(changes: Partial<NotificationConfig> = {}): Promise<Texting> {
    const texting = new Texting();
    const { texts, time, directory } = texting;
    const contactForMessage = (appealId: string) => {
      texting.asked.push(appealId);
      return texting.intake();
    };
    texting.started = await startNotification(time, {
      ...{ texts, directory, contacts: { contactForMessage } },
      ...changes,
    });
    return texting;
  }

  get service(): TestService {
    if (!this.started) throw new Error('not started');
    return this.started;
  }

  takeIntakeAway(): void {
    this.intake = () => Promise.reject(new Error('connect ECONNREFUSED'));
  }

  bringIntakeBack(): void {
    this.intake = () => Promise.resolve({ phone });
  }

  /** A matter with a receipt to send. */
  async register(): Promise<string> {
    const { appealId } = await registerAppeal(this.service, this.time.now(), { reachable: true });
    return appealId;
  }

  async close(appealId: string): Promise<void> {
    const closed = { appealId, solved: true, meansExhausted: true, waivers: 0, automatic: false };
    await this.service.probe.say(appealId, announce(AppealClosed, closed), this.time.now());
  }

  /** The water company and somebody who can be on duty have telephones; answers who. */
  async giveTelephones(): Promise<{ unitId: string; personId: string }> {
    const { entries } = demoSnapshot();
    const unit = entries.find(({ kind, key }) => kind === 'unit' && key === '440303.water')?.body as Unit;
    const person = entries.find(({ kind }) => kind === 'person')?.body as Person;
    await this.directory.publish(
      this.service,
      this.time,
      { kind: 'unit', key: unit.id, body: { ...unit, phone: unitPhone } },
      { kind: 'person', key: person.id, body: { ...person, phone: '13900000000' } },
    );
    return { unitId: unit.id, personId: person.id };
  }

  rows(appealId: string): Promise<Row[]> {
    return this.service.sql<Row>(
      'SELECT status, attempts, unanswered, last_error FROM text_message WHERE appeal_id = $1 ORDER BY created_at, id',
      [appealId],
    );
  }

  /** Of a matter with one text. */
  async becomes(appealId: string, expected: Partial<Row>): Promise<void> {
    await eventually(async () => expect(await this.rows(appealId)).toMatchObject([expected]));
  }

  /** Does not wait for the schedule. */
  async makeDue(appealId: string): Promise<void> {
    await eventually(async () => {
      const due = await this.service.sql(
        `UPDATE text_message SET next_at = clock_timestamp() WHERE appeal_id = $1 AND status = 'PENDING' AND claim IS NULL RETURNING id`,
        [appealId],
      );
      expect(due).toHaveLength(1);
    });
  }

  async stop(): Promise<void> {
    await this.started?.stop();
  }
}
