// `npm run check:chart`: the chart is linted, rendered for both sizes, validated strictly against the Kubernetes schemas of the oldest and
// the newest version it is for, and held against the rules of policy.mjs; each rule proves that it bites on a planted violation. The
// compose file is loaded by the reference loader. Tools come pinned through their own package clients (check-chart/clients.mjs).
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { clients, run } from './check-chart/clients.mjs';
import { ingressProblems } from './check-chart/ingress.mjs';
import { rules } from './check-chart/policy.mjs';
import { misshapen, plantAll, refusals } from './check-chart/violations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chart = `${root}deploy/chart`;
const examples = `${root}deploy/examples`;
/** The first is Chart.yaml's kubeVersion. */
const kubernetes = ['1.30.0', '1.37.0'];
const sizes = ['small', 'district'];
/** Refusals whose words are printed. */
const shown = ['two gateways without S3', 'a misspelled value', 'the test clock for all'];

const problems = [];
const custom = new Map();
const totals = { manifests: 0, planted: 0, refused: 0, custom: 0 };
const note = (where, lines) => problems.push(...lines.map((line) => `${where}: ${line}`));

const tools = await clients();
const valuesOf = (size) => ['-f', `${chart}/values-${size}.yaml`, '-f', `${examples}/site-${size}.yaml`];
const setting = (pairs) => pairs.flatMap((pair) => ['--set', pair]);
const render = (size, version, pairs = []) =>
  tools.helm(
    'template',
    'weisu',
    chart,
    '-n',
    'weisu',
    '--kube-version',
    version,
    ...valuesOf(size),
    ...setting(pairs),
  );

function listCustom(results, where) {
  for (const { document } of results.filter((result) => result.custom)) {
    totals.custom += 1;
    const kind = `${document.apiVersion} ${document.kind}`;
    custom.set(kind, new Set([...(custom.get(kind) ?? []), where]));
  }
}

const nameOf = ({ kind, metadata }) => `${kind}/${metadata?.name}`;
const schemaProblems = (results) =>
  results.flatMap(({ document, problems: found }) =>
    found.map((problem) => `${nameOf(document)}: ${problem}`),
  );

async function checkSize(size) {
  const lint = await tools.helm(
    'lint',
    '--strict',
    '--kube-version',
    kubernetes[0],
    chart,
    ...valuesOf(size),
  );
  if (lint.code) note(`values-${size} lint`, [lint.stdout.trim() || lint.stderr.trim()]);
  // Once more with a job on a schedule and with terms, which no size has by itself.
  const job =
    'jobs[0].name=erase,jobs[0].service=intake,jobs[0].schedule=0 3 * * *,jobs[0].args[0]=retention';
  const terms = ['extraEnv.ACCESS_LOG_MONTHS=18', 'services.intake.env.ACCESS_LOG_MONTHS=24'];
  for (const pairs of [[], [job, ...terms]]) {
    const { code, stdout, stderr } = await render(size, kubernetes.at(-1), pairs);
    if (code) {
      note(`values-${size} template`, [stderr.trim()]);
      return;
    }
    const results = await tools.validate(stdout, kubernetes);
    note(`values-${size} schema`, schemaProblems(results));
    const documents = results.map(({ document }) => document);
    for (const [name, rule] of Object.entries(rules)) note(`values-${size} ${name}`, rule(documents));
    if (pairs.length) continue;
    totals.manifests += documents.length;
    listCustom(results, `values-${size}`);
    const { caught, problems: missed } = plantAll(documents);
    totals.planted += caught;
    note(`values-${size}`, missed);
    await checkMisshapen(size, documents);
    await checkIngress(size, documents);
    console.log(
      `values-${size}: lint and template, ${documents.length} manifests valid for Kubernetes ${kubernetes.join(' and ')} or listed below`,
    );
  }
  await checkRefusals(size);
}

async function checkIngress(size, documents) {
  note(`values-${size}`, await ingressProblems(root, documents));
  const copy = globalThis.structuredClone(documents);
  copy.find(({ kind }) => kind === 'Ingress')?.spec.rules[0].http.paths.pop();
  if ((await ingressProblems(root, copy)).length) totals.planted += 1;
  else note(`values-${size}`, ['planted route without an ingress: it was not seen']);
}

