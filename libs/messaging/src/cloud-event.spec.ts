import { readdirSync, readFileSync } from 'node:fs';
import { envelopeSchema } from '@weisu/contracts';
import { decode, encode } from './index.js';

const samples = new URL('../../contracts/samples/', import.meta.url);
const files = readdirSync(samples);
const sampleOf = (file: string) =>
  envelopeSchema.parse(JSON.parse(readFileSync(new URL(file, samples), 'utf8')));
const appeal = () => encode(sampleOf('dispatch.appeal-closed.v1.json'));

describe('an event on the wire', () => {
  it.each(files)('is read back as it was written: %s', (file) => {
    const sample = sampleOf(file);
    expect(decode(encode(sample))).toEqual(sample);
  });

  it('goes to the topic of its service under the key of its subject', () => {
    expect(appeal()).toMatchObject({ topic: 'dispatch', key: '0193a8f0-0001-7000-8000-000000000001' });
  });

  it.each(Object.keys(appeal().headers).filter((name) => /^ce_(?!specversion|causationid)/.test(name)))(
    'is refused without its header %s',
    (name) => {
      const { [name]: _left, ...headers } = appeal().headers;
      expect(() => decode({ ...appeal(), headers })).toThrow();
    },
  );

  it('says beside the actor which unit acted for one that is away, where the version before does not look', () => {
    const sample = sampleOf('dispatch.appeal-closed.v1.json');
    const event = { ...sample, actor: { ...sample.actor, delegateId: 'delegate' } };
    const message = encode(event);
    expect(message.headers).toMatchObject({ ce_delegate: 'delegate' });
    expect(message.headers['ce_actor']).toBe(JSON.stringify(sample.actor));
    expect(decode(message)).toEqual(event);
  });

  it('is refused when its value is no JSON', () => {
    expect(() => decode({ ...appeal(), value: 'no' })).toThrow(SyntaxError);
  });
});
