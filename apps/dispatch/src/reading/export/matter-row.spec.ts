import { ledgerColumns } from '@weisu/contracts';
import { rowOf, type MatterFacts } from './matter-row.js';

const facts: MatterFacts = {
  number: '20261123-000001-0',
  channel: 'HOTLINE_12345',
  submittedAt: new Date('2026-11-23T09:00:00+08:00'),
  area: '东门街道东门社区',
  category: '路灯',
  nature: 'COMPLAINT',
  urgency: 'FAST',
  status: 'HANDLING',
  unit: '东门街道综合行政执法办',
  since: new Date('2026-11-23T23:30:00+08:00'),
  dueBy: new Date('2026-11-26T00:00:00+08:00'),
  result: null,
  repeatOf: null,
  said: null,
  answered: null,
};

describe('a row of the exported ledger', () => {
  it('has the columns that were asked for, in their order and in words', () => {
    expect(rowOf(['STATUS', 'NUMBER', 'CHANNEL', 'URGENCY', 'SINCE', 'DUE_BY'], facts)).toEqual([
      ...['办理中', '20261123-000001-0', '12345热线', '快处', '2026-11-23 23:30:00', '2026-11-26 00:00:00'],
    ]);
  });

  it('is empty where nothing is known, and never a word like null', () => {
    const bare = {
      ...facts,
      category: null,
      nature: null,
      urgency: null,
      unit: null,
      since: null,
      dueBy: null,
    };
    const row = rowOf(ledgerColumns, bare);
    expect(row).toHaveLength(ledgerColumns.length);
    expect(row.filter((cell) => cell === '')).toHaveLength(16);
    expect(JSON.stringify(row)).not.toMatch(/null|undefined/);
  });

  it('counts stars as a number, and says what was answered', () => {
    const answered = { outcome: 'PARTLY', satisfaction: 'BASICALLY', stars: 4 } as const;
    expect(rowOf(['FOLLOW_UP', 'SATISFACTION', 'RATING'], { ...facts, answered })).toEqual([
      ...['部分解决', '基本满意', 4],
    ]);
  });

  it('keeps a value that it has no word for', () => {
    expect(rowOf(['STATUS'], { ...facts, status: 'OF_TOMORROW' })).toEqual(['OF_TOMORROW']);
  });
});
