{{- define "weisu.services" -}}directory intake dispatch mediation evaluation notification{{- end -}}

{{/* Settings of one app: what serviceDefaults says, then its own. Called with (dict "root" $ "name" name); parse with fromYaml. */}}
{{- define "weisu.app" -}}
{{- if eq .name "gateway" -}}
{{- toYaml .root.Values.gateway -}}
{{- else -}}
{{- toYaml (mergeOverwrite (deepCopy .root.Values.serviceDefaults) (deepCopy (index .root.Values.services .name | default dict))) -}}
{{- end -}}
{{- end -}}

{{- define "weisu.fullname" -}}{{ printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" }}{{- end -}}

{{- define "weisu.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "weisu.labels" -}}
{{ include "weisu.selector" . }}
app.kubernetes.io/part-of: weisu
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "weisu.image" -}}
{{- $tag := .root.Values.image.tag | default .root.Chart.AppVersion -}}
{{- if eq $tag "latest" -}}{{- fail "image.tag: latest names another program tomorrow; give a version" -}}{{- end -}}
{{ printf "%s/%s:%s" .root.Values.image.repository .name $tag }}
{{- end -}}

{{- define "weisu.secret" -}}{{ .app.existingSecret | default (include "weisu.fullname" .) }}{{- end -}}

{{- define "weisu.url" -}}{{ printf "http://%s:3000" (include "weisu.fullname" .) }}{{- end -}}

{{/* The most replicas an app may come to have. */}}
{{- define "weisu.most" -}}
{{- if .autoscaling.enabled -}}{{ .autoscaling.maxReplicas }}{{- else -}}{{ .replicas }}{{- end -}}
{{- end -}}

{{/*
Which other apps an app calls: the directory's snapshot, a phone number at the moment of sending, a journal for a rebuild, and what the services that it hears said of a
subject (`hears` of its definition).
*/}}
{{- define "weisu.calls" -}}
{{- if eq . "gateway" -}}directory intake dispatch mediation evaluation notification
{{- else if eq . "evaluation" -}}directory intake dispatch mediation notification
{{- else if eq . "notification" -}}directory intake
{{- else if eq . "directory" -}}
{{- else if eq . "dispatch" -}}directory intake mediation evaluation
{{- else if eq . "intake" -}}directory dispatch mediation
{{- else if eq . "mediation" -}}directory intake dispatch
{{- else -}}directory
{{- end -}}
{{- end -}}

{{- define "weisu.hardenedPod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "weisu.hardenedContainer" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{- /* A container of the jobs that work as the owner of the schemas: the image of one service with its own command, and with the service's own term where it has one. */}}
{{- define "weisu.migrate" -}}
{{- $root := .root }}
{{- $app := include "weisu.app" . | fromYaml }}
{{- $secret := include "weisu.secret" (dict "root" $root "name" "migrations" "app" $root.Values.migrations) }}
- name: {{ .name }}
  image: {{ include "weisu.image" . }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args: {{ toJson .args }}
  {{- include "weisu.hardenedContainer" $root | nindent 2 }}
  env:
    - { name: NODE_ENV, value: production }
    {{- with $root.Values.trustedCa }}
    {{- if .configMap }}
    - { name: NODE_EXTRA_CA_CERTS, value: /etc/weisu/ca/{{ .key }} }
    {{- end }}
    {{- end }}
    - name: OWNER_DATABASE_URL
      valueFrom: { secretKeyRef: { name: {{ $secret }}, key: OWNER_DATABASE_URL } }
    # Of the role that the service runs as; absent where somebody else makes the roles.
    - name: DATABASE_PASSWORD
      valueFrom: { secretKeyRef: { name: {{ include "weisu.secret" (dict "root" $root "name" .name "app" $app) }}, key: DATABASE_PASSWORD, optional: true } }
    {{- $settings := mergeOverwrite (deepCopy $root.Values.extraEnv) (deepCopy ($app.env | default dict)) }}
    {{- if hasKey $settings "ACCESS_LOG_MONTHS" }}
    - { name: ACCESS_LOG_MONTHS, value: {{ $settings.ACCESS_LOG_MONTHS | toString | quote }} }
    {{- end }}
  resources: {{ toYaml $root.Values.migrations.resources | nindent 4 }}
  volumeMounts:
    - { name: tmp, mountPath: /tmp }
    {{- if $root.Values.trustedCa.configMap }}
    - { name: ca, mountPath: /etc/weisu/ca, readOnly: true }
    {{- end }}
{{- end -}}
