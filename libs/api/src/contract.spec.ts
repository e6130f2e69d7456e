import { isInputObjectType, isObjectType, printType } from 'graphql';
import {
  buildPublicSchema,
  gatewayScalars,
  loads,
  lookups,
  operationNamed,
  operations,
  operationsOf,
  publicSdl,
  roles,
  services,
  type Operation,
} from './index.js';

const schema = buildPublicSchema(gatewayScalars);

describe('the operation table', () => {
  it.each([
    { owner: 'DIRECTORY', queries: 9, mutations: 6 },
    { owner: 'INTAKE', queries: 2, mutations: 6 },
    { owner: 'DISPATCH', queries: 28, mutations: 66 },
    { owner: 'MEDIATION', queries: 3, mutations: 9 },
    { owner: 'EVALUATION', queries: 2, mutations: 3 },
    { owner: 'NOTIFICATION', queries: 3, mutations: 4 },
  ])('gives $owner $queries queries and $mutations mutations', ({ owner, queries, mutations }) => {
    const own = Object.values<Operation>(operations).filter((operation) => operation.owner === owner);
    expect(own.filter(({ kind }) => kind === 'query')).toHaveLength(queries);
    expect(own.filter(({ kind }) => kind === 'mutation')).toHaveLength(mutations);
  });

  it('holds exactly the fields of Query and Mutation', () => {
    const declared = ['Query', 'Mutation'].flatMap((name) => {
      const root = schema.getType(name);
      return isObjectType(root) ? Object.keys(root.getFields()) : [];
    });
    const listed = Object.values<Operation>(operations).filter(
      ({ kind }) => kind === 'query' || kind === 'mutation',
    );
    expect(listed.map(({ name }) => name).sort()).toEqual(declared.sort());
  });

  it.each([
    { name: 'allocateAppeal', expected: ['DISTRICT', 'STREET', 'COMMUNITY'] },
    { name: 'upholdRefusal', expected: ['DISTRICT'] },
    { name: 'recordSenderVerdict', expected: ['INTEGRATION', 'STREET'] },
    { name: 'myAppeals', expected: ['RESIDENT'] },
    { name: 'registerWebhook', expected: ['DEPARTMENT', 'COMPANY', 'INTEGRATION'] },
  ])('lets only the roles of the contract call $name', ({ name, expected }) => {
    expect(operationNamed(name)).toMatchObject({ public: false, roles: expected });
  });

  it('needs no token for what a resident does without an account', () => {
    const open = Object.values<Operation>(operations).filter(
      ({ public: one, kind }) => one && kind !== 'load',
    );
    expect(open.map(({ name }) => name).sort()).toEqual(
      [
        ...['area', 'now', 'publicWhistles', 'verifyPaper', 'vocabulary'],
        ...['rateAppeal', 'separateAppeal', 'submitAppeal', 'trackAppeal', 'withdrawAppeal'],
      ].sort(),
    );
  });

  it('hole 16: refuses who acts for a unit that is away what outlives the absence, and nothing else', () => {
    const refused = Object.values<Operation>(operations).filter(({ actingFor }) => !actingFor);
    expect(refused.map(({ name }) => name).sort()).toEqual(
      [
        // who stands in, and by which calendar everybody counts
        ...['recordAbsence', 'endAbsence', 'setDeputy'],
        ...['draftCalendar', 'activateCalendar', 'discardCalendar'],
        // whom a clock rings, who leads, whose account it is, what is printed
        ...['setDutyRoster', 'assignCaseLeader', 'claimAccount', 'setPaperTemplate'],
        // who receives
        ...['registerWebhook', 'removeWebhook', 'replayWebhookDelivery'],
      ].sort(),
    );
  });

  it('lets every role reach a load, whose keys are filtered one by one', () => {
    expect(operations.handlingByAppeal).toMatchObject({ kind: 'load', public: false, roles: [...roles] });
  });

  it('says of each answer what it is', () => {
    expect(operations.allocateAppeal).toMatchObject({ returns: 'WorkOrder', list: true, nullable: false });
    expect(operations.appeal).toMatchObject({ returns: 'Appeal', list: false, nullable: true });
    expect(operations.workOrdersByAppeal).toMatchObject({
      returns: 'WorkOrder',
      list: true,
      nullable: false,
    });
    expect(operations.ratingByAppeal).toMatchObject({ returns: 'Rating', list: false, nullable: true });
  });

  it('names the clients of an internal operation, and no role', () => {
    expect(operations.contactForMessage).toMatchObject({
      kind: 'internal',
      clients: ['notification'],
      roles: [],
    });
  });

  it('asks every service for its own journal', () => {
    for (const service of services) expect(operationsOf(service)).toContain(operations.readJournal);
  });

  it('knows nothing by an inherited name', () => {
    expect(operationNamed('toString')).toBeUndefined();
  });
});

