import { exportedAppeal, longestCell } from './exported.js';

const appeal = {
  title: '路灯不亮',
  text: '立新路1号路灯不亮，请打13812345678',
  address: '立新路1号',
  origin: 'REPORTED',
  repeatOfId: '0193a8f0-0001-7000-8000-000000000001',
} as const;
const contact = { name: '张三', phone: '13812345678', phoneWritten: null };
const nobody = { name: null, phone: null, phoneWritten: null };
const handler = { who: true, repeatOf: true, revealed: false };

describe('a matter in an exported ledger', () => {
  it('is masked, and its words have no number in them', () => {
    const exported = exportedAppeal(appeal, contact, handler);
    expect(exported).toMatchObject({ name: '张**', phone: '138****5678', repeatOfId: appeal.repeatOfId });
    expect(exported.text).toContain('立新路1号路灯不亮');
    expect(JSON.stringify(exported)).not.toContain('13812345678');
  });

  it('names who asked where that is revealed, with the number as it was written', () => {
    const revealed = { ...handler, revealed: true };
    expect(exportedAppeal(appeal, contact, revealed)).toMatchObject({
      ...{ name: '张三', phone: '13812345678', text: appeal.text },
    });
    const written = { ...contact, phoneWritten: '13812345678转2' };
    expect(exportedAppeal(appeal, written, revealed).phone).toBe('13812345678转2');
  });

  it('tells who may not know it neither name nor number nor link, not even masked', () => {
    const exported = exportedAppeal(appeal, contact, { who: false, repeatOf: false, revealed: false });
    expect(exported).toMatchObject({ name: '（要求保密）', phone: null, repeatOfId: null });
    expect(JSON.stringify(exported)).not.toMatch(/张|5678/);
  });

  it('says nothing of a person where nobody asked', () => {
    const found = { ...appeal, origin: 'FOUND' } as const;
    for (const who of [true, false])
      expect(exportedAppeal(found, nobody, { ...handler, who })).toMatchObject({ name: null, phone: null });
  });

  it('has as many characters as a cell holds, whatever was said', () => {
    const long = exportedAppeal({ ...appeal, text: '𠮷'.repeat(longestCell + 1) }, contact, handler);
    expect([...long.text]).toHaveLength(longestCell + 1);
    expect(long.text.endsWith('𠮷…')).toBe(true);
    expect(
      exportedAppeal({ ...appeal, text: '诉'.repeat(longestCell) }, contact, handler).text,
    ).not.toContain('…');
  });
});
