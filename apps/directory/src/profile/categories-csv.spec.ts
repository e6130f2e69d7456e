import type { Category } from '@weisu/contracts';
import { categoriesCsv, importedRows, tableOf } from './categories-csv.js';

const light: Category = {
  ...{ code: 'LIGHT', name: '路灯', branch: ['公用设施', '照明'], keywords: ['路灯', '灯不亮'] },
  ...{ nature: 'HELP', urgency: 'FAST', sphere: 'PUBLIC' },
};

describe('categories as a table', () => {
  it('hold the three levels, the words and who leads', () => {
    expect(categoriesCsv([light], () => '城管局')).toBe(
      'code,level1,level2,level3,nature,urgency,sphere,keywords,lead\r\nLIGHT,公用设施,照明,路灯,HELP,FAST,PUBLIC,路灯;灯不亮,城管局\r\n',
    );
  });

  it('are quoted where they must be, and no spreadsheet calculates them', () => {
    const odd = { ...light, name: '=HYPERLINK("x"),a', branch: [], keywords: [] };
    expect(categoriesCsv([odd], () => null).split('\r\n')[1]).toBe(
      `LIGHT,,,"'=HYPERLINK(""x""),a",HELP,FAST,PUBLIC,,`,
    );
  });
});

describe('a tree from elsewhere', () => {
  const row = (level1: string, level2: string, level3: string, more = {}) => ({
    level1,
    level2,
    level3,
    ...more,
  });

  it('gets codes by its places, two digits a level, once for each name', () => {
    const rows = importedRows([
      row('城乡建设', '安全生产', '事故处理'),
      row('城乡建设', '安全生产', '安全隐患'),
      row('城乡建设', '城市建设', '绿化'),
      row('劳动', '安全生产', '事故处理'),
      row('城乡建设', '安全生产', '事故处理'),
      row('城乡建设', '安全生产', ''),
    ]);
    expect(rows.map(([code]) => code)).toEqual(['010101', '010102', '010201', '020101']);
    expect(rows[0]).toEqual([
      '010101',
      '城乡建设',
      '安全生产',
      '事故处理',
      'COMPLAINT',
      'ROUTINE',
      '',
      '事故处理',
    ]);
  });

  it('keeps what it says itself, and not what is no word of ours', () => {
    const rows = importedRows([
      row('甲', '乙', '丙丁', { code: 'X-1', nature: 'HAZARD', urgency: 'SOON', keywords: '丙;丁' }),
    ]);
    expect(rows).toEqual([['X-1', '甲', '乙', '丙丁', 'HAZARD', 'ROUTINE', '', '丙;丁']]);
    expect(tableOf(rows).split('\r\n')).toHaveLength(3);
  });
});
