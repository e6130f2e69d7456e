// Plants violations into the rendered manifests, at least one per rule, and says which of them the rule does not catch. Each plant
// changes one thing, as a careless edit of a template would.
import { rules } from './policy.mjs';

const kind = (documents, wanted, name = '') =>
  documents.find((document) => document.kind === wanted && document.metadata.name.endsWith(name));
const pod = (documents, name = 'dispatch') => kind(documents, 'Deployment', name).spec.template.spec;
const container = (documents, name) => pod(documents, name).containers[0];
const remove = (documents, document) => documents.splice(documents.indexOf(document), 1);
const opened = (documents, name) => kind(documents, 'NetworkPolicy', name).spec;

/** [rule, what is planted, how] */
export const plants = [
  ['restricted', 'a pod that may be root', (all) => delete pod(all).securityContext.runAsNonRoot],
  [
    'restricted',
    'a pod without seccomp',
    (all) => (pod(all).securityContext.seccompProfile = { type: 'Unconfined' }),
  ],
  [
    'restricted',
    'a container that may gain privileges',
    (all) => (container(all).securityContext.allowPrivilegeEscalation = true),
  ],
  [
    'restricted',
    'a capability kept',
    (all) => (container(all).securityContext.capabilities = { drop: ['NET_RAW'] }),
  ],
  [
    'restricted',
    'a capability added',
    (all) => (container(all).securityContext.capabilities.add = ['NET_ADMIN']),
  ],
  ['restricted', 'a writable root', (all) => (container(all).securityContext.readOnlyRootFilesystem = false)],
  [
    'restricted',
    'a folder of the node',
    (all) => pod(all).volumes.push({ name: 'node', hostPath: { path: '/' } }),
  ],
  ['restricted', 'the network of the node', (all) => (pod(all).hostNetwork = true)],
  ['restricted', 'a port of the node', (all) => (container(all).ports[0].hostPort = 80)],
  [
    'restricted',
    'a privileged step of the migration',
    (all) => (kind(all, 'Job').spec.template.spec.initContainers[3].securityContext.privileged = true),
  ],
  ['resources', 'no memory limit', (all) => delete container(all).resources.limits.memory],
  [
    'resources',
    'no requests in the migration',
    (all) => delete kind(all, 'Job').spec.template.spec.containers[0].resources.requests,
  ],
  ['probes', 'no readiness probe', (all) => delete container(all, 'gateway').readinessProbe],
  ['probes', 'no startup probe', (all) => delete container(all).startupProbe],
  ['noToken', 'a token by default', (all) => delete pod(all).automountServiceAccountToken],
  [
    'noSecretValues',
    'a rendered Secret',
    (all) => all.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'planted' } }),
  ],
  [
    'noSecretValues',
    'a password in a ConfigMap',
    (all) => (kind(all, 'ConfigMap').data.KAFKA_PASSWORD = 'planted'),
  ],
  [
    'noSecretValues',
    'a key as a value',
    (all) => container(all, 'intake').env.push({ name: 'PERSON_KEY', value: 'planted' }),
  ],
  [
    'noSecretValues',
    'a password in an address',
    (all) => (kind(all, 'ConfigMap').data.CACHE = 'redis://me:planted@cache'),
  ],
  ['pinnedImages', 'latest', (all) => (container(all).image = 'registry:5000/weisu/dispatch:latest')],
  ['pinnedImages', 'no tag', (all) => (container(all).image = 'registry:5000/weisu/dispatch')],
  ['budgets', 'no budget', (all) => remove(all, kind(all, 'PodDisruptionBudget', 'dispatch'))],
  [
    'budgets',
    'a node that cannot be drained',
    (all) =>
      (kind(all, 'PodDisruptionBudget').spec = {
        ...kind(all, 'PodDisruptionBudget').spec,
        maxUnavailable: 0,
      }),
  ],
  ['networkPolicies', 'no default deny', (all) => remove(all, kind(all, 'NetworkPolicy', 'default-deny'))],
  [
    'networkPolicies',
    'a service without a policy',
    (all) => remove(all, kind(all, 'NetworkPolicy', 'mediation')),
  ],
  ['networkPolicies', 'everybody let in', (all) => delete opened(all, 'gateway').ingress[0].from],
  ['networkPolicies', 'every port out', (all) => opened(all, 'intake').egress.push({ to: [] })],
  [
    'onlyKnownCallers',
    'notification may call dispatch',
    (all) =>
      opened(all, 'dispatch').ingress[0].from.push({
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'notification' } },
      }),
  ],
  [
    'onlyKnownCallers',
    'another namespace may call intake',
    (all) => opened(all, 'intake').ingress[0].from.push({ namespaceSelector: {} }),
  ],
  [
    'onlyKnownCallers',
    'every pod may call evaluation',
    (all) => opened(all, 'evaluation').ingress[0].from.push({ podSelector: {} }),
  ],
  [
    'onlyKnownCallers',
    'the gateway may not call directory',
    (all) => {
      const [way] = opened(all, 'directory').ingress;
      way.from = way.from.filter(
        (peer) => peer.podSelector?.matchLabels['app.kubernetes.io/name'] !== 'gateway',
      );
    },
  ],
  [
    'production',
    'the test clock',
    (all) => container(all).env.push({ name: 'WEISU_TEST_CLOCK', value: '1' }),
  ],
  [
    'production',
    'the test clock in a ConfigMap',
    (all) => (kind(all, 'ConfigMap', 'mediation').data.WEISU_TEST_CLOCK = '0'),
  ],
  ['production', 'not production', (all) => (kind(all, 'ConfigMap', 'intake').data.NODE_ENV = 'development')],
  [
    'production',
    'a migration without NODE_ENV',
    (all) => kind(all, 'Job').spec.template.spec.initContainers[0].env.shift(),
  ],
  [
    'sameTerms',
    'a term that the job does not know',
    (all) => (kind(all, 'ConfigMap', 'intake').data.ACCESS_LOG_MONTHS = '24'),
  ],
  [
    'sameTerms',
    'a service whose months nobody takes away',
    (all) => kind(all, 'CronJob', 'retirements').spec.jobTemplate.spec.template.spec.containers.pop(),
  ],
  ['tls', 'a host without TLS', (all) => delete kind(all, 'Ingress').spec.tls],
  ['tls', 'a second host', (all) => kind(all, 'Ingress').spec.rules.push({ host: 'planted.example' })],
  [
    'restartsWithSettings',
    'no checksum',
    (all) => delete kind(all, 'Deployment', 'gateway').spec.template.metadata.annotations,
  ],
];

