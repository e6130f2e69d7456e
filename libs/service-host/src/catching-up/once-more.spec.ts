import { operations } from '@weisu/api';
import { actorOf } from '@weisu/testing';
import { anonymous } from '../operation-context.js';
import type { CatchingUp } from './catching-up.client.js';
import { OnceMore } from './once-more.runner.js';

const id = '0193a8f0-0001-7000-8000-000000000001';
const street = actorOf({ roles: ['STREET'], areaCode: '440303003', unitId: 'desk' });

describe('a join that answers null', () => {
  const readings = async (actor: typeof street, answers: readonly unknown[]): Promise<number> => {
    let read = 0;
    const catchingUp = { on: () => Promise.resolve(void (read += 1)) } as unknown as CatchingUp;
    const onceMore = new OnceMore(catchingUp, { signedIn: 10, network: 10, networks: 10 }, () => undefined);
    const asked = {
      operation: operations.handlingByAppeal,
      args: { keys: [id] },
      actor,
      network: 'a network',
    };
    await onceMore.decide(asked, () => Promise.resolve(answers));
    return read;
  };

  it('is answered once more for who has an account, where something is null', async () => {
    expect([await readings(street, [null]), await readings(street, [{ id }])]).toEqual([1, 0]);
  });

  it('makes no service read for a stranger, who sees nothing in it whatever was heard', async () => {
    expect(await readings(anonymous, [null])).toBe(0);
  });
});
