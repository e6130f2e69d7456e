import type { OperationAnswer, PaperAnswer } from '@weisu/api';
import { paperKinds } from '@weisu/contracts';
import { ourTemplate } from '@weisu/papers';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { officials, registered, startDispatch } from '../../matter.fixture.js';

type Template = OperationAnswer['setPaperTemplate'];

const { desk, grid, district, neighbour, department } = officials;
const station = actorOf({
  roles: ['STREET'],
  unitId: '440303003.police-station',
  areaCode: '440303003',
  subject: 'station',
});
const [street, theDistrict] = ['440303003', '440303'];
const own =
  'title: 东门街道收件单\ncolumns: [30, 70]\nrows: [[{label: 编号}, {text: "{number} {code} {unit}"}]]';

describe('templates of papers', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(() => time.set(new Date(time.now().getTime() + 60_000)));
  afterAll(() => service.stop());

  const set = (template: string | null, actor = desk, areaCode = street) =>
    service.call<Template>('setPaperTemplate', { areaCode, kind: 'COLLECTION', template }, actor);
  const inForce = async (areaCode = street, actor = desk) => {
    const templates = await service.call<Template[]>('paperTemplates', { areaCode }, actor);
    expect(templates.map(({ kind }) => kind)).toEqual(paperKinds);
    return templates[0];
  };
  const titleOf = (paper: PaperAnswer | null) =>
    (paper?.sheet as { template: { title: string } }).template.title;
  const issue = async () =>
    service.call<PaperAnswer>(
      'issuePaper',
      { kind: 'COLLECTION', subjectId: await registered(service, time) },
      desk,
    );

  it('are ours until the district has its own, and those until the street has; taken back, they are as before', async () => {
    expect(await inForce()).toMatchObject({
      template: ourTemplate('COLLECTION'),
      areaCode: null,
      setAt: null,
    });
    await set(own.replace('东门街道', '罗湖区'), district, theDistrict);
    expect(await inForce()).toMatchObject({ areaCode: theDistrict, setById: district.unitId });
    expect(await inForce('440303003020', grid).catch((error: unknown) => error)).toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
    expect(await inForce('440303003020001', grid)).toMatchObject({ areaCode: theDistrict });
    expect(await set(own)).toMatchObject({ areaCode: street, setById: desk.unitId, template: own });
    expect(await inForce('440303004', neighbour)).toMatchObject({ areaCode: theDistrict });
    expect(await set(null)).toMatchObject({ areaCode: theDistrict });
    expect(await set(' ', district, theDistrict)).toMatchObject({ areaCode: null });
  });

  it('are what a paper is printed by from then on; what was issued stays as it is', async () => {
    const before = await issue();
    await set(own);
    expect(titleOf(await issue())).toBe('东门街道收件单');
    expect(titleOf(await service.call('paper', { id: before.id }, desk))).toBe('问题收集登记单');
    const anew = await service.call<PaperAnswer>(
      'issuePaper',
      { kind: 'COLLECTION', subjectId: before.subjectId },
      desk,
    );
    expect([titleOf(anew), anew.number]).toEqual(['东门街道收件单', before.number]);
    await set(null);
  });

  it.each([
    ['with a field that the paper has not', own.replace('{code}', '{kode}'), 'there is no field {kode}'],
    ['whose columns are too narrow', own.replace('70', '60'), 'the columns are 90 percent wide'],
    ['that is no YAML', 'title: [', 'PAPER_TEMPLATE_INVALID'],
    ['that nest ten thousand deep', '- '.repeat(10_000), 'nested deeper than 10 levels'],
    ['that is a book', own + ' '.repeat(20_000), 'at most 20000 characters'],
  ])('%s are refused in a sentence', async (_, template, said) => {
    const error: unknown = await set(template).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'PAPER_TEMPLATE_INVALID' });
    expect(`${JSON.stringify(error)} ${String(error)}`).toContain(said);
  });

  it('are set by who dispatches or supervises in the street, in its own', async () => {
    await expect(set(own, station)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(set(own, grid)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(set(own, department)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(set(own, neighbour)).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    await expect(set(own, desk, theDistrict)).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    await expect(set(own, desk, '440303003020')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(inForce('440303004')).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
  });
});
