import type { Unit } from '@weisu/contracts';
import { agreementNumber, fileNumber, partiesFrom, requireCommitteeFor } from './opening.js';

const committee = (areaCode: string): Unit => ({
  id: `${areaCode}.mediation`,
  name: '东门街道人民调解委员会',
  kind: 'MEDIATION_COMMITTEE',
  areaCode,
  desk: 'mediation',
  phone: null,
});
const side = (name: string, more: object = {}) => ({ side: name, name: '孙家明', ...more });
const newId = () => '0193a8f0-0000-7000-8000-0000000000a1';

describe('choosing a committee', () => {
  it.each([
    ['of the street', '440303003', '440303003020'],
    ['of the district', '440303', '440303003020001'],
    ['of another community of the street', '440303003001', '440303003020'],
    ['of a community, for its street', '440303003001', '440303003'],
  ])('takes one %s', (_case, own, matter) => {
    expect(requireCommitteeFor(committee(own), matter).areaCode).toBe(own);
  });

  it.each([
    ['of a neighbour street', committee('440303004')],
    ['that is no committee', { ...committee('440303003'), kind: 'STATION' as const }],
    ['that does not exist', null],
  ])('refuses a unit %s', (_case, unit) => {
    expect(() => requireCommitteeFor(unit, '440303003020')).toThrow(
      expect.objectContaining({ code: 'UNIT_NOT_FOUND' }),
    );
  });

  it('does not take the district for the street of a street committee', () => {
    expect(() => requireCommitteeFor(committee('440303003'), '440303')).toThrow();
  });
});

describe('naming the parties', () => {
  it('keeps what is known of them, without white space around it', () => {
    const [first] = partiesFrom(
      [side(' 甲方 ', { phone: '+852 5123 4567', address: ' ' }), side('乙方')],
      newId,
    );
    expect(first).toMatchObject({ side: '甲方', phone: '+852 5123 4567', address: null, consents: null });
  });

  it.each([
    ['nobody', [], 'PARTIES_INVALID'],
    ['one side', [side('甲方')], 'PARTIES_INVALID'],
    ['two of one side', [side('甲方'), side(' 甲方')], 'PARTIES_INVALID'],
    ['a crowd', Array.from({ length: 51 }, (_, n) => side(`第${n}方`)), 'PARTIES_INVALID'],
    ['a party without a name', [side('甲方'), side('乙方', { name: ' ' })], 'TEXT_EMPTY'],
    [
      'a name as long as a letter',
      [side('甲方'), side('乙方', { name: '长'.repeat(201) })],
      'INVALID_ARGUMENT',
    ],
    ['a phone that is none', [side('甲方'), side('乙方', { phone: '问邻居' })], 'PHONE_INVALID'],
  ])('refuses %s', (_case, parties, code) => {
    expect(() => partiesFrom(parties, newId)).toThrow(expect.objectContaining({ code }));
  });
});

it('numbers files and agreements by the name of the committee', () => {
  expect(fileNumber(committee('440303003'), '2026', 3)).toBe('（2026）东门街道人调字第3号');
  expect(agreementNumber(committee('440303003'), '2026', 1)).toBe('（2026）东门街道人调协字第1号');
});
