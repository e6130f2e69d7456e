import { readdirSync, readFileSync } from 'node:fs';
import {
  announce,
  AppealClosed,
  ClockRescheduled,
  envelopeSchema,
  eventCatalogue,
  parseEvent,
  serviceOfTopic,
  services,
  topicOf,
  topics,
} from './index.js';

const appealId = '0193a8f0-0001-7000-8000-000000000001';
const samples = new URL('../samples/', import.meta.url);
const types = [...eventCatalogue.keys()];
const stored = readdirSync(samples).map((file) => file.replace(/\.json$/, ''));
const sampleOf = (type: string) =>
  envelopeSchema.parse(JSON.parse(readFileSync(new URL(`${type}.json`, samples), 'utf8')));

describe('the event catalogue', () => {
  it('has a stored sample of every event, and none of an event that is no more', () => {
    expect(stored.sort()).toEqual([...types].sort());
  });

  it.each(types)('reads the stored sample of %s as its contract says', (type) => {
    const definition = eventCatalogue.get(type)!;
    const sample = sampleOf(type);
    expect(sample.type).toBe(type);
    const { payload } = parseEvent(definition, sample);
    expect(JSON.parse(JSON.stringify(payload))).toEqual(sample.payload);
  });

  it.each(types)('takes %s of a later version, which says more', (type) => {
    const sample = sampleOf(type);
    const later = { ...sample, payload: { ...(sample.payload as object), addedLater: { much: 1 } } };
    expect(parseEvent(eventCatalogue.get(type)!, later)).toEqual(
      parseEvent(eventCatalogue.get(type)!, sample),
    );
  });

  it.each(types)('knows the service that announces %s and its label in Chinese', (type) => {
    expect(type).toMatch(/^[a-z]+\.[a-z-]+\.v\d+$/);
    expect(topics).toContain(topicOf(type));
    expect(services).toContain(serviceOfTopic(topicOf(type)));
    expect(eventCatalogue.get(type)!.label).toMatch(/^\p{Script=Han}+$/u);
  });

  it('names an event once', () => {
    const labels = [...eventCatalogue.values()].map(({ label, type }) => `${topicOf(type)} ${label}`);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('announcing', () => {
  const closed = { appealId, solved: true, meansExhausted: false, waivers: 0, automatic: true };
  const moved = { clockId: appealId, kind: 'RESOLVE' as const, unitId: null, cause: 'EXTENDED' };

  it('keeps what the contract names and nothing else', () => {
    const more = { ...closed, phone: '13800000000' };
    expect(announce(AppealClosed, more)).toEqual({ type: 'dispatch.appeal-closed.v1', payload: closed });
  });

  it.each([
    { flaw: 'an id that is none', payload: { ...closed, appealId: '1' } },
    { flaw: 'a missing field', payload: { ...closed, solved: undefined } },
    { flaw: 'a count that is no whole number', payload: { ...closed, waivers: 0.5 } },
  ])('refuses $flaw', ({ payload }) => {
    expect(() => announce(AppealClosed, payload as never)).toThrow();
  });

  it.each([{ dueBy: null }, { dueBy: 0 }, { dueBy: '明天' }, { dueBy: new Date(Number.NaN) }])(
    'refuses $dueBy as an instant instead of taking it for 1970',
    ({ dueBy }) => {
      expect(() => announce(ClockRescheduled, { ...moved, dueBy: dueBy as never })).toThrow();
    },
  );

  it('reads an instant from the wire with any offset', () => {
    const { payload } = announce(ClockRescheduled, { ...moved, dueBy: '2026-11-23T09:00:00+08:00' });
    expect(payload).toMatchObject({ dueBy: new Date('2026-11-23T01:00:00Z') });
  });
});

describe('the topic of an event', () => {
  it('is the service that announces it', () => {
    expect(topicOf('dispatch.work-order-accepted.v1')).toBe('dispatch');
  });

  it('is nothing for a type without a service', () => {
    expect(() => topicOf('.work-order-accepted.v1')).toThrow('begins with its service');
  });
});
