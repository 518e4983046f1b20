{{- define "mailbridge.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{ ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 50 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "mailbridge.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mailbridge.labels" -}}
{{ include "mailbridge.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "mailbridge.serviceAccount" -}}
{{ default (ternary (include "mailbridge.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end -}}

{{- define "mailbridge.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{ printf "%s@%s" $image.repository $image.digest }}
{{- else -}}
{{ printf "%s:%s" $image.repository (default .Chart.AppVersion $image.tag) }}
{{- end -}}
{{- end -}}

{{/* A YAML number would be printed as 5e+06 from a million on. */}}
{{- define "mailbridge.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}{{ printf "%.0f" . }}{{- else -}}{{ toString . }}{{- end -}}
{{- end -}}

{{/* One line of a properties file. Takes a list of key and value. */}}
{{- define "mailbridge.property" -}}
{{- $key := index . 0 | replace "\\" "\\\\" | replace " " "\\ " | replace ":" "\\:" | replace "=" "\\=" -}}
{{- $value := index . 1 -}}
{{- $text := kindIs "slice" $value | ternary (join "," (kindIs "slice" $value | ternary $value list)) (include "mailbridge.text" $value) -}}
{{ $key }}={{ $text | replace "\\" "\\\\" | replace "\r" "\\r" | replace "\n" "\\n" }}
{{- end -}}

{{/* The variable of a key: bridge.sources.sendgrid-eu.token -> BRIDGE_SOURCES_SENDGRID_EU_TOKEN */}}
{{- define "mailbridge.variable" -}}
{{ regexReplaceAll "[^A-Z0-9]" (upper .) "_" }}
{{- end -}}

{{/* Ports of host:port,host:port as a list of JSON. Takes a list of addresses and the port of those that name none. */}}
{{- define "mailbridge.ports" -}}
{{- $ports := list -}}
{{- $default := index . 1 -}}
{{- range splitList "," (index . 0) -}}
{{- $port := regexFind ":[0-9]+$" (trim .) | trimPrefix ":" -}}
{{- $ports = append $ports (int (default $default $port)) -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{- define "mailbridge.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
{{- end -}}

{{- define "mailbridge.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* What no schema can say, or not in a sentence that helps. */}}
{{- define "mailbridge.validate" -}}
{{- $credentials := list "secret" "token" "password" -}}
{{- $keys := list "provider" "auth" "tolerance" "public-url" "topic-arns" "header-name" "query-name" "validation-key" "username" "fields" "types" "credentials" -}}
{{- range $name, $source := .Values.sources -}}
{{- if not (regexMatch "^[a-z0-9][a-z0-9-]{0,62}$" $name) -}}
{{- fail (printf "sources.%s: a name is lower-case letters, digits and hyphens here, since variables are named after it" $name) -}}
{{- end -}}
{{- range $key, $value := $source -}}
{{- if not (has $key (concat $keys $credentials)) -}}
{{- fail (printf "sources.%s.%s: there is no such key; known are %s" $name $key (join ", " $keys)) -}}
{{- end -}}
{{- end -}}
{{- range $key := $credentials -}}
{{- if hasKey $source $key -}}
{{- fail (printf "sources.%s.%s: a credential would be readable in a ConfigMap; put it into a Secret, and write sources.%s.credentials.%s: {name: SECRET, key: KEY}" $name $key $name $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $own := dict
    "bridge.kafka.brokers" "kafka.brokers" "bridge.buffer.jdbc-url" "buffer.jdbcUrl" "bridge.buffer.username" "buffer.secret"
    "camel.management.host" "managementHost" "camel.management.jolokiaEnabled" "console.enabled"
    "bridge.management.username" "console.secret" "bridge.management.hosts" "console.hosts"
    "bridge.http.tls.certificate" "webhookTls.secret" "bridge.http.tls.key" "webhookTls.secret"
    "bridge.http.tls.client-ca" "webhookTls.clientCaKey" -}}
{{- range $key, $value := .Values.settings -}}
{{- if hasKey $own $key -}}
{{- fail (printf "settings: %s is set by the chart; use %s" $key (get $own $key)) -}}
{{- end -}}
{{- if hasPrefix "bridge.sources." $key -}}
{{- fail (printf "settings: %s belongs below sources" $key) -}}
{{- end -}}
{{- if regexMatch "(?i)(password|jaas-?config|recipient-key)$" $key -}}
{{- fail (printf "settings: %s would be readable in a ConfigMap; put it into a Secret as %s, and name that in secret.existing" $key (include "mailbridge.variable" $key)) -}}
{{- end -}}
{{- end -}}
{{- range $values := list (list "image.tag" .Values.image.tag) (list "testImage" .Values.testImage) -}}
{{- if regexMatch "(^|:)latest$" (index $values 1) -}}
{{- fail (printf "%s: nobody could say what \"latest\" is; name a version or a digest" (index $values 0)) -}}
{{- end -}}
{{- end -}}
{{- $names := dict "routes" "^([a-z0-9-]+\\.camel\\.yaml|[A-Za-z][A-Za-z0-9]*\\.java)$" "sql" "^[a-z0-9.-]+\\.sql$" "profiles" "^[a-z0-9]+(-[a-z0-9]+)*\\.yaml$" -}}
{{- $likes := dict "routes" "adapt-events.camel.yaml or Report.java" "sql" "buffer-events.sql" "profiles" "our-shop.yaml" -}}
{{- range $group, $pattern := $names -}}
{{- range $file, $text := get $.Values $group -}}
{{- if not (regexMatch $pattern $file) -}}
{{- fail (printf "%s: %s is not a file name that the bridge reads there; one is like %s" $group $file (get $likes $group)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (not .Values.autoscaling.cpu) (not .Values.autoscaling.requestsInFlight) -}}
{{- fail "autoscaling: set cpu or requestsInFlight, or enabled: false" -}}
{{- end -}}
{{- if and .Values.console.enabled (not .Values.console.secret) -}}
{{- fail "console.secret: name a Secret with user and password; without them anybody in the cluster could stop routes" -}}
{{- end -}}
{{- if and .Values.kafka.sasl.mechanism (not .Values.kafka.sasl.secret) -}}
{{- fail "kafka.sasl.secret: name the Secret with the JAAS configuration of the mechanism" -}}
{{- end -}}
{{- if and .Values.kafka.tls.clientSecret (not .Values.kafka.tls.caSecret) -}}
{{- fail "kafka.tls.caSecret: name the Secret with the brokers' authority; a certificate of the bridge alone means no TLS" -}}
{{- end -}}
{{- if .Values.certificate.enabled -}}
{{- $_ := required "certificate.issuer.name: name the issuer of cert-manager" .Values.certificate.issuer.name -}}
{{- $_ := required "certificate.dnsNames: list the names of the certificate" (first .Values.certificate.dnsNames) -}}
{{- end -}}
{{- if .Values.gateway.enabled -}}
{{- $_ := required "gateway.parentRefs: name the Gateway" (first .Values.gateway.parentRefs) -}}
{{- end -}}
{{- if .Values.ingress.enabled -}}
{{- $_ := required "ingress.hosts: name the hosts that senders post to" (first .Values.ingress.hosts) -}}
{{- end -}}
{{- end -}}

{{/* A variable from a Secret. Takes a list of variable, name of the Secret and its key. */}}
{{- define "mailbridge.secretVariable" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef: {name: {{ index . 1 }}, key: {{ index . 2 }}}
{{- end -}}
