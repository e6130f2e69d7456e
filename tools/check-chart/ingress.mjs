import { readdir, readFile } from 'node:fs/promises';

/** The cluster's own. */
const inside = new Set(['/health', '/ready']);
/** Routes that Nest and the console add: no call names them. */
const others = ['/graphql', '/assets'];

/** First steps of the routes of the gateway, as its sources declare them. */
async function routesOf(root) {
  const source = `${root}apps/gateway/src`;
  const found = new Set(others);
  for (const name of await readdir(source, { recursive: true })) {
    if (!name.endsWith('.http.ts')) continue;
    const text = await readFile(`${source}/${name}`, 'utf8');
    for (const [, path] of text.matchAll(
      /(?:server\.(?:get|post)(?:<[^(]*>)?\(\s*|[{,]\s*)'(\/[a-z]+)[^']*'/g,
    ))
      if (!inside.has(path)) found.add(path);
  }
  return [...found];
}

/** A route that no ingress carries is not there for anybody outside; one too many would be a door that nobody watches. */
export async function ingressProblems(root, documents) {
  const ingress = documents.find(({ kind }) => kind === 'Ingress');
  if (!ingress) return ['no Ingress was rendered'];
  const carried = ingress.spec.rules.flatMap(({ http }) => http.paths.map(({ path }) => path));
  const routes = await routesOf(root);
  return [
    ...routes
      .filter((path) => !carried.includes(path))
      .map((path) => `the gateway answers ${path}, and the ingress does not carry it`),
    ...carried
      .filter((path) => !routes.includes(path))
      .map((path) => `the ingress carries ${path}, which the gateway does not answer`),
  ];
}
