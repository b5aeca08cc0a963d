# shellcheck shell=bash
# What the scripts of this folder share. Sourced, not run; from here on the working folder is the repository's root.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# need COMMAND WHERE-FROM: stops with a sentence that a newcomer can act on.
need() { command -v "$1" >/dev/null || die "$1 is missing: $2"; }

need_builders() {
  need go "install Go 1.26 or newer"
  need node "install Node.js 20.19 or newer"
  need npm "it comes with Node.js"
}

# newer_than TARGET SOURCE...: is TARGET missing, or is one of the sources newer? Folders count too: a file that was
# deleted leaves its trace in theirs. What Paraglide writes is made by the build and is no source.
newer_than() {
  local target=$1
  shift
  [[ ! -e $target ]] || [[ -n $(find "$@" -name paraglide -prune -o -newer "$target" -print -quit) ]]
}

# install_npm_packages does so unless it has been done since package-lock.json last changed; npm keeps the second file.
install_npm_packages() {
  if [[ node_modules/.package-lock.json -nt package-lock.json ]]; then return; fi
  say "npm ci"
  npm ci
}

build_frontend() {
  newer_than frontend/dist/index.html package.json package-lock.json frontend/{index.html,*.config.*,tsconfig.json} \
    frontend/project.inlang/settings.json frontend/{messages,public,src} || return 0
  install_npm_packages || return
  say "building the page"
  npm run --silent build
}

build_binary() {
  newer_than bin/talqy go.mod go.sum cmd proposals server frontend/embed.go frontend/dist || return 0
  say "building bin/talqy"
  CGO_ENABLED=0 go build -o bin/talqy ./cmd/talqy
}

# answers HOST:PORT: is the server there ready? Needs nothing but bash.
answers() (
  host=${1%:*}
  exec 2>/dev/null
  exec 3<>"/dev/tcp/${host:-127.0.0.1}/${1##*:}" || exit
  printf 'GET /healthz HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&3
  read -r -t 5 status <&3 && [[ $status == *" 200 "* ]]
)

# wait_for HOST:PORT PID: until it answers; fails when the process has ended or a minute has passed.
wait_for() {
  local deadline=$((SECONDS + 60))
  until answers "$1"; do
    kill -0 "$2" 2>/dev/null && ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}
