import type { Operation } from '@weisu/api';
import type { TestDistrict } from '../district.fixture.js';
import { askAs, type Args } from './client.js';
import type { Outcome } from './document.js';
import { called, mayCall } from './operation-case.js';
import type { Asker } from './people.js';

/** What `possibilities` says of one operation with one thing; null: of this thing it says nothing to the asker. */
export type Foreseen = Readonly<{ allowed: boolean; code: string | null }> | null;

type Input = Readonly<Record<string, unknown>>;

/** Which argument of an operation names the thing whose possibilities hold it, where it is not `id`. */
const thingOf: Readonly<Record<string, (args: Args) => unknown>> = {
  erasePersonalData: ({ appealId }) => appealId,
  fileRequest: ({ input }) => (input as Input).workOrderId ?? (input as Input).appealId,
  blowWhistle: ({ input }) => ((input as Input).appealIds as readonly string[])[0],
  callConsultation: ({ whistleId }) => whistleId,
  recordFinding: ({ whistleId }) => whistleId,
};

/** Mutations about a matter or what belongs to it that no answer of `possibilities` holds, and why. */
export const unforeseen: Readonly<Record<string, string>> = {
  ...each('its list says what it waits for', [
    'answerPassing',
    'answerSupervision',
    'answerDutyCall',
    'resumeClock',
    'recordFollowUp',
  ]),
  ...each('part of a whistle: the whistle says who leads it', [
    'recordConsultation',
    'finishConsultationTask',
    'handOverFinding',
    'serveCorrectionNotice',
    'confirmCorrection',
  ]),
  ...each('about many things at once, each decided for itself', ['allocateAppeals']),
  ...each('for who holds the receipt: PublicProgress says it', [
    'rateAppeal',
    'separateAppeal',
    'withdrawAppeal',
  ]),
  ...each('for another system, by its own number', ['recordSenderVerdict', 'importFollowUp']),
  issuePaper: 'the templates of the street say which papers there are',
  openMediation: 'the committee is its argument',
};

function each(why: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, why]));
}

/** Every mutation that names a matter, or something of one. */
export const aboutThings: readonly Operation[] = called.filter(
  ({ kind, subject }) => kind === 'mutation' && subject !== undefined,
);

const document =
  'query($ids: [ID!]!) { possibilities(ids: $ids) { operations { operation kind allowed code } } }';

/** The operations that `possibilities` speaks of among these things, whether they are allowed or not. */
export async function possibleAmong(
  district: TestDistrict,
  asker: Asker,
  ids: readonly string[],
): Promise<Set<string>> {
  const { data } = await askAs(district, asker, document, { ids });
  const found = data?.possibilities as readonly Readonly<{ operations: readonly { operation: string }[] }>[];
  return new Set(found.flatMap(({ operations }) => operations.map(({ operation }) => operation)));
}

/** What `possibilities` says before an operation is called; undefined where it does not speak of it, or not to the asker. */
export async function foresee(
  district: TestDistrict,
  asker: Asker,
  operation: Operation,
  args: Args,
): Promise<Foreseen | undefined> {
  if (!aboutThings.includes(operation) || unforeseen[operation.name] || !mayAsk(asker)) return undefined;
  const id = (thingOf[operation.name] ?? ((given: Args) => given.id))(args);
  const { data, errors } = await askAs(district, asker, document, { ids: [id] });
  if (errors.length) throw new Error(`possibilities as ${asker}: ${errors[0]?.message}`);
  type One = NonNullable<Foreseen> & Readonly<{ operation: string; kind: string | null }>;
  const [found] = data?.possibilities as readonly Readonly<{ operations: readonly One[] }>[];
  const kind = operation.name === 'fileRequest' ? (args.input as Input).kind : null;
  return found?.operations.find((one) => one.operation === operation.name && one.kind === kind) ?? null;
}

const asks = called.find(({ name }) => name === 'possibilities');
const mayAsk = (asker: Asker): boolean => asks !== undefined && mayCall(asks, asker);

/** Codes that speak of what was written and what was named beside the thing, not of the thing. */
const ofArguments: ReadonlySet<Outcome> = new Set([
  'INVALID_ARGUMENT',
  'VERSION_CONFLICT',
  'TEXT_EMPTY',
  'UNIT_NOT_FOUND',
  'AREA_NOT_FOUND',
  'REQUEST_INVALID',
]);

/** Operations that name something else of the thing, which is not there. */
const namesMore: ReadonlySet<string> = new Set(['tickLeaderDuty']);

/** In what the answer was another than foreseen; null: it was not. `crossed`: something of a neighbour's was named beside the own. */
export function surpriseOf(
  operation: Operation,
  foreseen: Foreseen,
  { outcome, crossed }: Readonly<{ outcome: Outcome; crossed: boolean }>,
): string | null {
  if (ofArguments.has(outcome)) return null;
  if (outcome === 'NOT_FOUND' && (crossed || foreseen === null || namesMore.has(operation.name))) return null;
  const expected = foreseen === null ? 'FORBIDDEN' : (foreseen.code ?? 'OK');
  return outcome === expected ? null : `foreseen ${expected}, answered ${outcome}`;
}
