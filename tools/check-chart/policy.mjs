// What every rendered manifest must hold, rule by rule. A rule takes the documents and gives one line per violation.
// violations.mjs plants at least one violation per rule, so that a rule that stopped biting fails the check.

const workloads = ['Deployment', 'Job', 'CronJob', 'StatefulSet', 'DaemonSet', 'Pod'];
const secretName = /(PASSWORD|SECRET|TOKEN|_KEYS?|DATABASE_URL)$/;

const ofKind = (documents, kind) => documents.filter((document) => document.kind === kind);
const nameOf = ({ kind, metadata }) => `${kind}/${metadata.name}`;
const textOf = (value) => JSON.stringify(value);

/** Every pod with where it comes from: labels and specification. */
export function podsOf(documents) {
  return documents
    .filter(({ kind }) => workloads.includes(kind))
    .map((document) => {
      const job = document.kind === 'CronJob' ? document.spec.jobTemplate : document;
      const template = document.kind === 'Pod' ? document : job.spec.template;
      return {
        from: nameOf(document),
        kind: document.kind,
        labels: template.metadata?.labels ?? {},
        template,
      };
    });
}

const containersOf = ({ template: { spec } }) => [...(spec.initContainers ?? []), ...spec.containers];

/** One line for each container of each pod that a test says something of. */
const inContainers = (documents, test) =>
  podsOf(documents).flatMap((pod) =>
    containersOf(pod).flatMap((container) =>
      test(container, pod).map((what) => `${pod.from}, ${container.name}: ${what}`),
    ),
  );

const selects = (selector, labels) =>
  !selector.matchExpressions &&
  Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);

const allowedVolumes = [
  'emptyDir',
  'configMap',
  'secret',
  'persistentVolumeClaim',
  'projected',
  'downwardAPI',
  'csi',
  'ephemeral',
];

/** Pod Security Standards, profile *restricted*, and a root file system that cannot be written. */
function restricted(documents) {
  const pods = podsOf(documents).flatMap(({ from, template: { spec } }) => [
    ...(spec.securityContext?.runAsNonRoot === true ? [] : [`${from}: runs as root`]),
    ...(spec.securityContext?.seccompProfile?.type === 'RuntimeDefault'
      ? []
      : [`${from}: no seccomp profile`]),
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => spec[key]).map((key) => `${from}: ${key}`),
    ...(spec.volumes ?? [])
      .filter((volume) => !allowedVolumes.some((type) => type in volume))
      .map(({ name }) => `${from}: volume ${name} is of a kind that the profile forbids`),
  ]);
  const containers = inContainers(documents, ({ securityContext = {}, ports = [] }) => [
    ...(securityContext.allowPrivilegeEscalation === false ? [] : ['may gain privileges']),
    ...(securityContext.capabilities?.drop?.includes('ALL') ? [] : ['keeps capabilities']),
    ...(securityContext.capabilities?.add?.length ? ['adds capabilities'] : []),
    ...(securityContext.readOnlyRootFilesystem === true ? [] : ['may write its root file system']),
    ...(securityContext.privileged ? ['is privileged'] : []),
    ...(securityContext.runAsUser === 0 || securityContext.runAsNonRoot === false ? ['runs as root'] : []),
    ...(ports.some(({ hostPort }) => hostPort) ? ['takes a port of the node'] : []),
  ]);
  return [...pods, ...containers];
}

const resources = (documents) =>
  inContainers(documents, (container) =>
    ['requests', 'limits'].flatMap((kind) =>
      ['cpu', 'memory']
        .filter((what) => !container.resources?.[kind]?.[what])
        .map((what) => `no ${kind} for ${what}`),
    ),
  );

const probes = (documents) =>
  ofKind(documents, 'Deployment').flatMap((deployment) =>
    deployment.spec.template.spec.containers.flatMap((container) =>
      ['startupProbe', 'livenessProbe', 'readinessProbe']
        .filter((probe) => !container[probe])
        .map((probe) => `${nameOf(deployment)}, ${container.name}: no ${probe}`),
    ),
  );

