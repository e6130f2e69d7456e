#!/bin/bash
# republish-all.sh <namespace> <release> <instant with offset>: runs `republish --since <instant>` once for each service, as a Job with the image,
# settings and secrets of its deployment. The deployments are scaled to 0 before; kubectl and jq are needed.
# With --print instead of a namespace it reads a Deployment as JSON and prints the Job.
set -euo pipefail
usage='usage: republish-all.sh <namespace> <release> <instant with offset>'

job_of() {
  jq --arg since "$1" '{
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: ("republish-" + .metadata.labels["app.kubernetes.io/name"]), labels: { "app.kubernetes.io/part-of": "weisu" } },
    spec: {
      backoffLimit: 0,
      template: (.spec.template
        # not the labels of the service: a job is no endpoint of it; the network policy of jobs gives it the same ways out
        | .metadata.labels = { "app.kubernetes.io/name": "jobs", "app.kubernetes.io/instance": .metadata.labels["app.kubernetes.io/instance"], "app.kubernetes.io/part-of": "weisu" }
        | .spec.restartPolicy = "Never"
        | del(.spec.topologySpreadConstraints, .spec.terminationGracePeriodSeconds)
        | .spec.containers |= map(.args = ["republish", "--since", $since] | del(.startupProbe, .livenessProbe, .readinessProbe, .lifecycle, .ports)))
    }
  }'
}

if [ "${1:-}" = --print ]; then
  job_of "${2:?$usage}"
  exit
fi
namespace=${1:?$usage}
release=${2:?$usage}
since=${3:?$usage}
for service in directory intake dispatch mediation evaluation notification; do
  kubectl -n "$namespace" delete job "republish-$service" --ignore-not-found
  kubectl -n "$namespace" get deployment "$release-$service" -o json | job_of "$since" | kubectl -n "$namespace" create -f -
done
for service in directory intake dispatch mediation evaluation notification; do
  kubectl -n "$namespace" wait --for=condition=complete --timeout=1h "job/republish-$service" ||
    { kubectl -n "$namespace" logs "job/republish-$service"; exit 1; }
  kubectl -n "$namespace" logs "job/republish-$service"
done
