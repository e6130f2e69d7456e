import { decode, type Message } from './cloud-event.js';
import { byTopic, messageOf, parts, sizeOf } from './kafka.records.js';

describe('a record of Kafka as a message', () => {
  it('has the last value of a header that comes twice, as text', () => {
    const headers = { ce_id: Buffer.from('1'), ce_type: ['old', Buffer.from('new')], none: undefined };
    expect(messageOf('intake', { key: Buffer.from('k'), value: Buffer.from('值'), headers })).toEqual({
      topic: 'intake',
      key: 'k',
      headers: { ce_id: '1', ce_type: 'new' },
      value: '值',
    });
  });

  it('is refused by decode when key, value or headers are missing', () => {
    const message = messageOf('intake', { key: null, value: null });
    expect(message).toEqual({ topic: 'intake', key: '', headers: {}, value: '' });
    expect(() => decode(message)).toThrow();
  });
});

describe('messages as a request', () => {
  it('stand by topic, each topic in the order given', () => {
    const sorted = byTopic([message('a', 'k', '1'), message('b', 'k', '2'), message('a', 'k', '3')]);
    expect(sorted.map(({ topic, messages }) => [topic, messages.map(({ value }) => value)])).toEqual([
      ['a', ['1', '3']],
      ['b', ['2']],
    ]);
  });

  it('are parted in order, and one that is larger than the limit goes alone', () => {
    const small = message('a', 'k', 'xx');
    const large = message('a', 'k', 'x'.repeat(500));
    const limit = 2 * sizeOf(small);
    expect(parts([small, small, small, large, small], limit)).toEqual([
      [small, small],
      [small],
      [large],
      [small],
    ]);
  });
});

function message(topic: string, key: string, value: string): Message {
  return { topic, key, headers: {}, value };
}
