#!/usr/bin/env bash
# The lab "vps-exposure", the HTTP probe and the WebSocket probe against servers that misbehave: one that never greets, one that drips,
# one that answers without end, one that speaks another protocol.
. "$(dirname "$0")/support.sh"
need node
cat >"$work/servers.js" <<'JS'
const net = require("net"), http = require("http");
const [ssh, silent, drip, endless, other, open] = process.argv.slice(2).map(Number);
const serve = (port, f) => net.createServer((s) => { s.on("error", () => {}); f(s); }).listen(port, "127.0.0.1");
serve(ssh, (s) => s.write("SSH-2.0-Test\r\n"));
serve(silent, () => {});
serve(drip, (s) => { s.write("HTTP/1.1 200 OK\r\n\r\n"); const t = setInterval(() => s.write("x"), 200); s.on("close", () => clearInterval(t)); });
serve(endless, (s) => { s.write("HTTP/1.1 200 OK\r\n\r\n"); const more = () => { while (s.write(Buffer.alloc(65536, 120))); }; s.on("drain", more); more(); });
serve(other, (s) => s.write("220 mail ESMTP\r\n"));
serve(open, () => {});
JS
ssh=$(free_port) silent=$(free_port) drip=$(free_port) endless=$(free_port) other=$(free_port) open=$(free_port) closed=$(free_port)
start node "$work/servers.js" "$ssh" "$silent" "$drip" "$endless" "$other" "$open"
wait_for "$open"

ports() {
  for name in https http postgres pooler redis ollama qdrant mail_ui kong fallback cli searxng; do
    case $name in http*) echo "--var ${name}_port=$open" ;; *) echo "--var ${name}_port=$closed" ;; esac
  done
}
# shellcheck disable=SC2046
exposure() { local what=$1 wanted=$2; shift 2; expect "$what" "$wanted" vps-exposure --var host=127.0.0.1 $(ports) "$@"; }
exposure "all is right" "" --var ssh_port="$ssh"
exposure "SSH never greets" "ssh failed tcp.silent | vps-adduser-terminal-freeze" --var ssh_port="$silent"
exposure "SSH closed" "ssh failed tcp.refused | vps-ssh-port-closed" --var ssh_port="$closed"
exposure "another service there" "ssh failed expect.2 | vps-other-service-on-ssh-port" --var ssh_port="$other"
exposure "PostgreSQL published" "postgres-closed failed tcp.open | docker-publishes-postgres" --var ssh_port="$ssh" --var postgres_port="$open"

head='version = "1"
title = { en = "T", fr = "T" }
summary = { en = "T", fr = "T" }
timeout = "1s"
'
check() { printf '[[check]]\nid = "%s"\ntitle = { en = "T", fr = "T" }\n%s\nexpect = ["%s"]\n' "$1" "$2" "$3"; }
{
  printf '[lab]\nid = "hostile"\n%s' "$head"
  check silent "http = { get = \"http://127.0.0.1:$silent/\" }" "status == 200"
  check drip "http = { get = \"http://127.0.0.1:$drip/\" }" "status == 200"
  check endless "http = { get = \"http://127.0.0.1:$endless/\" }" "truncated == false"
  check other "http = { get = \"http://127.0.0.1:$other/\" }" "status == 200"
  check tls-silent "tls = { target = \"127.0.0.1:$silent\" }" "verified == true"
  check https-plain "http = { get = \"https://127.0.0.1:$other/\" }" "status == 200"
  check redis-silent "redis = { url = \"redis://127.0.0.1:$silent\" }" "reply == PONG"
  check redis-other "redis = { url = \"redis://127.0.0.1:$other\" }" "reply == PONG"
  check smtp-ssh "smtp = { target = \"127.0.0.1:$ssh\" }" "code == 250"
  check smtp-silent "smtp = { target = \"127.0.0.1:$silent\" }" "code == 250"
  check pg-silent "postgres = { url = \"postgresql://u:p@127.0.0.1:$silent/db\" }" "connected == true"
  check ws-drip "websocket = { url = \"ws://127.0.0.1:$drip/\" }" "open == true"
  check ws-other "websocket = { url = \"ws://127.0.0.1:$other/\" }" "open == true"
} >"$work/hostile.toml"
begin=$(date +%s)
expect "peers that misbehave end in reasons" \
  "silent failed http.timeout; drip failed http.slow-body; endless failed expect.1; other failed http.not-http; tls-silent failed tls.timeout; https-plain failed tls.not-tls; redis-silent failed redis.timeout; redis-other failed redis.not-redis; smtp-ssh failed smtp.not-smtp; smtp-silent failed smtp.timeout; pg-silent failed pg.timeout; ws-drip failed ws.not-upgraded; ws-other failed http.timeout" \
  "$work/hostile.toml"
took=$(($(date +%s) - begin))
if [ "$took" -gt 6 ]; then echo "FAILED: the deadlines of a second took $took s"; failures=$((failures + 1)); fi
finish
