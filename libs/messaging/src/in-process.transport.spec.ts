import { InProcessTransport, type Message } from './index.js';

const message = (key: string, value = '1'): Message => ({ topic: 'dispatch', key, headers: {}, value });
const topics = ['dispatch'];

describe('the transport of one process', () => {
  it('gives a message to every group of its topic, and to one member of each', async () => {
    const transport = new InProcessTransport();
    const heard: string[] = [];
    for (const [member, group] of ['a1', 'a2', 'b1'].map((name) => [name, name.slice(0, 1)] as const))
      await transport.subscribe({
        group,
        topics,
        handle: async ({ key }) => void heard.push(`${member} ${key}`),
      });
    await transport.subscribe({ group: 'c', topics: ['intake'], handle: async () => void heard.push('c') });

    await transport.publish(['k1', 'k2', 'k3', 'k4'].map((key) => message(key)));
    expect(heard).toHaveLength(8);
    expect(heard.filter((line) => line.startsWith('b1'))).toHaveLength(4);
    expect(new Set(heard.map((line) => line.slice(0, 2)))).toEqual(new Set(['a1', 'a2', 'b1']));
  });

  it('keeps the order of a key, whatever the pace of its taker', async () => {
    const transport = new InProcessTransport();
    const heard: string[] = [];
    await transport.subscribe({
      group: 'a',
      topics,
      handle: async ({ value }) => {
        for (let turn = Number(value); turn < 5; turn += 1) await Promise.resolve();
        heard.push(value);
      },
    });
    await transport.publish(['1', '2', '3', '4'].map((value) => message('k', value)));
    expect(heard).toEqual(['1', '2', '3', '4']);
  });

  it('takes a message for sent only when every group took it, and delivers nothing of its key beyond it', async () => {
    const transport = new InProcessTransport();
    const heard: string[] = [];
    let failures = 1;
    await transport.subscribe({
      group: 'a',
      topics,
      handle: async ({ value }) => void heard.push(`a${value}`),
    });
    await transport.subscribe({
      group: 'b',
      topics,
      handle: ({ value }) =>
        failures-- > 0 ? Promise.reject(new Error('no')) : Promise.resolve(void heard.push(`b${value}`)),
    });
    const both = [message('k', '1'), message('k', '2')];
    await expect(transport.publish(both)).rejects.toThrow('no');
    expect(heard).toEqual(['a1']);
    await transport.publish(both);
    expect(heard).toEqual(['a1', 'a1', 'b1', 'a2', 'b2']);
  });

  it('refuses what is for a group whose members all left, until one is back', async () => {
    const transport = new InProcessTransport();
    const heard: string[] = [];
    const subscription = { group: 'a', topics, handle: async ({ value }: Message) => void heard.push(value) };
    const leave = await transport.subscribe(subscription);
    await leave();
    await expect(transport.publish([message('k')])).rejects.toThrow('the group a has no member now');
    await transport.publish([{ ...message('k'), topic: 'intake' }]);

    await transport.subscribe(subscription);
    await transport.publish([message('k')]);
    expect(heard).toEqual(['1']);
  });

  it('lets a member leave only when the message in hand is done', async () => {
    const transport = new InProcessTransport();
    const events: string[] = [];
    let finish: () => void = () => undefined;
    const leave = await transport.subscribe({
      group: 'a',
      topics,
      handle: () => new Promise((resolve) => (finish = () => resolve(void events.push('handled')))),
    });
    const publishing = transport.publish([message('k')]);
    const leaving = leave().then(() => events.push('left'));
    finish();
    await Promise.all([publishing, leaving]);
    expect(events).toEqual(['handled', 'left']);
  });
});
