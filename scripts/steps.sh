# shellcheck shell=bash
# The checks as steps, and what they need installed. Sourced after lib.sh by scripts/test and scripts/check.

# Named folders, not ./...: some npm packages bring Go files of their own into node_modules.
go_folders=(cmd frontend proposals server)
go_packages=("${go_folders[@]/#/./}")
go_packages=("${go_packages[@]/%//...}")
staticcheck=honnef.co/go/tools/cmd/staticcheck@v0.8.2 # the release 2026.2.2, which reads Go 1.26

# packages_of_one_goroutine names the packages that start no goroutine, whose tests start none, and that do not stand on the
# network. (Those of os/exec have ended when Run or Output returns; the one of a long redline has when Compare returns, and the tests
# of its own package look at it.)
packages_of_one_goroutine() {
  local starts='(^|[^[:alnum:]_"])go (func|[[:alpha:]_][[:alnum:]_.]*\()|\.Go\(|\.(Run)?Parallel\(' module
  module=$(go list -m) || return
  {
    # A line «starts PACKAGE» for whose code starts one, «tests PACKAGE» for whose tests do.
    { find "${go_folders[@]}" -name '*.go' -exec grep -lE "$starts" {} + || true; } | awk -v module="$module" '
      { folder = $0; sub("/[^/]*$", "", folder); print (/_test\.go$/ ? "tests" : "starts"), module "/" folder }'
    go list -test -f '{{$p := .ImportPath}}{{if not .ForTest}}{{range .Deps}}{{$p}} {{.}}{{"\n"}}{{end}}{{end}}' "${go_packages[@]}"
  } | awk '
    $1 == "starts" { starts[$2]; next }
    $1 == "tests" { busy[$2]; next }
    $1 !~ /\.test$/ { next }
    { name = substr($1, 1, length($1) - 5); seen[name]; if ($2 == "net" || name in starts) busy[name] }
    END { for (name in seen) if (!(name in busy)) print name }' | sort
}

# debian_packages "COMMAND PACKAGE..."...: installs the packages of those commands that are not there.
debian_packages() {
  local line words missing=() as_root=()
  for line; do
    read -ra words <<<"$line"
    command -v "${words[0]}" >/dev/null || missing+=("${words[@]:1}")
  done
  ((${#missing[@]})) || return 0
  say "installing ${missing[*]}"
  command -v apt-get >/dev/null || die "no apt-get here; please install ${missing[*]}"
  if ((EUID)); then
    command -v sudo >/dev/null || die "neither root nor sudo; please install ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# step NAME COMMAND...: runs one check, says its name, remembers how it ended. The next step runs either way. A command that
# could not look, because what it asks is not to be reached, ends with 77: it has neither passed nor failed, and is named.
# How long each took is said at the end, and how much of the processors: a busy machine changes the first, hardly the second.
# A script that was given names of steps, in steps_asked, takes those alone.
steps_passed=0 steps_failed=() steps_skipped=() steps_took=() steps_asked=() steps_known=()
step() {
  local name=$1 status=0 began=$SECONDS worked me=$BASHPID
  if ! asked "$name"; then
    step_ended - 0 0 "$name"
    return
  fi
  worked=$(processor_seconds "$me")
  shift
  say "$name"
  "$@" || status=$?
  step_ended "$status" $((SECONDS - began)) $(($(processor_seconds "$me") - worked)) "$name"
}

# step_ended STATUS SECONDS PROCESSOR-SECONDS NAME: remembers it; the status - is that of a step which was not asked for. One of
# those that run beside others leaves it in a file, because what a subshell remembers is forgotten with it.
step_ended() {
  if [[ -n ${steps_beside_ended:-} ]]; then
    printf '%s\n' "$*" >>"$steps_beside_ended"
    return
  fi
  local status=$1 name=$4
  steps_known+=("$name")
  [[ $status != - ]] || return 0
  steps_took+=("$(printf '%4d s %5d s  %s' "$2" "$3" "$name")")
  case $status in
    0) steps_passed=$((steps_passed + 1)) ;;
    77)
      steps_skipped+=("$name")
      printf '== %s: SKIPPED\n' "$name"
      ;;
    *)
      steps_failed+=("$name")
      printf '== %s: FAILED\n' "$name"
      ;;
  esac
}

# beside FUNCTION: takes the steps of a function, one after the other, while those that follow here run: alone, most steps leave one
# of two processors idle. gather waits for them and then prints what they said.
beside() {
  steps_beside=$(mktemp -d)
  (
    steps_beside_ended=$steps_beside/ended
    "$@"
  ) >"$steps_beside/said" 2>&1 &
  steps_beside_process=$!
}

gather() {
  local status=0 ended took worked name
  wait "$steps_beside_process" || status=$?
  cat "$steps_beside/said"
  while read -r ended took worked name; do step_ended "$ended" "$took" "$worked" "$name"; done < <(cat "$steps_beside/ended")
  rm -r "$steps_beside"
  ((!status)) || step_ended "$status" 0 0 "what ran beside other steps"
}

# asked NAME: is the step to be taken?
asked() {
  local one
  ((${#steps_asked[@]})) || return 0
  for one in "${steps_asked[@]}"; do [[ $one != "$1" ]] || return 0; done
  return 1
}

# processor_seconds PID: of its children that have ended, and theirs. 0 where there is no /proc.
processor_seconds() {
  local stat=()
  [[ ! -r /proc/$1/stat ]] || read -ra stat <"/proc/$1/stat"
  printf '%d' $(((${stat[15]:-0} + ${stat[16]:-0}) / $(getconf CLK_TCK)))
}

# steps_end prints how the steps went and fails when one did.
steps_end() {
  local names skipped known one
  printf -v known '%s\n' "${steps_known[@]}"
  for one in "${steps_asked[@]}"; do [[ $'\n'$known == *$'\n'"$one"$'\n'* ]] || die "there is no step «$one»; the steps are:"$'\n'"$known"; done
  printf -v names ', %s' "${steps_failed[@]}"
  printf -v skipped ', %s' "${steps_skipped[@]}"
  printf '\nhow long the steps took, and how long the processors worked for them; %d s in all:\n' "$SECONDS"
  printf '%s\n' "${steps_took[@]}"
  printf '\nsteps: %d passed, %d failed%s, %d skipped%s\n' "$steps_passed" "${#steps_failed[@]}" "${steps_failed[*]:+: ${names:2}}" \
    "${#steps_skipped[@]}" "${steps_skipped[*]:+: ${skipped:2}}"
  ((${#steps_failed[@]} == 0))
}

gofmt_finds_nothing() {
  local found
  found=$(gofmt -l "${go_folders[@]}") || return
  [[ -z $found ]] || { printf 'gofmt -w would change:\n%s\n' "$found"; return 1; }
}

# quick_steps are the checks that read the code of the server without running it, quick_page_steps those of the page. Each of the
# second writes what the messages compile to, so they do not run beside each other.
quick_steps() {
  step "gofmt" gofmt_finds_nothing
  step "go vet" go vet "${go_packages[@]}"
  step "staticcheck" go run "$staticcheck" "${go_packages[@]}"
}

quick_page_steps() {
  step "svelte-check" npm run --silent check
  step "eslint" npm run --silent lint
}
