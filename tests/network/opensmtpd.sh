#!/usr/bin/env bash
# The SMTP half of the lab "mail" against OpenSMTPD, which wants root: STARTTLS, log-in, a message really delivered, and its refusals.
. "$(dirname "$0")/support.sh"
PATH=$PATH:/usr/sbin
need smtpd smtpctl openssl node
[ "$(id -u)" = 0 ] && [ ! -S /run/smtpd.sock ] && smtpctl 2>&1 | head -n 1 | grep -q . || { echo "skipped: OpenSMTPD wants root, and to be the only one"; exit 77; }
certificate mail localhost "${good_dates[@]}"
certificate old localhost "${past_dates[@]}"
chmod 600 "$work"/*.key
tls=$(free_port) plain=$(free_port) old=$(free_port) closed=$(free_port)
cat >"$work/smtpd.conf" <<CONF
pki good cert "$work/mail.pem"
pki good key "$work/mail.key"
pki old cert "$work/old.pem"
pki old key "$work/old.key"
table creds { learner = "$(smtpctl encrypt secret-password)" }
listen on 127.0.0.1 port $tls tls pki good auth-optional <creds>
listen on 127.0.0.1 port $old tls pki old
listen on 127.0.0.1 port $plain
action "keep" maildir "$work/maildir" virtual { "@" = root }
match from any for domain "good.example" action "keep"
match auth from any for domain "far.example" action "keep"
CONF
start smtpd -d -f "$work/smtpd.conf"
wait_for "$tls"

try() {
  local what=$1 wanted=$2 port=$3
  shift 3
  expect "$what" "$wanted" mail --var domain=good.example --var smtp_host=localhost --var smtp_port="$port" --var ca="$work/ca.pem" \
    --only greeting,login,deliver,deliver-logged-in "$@"
}
try "a message without a log-in" "" "$tls" --var recipient=somebody@good.example
export LAB_SMTP_USER=learner SMTP_PASS=secret-password
try "a message after the log-in" "" "$tls" --var recipient=somebody@far.example
sleep 1
count=$(find "$work/maildir" -type f 2>/dev/null | wc -l)
[ "$count" = 2 ] && echo "ok: two messages arrived" || { echo "FAILED: $count messages arrived, wanted 2"; failures=$((failures + 1)); }
SMTP_PASS=other-password try "wrong password" "login failed smtp.auth | mail-login-refused" "$tls"
unset LAB_SMTP_USER SMTP_PASS
try "no relay" "deliver failed smtp.recipient | mail-relay-refused" "$tls" --var recipient=somebody@far.example
try "no STARTTLS" "greeting failed tls.no-starttls | mail-no-starttls" "$plain"
try "a catcher without TLS" "" "$plain" --var security=none --var recipient=somebody@good.example
try "expired" "greeting failed tls.expired | mail-certificate" "$old"
try "unknown authority" "greeting failed tls.untrusted | mail-certificate" "$tls" --var ca=
try "TLS from the first byte" "greeting failed tls.not-tls | mail-tls-mode-wrong" "$tls" --var security=tls
try "nothing there" "greeting failed tcp.refused | mail-server-unreachable" "$closed"
finish
