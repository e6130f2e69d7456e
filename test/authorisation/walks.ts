import { loads, operationNamed, type Operation } from '@weisu/api';
import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { TestDistrict } from '../district.fixture.js';
import { cases } from './cells.js';
import { askAs, type Args } from './client.js';
import { documentOf, type Outcome } from './document.js';
import { called, expectedOf, mayCall } from './operation-case.js';
import { nameOf, selectionOf, startOf, valuesAt, type Path } from './paths.js';
import { seesBoth, type Asker } from './people.js';
import type { Side, World } from './world.js';

/** A query from which paths are walked: about the own matter, or about the neighbour's. */
export type Root = Readonly<{ operation: Operation; place: 'own' | 'neighbour'; args: Args }>;

/** Paths that one document holds: from one root, as one asker. */
export type Walk = Readonly<{ type: GraphQLObjectType; root: Root; asker: Asker; paths: readonly Path[] }>;

type Watch = Readonly<{
  leaked: (asker: Asker, answer: unknown) => string | null;
  /** Collects the paths at whose end something was found. */
  found: Set<string>;
}>;

/** The queries that answer a type; pages are short, so that all their joins stay within the gateway's limits. */
export function rootsOf(world: World, typeName: string, asker: Asker): Root[] {
  return called
    .filter((operation) => operation.kind === 'query' && startOf(operation)?.type.name === typeName)
    .flatMap((operation): Root[] => {
      const { aim, neighbour } = cases[operation.name]!;
      const paged = startOf(operation)?.steps.length ? { first: 2 } : {};
      const own: Root = { operation, place: 'own', args: { ...aim(world.own, asker), ...paged } };
      const more = furtherOf(world.own, operation, asker).map((args) => ({ ...own, args }));
      const theirs = neighbour && {
        ...own,
        place: 'neighbour' as const,
        args: { ...aim(world.neighbour, asker), ...paged },
      };
      return theirs ? [own, ...more, theirs] : [own, ...more];
    });
}

/** Own matters that reach what the first one does not: a link to the neighbour's, a sender, an area with areas in it. */
const furtherRoots: Readonly<Record<string, (own: Side) => readonly Args[]>> = {
  appeal: ({ open, merged }) => [{ id: open.id }, { id: merged.id }],
  area: ({ street }) => [{ code: street.code }],
  units: () => [{}],
  whistle: ({ open }) => [{ id: open.whistleId }],
  mediation: ({ open }) => [{ id: open.mediationId }],
  threeRates: () => [{ from: '2026-11-01', until: '2026-11-30' }],
};

function furtherOf(own: Side, operation: Operation, asker: Asker): readonly Args[] {
  return (mayCall(operation, asker) && furtherRoots[operation.name]?.(own)) || [];
}

/** What is wrong with a walk: something of the neighbour's, something for whom there is nothing, or a refusal on the way. */
export async function findProblems(district: TestDistrict, walk: Walk, watch: Watch): Promise<string[]> {
  const { type, root, asker, paths } = walk;
  const { data, codes, seen } = await walked(district, walk);
  const expected = expectedCodes(root, asker);
  const problems: string[] = [];
  const leak = watch.leaked(asker, data);
  if (leak) problems.push(`leaks ${leak}`);
  const strange = codes.find((code) => !expected.includes(code));
  const names = paths.map((path) => nameOf(type, path));
  if (strange === 'QUERY_TOO_COSTLY' && names.every(nothingThere)) return [];
  if (strange) problems.push(strange);
  for (const path of seen) {
    watch.found.add(nameOf(type, path));
    if ((asker === 'none' && !isPublic(type, path)) || expected.length || isWithheld(type, path, asker))
      problems.push(`answers ${nameOf(type, path)}`);
  }
  if (!problems.length || paths.length === 1) return problems.map((problem) => `${about(walk)}: ${problem}`);
  // too much for one document, or a refusal that takes its surroundings along: look at each half by itself
  const half = Math.ceil(paths.length / 2);
  const first = await findProblems(district, { ...walk, paths: paths.slice(0, half) }, watch);
  return [...first, ...(await findProblems(district, { ...walk, paths: paths.slice(half) }, watch))];
}

/** Whether every join on the way is answered to anybody: areas are. */
function isPublic(type: GraphQLObjectType, { steps }: Path): boolean {
  let at = type;
  return steps.every((name) => {
    const load = loads[`${at.name}.${name}`];
    const next = getNamedType(at.getFields()[name]?.type);
    if (isObjectType(next)) at = next;
    return !load || operationNamed(load.operation)?.public;
  });
}

