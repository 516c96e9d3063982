# lotaip in a container: small, without root, and content with a root file system that cannot be written to.
#   docker build --tag lotaip .
#   docker run --rm --read-only --tmpfs /tmp --volume "$PWD:/datos" lotaip convertir matrices

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/lotaip
# The lock file for containers has the extras cluster and postgresql. What changes seldom comes first: the layer of dependencies is built anew only with the lock file.
COPY requirements-cluster.lock ./
RUN /opt/lotaip/bin/python -m pip install --require-hashes --requirement requirements-cluster.lock
COPY pyproject.toml README.md LICENSE ./
COPY extractores extractores
COPY pipeline pipeline
COPY plantillas plantillas
RUN /opt/lotaip/bin/python -m pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
LABEL org.opencontainers.image.title="lotaip" org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/lotaip/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp
COPY --from=build /opt/lotaip /opt/lotaip
RUN useradd --system --uid 10001 --no-create-home lotaip
USER 10001
WORKDIR /datos
ENTRYPOINT ["lotaip"]
CMD ["--help"]
