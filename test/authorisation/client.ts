import type { GraphqlAnswer, TestDistrict } from '../district.fixture.js';
import { accountOf, type Asker } from './people.js';

export type Args = Readonly<Record<string, unknown>>;

/** A one-pixel PNG. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads a picture as an account, or as nobody, and answers its id. */
export async function upload(district: TestDistrict, account: string | null, name: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([picture], { type: 'image/png' }), name);
  const headers: Record<string, string> = account
    ? { authorization: `Bearer ${await district.token(account)}` }
    : {};
  const response = await fetch(`${district.url}/files`, { method: 'POST', headers, body: form });
  const answer = (await response.json()) as { id?: string };
  if (!answer.id) throw new Error(`upload as ${account ?? 'nobody'}: HTTP ${response.status}`);
  return answer.id;
}

export function askAs(
  district: TestDistrict,
  asker: Asker,
  document: string,
  variables: Args = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer> {
  return district.graphql(accountOf[asker], document, variables, headers);
}

/** Runs every task, at most so many at once: the district is one process on a machine that others use, too. */
export async function inLanes<Task, Result>(
  tasks: readonly Task[],
  run: (task: Task) => Promise<Result>,
  lanes = 8,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = tasks.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, task] of queue) results[index] = await run(task);
    }),
  );
  return results;
}

/** How an operation between services answers from outside: as a field of GraphQL, and on the route of its service. */
export async function fromOutside(
  district: TestDistrict,
  name: string,
  asker: Asker,
): Promise<Readonly<{ field: string | undefined; route: number }>> {
  const { errors } = await askAs(district, asker, `{ ${name} }`);
  const account = accountOf[asker];
  const headers: Record<string, string> = account
    ? { authorization: `Bearer ${await district.token(account)}` }
    : {};
  const { status } = await fetch(`${district.url}/operations/${name}`, { method: 'POST', headers });
  return { field: errors[0]?.extensions.code, route: status };
}
