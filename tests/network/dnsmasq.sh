#!/usr/bin/env bash
# The DNS half of the lab "mail" against dnsmasq, with good and bad SPF, DKIM and DMARC.
. "$(dirname "$0")/support.sh"
need dnsmasq node
port=$(free_port)
cat >"$work/dns.conf" <<CONF
no-resolv
no-hosts
port=$port
listen-address=127.0.0.1
bind-interfaces
local=/example/
mx-host=good.example,mx.good.example,10
txt-record=good.example,"v=spf1 include:spf.example -all"
txt-record=mail._domainkey.good.example,"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"
txt-record=_dmarc.good.example,"v=DMARC1; p=reject; rua=mailto:dmarc@good.example"
txt-record=none.example,"unrelated"
txt-record=bad.example,"v=spf1 -all"
txt-record=bad.example,"v=spf1 mx -all"
txt-record=mail._domainkey.bad.example,"v=DKIM1; k=rsa; p="
txt-record=_dmarc.bad.example,"v=DMARC1; p=rejekt"
txt-record=soft.example,"v=spf1 +all"
mx-host=soft.example,mx.soft.example,10
mx-host=bad.example,mx.bad.example,10
mx-host=none.example,mx.none.example,10
txt-record=mail._domainkey.soft.example,"v=DKIM1; p=!!!!"
txt-record=_dmarc.soft.example,"v=DMARC1; p=none"
CONF
start dnsmasq -k -C "$work/dns.conf" --user="$(id -un)" --pid-file=
wait_for "$port"

try() { expect "$1" "$2" mail --var domain="$3" --var resolver="127.0.0.1:$port" --var smtp_host=unused.example --only mx,spf,dkim,dmarc,dmarc-strict; }
try "good records" "" good.example
try "no records" "spf failed spf.missing; dkim failed dkim.missing; dmarc failed dmarc.missing | mail-deliverability-dns-missing" none.example
try "broken records" "spf failed spf.several; dkim failed dkim.revoked; dmarc failed dmarc.syntax | mail-dkim-revoked mail-dmarc-broken mail-spf-twice" bad.example
try "weak records" "spf failed expect.2; dkim failed dkim.syntax; dmarc-strict failed expect.1 | mail-dmarc-only-watches mail-dkim-broken mail-spf-open" soft.example
finish
