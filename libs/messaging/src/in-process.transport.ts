import type { Message } from './cloud-event.js';
import { laneOf } from './lane.js';
import { Transport, type Subscription } from './transport.js';

/**
 * The transport of one process. There is no broker that keeps messages, so a message is acknowledged only after every group has taken
 * effect (or dead-lettered it): until then it stays in the sender's outbox, and a crash redelivers it. A group whose last member left is
 * remembered, as a broker would: what is for it is refused, and waits in the outbox until a member is back.
 */
export class InProcessTransport extends Transport {
  private readonly groups = new Map<string, { members: Subscription[]; topics: readonly string[] }>();
  private readonly inHand = new Set<Promise<void>>();

  async publish(messages: readonly Message[]): Promise<void> {
    const byKey = groupByKey(messages);
    const results = await Promise.allSettled(
      [...byKey.values()].map((ordered) => this.deliverInOrder(ordered)),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  subscribe(subscription: Subscription): Promise<() => Promise<void>> {
    const { group: name, topics } = subscription;
    const group = this.groups.get(name) ?? { members: [], topics };
    this.groups.set(name, { members: [...group.members, subscription], topics });
    return Promise.resolve(async () => {
      const members = (this.groups.get(name)?.members ?? []).filter((member) => member !== subscription);
      this.groups.set(name, { members, topics });
      await Promise.allSettled([...this.inHand]);
    });
  }

  private async deliverInOrder(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      const delivery = this.deliver(message);
      this.inHand.add(delivery);
      await delivery.finally(() => this.inHand.delete(delivery));
    }
  }

  private async deliver(message: Message): Promise<void> {
    const takers = [...this.groups].flatMap(([name, { members, topics }]) => {
      const member = members[laneOf(message.key, members.length)];
      if (!member && topics.includes(message.topic)) throw new Error(`the group ${name} has no member now`);
      return member?.topics.includes(message.topic) ? [member] : [];
    });
    const results = await Promise.allSettled(takers.map((member) => member.handle(message)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

function groupByKey(messages: readonly Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) groups.set(message.key, [...(groups.get(message.key) ?? []), message]);
  return groups;
}
