#!/usr/bin/env bash
# The lab "redis" against redis-server: right, and wrong in every way that its causes know.
. "$(dirname "$0")/support.sh"
need redis-server openssl node
certificate redis localhost "${good_dates[@]}"

open=$(free_port)
locked=$(free_port)
tls=$(free_port)
closed=$(free_port)
start redis-server --port "$open" --save '' --dir "$work"
start redis-server --port "$locked" --save '' --dir "$work" --requirepass right-password
start redis-server --port 0 --tls-port "$tls" --save '' --dir "$work" --requirepass right-password --tls-auth-clients no \
  --tls-cert-file "$work/redis.pem" --tls-key-file "$work/redis.key" --tls-ca-cert-file "$work/ca.pem"
wait_for "$open"
wait_for "$locked"
wait_for "$tls"

try() {
  local what=$1 wanted=$2 url=$3 bare=$4
  shift 4
  REDIS_URL=$url expect "$what" "$wanted" redis --var redis_open_url="$bare" "$@"
}
plain=redis://127.0.0.1
try "with a password" "" "redis://default:right-password@127.0.0.1:$locked" "$plain:$locked"
try "over TLS" "" "rediss://default:right-password@localhost:$tls" "rediss://localhost:$tls" --var ca="$work/ca.pem"
try "wrong password" "ping failed redis.wrongpass | redis-token-wrong" "redis://default:wrong-password@127.0.0.1:$locked" "$plain:$locked"
try "no password" "ping failed redis.noauth | redis-token-missing" "$plain:$locked" "$plain:$locked"
try "no password set" "ping failed redis.no-password-set | redis-no-password-set" "redis://:some-password@127.0.0.1:$open" "$plain:$open"
try "open to everybody" "password-wanted failed expect.1 | redis-open-to-all" "$plain:$open" "$plain:$open"
try "REST address" "ping failed redis.url | redis-scheme-wrong" "https://127.0.0.1:$locked" "$plain:$locked"
try "plain to TLS" "ping failed redis.closed | redis-tls-mismatch" "redis://default:right-password@127.0.0.1:$tls" "$plain:$tls"
# A plain Redis waits for the end of what it takes for a line.
try "TLS to plain" "ping failed tls.timeout | redis-tls-not-there" "rediss://default:right-password@127.0.0.1:$locked" "$plain:$locked"
try "unknown authority" "ping failed tls.untrusted" "rediss://default:right-password@localhost:$tls" "rediss://localhost:$tls"
try "nothing there" "ping failed tcp.refused | redis-down" "redis://default:right-password@127.0.0.1:$closed" "$plain:$closed"
finish
