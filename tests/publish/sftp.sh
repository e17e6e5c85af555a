#!/usr/bin/env bash
# atelier publish over SFTP to OpenSSH's own server, run as an ordinary process, and over a wire that is cut at many places.
. "$(dirname "$0")/support.sh"
need node ssh ssh-keygen
[ -x /usr/sbin/sshd ] || { echo "skipped: no sshd"; exit 77; }
. "$here/sshd.sh"
start_sshd
open_port=$ssh_port
export ATELIER_SSH="ssh -F $work/ssh_config"
place=$work/www/course
target live 'type = "sftp"' "url = \"sftp://127.0.0.1:$open_port$place\""
is_new() { same "$place" && whole "$place"; }

first_course
publish --dry-run
check "a dry run" is_status 0
check "a dry run makes nothing" [ ! -e "$place" ]
publish --yes
check "first publication" is_status 0
check "the folder is the site" is_new
check "no lock is left" [ ! -e "$place/.atelier/lock" ]
touch "$work/before"
publish --yes
check "again: nothing to send" said "0 files sent, 0 deleted"
check "again: nothing was written but the lock" [ -z "$(find "$place" -newer "$work/before" -type f)" ]

# Cut: after so many bytes the wire is dead. Whatever is there is whole; the next publication goes on.
cuts=0
for bytes in 500 3000 6000 9000 15000 40000 90000 180000 300000 420000 520000; do
  other_course
  coproc CUT { exec node "$here/cut.mjs" "$open_port" "$bytes"; }
  wire=$CUT_PID
  read -r port <&"${CUT[0]}"
  printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$work/host_key.pub")" >>"$work/known_hosts"
  sed -i "s#sftp://127.0.0.1:[0-9]*/#sftp://127.0.0.1:$port/#" "$course/site/site.toml"
  publish --yes
  kill "$wire" && wait "$wire" 2>/dev/null
  [ "$status" = 3 ] && cuts=$((cuts + 1))
  check "cut after $bytes bytes (status $status): no page lacks what it points to" whole "$place"
  sed -i "s#sftp://127.0.0.1:[0-9]*/#sftp://127.0.0.1:$open_port/#" "$course/site/site.toml"
  publish --yes
  check "cut after $bytes bytes: the next one goes on" is_status 0
  check "cut after $bytes bytes: then the folder is the new site" is_new
done
check "most of them were cut" [ "$cuts" -ge 8 ]
check "nothing is left on its way" [ -z "$(find "$place/.atelier" -name 'new-*')" ]

# The publishing process is killed.
for wait in 0.6 0.9 1.2 1.5; do
  first_course
  "$atelier" publish -C "$course" --yes </dev/null >/dev/null 2>&1 &
  victim=$!
  sleep "$wait"
  kill -9 "$victim" 2>/dev/null
  wait "$victim" 2>/dev/null
  check "killed after $wait s: no page lacks what it points to" whole "$place"
  second_course
  publish --yes
  check "killed after $wait s: the next one mends it" is_new
done

mkdir -p "$place/.atelier" && echo '0123456789 other-machine 1' >"$place/.atelier/lock"
publish --yes
check "somebody else's lock" is_status 3
check "somebody else's lock, said" said "somebody is publishing to 'live': other-machine 1"
publish --yes --lock break
check "until broken" is_status 0

start_sshd "/usr/lib/openssh/sftp-server -R"
target read-only 'type = "sftp"' "url = \"sftp://127.0.0.1:$ssh_port$place\""
publish read-only --yes
check "a server that may not be written" is_status 3
check "a server that may not be written, said" said "cannot write '127.0.0.1:$place/.atelier/lock': permission denied"
start_sshd "internal-sftp -P posix-rename"
target plain 'type = "sftp"' "url = \"sftp://127.0.0.1:$ssh_port$place\""
first_course
publish plain --yes
check "a server without renaming over a file" is_status 0
check "a server without renaming over a file: the site" is_new
start_sshd "/bin/echo Welcome"
target chatty 'type = "sftp"' "url = \"sftp://127.0.0.1:$ssh_port$place\""
publish chatty --yes
check "a server that is none" is_status 3
check "a server that is none, said" said "the server does not speak SFTP"
: >"$work/known_hosts"
publish live --yes
check "an unknown host" is_status 3
check "an unknown host, said" said "Host key verification failed"
finish
