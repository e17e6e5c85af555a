# For the tests of lab-check against real servers, which source it: each starts its servers on loopback, in a folder of its own, and
# stops them again. A missing server skips its test (status 77).
set -uo pipefail
lab_check=$(readlink -f "$1")
project=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
work=$(mktemp -d)
chmod 755 "$work"
failures=0
started=()

stop_all() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap stop_all EXIT

need() {
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "skipped: no $program"; exit 77; }
  done
}

# A free port of loopback, as the kernel gives it.
free_port() {
  node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
}

# start COMMAND…: in the background, stopped at the end.
start() {
  "$@" >>"$work/log" 2>&1 &
  started+=($!)
}

wait_for() {
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
    sleep 0.1
  done
  echo "nothing listens on port $1" >&2
  tail -n 20 "$work/log" >&2
  exit 1
}

# expect WHAT "CHECK OUTCOME [REASON]; … | CAUSE …" ARGUMENTS…: runs a lab and compares what it found. Passed checks are left out.
expect() {
  local what=$1 wanted=$2 found
  shift 2
  found=$("$lab_check" --catalog "$project/labs/catalog" run "$@" --format json </dev/null 2>>"$work/log" | node -e '
    const report = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const checks = report.checks.filter((c) => c.outcome !== "passed" && c.outcome !== "blocked" && c.outcome !== "not-applicable");
    const causes = report.causes.map((c) => c.id);
    console.log(checks.map((c) => [c.id, c.outcome, c.reason].join(" ")).join("; ") + (causes.length ? " | " + causes.join(" ") : ""));')
  if [ "$found" = "$wanted" ]; then
    echo "ok: $what"
  else
    failures=$((failures + 1))
    printf 'FAILED: %s\n  wanted  %s\n  found   %s\n' "$what" "$wanted" "$found"
    [ -n "${VERBOSE:-}" ] && "$lab_check" --catalog "$project/labs/catalog" run "$@" --verbose </dev/null
  fi
}

# certificate NAME HOST START END: $work/NAME.pem and $work/NAME.key, signed by $work/ca.pem. Dates as openssl ca takes them.
certificate() {
  local name=$1 host=$2 from=$3 to=$4
  if [ ! -f "$work/ca.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Test authority" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
    : >"$work/index.txt"
    echo 1000 >"$work/serial"
    cat >"$work/ca.cnf" <<CNF
[ca]
default_ca = test
[test]
dir = $work
database = $work/index.txt
serial = $work/serial
new_certs_dir = $work
certificate = $work/ca.pem
private_key = $work/ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
CNF
  fi
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$host" -addext "subjectAltName=DNS:$host" -keyout "$work/$name.key" -out "$work/$name.csr" 2>/dev/null
  openssl ca -batch -notext -config "$work/ca.cnf" -startdate "$from" -enddate "$to" -in "$work/$name.csr" -out "$work/$name.pem" 2>/dev/null
  chmod 644 "$work/$name.key"
}
good_dates=(20200101000000Z 20491231000000Z)
past_dates=(20200101000000Z 20210101000000Z)

finish() {
  [ $failures = 0 ] || { echo "$failures failed"; exit 1; }
  exit 0
}
