# shellcheck shell=bash
# Sourced by the scripts of this folder: the environment, and the few words they share.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$TUTORFORGE_ROOT"
mkdir -p "$TUTORFORGE_CACHE"

# When the outermost script began, so that every line tells the time since then.
export TUTORFORGE_BEGAN=${TUTORFORGE_BEGAN:-$(date +%s)}

# What `scripts/build` leaves: the server, hash.txt beside it, and the site. Apart from cargo's own
# folder, so that a later build does not pull files away from under a running server.
# shellcheck disable=SC2034 # for those who source this
built=$TUTORFORGE_ROOT/target/built

# A line with the time since the start: "  1:07  Building".
say() {
  local s=$(($(date +%s) - TUTORFORGE_BEGAN))
  printf '%3d:%02d  %s\n' $((s / 60)) $((s % 60)) "$*"
}

die() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# Runs a part in a process group of its own and waits for it, so that `end_step` in a trap can end
# all of it at once. Only where sudo may ask for a password does it keep the terminal.
part=''
step() {
  if [[ -t 0 && $(id -u) != 0 ]]; then
    "$@"
    return
  fi
  local status=0
  set -m
  "$@" </dev/null &
  part=$!
  set +m
  wait "$part" || status=$?
  part=''
  return "$status"
}

end_step() {
  if [[ -n $part ]]; then end_process "-$part"; fi
}

# Asks a child (or, with a minus, its whole group) to end, and waits until it has.
end_process() {
  kill -TERM -- "$1" 2>/dev/null || true
  wait "${1#-}" 2>/dev/null || true
}

# A log without what only a terminal understands.
plain() { tr '\r' '\n' <"$1" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g'; }

# Tells apart the checkouts of one machine: databases and locks are theirs alone.
checkout_id() { printf %s "$TUTORFORGE_ROOT" | sha256sum | cut -c1-8; }

port_is_taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port=$1
  while port_is_taken "$port"; do port=$((port + 1)); done
  echo "$port"
}

# Who vouches for people in the browser tests: a real provider that these start, and one that is never there.
test_providers() {
  export TF_SIGNIN=school,college
  export TF_SIGNIN_SCHOOL_LABEL="Riverside School" TF_SIGNIN_SCHOOL_ISSUER=http://localhost:$(($1 + 1000))
  export TF_SIGNIN_SCHOOL_CLIENT_ID=tutorforge TF_SIGNIN_SCHOOL_CLIENT_SECRET=only-for-tests
  export TF_SIGNIN_COLLEGE_LABEL="Closed College" TF_SIGNIN_COLLEGE_ISSUER=http://localhost:9
  export TF_SIGNIN_COLLEGE_CLIENT_ID=tutorforge TF_SIGNIN_COLLEGE_CLIENT_SECRET=only-for-tests
}

# Waits until the server on a port is ready (database, migrations, workers), or its process is gone.
wait_ready() {
  local port=$1 pid=$2 until=$((SECONDS + ${3:-60}))
  while ((SECONDS < until)); do
    kill -0 "$pid" 2>/dev/null || return 1
    http_status "$port" /readyz | grep -q ' 200' && return 0
    sleep 0.1
  done
  return 1
}

# The status line of a GET, without curl: a bare Debian has none.
http_status() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
    head -n 1 <&3
  ) 2>/dev/null || true
}
