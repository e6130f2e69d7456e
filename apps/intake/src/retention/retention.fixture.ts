import type { AppealAnswer, ReceiptAnswer } from '@weisu/api';
import { announce, AppealClosed, AppealReopened, PersonalDataErased } from '@weisu/contracts';
import { runRetention, type RetentionRun } from '@weisu/service-host';
import { gridCode, inGrid, resident, startIntake, street } from '../intake.fixture.js';
import { intakeRetention } from './retention.loop.js';
import { retentionTerms } from './terms.js';

export const phone = '13912345678';
const terms = retentionTerms({ RETENTION_APPELLANT_DAYS: '30', RETENTION_MEDIATION_DAYS: '60' });

/** Intake with matters of one person, and the few things that happen to them. */
export async function startErasing() {
  const service = await startIntake();
  let last = 0;
  return {
    service,
    submit: async (overrides: object = {}): Promise<string> => {
      last += 1;
      const input = {
        text: `三号楼王五家漏水，第${last}次反映`,
        name: '王五',
        phone,
        areaCode: gridCode,
        address: '三号楼',
        point: inGrid,
        ...overrides,
      };
      const receipt = await service.call<ReceiptAnswer>('submitAppeal', { input }, resident);
      return receipt.id;
    },
    close: (appealId: string, at = service.time.now()) =>
      service.probe.say(
        appealId,
        announce(AppealClosed, {
          appealId,
          solved: true,
          meansExhausted: false,
          waivers: 0,
          automatic: true,
        }),
        at,
      ),
    reopen: (appealId: string) =>
      service.probe.say(
        appealId,
        announce(AppealReopened, { appealId, cause: 'STAFF', noteId: null }),
        service.time.now(),
      ),
    erase: (appealId: string, actor: Parameters<typeof service.call>[2] = street, reason = '本人申请') =>
      service.call<AppealAnswer>('erasePersonalData', { appealId, reason }, actor),
    /** How many matters and how many network addresses were erased, or would be. */
    run: async (options: Partial<RetentionRun> = {}) => {
      const results = await runRetention({
        source: service.running.source,
        time: service.time,
        tasks: intakeRetention(terms),
        poke: () => service.running.relay.poke(),
        ...options,
      });
      return results.map(({ count }) => count);
    },
    rowOf: async (id: string) =>
      (await service.sql<Record<string, unknown>>('SELECT * FROM appeal WHERE id = $1', [id]))[0]!,
    erasures: (id: string) => service.probe.of(PersonalDataErased, id).length,
  };
}