const noToken = (documents) =>
  podsOf(documents)
    .filter(({ template }) => template.spec.automountServiceAccountToken !== false)
    .map(({ from }) => `${from}: gets a token of the cluster`);

/** Secrets come from outside: none is rendered, no setting has a secret's name, no address carries a password. */
const noSecretValues = (documents) => [
  ...ofKind(documents, 'Secret').map((secret) => `${nameOf(secret)}: a Secret is rendered`),
  ...ofKind(documents, 'ConfigMap').flatMap((map) =>
    Object.keys(map.data ?? {})
      .filter((key) => secretName.test(key))
      .map((key) => `${nameOf(map)}: ${key} is a secret's name`),
  ),
  ...inContainers(documents, ({ env = [] }) =>
    env
      .filter(({ name, value }) => value !== undefined && secretName.test(name))
      .map(({ name }) => `${name} has a value`),
  ),
  ...documents
    .filter((document) => /:\/\/[^/"@\s]+:[^/"@\s]+@|BEGIN [A-Z ]*PRIVATE KEY/.test(textOf(document)))
    .map((document) => `${nameOf(document)}: an address with a password, or a private key`),
];

const pinnedImages = (documents) =>
  inContainers(documents, ({ image }) => {
    const tag = image.split('/').at(-1).split(':')[1];
    return image.includes('@sha256:') || (tag && tag !== 'latest') ? [] : [`${image} has no version`];
  });

/** A budget for every deployment, and one that lets a node be drained. */
const budgets = (documents) =>
  ofKind(documents, 'Deployment').flatMap((deployment) => {
    const budget = ofKind(documents, 'PodDisruptionBudget').find(({ spec }) =>
      selects(spec.selector, deployment.spec.template.metadata.labels),
    );
    if (!budget) return [`${nameOf(deployment)}: no PodDisruptionBudget`];
    return budget.spec.maxUnavailable ? [] : [`${nameOf(budget)}: a single replica could never be moved`];
  });

/** Every pod is closed by a policy without rules; what opens it names who and on which port. */
function networkPolicies(documents) {
  const policies = ofKind(documents, 'NetworkPolicy');
  const closed = ({ spec }) => !spec.ingress && !spec.egress && spec.policyTypes.length === 2;
  return [
    ...podsOf(documents)
      .filter(
        ({ labels }) =>
          !policies.some((policy) => closed(policy) && selects(policy.spec.podSelector, labels)),
      )
      .map(({ from }) => `${from}: no policy denies what nobody allowed`),
    ...podsOf(documents)
      .filter(
        ({ labels }) =>
          !policies.some((policy) => !closed(policy) && selects(policy.spec.podSelector, labels)),
      )
      .map(({ from }) => `${from}: no NetworkPolicy of its own`),
    ...policies.flatMap((policy) => [
      ...(policy.spec.ingress ?? [])
        .filter(({ from, ports }) => !from?.length || !ports?.length)
        .map(() => `${nameOf(policy)}: lets everybody in, or on every port`),
      ...(policy.spec.egress ?? [])
        .filter(({ ports }) => !ports?.length)
        .map(() => `${nameOf(policy)}: lets out on every port`),
    ]),
  ];
}

/** Who may call whom: the gateway everybody; the directory's snapshot, the phone number, the rebuild and what a service hears of a subject (docs/adr/0036) are the rest. */
const callers = {
  directory: ['intake', 'dispatch', 'mediation', 'evaluation', 'notification', 'gateway'],
  intake: ['dispatch', 'mediation', 'notification', 'evaluation', 'gateway'],
  dispatch: ['intake', 'mediation', 'evaluation', 'gateway'],
  mediation: ['intake', 'dispatch', 'evaluation', 'gateway'],
  evaluation: ['dispatch', 'gateway'],
  notification: ['evaluation', 'gateway'],
};

