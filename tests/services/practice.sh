#!/usr/bin/env bash
# practice.sh LAB_SERVICES LAB_CHECK CATALOG: a learner practises. The lab is red with a breakdown, green when it is repaired: by an edited
# file, by naming it, and when nobody said which one it is.
set -uo pipefail
services=$(readlink -f "$1")
check=$(readlink -f "$2")
catalog=$(readlink -f "$3")
work=$(mktemp -d)
up=
stop() { if [ -n "$up" ]; then kill "$up" && wait "$up"; fi 2>/dev/null; up=; }
trap 'stop; rm -rf "$work"' EXIT
mkdir -p "$work/labs"
ln -s "$catalog" "$work/labs/catalog"
ln -s "$catalog/../services" "$work/labs/services"
cd "$work" || exit 3
bad=0

# wait_for FILE WORDS: until the words stand in the file.
wait_for() {
  for _ in $(seq 150); do
    grep -q -- "$2" "$1" 2>/dev/null && return
    sleep 0.1
  done
  echo "never in $1: $2"
  cat "$1"
  bad=1
}
start() {
  rm -f err
  "$services" --lang en up --free-ports --data practice "$@" >out 2>err &
  up=$!
  wait_for err "ready after"
}
# expect STATUS LAB: what the lab says of the services.
expect() {
  "$check" --lang en run "$2" --practice practice >report 2>&1
  local status=$?
  [ $status = "$1" ] && return
  echo "$2: status $status instead of $1"
  cat report
  bad=1
}

start --fault docker-publishes-redis
expect 1 vps-exposure
grep -q docker-publishes-redis report || { echo "not named:"; cat report; bad=1; }
sed -i 's/^OPEN_PORTS=.*/OPEN_PORTS=ssh,http,https/' practice/.env
wait_for err "repaired: .*docker-publishes-redis"
expect 0 vps-exposure
stop

start --fault n8n-down
expect 1 n8n-users
printf '  n8n:\n    env_file: .env\n' >>practice/compose.yml
wait_for err "repaired: .*n8n-down"
expect 0 n8n-users
stop

start --random-fault workstation --seed 5
expect 1 workstation
fault=$("$services" reveal --data practice | head -1)
grep -q -- "$fault" out err && { echo "the hidden breakdown was told: $fault"; bad=1; }
other=vps-no-swap
"$services" heal $other --data practice >told && { echo "healed what was not broken"; bad=1; }
expect 1 workstation
"$services" heal "$fault" --data practice >told || { echo "not healed: $fault"; bad=1; }
wait_for err "repaired: .*$fault"
expect 0 workstation
stop

start --random-fault workstation --seed 5
[ "$("$services" reveal --data practice | head -1)" = "$fault" ] || { echo "the seed chose another one"; bad=1; }
stop
start --lab vps-exposure
expect 0 vps-exposure
"$services" reveal --data practice >told 2>&1 && { echo "something is hidden in a healthy folder"; bad=1; }
exit $bad
