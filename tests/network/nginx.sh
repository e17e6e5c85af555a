#!/usr/bin/env bash
# The lab "dns-tls-proxy" against nginx: certificates, redirections, a dead upstream, a missing fallback of a single-page application.
. "$(dirname "$0")/support.sh"
need nginx openssl node
certificate good localhost "${good_dates[@]}"
certificate old localhost "${past_dates[@]}"
certificate other other.example "${good_dates[@]}"

http=$(free_port)
good=$(free_port)
old=$(free_port)
other=$(free_port)
plain=$(free_port)
dead=$(free_port)
bare=$(free_port)
closed=$(free_port)
mkdir "$work/www"
echo '<!doctype html><title>App</title>' >"$work/www/index.html"
site() { printf 'server { listen 127.0.0.1:%s %s; server_name localhost; root %s/www; %s }\n' "$1" "$2" "$work" "$3"; }
tls() { printf 'ssl_certificate %s/%s.pem; ssl_certificate_key %s/%s.key;' "$work" "$1" "$work" "$1"; }
spa='location / { try_files $uri /index.html; }'
{
  echo "worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.log; events {}"
  echo "http { access_log off; types { text/html html; } client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c; uwsgi_temp_path $work/d; scgi_temp_path $work/e;"
  site "$http" "" "return 301 https://\$host\$request_uri;"
  site "$good" ssl "$(tls good) $spa"
  site "$old" ssl "$(tls old) $spa"
  site "$other" ssl "$(tls other) $spa"
  site "$plain" "" "$spa"
  site "$dead" ssl "$(tls good) location / { proxy_pass http://127.0.0.1:$closed; }"
  site "$bare" ssl "$(tls good)"
  echo "}"
} >"$work/nginx.conf"
start nginx -c "$work/nginx.conf" -p "$work"
wait_for "$good"

try() {
  local what=$1 wanted=$2 port=$3
  shift 3
  expect "$what" "$wanted" dns-tls-proxy --skip net.name --var host=localhost --var https_port="$port" --var http_port="$http" \
    --var deep_path=/login --var ca="$work/ca.pem" "$@"
}
try "all is right" "" "$good"
try "expired" "net.tls failed tls.expired | net-certificate-expired" "$old"
try "another name" "net.tls failed tls.name | net-certificate-other-name" "$other"
try "unknown authority" "net.tls failed tls.untrusted | net-certificate-internal" "$good" --var ca=
try "plain HTTP there" "net.tls failed tls.not-tls | net-plain-on-https" "$plain"
try "nothing there" "net.port failed tcp.refused | net-https-closed" "$closed"
try "dead upstream" "answer failed proxy.bad-gateway | proxy-upstream-down" "$dead"
try "no fallback" "deep-route failed http.404 | dash-rewrite-rule-missing" "$bare"
try "HTTP serves pages" "redirect failed http.200 | http-not-redirected" "$good" --var http_port="$plain"
finish