function onlyKnownCallers(documents) {
  const pods = podsOf(documents);
  return Object.entries(callers).flatMap(([service, known]) => {
    const labels = pods.find(
      (pod) => pod.kind === 'Deployment' && pod.labels['app.kubernetes.io/name'] === service,
    )?.labels;
    if (!labels) return [`no deployment of ${service}`];
    const peers = ofKind(documents, 'NetworkPolicy')
      .filter(({ spec }) => selects(spec.podSelector, labels))
      .flatMap(({ spec }) => spec.ingress ?? [])
      .filter(({ ports }) => ports.some(({ port }) => port === 'http' || port === 3000))
      .flatMap(({ from }) => from)
      .map((peer) =>
        peer.namespaceSelector
          ? 'another namespace'
          : peer.podSelector?.matchLabels?.['app.kubernetes.io/name'],
      );
    const strangers = peers.filter((peer) => ![...known, 'jobs'].includes(peer));
    const missing = known.filter((caller) => !peers.includes(caller));
    return [
      ...strangers.map((peer) => `${service}: ${peer ?? 'anybody'} may call it`),
      ...missing.map((caller) => `${service}: ${caller} must be able to call it`),
    ];
  });
}

/** Whoever takes months away goes by the term that the service was given: the two never see each other. */
function sameTerms(documents) {
  const setting = 'ACCESS_LOG_MONTHS';
  const retiring = podsOf(documents).flatMap(({ from, template }) =>
    template.spec.containers
      .filter(({ args }) => args?.[0] === 'retire')
      .map((container) => ({ from, container })),
  );
  const missing = ['intake', 'dispatch', 'mediation']
    .filter((service) => !retiring.some(({ container }) => container.name === service))
    .map((service) => `nobody takes away months of ${service}`);
  return [
    ...missing,
    ...retiring.flatMap(({ from, container }) => {
      const map = ofKind(documents, 'ConfigMap').find(({ metadata }) =>
        metadata.name.endsWith(`-${container.name}`),
      );
      const own = container.env.find(({ name }) => name === setting)?.value;
      return own === map?.data?.[setting]
        ? []
        : [`${from}, ${container.name}: ${setting} is not what the service has`];
    }),
  ];
}

/** Deadlines of a real district run on real time, and every process knows that it is in production. */
function production(documents) {
  const clocks = documents.filter((document) => textOf(document).includes('WEISU_TEST_CLOCK'));
  const settings = new Map(ofKind(documents, 'ConfigMap').map((map) => [map.metadata.name, map.data ?? {}]));
  return [
    ...clocks.map((document) => `${nameOf(document)}: WEISU_TEST_CLOCK`),
    ...inContainers(documents, ({ env = [], envFrom = [] }) => {
      const values = [
        ...env.filter(({ name }) => name === 'NODE_ENV').map(({ value }) => value),
        ...envFrom.map(({ configMapRef }) => settings.get(configMapRef?.name)?.NODE_ENV),
      ];
      return values.length === 1 && values[0] === 'production' ? [] : ['NODE_ENV is not production'];
    }),
  ];
}

const tls = (documents) =>
  ofKind(documents, 'Ingress').flatMap((ingress) => {
    const covered = (ingress.spec.tls ?? [])
      .filter(({ secretName: secret }) => secret)
      .flatMap(({ hosts }) => hosts);
    return ingress.spec.rules
      .filter(({ host }) => !host || !covered.includes(host))
      .map(({ host }) => `${nameOf(ingress)}: ${host ?? 'every host'} without TLS`);
  });

/** A pod that is not made again keeps the old settings. */
const restartsWithSettings = (documents) =>
  ofKind(documents, 'Deployment')
    .filter(({ spec }) => !spec.template.metadata.annotations?.['checksum/settings'])
    .map((deployment) => `${nameOf(deployment)}: no checksum of its settings`);

export const rules = {
  restricted,
  resources,
  probes,
  noToken,
  noSecretValues,
  pinnedImages,
  budgets,
  networkPolicies,
  onlyKnownCallers,
  production,
  sameTerms,
  tls,
  restartsWithSettings,
};
