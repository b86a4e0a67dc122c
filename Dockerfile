# Answerable in a container: docker build -t answerable .
# Another base with Node.js and Debian's packages: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
# SQLite is compiled where there is no prebuilt binary for this platform.
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/answerable
COPY package.json package-lock.json ./
COPY scripts/build.mjs scripts/
# The build comes after the sources.
RUN npm ci --no-audit --no-fund --ignore-scripts \
 && npm rebuild better-sqlite3
COPY . .
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund --ignore-scripts \
 && mkdir -m 0700 /data

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    ANSWERABLE_DATA=/data \
    ANSWERABLE_HOST=0.0.0.0
WORKDIR /opt/answerable
COPY --from=build /opt/answerable/package.json /opt/answerable/LICENSE ./
COPY --from=build /opt/answerable/node_modules node_modules
COPY --from=build /opt/answerable/dist dist
# By number, so that a host can see that it is not root: a user without a name, a shell or a password.
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/app/main.js"]
CMD ["serve"]
