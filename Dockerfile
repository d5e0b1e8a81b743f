# The operator's executable, without an application's checkout:
#
#     docker build --tag josk .
#     docker run --init --rm --env PGPASSWORD josk migrate --postgres postgresql://operator@db.internal/shop --app-role josk_app
#
# Scripts/check-dockerfile runs these instructions without Docker.

FROM swift:6.3-bookworm AS build
RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends libpq-dev pkg-config
WORKDIR /josk
COPY . .
# With Swift's own libraries inside, and without its symbols, the executable needs no toolchain where it runs.
RUN swift build -c release --product josk --static-swift-stdlib -Xlinker -s

FROM debian:bookworm-slim AS josk
RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
COPY --from=build /josk/.build/release/josk /usr/local/bin/josk
USER nobody
ENTRYPOINT ["/usr/local/bin/josk"]
