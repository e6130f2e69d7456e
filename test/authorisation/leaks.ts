import type { TestDistrict } from '../district.fixture.js';
import { leavesOf, schema } from './document.js';
import { seesBoth, type Asker } from './people.js';
import type { Side, World } from './world.js';

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Everything of a street's matters as the auditor reads it, as one text: the same before and after, when nothing was changed. */
export async function readAs(district: TestDistrict, account: string, side: Side): Promise<string> {
  const appealType = schema.getType('Appeal');
  const own = (name: string) => leavesOf(schema.getType(name) as never, 'own leaves');
  if (!appealType) throw new Error('the contract has no Appeal');
  const document = `query($id: ID!) { appeal(id: $id) {
    ${leavesOf(appealType as never, 'with joined leaves').slice(1, -1)}
    area { code } firstReceiver { id } evidence { id name } mergedInto { id } repeatOf { id }
    account { claimedBy { name } } caseLeader { leader { name } team { name } }
    workOrders ${own('WorkOrder')} whistles ${own('Whistle')} requests ${own('Request')} clocks ${own('Clock')}
    ledger { sequence service type summary } mediations ${own('Mediation')} followUps ${own('FollowUp')} rating ${own('Rating')}
  } }`;
  const { settled, open, merged, withdrawable } = side;
  const answers = [];
  for (const { id } of [settled, open, merged, withdrawable])
    answers.push(await district.ask<unknown>(account, document, { id }));
  return JSON.stringify(answers, null, 1);
}

/** Finds what is the neighbour's in an answer: its mark in a text, a number, or the id of anything that hangs on its matters. */
export function leakFinder(
  { neighbour: { street, looseFileId: _named, ...matters } }: World,
  read: string,
): (asker: Asker, answer: unknown) => string | null {
  const ids = `${JSON.stringify(matters)}${read}`.match(uuids) ?? [];
  const numbers = [matters.settled, matters.open, matters.merged, matters.withdrawable].map(
    ({ number }) => number,
  );
  const theirs = [...new Set([street.mark, ...numbers, ...ids])];
  return (asker, answer) => {
    if (seesBoth.has(asker)) return null;
    const text = JSON.stringify(answer) ?? '';
    return theirs.find((one) => text.includes(one)) ?? null;
  };
}
