#!/usr/bin/env bash
# atelier publish to an S3-compatible store: signatures checked, requests cut, headers kept.
. "$(dirname "$0")/support.sh"
need node curl
(cd "$here" && node --input-type=module -e 'await import("s3rver"); await import("aws4")') 2>/dev/null || { echo "skipped: no s3rver"; exit 77; }
export AWS_ACCESS_KEY_ID=canary-key-id AWS_SECRET_ACCESS_KEY=canary+secret/key
coproc STORE { exec node "$here/s3_server.mjs" "$work/store" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" eu-west-3 2>>"$work/log"; }
started+=("$STORE_PID")
read -r port <&"${STORE[0]}"
address=http://127.0.0.1:$port
door() { curl -s "$address/-/$1"; }
target live 'type = "s3"' 'bucket = "course"' "endpoint = \"$address\"" 'region = "eu-west-3"' 'prefix = "fr en"'
place="$work/store/course/fr en"
is_new() { same "$place" && whole "$place"; }
header() { curl -s -o /dev/null -D - "$address/course/fr%20en/$1" | tr -d '\r' | grep -qi "^$2\$"; }

first_course
publish --yes
check "first publication" is_status 0
check "the objects are the site" is_new
check "no lock is left" [ -z "$(find "$place/.atelier" -path '*lock/*' -name '*_object')" ]
check "pages have a type" header fr/index.html 'content-type: text/html; charset=utf-8'
check "pages are asked for again" header fr/index.html 'cache-control: no-cache'
style=$(cd "$course/site/public" && find assets -name '*.css' | head -n 1)
check "styles have a type" header "$style" 'content-type: text/css; charset=utf-8'
check "styles stay for ever" header "$style" 'cache-control: public, max-age=31536000, immutable'
publish --yes
check "again: nothing to send" said "0 files sent, 0 deleted"

cuts=0
for requests in 1 2 3 4 5 6 9 14 20 31 45 56 58 60; do
  other_course
  door "shut/$requests" >/dev/null
  publish --yes
  [ "$status" = 3 ] && cuts=$((cuts + 1))
  door open >/dev/null
  check "cut at request $requests (status $status): no page lacks what it points to" whole "$place"
  check "cut at request $requests: no key is told" [ "$(grep -c 'canary+' "$work/said")" = 0 ]
  publish --yes
  check "cut at request $requests: the next one goes on" is_status 0
  check "cut at request $requests: then the objects are the new site" is_new
done
check "most of them were cut" [ "$cuts" -ge 10 ]

door read-only >/dev/null
other_course
publish --yes
check "keys that may not write" is_status 3
check "keys that may not write, said" said "403 AccessDenied: Access Denied"
door open >/dev/null
AWS_SECRET_ACCESS_KEY=canary-wrong-secret publish --yes
check "a wrong key" is_status 3
check "a wrong key, said" said "403 SignatureDoesNotMatch"
check "a wrong key is not told" [ "$(grep -c 'canary-wrong' "$work/said")" = 0 ]
unset AWS_SESSION_TOKEN
AWS_SECRET_ACCESS_KEY= publish --yes
check "no key" is_status 2
check "no key, said" said "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"

target small 'type = "s3"' 'bucket = "course"' "endpoint = \"$address\"" 'region = "eu-west-3"' 'prefix = "small"' 'compress = "stored"'
AWS_SESSION_TOKEN=canary-session publish small --yes
check "stored compressed, with a session" is_status 0
place=$work/store/course/small
check "stored compressed: the objects are the site" is_new
check "stored compressed: a browser is told" grep -qi '^content-encoding: gzip' <(curl -s -o /dev/null -D - "$address/course/small/fr/index.html" | tr -d '\r')
target nowhere 'type = "s3"' 'bucket = "elsewhere"' "endpoint = \"$address\"" 'region = "eu-west-3"'
publish nowhere --yes
check "a bucket that is not there" is_status 3
check "a bucket that is not there, said" said "404 NoSuchBucket"
finish
