import { createHash } from 'node:crypto';
import { communityFor } from '../import/registration.js';
import { chanceOf } from './chance.js';
import type { Matter, Office } from './office.client.js';

export type Submission = Readonly<{ matter: Matter; number: string; secret: string; repeat: boolean }>;

type ReceiptAnswer = Readonly<{
  submitAppeal: {
    id: string;
    number: string;
    areaCode: string;
    trackingSecret: string;
    repeatOfNumber: string | null;
  };
}>;

type TrackAnswer = Readonly<{ trackAppeal: { status: string } }>;

const submit = `mutation Submit($input: SubmitAppealInput!) {
  submitAppeal(input: $input) { id number areaCode trackingSecret repeatOfNumber }
}`;
const track = `query Track($number: String!, $secret: String!) { trackAppeal(number: $number, secret: $secret) { status } }`;
const rate = `mutation Rate($number: String!, $secret: String!, $stars: Int!) {
  rateAppeal(number: $number, secret: $secret, stars: $stars, comment: "谢谢") { stars }
}`;
const withdraw = `mutation Withdraw($number: String!, $secret: String!) {
  withdrawAppeal(number: $number, secret: $secret, reason: "问题已经自行解决") { number }
}`;

const messages = [
  '楼下路灯连续三天不亮，夜里出行很不方便，请尽快维修。',
  '小区门口的垃圾桶满了没有人清运，气味很大。',
  '隔壁工地晚上十一点以后还在施工，噪音影响休息。',
  '楼上卫生间漏水，滴到我家厨房，邻居不肯修。',
  '人行道上的井盖松动，走路容易绊倒。',
  '请问居住证怎样办理，需要带哪些材料？',
  '电梯这个月已经停运三次，老人上下楼困难。',
  '下水道堵塞，污水漫到了路面。',
  '门口流动摊贩占道经营，消防车进不来。',
  '建议在公交站增加一个遮雨棚。',
  '房东不退押金，说好的退租条件又变了。',
  '消防通道堆放杂物，存在安全隐患。',
] as const;

/**
 * Residents write without an account, with a number to call; some of the imports' population can be telephoned only so. What a run with the same seed has
 * written is there already, and is left out once somebody has begun to work on it.
 */
export async function submitAppeals(
  office: Office,
  count: number,
  { communities, seed }: Readonly<{ communities: readonly string[]; seed: number }>,
): Promise<Submission[]> {
  const submissions: Submission[] = [];
  for (const [index, text] of messages.slice(0, count).entries()) {
    const key = `resident-${index}`;
    const input = {
      text,
      areaCode: communityFor(key, communities),
      name: '居民',
      phone: `1380000${String(1_000 + index)}`,
      clientId: createHash('sha256').update(`replay ${seed} ${key}`).digest('base64url'),
    };
    const { submitAppeal } = await office.anyone<ReceiptAnswer>(submit, { input });
    const { id, number, areaCode, trackingSecret: secret, repeatOfNumber } = submitAppeal;
    const { trackAppeal } = await office.anyone<TrackAnswer>(track, { number, secret });
    if (trackAppeal.status !== 'REGISTERED') continue;
    submissions.push({
      matter: { key, id, areaCode, reachable: true },
      number,
      secret,
      repeat: repeatOfNumber !== null,
    });
  }
  return submissions;
}

/** One of the twelve takes the matter back before anyone works on it. */
export function withdraws({ matter }: Submission, seed: number): boolean {
  return chanceOf(seed, matter.key)('withdraw') < 0.1;
}

export async function withdrawAppeal(office: Office, { number, secret }: Submission): Promise<void> {
  await office.anyone(withdraw, { number, secret });
  office.tally.add('withdrawn');
}

/** 评价 by the holder of the secret, once. */
export async function rateAppeal(office: Office, submission: Submission, seed: number): Promise<void> {
  const { number, secret, matter } = submission;
  const stars = 1 + Math.floor(chanceOf(seed, matter.key)('stars') * 5);
  await office.anyone(rate, { number, secret, stars });
  office.tally.add('rated');
}
