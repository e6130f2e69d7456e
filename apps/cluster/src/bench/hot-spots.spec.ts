import { hotSpots, packageOf } from './hot-spots.js';
import type { CpuProfile } from './profile.js';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0 });
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3] },
    { id: 2, callFrame: frame('(idle)') },
    {
      id: 3,
      callFrame: frame('run', 'file:///x/libs/service-host/dist/operation.runner.js'),
      children: [4, 5],
    },
    { id: 4, callFrame: frame('query', 'file:///x/node_modules/pg/lib/client.js') },
    { id: 5, callFrame: frame('(garbage collector)') },
  ],
  samples: [2, 2, 2, 2, 4, 4, 5, 3],
};

describe('the hot spots of a profile', () => {
  it('are parts of the time that the process was busy', () => {
    const { busy, own } = hotSpots(profile);
    expect(busy).toBe(0.5);
    expect(own).toEqual([
      { name: 'pg', part: 0.5 },
      { name: '(garbage collector)', part: 0.25 },
      { name: 'libs/service-host', part: 0.25 },
    ]);
  });

  it('count a call to everybody who is in it, once', () => {
    expect(hotSpots(profile).inside[0]).toEqual({ name: 'libs/service-host', part: 1 });
  });

  it.each([
    ['file:///x/node_modules/@apollo/server/dist/a.js', '@apollo/server'],
    ['/x/node_modules/a/node_modules/b/c.js', 'b'],
    ['file:///x/node_modules/@weisu/messaging/../../libs/messaging/dist/work.js', 'libs/messaging'],
    ['node:internal/streams/readable', 'node:streams'],
    ['node:net', 'node:net'],
  ])('name %s as %s', (url, name) => {
    expect(packageOf({ functionName: 'f', url })).toBe(name);
  });

  it('name the engine by its own word', () => {
    expect(packageOf({ functionName: '(program)', url: '' })).toBe('(program)');
    expect(packageOf({ functionName: 'writev', url: '' })).toBe('(native)');
  });
});
