import type { Consultation } from '../../whistles/consultation/consultation.js';
import type { Whistle } from '../../whistles/whistle/whistle.js';
import { consultationFields, whistleFields } from './whistle-fields.js';

const nameOf = (id: string): string => `〔${id}〕`;
const textOf = (id: string | null): string | null => id && `«${id}»`;
const at = new Date('2026-11-23T09:00:00+08:00');
const limit = (kind: 'ACKNOWLEDGE' | 'REPORT_IN' | 'DECIDE', dueBy: string, state = 'RUNNING') => ({
  ...{ kind, state, dueBy: new Date(dueBy) },
});

const whistle = {
  ...{
    number: '哨1',
    situation: 'HARD_MATTER',
    reason: '办不了',
    blownAt: at,
    byId: 'desk',
    endorsedById: 'desk',
  },
  calledAt: at,
} as unknown as Whistle;
const known = { area: '东门街道', appealNumbers: ['1'], nameOf };

describe('哨单', () => {
  it('puts units with the same limits in one line, in the order of the limits, without those that were cancelled', () => {
    const early = [
      limit('REPORT_IN', '2026-11-23T18:00:00+08:00'),
      limit('ACKNOWLEDGE', '2026-11-23T11:00:00+08:00'),
    ];
    const fields = whistleFields(
      whistle,
      [
        { unitId: 'a', limits: early },
        { unitId: 'b', limits: early },
        {
          unitId: 'c',
          limits: [
            limit('ACKNOWLEDGE', '2026-11-24T00:00:00+08:00'),
            limit('DECIDE', '2026-11-23T00:00:00Z'),
          ],
        },
        { unitId: 'd', limits: [limit('ACKNOWLEDGE', '2026-11-24T00:00:00+08:00', 'CANCELLED')] },
      ],
      known,
    );
    expect(fields['limits']).toBe(
      '〔a〕、〔b〕：11月23日 11:00前接哨，11月23日 18:00前报到\n〔c〕：11月23日 24:00前接哨',
    );
    expect(fields).toMatchObject({ units: '〔a〕、〔b〕、〔c〕、〔d〕', endorsedBy: null, matters: '1' });
  });

  it('names ten matters, and of more how many', () => {
    const numbers = Array.from({ length: 11 }, (_, n) => `${n + 1}`);
    expect(whistleFields(whistle, [], { ...known, appealNumbers: numbers })['matters']).toBe(
      '1、2、3、4、5、6、7、8、9、10等11件',
    );
    expect(whistleFields(whistle, [], { ...known, appealNumbers: numbers.slice(0, 10) })['matters']).toBe(
      '1、2、3、4、5、6、7、8、9、10',
    );
  });

  it('says who stands behind a community’s whistle, and is none before that', () => {
    expect(whistleFields({ ...whistle, byId: 'community' }, [], known)['endorsedBy']).toBe('〔desk〕');
    expect(() => whistleFields({ ...whistle, calledAt: null }, [], known)).toThrow(
      expect.objectContaining({ code: 'WHISTLE_NOT_ENDORSED' }),
    );
  });
});

describe('会商研判记录表', () => {
  const consultation: Consultation = {
    ...{ id: 'c', whistleId: 'w', calledById: 'desk', agendaNoteId: 'agenda', place: '会议室', at },
    ...{ unitIds: ['a', 'b'], heldAt: at, recordNoteId: 'record' },
  };
  const task = {
    id: 't',
    consultationId: 'c',
    noteId: 'text',
    unitId: 'a',
    person: '李秀英',
    doneAt: null,
    doneNoteId: null,
  };

  it('has who came, who did not, and each task with person and last day', () => {
    const tasks = [{ ...task, dueBy: new Date('2026-11-26T00:00:00+08:00') }];
    const meeting = { whistleNumber: '哨1', came: [{ unitId: 'a', person: '李秀英' }], tasks };
    expect(consultationFields(consultation, meeting, { nameOf, textOf })).toEqual({
      ...{ whistleNumber: '哨1', agenda: '«agenda»', at: '2026年11月23日 09:00', place: '会议室' },
      ...{ present: '〔a〕 李秀英', absent: '〔b〕', record: '«record»' },
      tasks: '1. «text»（〔a〕 李秀英，2026年11月25日前）',
    });
  });

  it('is none of a meeting that was not held', () => {
    const meeting = { whistleNumber: '哨1', came: [], tasks: [] };
    expect(() => consultationFields({ ...consultation, heldAt: null }, meeting, { nameOf, textOf })).toThrow(
      expect.objectContaining({ code: 'PAPER_NOT_READY' }),
    );
  });
});
