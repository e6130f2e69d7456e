# One image per app: `docker build -f docker/service.Dockerfile --build-arg APP=dispatch -t weisu/dispatch:0.1.0 .`
# BASE_IMAGE needs Node 24 (or 20.19 and newer) and npm; RUNTIME_IMAGE needs node alone, so a smaller base may be given. No registry is
# named: the engine's own default or mirror applies. For another processor (`--platform linux/amd64,linux/arm64`) nothing is emulated: the
# stages that run programs are of the machine that builds, and the last one only copies. docs/adr/0018 says why it looks like this.
ARG BASE_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=${BASE_IMAGE}

# Only the manifests, so that the layer with the packages is made again when a dependency changes and not with every line of code.
FROM --platform=$BUILDPLATFORM ${BASE_IMAGE} AS manifests
WORKDIR /manifests
COPY apps apps
COPY libs libs
RUN find . -type f -not -name package.json -delete

FROM --platform=$BUILDPLATFORM ${BASE_IMAGE} AS build
WORKDIR /weisu
ENV CI=true NX_DAEMON=false
COPY package.json package-lock.json .npmrc ./
COPY --from=manifests /manifests ./
# How this machine reaches its registry (~/.npmrc, a CA) comes as secrets, which no layer keeps: `--secret id=npmrc,src=$HOME/.npmrc`.
# No install script of a package runs: nothing here needs one.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=npm-ca,target=/run/secrets/npm-ca \
    npm ci --ignore-scripts --no-audit --no-fund
COPY .swcrc ./
COPY tools/build.mjs tools/
COPY apps apps
COPY libs libs
RUN node tools/build.mjs
ARG APP
COPY LICENSE NOTICE ./
COPY docker/prune.mjs docker/health.mjs docker/
RUN node docker/prune.mjs "$APP" /image && mkdir /data

# said, because Debian's buildah would go on with the platform of the stage before
FROM --platform=$TARGETPLATFORM ${RUNTIME_IMAGE}
ARG APP
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="weisu-${APP}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.description="未诉 Weisu: ${APP}" \
      cn.weisu.sbom="/app/sbom.json" \
      cn.weisu.sbom.format="CycloneDX"
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps
WORKDIR /app
# Owned by root and written by nobody: the process cannot change its own code, also where the file system is not mounted read-only.
COPY --from=build /image /app
# The one folder that may be written, where a volume is mounted (files of one gateway, messages of notification).
COPY --from=build --chown=10001:10001 /data /var/lib/weisu
USER 10001:10001
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/app/health.mjs"]
# main.js points at apps/<app>/dist/main.js. Without an argument it serves; `migrate`, `topics`, `dead-letters` are the other commands.
ENTRYPOINT ["node", "/app/main.js"]
CMD ["serve"]
