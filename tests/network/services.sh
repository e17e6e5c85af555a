#!/usr/bin/env bash
# CORS against Caddy, a WebSocket against npm's ws, Prometheus, and a signed webhook against a receiver that checks or does not.
. "$(dirname "$0")/support.sh"
need node
lab=$work/services.toml
printf '[lab]\nid = "services"\nversion = "1"\ntitle = { en = "T", fr = "T" }\nsummary = { en = "T", fr = "T" }\ntimeout = "3s"\n' >"$lab"
wanted=
# check ID PROBE EXPECTATION [REASON]: the reason that a failure must have; without one it must pass.
check() {
  printf '[[check]]\nid = "%s"\ntitle = { en = "T", fr = "T" }\n%s\nexpect = ["%s"]\n' "$1" "$2" "$3" >>"$lab"
  if [ -n "${4:-}" ]; then wanted="$wanted${wanted:+; }$1 failed $4"; fi
}

if command -v caddy >/dev/null; then
  caddy=$(free_port)
  cat >"$work/Caddyfile" <<CADDY
{
	admin off
	auto_https off
}
http://127.0.0.1:$caddy {
	@right path /right
	header @right Access-Control-Allow-Origin https://app.example
	header @right Access-Control-Allow-Headers "content-type, authorization"
	header @right Access-Control-Allow-Methods "GET, POST, DELETE"
	@slash path /slash
	header @slash Access-Control-Allow-Origin https://app.example/
	@star path /star
	header @star Access-Control-Allow-Origin *
	header @star Access-Control-Allow-Credentials true
	header @star Access-Control-Allow-Headers content-type
	respond 204
}
CADDY
  start env XDG_DATA_HOME="$work" XDG_CONFIG_HOME="$work" caddy run --config "$work/Caddyfile" --adapter caddyfile
  wait_for "$caddy"
  cors() { printf 'cors = { url = "http://127.0.0.1:%s%s", origin = "https://app.example" %s }' "$caddy" "$1" "${2:-}"; }
  check cors-right "$(cors /right ', request-headers = [\"authorization\"], method = \"DELETE\"' | sed 's/\\//g')" "allowed == true"
  check cors-none "$(cors /none)" "allowed == true" cors.no-header
  check cors-slash "$(cors /slash)" "allowed == true" cors.other-origin
  check cors-star "$(cors /star ', credentials = true')" "allowed == true" cors.wildcard-credentials
  check cors-method "$(cors /right ', method = "PUT"')" "allowed == true" cors.method
  check cors-header "$(cors /right ', request-headers = ["x-mine"]')" "allowed == true" cors.header
fi

if [ -d "$project/node_modules/ws" ]; then
  ws=$(free_port) page=$(free_port)
  cat >"$work/ws.js" <<JS
const { WebSocketServer } = require("$project/node_modules/ws");
new WebSocketServer({ port: $ws, host: "127.0.0.1" }).on("connection", (s) => s.on("message", (m) => {
  const [join, ref, topic, event] = JSON.parse(m);
  if (event === "heartbeat") s.send(JSON.stringify([join, ref, topic, "phx_reply", { status: "ok", response: {} }]));
}));
require("http").createServer((q, a) => { a.statusCode = 403; a.end("no"); }).listen($page, "127.0.0.1");
JS
  start node "$work/ws.js"
  wait_for "$ws"
  beat='[null,\"1\",\"phoenix\",\"heartbeat\",{}]'
  check ws-heartbeat "websocket = { url = \"ws://127.0.0.1:$ws/socket\", send = \"$beat\", receive = true }" "json /4/status == 'ok'"
  check ws-silent "websocket = { url = \"ws://127.0.0.1:$ws/socket\", send = \"[1,2,3,4]\", receive = true }" "message exists" ws.timeout
  check ws-page "websocket = { url = \"ws://127.0.0.1:$page/\" }" "open == true" http.403
fi

if command -v prometheus >/dev/null; then
  prometheus=$(free_port)
  echo 'global: {}' >"$work/prometheus.yml"
  start prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$prometheus" --log.level=error
  wait_for "$prometheus"
  check prometheus-ready "http = { get = \"http://127.0.0.1:$prometheus/-/ready\" }
retry = { within = \"20s\", every = \"300ms\", only-on = [\"http.503\"] }" "status == 200"
  check prometheus-query "http = { get = \"http://127.0.0.1:$prometheus/api/v1/query?query=1\" }
needs = [\"prometheus-ready\"]" "json /data/result/1 == '1'"
fi

receiver=$(free_port)
cat >"$work/receiver.js" <<'JS'
const crypto = require("crypto");
const port = Number(process.argv[2]);
require("http").createServer((q, a) => {
  let body = "";
  q.on("data", (part) => (body += part)).on("end", () => {
    const fields = [...new URLSearchParams(body)].sort(([x], [y]) => (x < y ? -1 : 1));
    const text = `http://127.0.0.1:${port}${q.url}` + fields.map(([name, value]) => name + value).join("");
    const good = crypto.createHmac("sha1", "auth-token").update(text).digest("base64") === q.headers["x-twilio-signature"];
    a.statusCode = good || q.url === "/careless" ? 200 : 403;
    a.end(JSON.stringify(a.statusCode === 200 ? {} : { detail: "Invalid signature" }));
  });
}).listen(port, "127.0.0.1");
JS
start node "$work/receiver.js" "$receiver"
wait_for "$receiver"
hook() { printf 'webhook = { url = "http://127.0.0.1:%s%s", token = "%s", form = { From = "whatsapp:+33639980000", Body = "é & =", MessageSid = "SM1" }, signature = "%s" }' "$receiver" "$1" "$2" "$3"; }
check hook-valid "$(hook /checks auth-token valid)" "status == 200"
check hook-forged "$(hook /checks auth-token forged)" "status == 403"
check hook-unsigned "$(hook /checks auth-token none)" "status == 403"
check hook-other-token "$(hook /checks other-token valid)" "status == 200" http.403
check hook-careless "$(hook /careless auth-token forged)" "status == 403" webhook.accepted-forged

expect "services" "$wanted" "$lab"
finish
