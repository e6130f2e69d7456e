{{/* Every setting of an app that is no secret: the chart's, then extraEnv, then the app's own env. Called with (dict "root" $ "name" name "app" app). */}}
{{- define "weisu.settings" -}}
{{- range $name, $value := mergeOverwrite (include "weisu.ownSettings" . | fromYaml) (deepCopy .root.Values.extraEnv) (deepCopy .app.env) }}
{{ $name }}: {{ $value | toString | quote }}
{{- end }}
{{- end -}}

{{- define "weisu.ownSettings" -}}
{{- $values := .root.Values -}}
NODE_ENV: production
PORT: '3000'
HOST: 0.0.0.0
METRICS_PORT: '9464'
LOG_LEVEL: {{ $values.logLevel | quote }}
KEYCLOAK_URL: {{ $values.keycloak.url | quote }}
{{- with $values.keycloak.internalUrl }}
KEYCLOAK_INTERNAL_URL: {{ . | quote }}
{{- end }}
KEYCLOAK_REALM: {{ $values.keycloak.realm | quote }}
KEYCLOAK_CLIENT_ID: {{ .name }}
{{- with $values.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- if $values.trustedCa.configMap }}
NODE_EXTRA_CA_CERTS: /etc/weisu/ca/{{ $values.trustedCa.key }}
{{- end }}
{{- range $peer := splitList " " (include "weisu.calls" .name) }}
{{- if $peer }}
{{ upper $peer }}_URL: {{ include "weisu.url" (dict "root" $.root "name" $peer) }}
{{- end }}
{{- end }}
{{- if eq .name "gateway" }}
TRUSTED_PROXIES: {{ join "," .app.trustedProxies | quote }}
PUBLIC_OPERATIONS_PER_MINUTE: {{ .app.publicOperationsPerMinute | quote }}
{{- if and $values.ingress.enabled $values.ingress.host }}
WEISU_URL: {{ printf "https://%s" $values.ingress.host | quote }}
{{- end }}
{{- if .app.s3.endpoint }}
S3_ENDPOINT: {{ .app.s3.endpoint | quote }}
S3_BUCKET: {{ .app.s3.bucket | quote }}
S3_REGION: {{ .app.s3.region | quote }}
{{- else }}
FILES_DIR: /var/lib/weisu
{{- end }}
{{- else }}
DATABASE_POOL_SIZE: {{ .app.poolSize | quote }}
{{ include "weisu.kafkaSettings" .root }}
{{- end }}
{{- if eq .name "notification" }}
SMS_FILE: /var/lib/weisu/messages.jsonl
{{- end }}
{{- end -}}

{{- define "weisu.kafkaSettings" -}}
KAFKA_BROKERS: {{ join "," .Values.kafka.brokers | quote }}
KAFKA_TLS: {{ .Values.kafka.tls | quote }}
{{- with .Values.kafka.prefix }}
KAFKA_PREFIX: {{ . | quote }}
{{- end }}
{{- with .Values.kafka.saslMechanism }}
KAFKA_SASL_MECHANISM: {{ . }}
{{- end }}
{{- if .Values.kafka.caSecret }}
KAFKA_CA_FILE: /etc/weisu/kafka-ca/{{ .Values.kafka.caKey }}
{{- end }}
{{- if .Values.kafka.clientCertificateSecret }}
KAFKA_CERT_FILE: /etc/weisu/kafka-client/tls.crt
KAFKA_KEY_FILE: /etc/weisu/kafka-client/tls.key
{{- end }}
{{- end -}}

{{/* Secret variables by name: each is named, so that a key that somebody adds to a Secret does not become a setting. */}}
{{- define "weisu.secretEnv" -}}
{{- $required := list "KEYCLOAK_CLIENT_SECRET" -}}
{{- $optional := list -}}
{{- if eq .name "gateway" -}}
{{- $required = append $required "ADDRESS_KEY" -}}
{{- $optional = concat $optional (list "PROOF_KEYS" "CONSOLE_CLIENT_SECRET" "SESSION_KEYS") -}}
{{- if .app.s3.endpoint }}{{- $required = concat $required (list "S3_ACCESS_KEY_ID" "S3_SECRET_ACCESS_KEY") -}}{{- end -}}
{{- else -}}
{{- $required = append $required "DATABASE_URL" -}}
{{- $optional = append $optional "RELAY_DATABASE_URL" -}}
{{- if .root.Values.kafka.saslMechanism }}{{- $required = concat $required (list "KAFKA_USERNAME" "KAFKA_PASSWORD") -}}{{- end -}}
{{- end -}}
{{- if eq .name "intake" }}{{- $required = concat $required (list "PERSONAL_DATA_KEYS" "PERSON_KEY" "TRACKING_KEY") -}}{{- end -}}
{{- if has .name (list "mediation" "dispatch") }}{{- $required = append $required "PERSONAL_DATA_KEYS" -}}{{- end -}}
{{- if eq .name "notification" }}{{- $required = append $required "WEBHOOK_KEYS" -}}{{- end -}}
{{- $secret := include "weisu.secret" . -}}
{{- range $key := $required }}
- name: {{ $key }}
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ $key }} } }
{{- end }}
{{- range $key := $optional }}
- name: {{ $key }}
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ $key }}, optional: true } }
{{- end }}
{{- end -}}

{{- define "weisu.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if has .name (list "gateway" "notification") }}
{{- if not (and (eq .name "gateway") .app.s3.endpoint) }}
- { name: data, mountPath: /var/lib/weisu }
{{- end }}
{{- end }}
{{- if .root.Values.trustedCa.configMap }}
- { name: ca, mountPath: /etc/weisu/ca, readOnly: true }
{{- end }}
{{- if ne .name "gateway" }}
{{- if .root.Values.kafka.caSecret }}
- { name: kafka-ca, mountPath: /etc/weisu/kafka-ca, readOnly: true }
{{- end }}
{{- if .root.Values.kafka.clientCertificateSecret }}
- { name: kafka-client, mountPath: /etc/weisu/kafka-client, readOnly: true }
{{- end }}
{{- end }}
{{- end -}}

{{- define "weisu.volumes" -}}
- name: tmp
  emptyDir: { medium: Memory, sizeLimit: 64Mi }
{{- if and (eq .name "gateway") (not .app.s3.endpoint) }}
- name: data
  persistentVolumeClaim: { claimName: {{ .app.files.existingClaim | default (include "weisu.fullname" (dict "root" .root "name" "files")) }} }
{{- end }}
{{- if eq .name "notification" }}
- name: data
  {{- if .root.Values.notification.smsClaim }}
  persistentVolumeClaim: { claimName: {{ .root.Values.notification.smsClaim }} }
  {{- else }}
  emptyDir: { sizeLimit: 1Gi }
  {{- end }}
{{- end }}
{{- if .root.Values.trustedCa.configMap }}
- name: ca
  configMap: { name: {{ .root.Values.trustedCa.configMap }} }
{{- end }}
{{- if ne .name "gateway" }}
{{- with .root.Values.kafka.caSecret }}
- name: kafka-ca
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- with .root.Values.kafka.clientCertificateSecret }}
- name: kafka-client
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- end }}
{{- end -}}
