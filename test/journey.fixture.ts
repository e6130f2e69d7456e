import { readFileSync } from 'node:fs';
import { buildPublicSchema, gatewayScalars } from '@weisu/api';
import { eventually } from '@weisu/testing';
import type { GraphqlAnswer, TestDistrict } from './district.fixture.js';

/** Milliseconds that a busy machine may take until everybody has heard of a step; a test has several steps. */
const patience = 20_000;
import.meta.jest.setTimeout(60_000);

const schema = buildPublicSchema(gatewayScalars);

/** The document of one operation, with a variable for each of its arguments, as the contract names them. */
export function documentOf(operation: string, selection: string): string {
  const query = schema.getQueryType()?.getFields()[operation];
  const field = query ?? schema.getMutationType()?.getFields()[operation];
  if (!field) throw new Error(`the contract has no operation ${operation}`);
  const variables = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const values = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const fields = selection ? `{ ${selection} }` : '';
  return `${query ? 'query' : 'mutation'}${variables && `(${variables})`} { ${operation}${values && `(${values})`} ${fields} }`;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** The answer of one operation; fails with the codes of its errors. `who` is an account, or null for nobody. */
export async function call<Answer = Answered>(
  district: TestDistrict,
  who: string | null,
  operation: string,
  args: Arguments,
  selection = 'id',
): Promise<Answer> {
  const data = await district.ask<Record<string, Answer>>(who, documentOf(operation, selection), args);
  return data[operation] as Answer;
}

/** What most operations are asked for. */
export type Answered = Readonly<{ id: string; status: string; version: number }>;

export function attempt(
  district: TestDistrict,
  who: string | null,
  operation: string,
  args: Arguments,
  headers: Readonly<Record<string, string>> = {},
  selection = 'id',
): Promise<GraphqlAnswer> {
  return district.graphql(who, documentOf(operation, selection), args, headers);
}

export type Entry = Readonly<{
  at: string;
  service: string;
  sequence: number;
  type: string;
  actor: string;
  unit: Readonly<{ id: string }> | null;
}>;

/** What is written in the ledger: `<type without version> <actor> <unit>`. */
export type Line = string;

/** Everybody of people.csv: account → name and unit. */
export const people: ReadonlyMap<string, Readonly<{ name: string; unit: string }>> = new Map(
  readFileSync(new URL('../deploy/districts/luohu/people.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => {
      const [account = '', name = '', , unit = ''] = row.split(',');
      return [account, { name, unit }];
    }),
);

const lineOf = ({ type, actor, unit }: Entry): Line =>
  `${type.replace(/\.v\d+$/, '')} ${actor} ${unit?.id ?? '-'}`;

/**
 * One appeal on its way through the offices. Business time stands still but for a minute before every step, so that each step has an instant
 * of its own; a step ends when the ledger shows everything that was to come of it.
 */
export class Journey {
  private readonly expected = new Map<string, Line[]>();
  appealId = '';

  constructor(
    readonly district: TestDistrict,
    private now: string,
  ) {}

  /** The instant it is now, in the form that the API answers. */
  get at(): string {
    return new Date(this.now).toISOString();
  }

  /** How many entries the steps so far have left. */
  get said(): number {
    return [...this.expected.values()].flat().length;
  }

  /** A minute later someone does something; `says` are the types it adds to the ledger, its own first, a system's as `系统 type`. */
  async step<Answer = Answered>(
    who: string | null,
    operation: string,
    args: Arguments,
    says: readonly string[],
    selection = 'id',
  ): Promise<Answer> {
    await this.setTime(new Date(Date.parse(this.now) + 60_000));
    const answer = await call<Answer>(this.district, who, operation, args, selection);
    this.appealId ||= (answer as Answered).id;
    await this.hears(who, says);
    return answer;
  }

  /** Business time moves, and the limits that have passed by then say so. */
  async moveTo(now: string, says: readonly string[] = []): Promise<void> {
    await this.setTime(new Date(now));
    await this.hears(null, says);
  }

  /** The whole ledger as the auditor reads it. */
  async ledger(): Promise<readonly Entry[]> {
    const selection = 'ledger { at service sequence type actor unit { id } }';
    const appeal = await call<{ ledger: readonly Entry[] } | null>(
      this.district,
      'auditor',
      'appeal',
      { id: this.appealId },
      selection,
    );
    return appeal?.ledger ?? [];
  }

  private async setTime(now: Date): Promise<void> {
    this.now = now.toISOString();
    await this.district.setTime(this.now);
  }

  private async hears(who: string | null, says: readonly string[]): Promise<void> {
    if (!says.length) return;
    this.expected.set(
      this.at,
      says.map((said) => spokenBy(who, said)),
    );
    await eventually(async () => {
      expect(stepsOf(await this.ledger())).toEqual(stepwise(this.expected));
    }, patience);
  }
}

function spokenBy(who: string | null, said: string): Line {
  const [speaker, type] = said.includes(' ') ? said.split(' ') : [null, said];
  if (speaker !== null) return `${type} ${speaker} -`;
  if (who === null) return `${type} 诉求人 -`;
  const person = people.get(who);
  return person?.unit ? `${type} ${person.name} ${person.unit}` : `${type} ${who} -`;
}

/**
 * The ledger step by step: the order of the instants is the ledger's own; of what services said at the same instant, each service's own
 * order holds, and between services there is none.
 */
export function stepsOf(entries: readonly Entry[]): readonly Step[] {
  const steps = new Map<string, Line[]>();
  for (const entry of entries) {
    const at = new Date(entry.at).toISOString();
    steps.set(at, [...(steps.get(at) ?? []), lineOf(entry)]);
  }
  return stepwise(steps);
}

export type Step = readonly [at: string, said: readonly Line[]];

function stepwise(steps: ReadonlyMap<string, readonly Line[]>): readonly Step[] {
  const service = (line: Line): string => line.split('.', 1)[0] ?? '';
  return [...steps].map(([at, lines]) => [
    at,
    lines.toSorted((one, other) => service(one).localeCompare(service(other))),
  ]);
}

/** Each service's sequences, in the order of the ledger. */
export function sequencesOf(entries: readonly Entry[]): Record<string, number[]> {
  const sequences: Record<string, number[]> = {};
  for (const { service, sequence } of entries) (sequences[service] ??= []).push(sequence);
  return sequences;
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
