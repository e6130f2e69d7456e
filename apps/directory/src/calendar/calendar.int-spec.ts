import type { OperationAnswer } from '@weisu/api';
import type { DirectorySnapshot } from '@weisu/directory-client';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import { demoFolder, importInto } from '../import/district.fixture.js';
import { directoryDefinition } from '../index.js';
import { readPack } from '../pack/pack.reader.js';

type Version = OperationAnswer['draftCalendar'];

const district = actorOf({ roles: ['DISTRICT'], unitId: '440303.office', areaCode: '440303', subject: 'd' });
const street = actorOf({
  roles: ['STREET'],
  unitId: '440303003.office',
  areaCode: '440303003',
  subject: 's',
});
const dispatch = actorOf({ roles: ['SERVICE'], client: 'dispatch' });

/** As the public lists give it: name, date, whether it rests. */
const notice = [
  ...['2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'].map((date) => ({
    date,
    isOffDay: true,
    name: '节日',
  })),
  { date: '2027-01-02', isOffDay: false, name: '元旦' },
];

describe('versions of the calendar', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeEach(async () => {
    service = await startTestService(directoryDefinition, {}, time);
    await importInto(service, await readPack(demoFolder), time.now());
  });
  afterEach(() => service.stop());

  const draft = (input: object, actor = district) =>
    service.call<Version>('draftCalendar', { input: { version: '2027', ...input } }, actor);
  const activate = (version: string, more: object = {}) =>
    service.call<Version>('activateCalendar', { version, reason: '国务院办公厅通知', ...more }, district);
  const list = async (actor = street) =>
    (await service.call<OperationAnswer['calendars']>('calendars', {}, actor)).map(({ version, state }) => [
      version,
      state,
    ]);
  const snapshot = (since: number) =>
    service.call<DirectorySnapshot>('directorySnapshot', { since }, dispatch);

  it('are drafted, seen by every copy, activated with a reason, and the one before is kept', async () => {
    const drafted = await draft({ year: 2027, days: notice });
    expect(drafted).toMatchObject({ state: 'DRAFT', draftedBy: 'd', activatedAt: null });
    expect(drafted.years.find(({ year }) => year === 2027)).toEqual({
      year: 2027,
      offDays: notice.slice(0, 6).map(({ date }) => date),
      workDays: ['2027-01-02'],
    });
    expect(await list()).toEqual([
      ['2017-2026', 'ACTIVE'],
      ['2027', 'DRAFT'],
    ]);
    const seen = await snapshot(1);
    expect(seen).toMatchObject({ revision: 2, entries: [{ kind: 'calendar-version', key: '2027' }] });

    expect(await activate('2027', { tellEarlier: true })).toMatchObject({
      state: 'ACTIVE',
      activatedBy: 'd',
      reason: '国务院办公厅通知',
      tellEarlier: true,
    });
    expect(await list()).toEqual([
      ['2027', 'ACTIVE'],
      ['2017-2026', 'RETIRED'],
    ]);
    const { entries } = await snapshot(2);
    expect(entries.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'calendar calendar',
      'calendar-version 2017-2026',
      'calendar-version 2027',
    ]);
    expect(entries[0]?.body).toMatchObject({ version: '2027' });
  });

  it('change nothing when the same is drafted again, and replace a draft by another', async () => {
    await draft({ year: 2027, days: notice });
    await draft({ year: 2027, days: notice });
    expect((await snapshot(1)).revision).toBe(2);
    const day = { date: '2027-08-02', working: false, reason: '台风' };
    expect(await draft({ overrides: [day] })).toMatchObject({ overrides: [day] });
    expect((await snapshot(2)).revision).toBe(3);
    expect(await list()).toContainEqual(['2027', 'DRAFT']);
  });

  it('give a street office hours of its own', async () => {
    const officeHours = [{ from: '08:30', until: '17:30' }];
    const drafted = await draft({ streets: [{ areaCode: '440303003', officeHours }] });
    expect(drafted.streets).toEqual([{ areaCode: '440303003', officeHours }]);
    await expect(draft({ streets: [{ areaCode: '440399001', officeHours }] })).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
  });

  it.each([
    ['an empty list, as it stands before the notice is out', { year: 2027, days: [] }],
    ['a list without its year', { days: notice }],
    ['a day of another year', { year: 2027, days: [...notice, { date: '2028-03-01', isOffDay: true }] }],
    ['a day that is both', { year: 2027, days: [...notice, { date: '2027-01-01', isOffDay: false }] }],
    ['hours that end before they begin', { officeHours: [{ from: '18:00', until: '09:00' }] }],
    ['a time of day that is none', { officeHours: [{ from: '08:30', until: '12:60' }] }],
    ['no office hours at all', { officeHours: [] }],
    ['a street without office hours', { streets: [{ areaCode: '440303003', officeHours: [] }] }],
    ['a day decided for no reason', { overrides: [{ date: '2026-12-01', working: false, reason: '' }] }],
    ['nothing that is different', {}],
  ])('refuse %s', async (_, input) => {
    await expect(draft(input)).rejects.toMatchObject({ code: 'CALENDAR_INVALID' });
    expect((await snapshot(1)).revision).toBe(1);
  });

  it('are not rewritten once they were in force, and not activated twice', async () => {
    await draft({ year: 2027, days: notice });
    await activate('2027');
    await expect(draft({ officeHours: [{ from: '08:00', until: '17:00' }] })).rejects.toMatchObject({
      code: 'CALENDAR_PUBLISHED',
    });
    await expect(activate('2027')).rejects.toMatchObject({ code: 'CALENDAR_PUBLISHED' });
    await expect(service.call('discardCalendar', { version: '2027' }, district)).rejects.toMatchObject({
      code: 'CALENDAR_PUBLISHED',
    });
    await expect(activate('2028')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are drafted again when another came into force meanwhile', async () => {
    await draft({ year: 2027, days: notice });
    await draft({ version: 'typhoon', overrides: [{ date: '2026-11-30', working: false, reason: '台风' }] });
    await activate('typhoon');
    await expect(activate('2027')).rejects.toMatchObject({ code: 'CALENDAR_OUTDATED' });
    const again = await draft({ year: 2027, days: notice });
    expect(again.overrides).toHaveLength(1);
    await activate('2027');
    expect(await list()).toContainEqual(['2027', 'ACTIVE']);
  });

  it('are activated once by two at the same time', async () => {
    await draft({ year: 2027, days: notice });
    const results = await Promise.allSettled([activate('2027'), activate('2027')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may be taken back as long as they are drafts', async () => {
    await draft({ year: 2027, days: notice });
    await service.call('discardCalendar', { version: '2027' }, district);
    expect(await list()).toEqual([['2017-2026', 'ACTIVE']]);
  });

  it('are for the district to decide', async () => {
    await expect(draft({ year: 2027, days: notice }, street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      service.call('activateCalendar', { version: '2027', reason: ' ' }, district),
    ).rejects.toMatchObject({
      code: 'TEXT_EMPTY',
    });
  });
});