describe('the load table', () => {
  it.each([
    {
      field: 'Appeal.status',
      operation: 'handlingByAppeal',
      by: 'id',
      take: 'property',
      absent: 'REGISTERED',
    },
    { field: 'Appeal.title', operation: 'appealsById', by: 'id', take: 'property' },
    { field: 'Appeal.mergedInto', operation: 'handlingByAppeal', by: 'id', take: 'property' },
    { field: 'Appeal.suggestion', operation: 'handlingByAppeal', by: 'id', take: 'property' },
    { field: 'Appeal.repeatOf', operation: 'appealsById', by: 'repeatOfId', take: 'whole' },
    { field: 'Appeal.workOrders', operation: 'workOrdersByAppeal', by: 'id', take: 'whole', list: true },
    { field: 'Appeal.rating', operation: 'ratingByAppeal', by: 'id', take: 'whole', list: false },
    { field: 'WorkOrder.appeal', operation: 'appealsById', by: 'appealId', take: 'whole' },
    { field: 'Whistle.appeals', operation: 'appealsById', by: 'appealIds', keyList: true, list: false },
    { field: 'Summons.whistle', operation: 'whistlesById', by: 'whistleId', take: 'whole' },
    { field: 'ReportIn.evidence', operation: 'attachmentsById', by: 'evidenceIds', keyList: true },
    { field: 'Area.children', operation: 'areasByParent', by: 'code', take: 'whole', list: true },
    { field: 'Area.boundary', operation: 'boundariesByCode', by: 'code', take: 'whole', list: false },
  ])('joins $field by $by of $operation', ({ field, ...expected }) => {
    expect(loads[field]).toMatchObject(expected);
  });

  it('answers areas to everybody, and nothing else that is joined', () => {
    const open = Object.values<Operation>(operations).filter((one) => one.kind === 'load' && one.public);
    expect(open.map(({ name }) => name).sort()).toEqual(['areasByCode', 'areasByParent', 'boundariesByCode']);
  });

  it.each([
    { field: 'Request.requestedBy', operation: 'unitsById', by: 'requestedById' },
    { field: 'Whistle.by', operation: 'unitsById', by: 'byId' },
    { field: 'Whistle.area', operation: 'areasByCode', by: 'areaCode' },
    { field: 'CaseLeadership.leader', operation: 'peopleById', by: 'leaderId' },
    { field: 'CaseLeadership.team', operation: 'peopleById', by: 'teamIds' },
    { field: 'Mediation.mediators', operation: 'peopleById', by: 'mediatorIds' },
    { field: 'Suggestion.leadUnits', operation: 'unitsById', by: 'leadUnitIds' },
  ])('loads the reference $field from the directory by $by', ({ field, operation, by }) => {
    expect(loads[field]).toMatchObject({ operation, by, owner: 'DIRECTORY', take: 'whole' });
  });

  it.each(['Appeal.area', 'Appeal.firstReceiver', 'Appeal.repeatOf', 'Appeal.evidence'])(
    'finds the key of %s through intake when the appeal came with its id only',
    (field) => {
      expect(loads[field]?.via).toEqual({ operation: 'appealsById', by: 'id' });
    },
  );

  it('needs no other load where the parent always carries the key', () => {
    expect(loads['Whistle.area']).not.toHaveProperty('via');
    expect(loads['Appeal.title']).not.toHaveProperty('via');
  });

  it('does not join what its owner answers', () => {
    for (const field of ['Summons.clocks', 'Whistle.summonses', 'Request.by', 'WebhookDelivery.endpoint']) {
      expect(loads[field]).toBeUndefined();
    }
  });

  it('asks the owner that the operation table names', () => {
    for (const load of Object.values(loads)) expect(operations[load.operation].owner).toBe(load.owner);
  });
});

describe('the public schema', () => {
  it('shows the text filter, which intake turns into ids', () => {
    const filter = schema.getType('AppealFilter');
    expect(isInputObjectType(filter) && Object.keys(filter.getFields())).toContain('text');
    expect(isInputObjectType(filter) && Object.keys(filter.getFields())).not.toContain('ids');
    expect(lookups['AppealFilter.text']).toEqual({
      operation: 'appealIdsByText',
      owner: 'INTAKE',
      as: 'ids',
    });
  });

  it('is one document without extensions and without internal operations', () => {
    expect(publicSdl).not.toMatch(/extend type|contactForMessage|storageKey/);
    expect(schema.getType('Internal')).toBeUndefined();
  });

  it('keeps the descriptions that explain a name', () => {
    const appeal = schema.getType('Appeal');
    expect(isObjectType(appeal) && printType(appeal)).toContain('重复件');
  });
});
