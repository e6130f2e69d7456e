{{/* What a schema cannot say in words: each refusal is a sentence that tells what would have happened. Rendered once, by config.yaml. */}}
{{- define "weisu.checks" -}}
{{- $gateway := .Values.gateway -}}
{{- $most := include "weisu.most" $gateway | int -}}
{{- if and (gt $most 1) (not $gateway.s3.endpoint) -}}
{{- fail (printf "gateway.s3.endpoint is required: %d gateways without S3 would each keep their own evidence files, and a file would be found only by the gateway that stored it. Give gateway.s3 or set gateway.replicas to 1." $most) -}}
{{- end -}}
{{- if and $gateway.s3.endpoint (not $gateway.s3.bucket) -}}{{- fail "gateway.s3.bucket is required with gateway.s3.endpoint" -}}{{- end -}}
{{- if not .Values.keycloak.url -}}{{- fail "keycloak.url is required: the address of Keycloak as it stands in the tokens' iss" -}}{{- end -}}
{{- if not .Values.kafka.brokers -}}{{- fail "kafka.brokers is required: a list of host:port" -}}{{- end -}}
{{- if and (not .Values.kafka.tls) (or .Values.kafka.caSecret .Values.kafka.clientCertificateSecret) -}}{{- fail "kafka.tls is false, but there are certificates: they would be ignored and everything sent in the clear" -}}{{- end -}}
{{- if .Values.ingress.enabled -}}
{{- if not .Values.ingress.host -}}{{- fail "ingress.host is required: the name that people call" -}}{{- end -}}
{{- if not .Values.ingress.tlsSecret -}}{{- fail "ingress.tlsSecret is required: tokens and personal data do not travel without TLS" -}}{{- end -}}
{{- if not $gateway.trustedProxies -}}{{- fail "gateway.trustedProxies is required with the ingress: without it every caller has the ingress controller's address and all share one limit" -}}{{- end -}}
{{- end -}}
{{- include "weisu.checkEnv" (dict "where" "extraEnv" "env" .Values.extraEnv) -}}
{{- include "weisu.checkEnv" (dict "where" "gateway.env" "env" $gateway.env) -}}
{{- $connections := int .Values.database.reservedConnections -}}
{{- range $name := splitList " " (include "weisu.services" $) -}}
{{- $app := include "weisu.app" (dict "root" $ "name" $name) | fromYaml -}}
{{- include "weisu.checkEnv" (dict "where" (printf "services.%s.env" $name) "env" $app.env) -}}
{{- $most := include "weisu.most" $app | int -}}
{{- if gt $most (int $.Values.kafka.partitions) -}}
{{- fail (printf "services.%s: %d replicas are more than kafka.partitions (%d); the rest would consume nothing" $name $most (int $.Values.kafka.partitions)) -}}
{{- end -}}
{{- $connections = add $connections (mul (add $most 1) (add (int $app.poolSize) 1)) -}}
{{- end -}}
{{- if and .Values.database.maxConnections (gt (int $connections) (int .Values.database.maxConnections)) -}}
{{- fail (printf "database.maxConnections is %d, but %d may be open at once: for each service (most replicas + 1 during an upgrade) × (poolSize + 1 for its relay), and reservedConnections. Lower poolSize or replicas, or raise max_connections." (int .Values.database.maxConnections) (int $connections)) -}}
{{- end -}}
{{- range .Values.jobs -}}
{{- if not (has .service (append (splitList " " (include "weisu.services" $)) "gateway")) -}}{{- fail (printf "jobs: %s names no service: %s" .name .service) -}}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "weisu.checkEnv" -}}
{{- range $name, $_ := .env -}}
{{- if eq $name "WEISU_TEST_CLOCK" -}}{{- fail (printf "%s: WEISU_TEST_CLOCK is refused: deadlines of a real district run on real time" $.where) -}}{{- end -}}
{{- if eq $name "NODE_ENV" -}}{{- fail (printf "%s: NODE_ENV is always production here" $.where) -}}{{- end -}}
{{- if regexMatch "^(PORT|HOST|METRICS_PORT|FILES_DIR|SMS_FILE|TRUSTED_PROXIES|DATABASE_POOL_SIZE|NODE_EXTRA_CA_CERTS|(KAFKA|KEYCLOAK|S3)_.*|[A-Z]+_URL)$" $name | and (not (regexMatch "(PASSWORD|SECRET|DATABASE_URL)$" $name)) -}}{{- fail (printf "%s: %s is set by the chart from a value of its own" $.where $name) -}}{{- end -}}
{{- if regexMatch "(PASSWORD|SECRET|TOKEN|_KEYS?|DATABASE_URL)$" $name -}}{{- fail (printf "%s: %s is a secret; put it in the existing Secret, where it is not readable by everybody who may read a ConfigMap" $.where $name) -}}{{- end -}}
{{- end -}}
{{- end -}}
