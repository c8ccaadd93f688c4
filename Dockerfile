# syntax=docker/dockerfile:1

# The image of TutorForge: one program and the site's files, run by nobody in particular on a root
# file system that may be read-only. `docker build -t tutorforge .`

FROM rust:1.96-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src

# hadolint ignore=DL3008 # Debian keeps one version of a package for a release
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && rustup target add wasm32-unknown-unknown
COPY --from=node:20-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:20-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm

# The tools first: they change less often than the code, and this layer is the slowest.
COPY package.json package-lock.json .npmrc Cargo.lock ./
COPY scripts scripts
RUN scripts/setup

COPY . .
RUN scripts/build release


FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/tutorforge --create-home tutorforge

# The program reads hash.txt from its own folder.
COPY --from=build /src/target/built-release/tutorforge /src/target/built-release/hash.txt /opt/tutorforge/
COPY --from=build /src/target/built-release/site /opt/tutorforge/site

ENV TF_ADDR=0.0.0.0:3000 \
    TF_LOG_FORMAT=json \
    TF_SITE_ROOT=/opt/tutorforge/site \
    LEPTOS_OUTPUT_NAME=tutorforge \
    LEPTOS_SITE_ROOT=/opt/tutorforge/site \
    LEPTOS_SITE_PKG_DIR=pkg \
    LEPTOS_HASH_FILES=true

# A number, so that an orchestrator can see that it is not root.
USER 10001
WORKDIR /var/lib/tutorforge
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/opt/tutorforge/tutorforge", "healthcheck"]
ENTRYPOINT ["/opt/tutorforge/tutorforge"]
CMD ["serve"]
