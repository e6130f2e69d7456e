import {
  AppealRelocated,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
} from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { patience, programsLimit, startProgram } from '../../program.fixture.js';
import { matterId, matters, OldLedger, orderId, type Live } from './old-ledger.fixture.js';

const backfill = ['migrate', '--contract'];
const applied = 'dispatch: applied 0020-appeal-parts-read\n';

const about = (n: number, unitId: string, more: object = {}) => ({ appealId: matterId(n), unitId, ...more });
const relocated = (n: number, unitId: string, ends: boolean) => ({
  appealId: matterId(n),
  ...{ from: '440303003', to: ends ? '440303004' : '440303003', reception: { unitId, ends } },
});
const again = 'bbbbbbbb-0000-7000-8000-000000000001';
const late = matters - 4;

/** Heard while the backfill lies dead: of a matter that it has been at, and of some that it has not reached. */
const live: readonly Live[] = [
  {
    name: WorkOrderReturned.type,
    at: '2026-11-20T01:00:00Z',
    payload: about(4, 'water', { workOrderId: orderId(4) }),
  },
  {
    name: WorkOrderDispatched.type,
    at: '2026-11-20T01:01:00Z',
    payload: about(4, 'water', { workOrderId: again }),
  },
  // of an order that was returned long ago: the unit was let go then
  {
    name: WorkOrderCancelled.type,
    at: '2026-11-20T01:02:00Z',
    payload: about(late + 1, 'water', { workOrderId: orderId(late + 1) }),
  },
  {
    name: WorkOrderReturned.type,
    at: '2026-11-20T01:03:00Z',
    payload: about(late, 'water', { workOrderId: orderId(late) }),
  },
  // out of the first receiver's area and back, of a reception whose beginning is not known yet; and one that stays out
  {
    name: AppealRelocated.type,
    at: '2026-11-20T01:04:00Z',
    payload: relocated(late + 2, `office-${(late + 2) % 5}`, true),
  },
  {
    name: AppealRelocated.type,
    at: '2026-11-20T01:05:00Z',
    payload: relocated(late + 2, `office-${(late + 2) % 5}`, false),
  },
  {
    name: AppealRelocated.type,
    at: '2026-11-20T01:06:00Z',
    payload: relocated(late + 3, `office-${(late + 3) % 5}`, true),
  },
];

describe('the backfill of who takes part, killed with -9', () => {
  const open: OldLedger[] = [];
  const ledger = async () => {
    const one = await OldLedger.open();
    open.push(one);
    return one;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const run = async (one: OldLedger) => {
    const { code, said } = await startProgram(backfill, one.database.adminUrl).ended;
    expect([code, said]).toEqual([0, applied]);
  };

  /** Somebody works on a matter of a later page: the program has committed pages, waits there, and is killed. Answers how many parts it left. */
  async function runAndKill(one: OldLedger): Promise<number> {
    await one.worker.query('BEGIN');
    await one.worker.query('SELECT 1 FROM appeal_scope WHERE appeal_id = $1 FOR UPDATE', [
      matterId(matters / 2),
    ]);
    const program = startProgram(backfill, one.database.adminUrl);
    const waits = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO appeal_scope%'`;
    await eventually(async () => expect((await one.owner.query(waits)).rows).toHaveLength(1), patience);
    program.kill();
    expect(await program.ended).toMatchObject({ code: null, signal: 'SIGKILL', said: '' });
    await one.worker.query('COMMIT');
    const [left, said] = await Promise.all([
      one.owner.query<{ parts: number }>('SELECT count(*)::int AS parts FROM appeal_part'),
      one.owner.query(`SELECT 1 FROM migration WHERE name = '0020-appeal-parts-read'`),
    ]);
    expect(said.rows).toEqual([]);
    return left.rows[0]!.parts;
  }

  it(
    'comes to the same as one that nobody disturbed',
    async () => {
      const [killed, undisturbed] = [await ledger(), await ledger()];
      await run(undisturbed);
      const expected = await undisturbed.projection();
      const left = await runAndKill(killed);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(expected.parts.length);
      const twice = await runAndKill(killed);
      expect(twice).toBe(left);
      expect(await killed.told()).toBe(0);
      await run(killed);
      expect(await killed.told()).toBe(1);
      expect(await killed.projection()).toEqual(expected);
      expect(expected.parts.length).toBe(matters * 4 + matters / 2);
    },
    programsLimit,
  );

  it(
    'comes to the same with what is heard between its death and its going on',
    async () => {
      const [killed, undisturbed] = [await ledger(), await ledger()];
      await run(undisturbed);
      await undisturbed.hears(live);
      expect(await runAndKill(killed)).toBeGreaterThan(0);
      await killed.hears(live);
      await run(killed);
      const expected = await undisturbed.projection();
      expect(await killed.projection()).toEqual(expected);
      const units = async (n: number) =>
        (
          await killed.owner.query<{ unit_ids: string[] }>(
            'SELECT unit_ids FROM appeal_scope WHERE appeal_id = $1',
            [matterId(n)],
          )
        ).rows[0]?.unit_ids;
      expect(await units(4)).toContain('water');
      expect(await units(late)).not.toContain('water');
      expect(await units(late + 2)).toContain(`office-${(late + 2) % 5}`);
      expect(await units(late + 3)).not.toContain(`office-${(late + 3) % 5}`);
    },
    programsLimit,
  );
});