/** JSON is YAML, so a changed document goes back the way it came. */
async function checkMisshapen(size, documents) {
  for (const [what, change] of misshapen) {
    const copy = globalThis.structuredClone(documents);
    change(copy);
    const yaml = copy.map((document) => JSON.stringify(document)).join('\n---\n');
    if (schemaProblems(await tools.validate(yaml, kubernetes.slice(-1))).length) totals.planted += 1;
    else note(`values-${size}`, [`planted ${what}: the strict schema did not see it`]);
  }
}

async function checkRefusals(size) {
  for (const { what, set, says } of refusals) {
    const { code, stderr } = await render(size, kubernetes.at(-1), set);
    if (code && says.test(stderr)) totals.refused += 1;
    else
      note(`values-${size}`, [
        `${what} must be refused with ${says}: ${stderr.trim().slice(-400) || 'it was rendered'}`,
      ]);
    if (size === sizes[0] && shown.includes(what))
      console.log(
        `refused, ${what}: ${says
          .exec(stderr)
          ?.input.trim()
          .split('\n')
          .find((line) => says.test(line))
          ?.trim()}`,
      );
  }
}

async function checkExamples() {
  for (const file of (await readdir(examples)).filter(
    (name) => name.endsWith('.yaml') && !name.startsWith('site-'),
  )) {
    const results = await tools.validate(await readFile(`${examples}/${file}`, 'utf8'), kubernetes);
    note(`examples/${file}`, schemaProblems(results));
    totals.manifests += results.length;
    listCustom(results, `examples/${file}`);
  }
}

/** compose-go's own program reads no variables, so they are filled in here: `${NAME:?}` must have a value, `${NAME:-value}` may. */
function interpolate(yaml, values) {
  const empty = new Set();
  const filled = yaml.replace(/\$\{([A-Z0-9_]+):([?-])([^}]*)\}/g, (_all, name, kind, fallback) => {
    if (kind === '-') return values[name] || fallback;
    if (!values[name]) empty.add(name);
    return values[name];
  });
  return { filled, empty: [...empty] };
}

async function checkCompose() {
  const folder = `${root}docker`;
  const yaml = await readFile(`${folder}/compose.yaml`, 'utf8');
  const made = await run(process.execPath, [`${folder}/make-env.mjs`]);
  const values = Object.fromEntries(
    [...made.stdout.matchAll(/^([A-Z0-9_]+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const { filled, empty } = interpolate(yaml, values);
  note(
    'compose',
    empty.map((name) => `${name} is needed and not in .env.example`),
  );
  note(
    'compose',
    Object.keys(values)
      .filter((name) => !yaml.includes(`\${${name}:?`))
      .map((name) => `${name} in .env.example is not used`),
  );
  const { code, stdout, stderr } = await tools.compose(filled, folder);
  if (code) note('compose', [stderr.trim()]);
  const wrong = await tools.compose(filled.replace('depends_on', 'depend_on'), folder);
  if (wrong.code) totals.planted += 1;
  else note('compose', ['planted depend_on: the loader did not see it']);
  const services = /^services:\n([\s\S]*?)^\S/m.exec(`${stdout}\nend`)?.[1].match(/^ {4}\S+:$/gm) ?? [];
  console.log(
    `docker/compose.yaml: ${services.length} services loaded by compose-go ${tools.versions['compose-go']}, ${Object.keys(values).length} secrets required`,
  );
}

console.log(
  `helm ${tools.versions.helm}, kubernetes-validate ${tools.versions['kubernetes-validate']}, compose-go ${tools.versions['compose-go']}`,
);
for (const size of sizes) await checkSize(size);
await checkExamples();
await checkCompose();
for (const [kind, places] of custom)
  console.log(`unvalidated custom kind: ${kind} (${[...places].join(', ')})`);
console.log(
  `${Object.keys(rules).length} rules; ${totals.planted} planted violations caught; ${totals.refused} wrong values refused`,
);
for (const problem of problems) console.log(`FAILED  ${problem}`);
console.log(
  `check:chart: ${totals.manifests} manifests, ${totals.custom} of custom kinds unvalidated, ${problems.length} problems`,
);
process.exitCode = problems.length ? 1 : 0;
