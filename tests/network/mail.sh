#!/usr/bin/env bash
# The SMTP half of the lab "mail": STARTTLS, certificates and log-in against a small server, and, as root where OpenSMTPD is installed,
# a message really delivered by it. (OpenSMTPD 6.8 of Debian 12 cannot finish a TLS handshake of its own.)
. "$(dirname "$0")/support.sh"
need openssl node
certificate mail localhost "${good_dates[@]}"
certificate old localhost "${past_dates[@]}"
tls=$(free_port) old=$(free_port) closed=$(free_port)
cat >"$work/smtp.js" <<'JS'
const net = require("net"), tls = require("tls"), fs = require("fs");
const [folder, ...places] = process.argv.slice(2);
for (const place of places) {
  const [port, name] = place.split(":");
  const options = { isServer: true, cert: fs.readFileSync(`${folder}/${name}.pem`), key: fs.readFileSync(`${folder}/${name}.key`) };
  net.createServer((plain) => talk(plain, false)).listen(Number(port), "127.0.0.1");
  const talk = (socket, secure) => {
    let known = false, data = false, rest = "";
    const say = (text) => socket.write(text + "\r\n");
    socket.on("error", () => {});
    if (!secure) say("220 test ESMTP");
    const read = (bytes) => {
      rest += bytes;
      for (let end; (end = rest.indexOf("\r\n")) >= 0; ) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data) { if (line === ".") { data = false; say("250 taken"); } continue; }
        const word = line.split(" ")[0].toUpperCase();
        if (word === "EHLO") say(secure ? "250-test\r\n250 AUTH PLAIN" : "250-test\r\n250 STARTTLS");
        else if (word === "STARTTLS") {
          say("220 go");
          socket.off("data", read);
          const inner = new tls.TLSSocket(socket, options);
          inner.on("error", () => {});
          return talk(inner, true);
        } else if (word === "AUTH") {
          known = Buffer.from(line.split(" ")[2], "base64").toString() === "\0learner\0secret-password";
          say(known ? "235 welcome" : "535 5.7.8 authentication failed");
        } else if (word === "MAIL") say("250 ok");
        else if (word === "RCPT") say(known || line.includes("good.example") ? "250 ok" : "554 5.7.1 relay access denied");
        else if (word === "DATA") { data = true; say("354 go on"); }
        else if (word === "QUIT") { say("221 bye"); socket.end(); }
        else say("500 what?");
      }
    };
    socket.on("data", read);
  };
}
JS
start node "$work/smtp.js" "$work" "$tls:mail" "$old:old"
wait_for "$tls"

try() {
  local what=$1 wanted=$2 port=$3
  shift 3
  expect "$what" "$wanted" mail --var domain=good.example --var smtp_host=localhost --var smtp_port="$port" --var ca="$work/ca.pem" \
    --only greeting,login,deliver,deliver-logged-in "$@"
}
try "a message without a log-in" "" "$tls" --var recipient=somebody@good.example
try "no relay" "deliver failed smtp.recipient | mail-relay-refused" "$tls" --var recipient=somebody@far.example
export LAB_SMTP_USER=learner SMTP_PASS=secret-password
try "a message after the log-in" "" "$tls" --var recipient=somebody@far.example
SMTP_PASS=other-password try "wrong password" "login failed smtp.auth | mail-login-refused" "$tls"
unset LAB_SMTP_USER SMTP_PASS
try "expired" "greeting failed tls.expired | mail-certificate" "$old"
try "unknown authority" "greeting failed tls.untrusted | mail-certificate" "$tls" --var ca=
try "TLS from the first byte" "greeting failed tls.not-tls | mail-tls-mode-wrong" "$tls" --var security=tls
try "nothing there" "greeting failed tcp.refused | mail-server-unreachable" "$closed"

PATH=$PATH:/usr/sbin
if [ "$(id -u)" != 0 ] || ! command -v smtpd >/dev/null || smtpctl show status >/dev/null 2>&1; then
  echo "skipped: OpenSMTPD, which wants root and to be the only one"
  finish
fi
real=$(free_port)
mkdir "$work/maildir"
chown nobody "$work/maildir"
cat >"$work/smtpd.conf" <<CONF
listen on 127.0.0.1 port $real
action "keep" maildir "$work/maildir" virtual { "@" = nobody }
match from any for domain "good.example" action "keep"
CONF
start smtpd -d -f "$work/smtpd.conf"
wait_for "$real"
try "OpenSMTPD takes a message" "" "$real" --var security=none --var recipient=somebody@good.example
for _ in $(seq 50); do [ -n "$(find "$work/maildir" -type f)" ] && break; sleep 0.1; done
if grep -qrs "sent by lab-check" "$work/maildir"; then echo "ok: and it arrived"; else echo "FAILED: no message arrived"; failures=$((failures + 1)); fi
try "OpenSMTPD does not relay" "deliver failed smtp.recipient | mail-relay-refused" "$real" --var security=none --var recipient=somebody@far.example
try "OpenSMTPD without TLS" "greeting failed tls.no-starttls | mail-no-starttls" "$real"
finish