async function walked(
  district: TestDistrict,
  { root, asker, paths }: Walk,
): Promise<Readonly<{ data: unknown; codes: readonly Outcome[]; seen: readonly Path[] }>> {
  const prefix = startOf(root.operation)?.steps ?? [];
  const document = documentOf(root.operation, root.args, selectionOf(prefix, paths));
  const { data, errors } = await askAs(district, asker, document, root.args);
  const answer = data?.[root.operation.name];
  const seen = paths.filter((path) => valuesAt(answer, [...prefix, ...path.steps]).length > 0);
  return { data, codes: errors.map((error) => error.extensions.code), seen };
}

const nobodys = ['NOT_FOUND', 'AREA_NOT_FOUND', 'UNIT_NOT_FOUND', 'NULL', 'EMPTY'];

/** With which codes the root refuses; none where it answers. A root that is NULL or EMPTY for the asker refuses without a code. */
function expectedCodes({ operation, place }: Root, asker: Asker): readonly Outcome[] {
  if (!mayCall(operation, asker)) return [asker === 'none' ? 'UNAUTHENTICATED' : 'FORBIDDEN'];
  const { own, neighbour } = cases[operation.name]!;
  if (place === 'own' && nobodys.includes(expectedOf(own, asker))) return nobodys;
  if (place === 'own' || seesBoth.has(asker)) return [];
  return neighbour && expectedOf(neighbour, asker) === 'OK' ? [] : nobodys;
}

const about = ({ type, root, asker, paths }: Walk): string =>
  `${paths.map((path) => nameOf(type, path)).join(' ')} by ${root.operation.name} as ${asker}, ${root.place}`;

/** What the offices keep to themselves: the resident follows the matter by its public progress. */
const ofTheOffices: ReadonlySet<string | undefined> = new Set([
  'caseLeader',
  'account',
  'suggestion',
  'workOrders',
  'whistles',
  'requests',
  'clocks',
  'ledger',
  'mediations',
]);

const isWithheld = (type: GraphQLObjectType, { steps }: Path, asker: Asker): boolean =>
  asker === 'RESIDENT' && type.name === 'Appeal' && ofTheOffices.has(steps[0]);

/** Paths at whose end nothing can be, and why. */
const nothing: readonly (readonly [RegExp, string])[] = [
  [/^Possibilities\.closingBlockers/, 'what may be closed here has nothing open; possible.int-spec.ts'],
  [/^Request\.decidedBy/, 'who has to decide is asked before it is decided'],
  [/repeatOf\.repeatOf$|mergedInto\.repeatOf$/, 'a repetition is linked to the first of all'],
  [/^ReturnedOften\./, 'nothing goes back and forth here; arbitration.int-spec.ts has such a matter'],
  [/^Absence\.|\brepresentedUnits|\bdelegate\b/, 'nobody is away here; absence.int-spec.ts has absences'],
  [
    /^Passing\.|\bpassings$|\bpassings\./,
    'nothing was passed on before it is asked; passing.int-spec.ts has such matters',
  ],
  [
    /caseLeader\.(duties\.doneBy|members)/,
    'no duty is ticked off and no role given; leadership.int-spec.ts has such a matter',
  ],
  [
    /^(Consultation|Finding)\.|\b(consultations|findings)\b/,
    'nobody met and nothing was inspected; consultation.int-spec.ts, finding.int-spec.ts',
  ],
  [/^PublicWhistle\./, 'nothing was published; publication.int-spec.ts'],
  [/^SupervisionNotice\.|\bsupervisionNotices\b/, 'notice.int-spec.ts has notices'],
  [/\bsubstitute\b/, 'no unit named another; substitute.int-spec.ts'],
  [/^DutyCall\./, 'by day nobody is rung; at night in rungs.int-spec.ts'],
  [
    /^CalendarVersion\.mediationEffects\.effects\.unit/,
    'a mediation has its limits in natural days, which a day off does not move',
  ],
  [/(repeatOf|mergedInto)\.factors$/, 'the neighbour works by a profile without factors'],
  [/(repeatOf|mergedInto)\.firstContact$/, 'the neighbour’s profile limits the contact of the unit alone'],
  [
    /(^Request|\.requests)\.unit\b/,
    'neither street has a duty list from which to ask an exception; claim.int-spec.ts has one',
  ],
  [/personalDataErasedAt$/, 'nothing of the prepared world was erased'],
  [/repeatOf\.external$/, 'the original came from a resident'],
  [
    /^(WorkOrder|FollowUp)\.appeal\.repeatOf$/,
    'the original is the neighbour’s, whom nobody with the work sees',
  ],
  [/^FollowUp\.appeal\.external$/, 'what another system sent is still in hand'],
  [
    /^Summons\.whistle\.summonses\.actions\.evidence$/,
    'more than the gateway lets a list of summonses ask for',
  ],
  [/mergedInto\.(caseLeader|account|followUps|rating)$/, 'what it was merged into is still in hand'],
  [/\.\w+\.mergedInto$/, 'what is merged has no work of its own, and nothing is merged into it'],
];

export const nothingThere = (name: string): boolean => nothing.some(([pattern]) => pattern.test(name));
