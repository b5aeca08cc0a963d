# The page, then one static binary with the page inside, then an image that holds nothing else.

FROM node:22.22.2-bookworm-slim AS page
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY frontend ./frontend
RUN npm run build

FROM golang:1.26.5-bookworm AS binary
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd ./cmd
COPY proposals ./proposals
COPY server ./server
COPY frontend ./frontend
COPY --from=page /src/frontend/dist ./frontend/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /talqy ./cmd/talqy \
    # Large uploads pass through /tmp; the folders of data and backups must belong to the user that writes them.
    && mkdir -p /root-of-image/data /root-of-image/backups /root-of-image/tmp \
    && chmod 1777 /root-of-image/tmp

FROM scratch
# Certificates, for a MongoDB that is reached over TLS.
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary --chown=65532:65532 /root-of-image/ /
COPY --from=binary /talqy /talqy
USER 65532:65532
ENV TALQY_LISTEN=0.0.0.0:8080 TALQY_DATA=/data
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["/talqy", "health"]
ENTRYPOINT ["/talqy"]
CMD ["serve"]