/** Plants one after the other in a copy; gives how many were caught, and a line for each that was not. */
export function plantAll(documents) {
  const missed = plants
    .filter(([rule, , plant]) => {
      const copy = globalThis.structuredClone(documents);
      plant(copy);
      return rules[rule](copy).length === 0;
    })
    .map(([rule, what]) => `planted ${what}: the rule ${rule} did not see it`);
  const idle = Object.keys(rules).filter((rule) => !plants.some(([planted]) => planted === rule));
  return {
    caught: plants.length - missed.length,
    problems: [...missed, ...idle.map((rule) => `the rule ${rule} has no planted violation`)],
  };
}

/** The strict schemas must bite too: a field that does not exist, a wrong type, a field of another kind. */
export const misshapen = [
  ['a misspelled field', (all) => (kind(all, 'Deployment').spec.replica = 2)],
  ['a number as text', (all) => (kind(all, 'Service').spec.ports[0].port = 'three thousand')],
  ['a misspelled probe', (all) => (container(all).livenessProbes = container(all).livenessProbe)],
];

/** Values that the chart must refuse, as arguments of `helm template`, with what it must say. */
export const refusals = [
  {
    what: 'two gateways without S3',
    set: ['gateway.replicas=2', 'gateway.autoscaling.enabled=false', 'gateway.s3.endpoint='],
    says: /2 gateways without S3 would each keep their own evidence files/,
  },
  {
    what: 'a gateway that may scale to two without S3',
    set: ['gateway.autoscaling.enabled=true', 'gateway.autoscaling.maxReplicas=2', 'gateway.s3.endpoint='],
    says: /2 gateways without S3/,
  },
  {
    what: 'a misspelled value',
    set: ['gateway.replica=2'],
    says: /additional properties 'replica' not allowed/,
  },
  {
    what: 'a service that does not exist',
    set: ['services.intakes.replicas=2'],
    says: /additional properties 'intakes' not allowed/,
  },
  {
    what: 'a number as text',
    set: ['kafka.partitions=twelve'],
    says: /kafka\/partitions': got string, want integer/,
  },
  {
    what: 'the test clock for all',
    set: ['extraEnv.WEISU_TEST_CLOCK=1'],
    says: /WEISU_TEST_CLOCK is refused/,
  },
  {
    what: 'the test clock for one',
    set: ['services.dispatch.env.WEISU_TEST_CLOCK=1'],
    says: /services\.dispatch\.env: WEISU_TEST_CLOCK is refused/,
  },
  {
    what: 'another NODE_ENV',
    set: ['gateway.env.NODE_ENV=development'],
    says: /NODE_ENV is always production/,
  },
  {
    what: 'a secret as a setting',
    set: ['services.intake.env.PERSON_KEY=planted'],
    says: /PERSON_KEY is a secret/,
  },
  {
    what: 'a setting that is a value',
    set: ['extraEnv.KAFKA_BROKERS=other:9092'],
    says: /KAFKA_BROKERS is set by the chart/,
  },
  { what: 'latest', set: ['image.tag=latest'], says: /latest names another program tomorrow/ },
  { what: 'an ingress without TLS', set: ['ingress.tlsSecret='], says: /ingress\.tlsSecret is required/ },
  {
    what: 'an ingress whose callers share one limit',
    set: ['gateway.trustedProxies=null'],
    says: /trustedProxies is required/,
  },
  {
    what: 'more connections than the server has',
    set: ['database.maxConnections=79'],
    says: /may be open at once/,
  },
  {
    what: 'more consumers than partitions',
    set: [
      'kafka.partitions=1',
      'services.dispatch.replicas=2',
      'services.dispatch.autoscaling.enabled=false',
    ],
    says: /more than kafka\.partitions/,
  },
  { what: 'certificates without TLS', set: ['kafka.tls=false'], says: /sent in the clear/ },
  { what: 'no brokers', set: ['kafka.brokers=null'], says: /kafka\.brokers is required/ },
];
