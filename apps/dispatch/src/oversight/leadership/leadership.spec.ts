import { profileNamed } from '../../case.fixture.js';
import { dutiesOf, requireTeam, type TeamMember } from './leadership.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const { team } = profileNamed('S2');
const member = (role: string, n = 1): TeamMember[] =>
  Array.from({ length: n }, (_, index) => ({ personId: `${role}${index}`, role }));
const full = [
  ...member('党代表或人大代表'),
  ...member('青年干部'),
  ...member('专业人员', 2),
  ...member('网格员', 3),
];

describe('the team “1+1+2+N”', () => {
  it('has each role as often as the profile wants it', () => {
    expect(requireTeam(full, team)).toBe(full);
    expect(requireTeam([], undefined)).toEqual([]);
  });

  it.each([
    ['a role too few', full.filter(({ role }) => role !== '青年干部')],
    ['a role too often', [...full, { personId: 'x', role: '专业人员' }]],
    ['no grid worker', full.filter(({ role }) => role !== '网格员')],
    ['a role that is none', [...full, { personId: 'x', role: '顾问' }]],
    ['a person twice', [...full, { personId: '青年干部0', role: '网格员' }]],
  ])('is refused with %s', (_, members) => {
    expect(() => requireTeam(members, team)).toThrow(expect.objectContaining({ code: 'TEAM_INVALID' }));
  });

  it('is refused where the profile names no roles', () => {
    expect(() => requireTeam(full, undefined)).toThrow(expect.objectContaining({ code: 'TEAM_INVALID' }));
  });
});

describe('the duties of a leader', () => {
  it('come with and without a date', () => {
    const dueBy = new Date(now.getTime() + 1);
    expect(dutiesOf(['包调查核实'], [{ text: '包协调化解', dueBy }, { text: '包办理落实' }], now)).toEqual([
      { text: '包调查核实', dueBy: null },
      { text: '包协调化解', dueBy },
      { text: '包办理落实', dueBy: null },
    ]);
  });

  it.each([
    ['a date that has come', [], [{ text: '包办理落实', dueBy: now }], 'INVALID_ARGUMENT'],
    ['an empty text', [' '], [], 'TEXT_EMPTY'],
    ['more than fifty', Array.from({ length: 51 }, () => '包'), [], 'INVALID_ARGUMENT'],
  ])('are refused with %s', (_, texts, dated, code) => {
    expect(() => dutiesOf(texts, dated, now)).toThrow(expect.objectContaining({ code }));
  });
});
