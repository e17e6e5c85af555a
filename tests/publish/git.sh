#!/usr/bin/env bash
# atelier publish to git repositories: on the disk, and over ssh with git's own receiving end, which can refuse and be cut.
. "$(dirname "$0")/support.sh"
need git node
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org HOME=$work
remote=$work/remote.git
git init -q --bare "$remote"
shown() { rm -rf "$work/shown"; git clone -q --branch gh-pages "$remote" "$work/shown" && rm -rf "$work/shown/.git"; }
is_shown() { shown && same "$work/shown" && whole "$work/shown"; }

target live 'type = "git"' "url = \"$remote\""
first_course
(cd "$course" && git init -q && printf 'site/public*\nbuild\nthemes\n' >.gitignore && git add . && git commit -qm 'The course') || exit 1
revision=$(git -C "$course" rev-parse HEAD)

publish
check "nobody to ask" is_status 2
check "nobody to ask, said" said "nobody is here to say yes"
publish --dry-run
check "a dry run changes nothing" [ "$(git -C "$remote" for-each-ref | wc -l)" = 0 ]
publish --yes
check "first publication" is_status 0
check "the branch is the site" is_shown
check "the commit says its source" grep -q "Atelier-Source: $revision" <(git -C "$remote" log -1 --format=%B gh-pages)
second_course
publish --yes
check "second publication" is_status 0
check "the branch is the new site" is_shown
check "after the first, not instead of it" [ "$(git -C "$remote" rev-list --count gh-pages)" = 2 ]
check "the commit says that the course was edited" grep -q "with changes that are not committed" <(git -C "$remote" log -1 --format=%s gh-pages)
publish --yes --rollback
check "going back" is_status 0
first_course
publish --dry-run
check "the branch is the first site again" said "live: 0 new, 0 changed, 0 deleted"

git clone -q --branch gh-pages "$remote" "$work/hand" && (cd "$work/hand" && echo x >by-hand.txt && git add . && git commit -qm 'By hand' && git push -q origin gh-pages)
publish --yes
check "a diverged branch is refused" is_status 3
check "and explained" said "has diverged: since it was published last, others committed to it (1, the newest: 'By hand')"
"$atelier" --lang fr publish -C "$course" --yes </dev/null >"$work/said" 2>&1
check "in French" said "la branche « gh-pages » a divergé"
publish --yes --replace
check "until asked" is_status 0
check "their commit stays in the history" grep -q 'By hand' <(git -C "$remote" log --format=%s gh-pages)

# What must not leave.
cp "$work/hand/by-hand.txt" "$course/site/static/id_ed25519"
publish --yes --with-warnings
check "a key is refused, always" is_status 1
check "and named" said "'id_ed25519' is a file for keys"
rm "$course/site/static/id_ed25519"
printf 'token canary-token-value here\n' >"$course/site/static/note.txt"
ATELIER_GIT_TOKEN=canary-token-value publish --yes
check "a credential of this publication is refused" is_status 1
check "and not repeated" [ "$(grep -c canary-token-value "$work/said")" = 0 ]
rm "$course/site/static/note.txt"
page=$(find "$course/content/lessons" -name 'lesson.fr.md' | sort | head -n 1)
printf '\n[nulle part](../nowhere/lesson.fr.md)\n' >>"$page"
tip=$(git -C "$remote" rev-parse gh-pages)
publish --yes
check "a course with errors is refused" is_status 1
check "and nothing was published" [ "$(git -C "$remote" rev-parse gh-pages)" = "$tip" ]
git -C "$course" checkout -q -- content

# Over ssh: git's own receiving end.
if [ -x /usr/sbin/sshd ]; then
  . "$here/sshd.sh"
  start_sshd
  target over-ssh 'type = "git"' "url = \"ssh://$USER_NAME@127.0.0.1:$ssh_port$remote\""
  mkdir -p "$work/.ssh" && cp "$work/known_hosts" "$work/.ssh/known_hosts"
  second_course
  ATELIER_SSH_KEY=$work/user_key publish over-ssh --yes
  check "over ssh" is_status 0
  check "over ssh, the branch is the site" is_shown
  tip=$(git -C "$remote" rev-parse gh-pages)
  printf '#!/bin/sh\necho "the branch is frozen" >&2\nexit 1\n' >"$remote/hooks/pre-receive"
  chmod +x "$remote/hooks/pre-receive"
  first_course
  ATELIER_SSH_KEY=$work/user_key publish over-ssh --yes
  check "a server that refuses" is_status 3
  check "a server that refuses, said" said "cannot push to"
  rm "$remote/hooks/pre-receive"
  check "nothing has moved" [ "$(git -C "$remote" rev-parse gh-pages)" = "$tip" ]
  publish over-ssh --yes
  check "without a key" is_status 3
  check "without a key, what to do" said "ATELIER_SSH_KEY"
  : >"$work/.ssh/known_hosts"
  ATELIER_SSH_KEY=$work/user_key publish over-ssh --yes
  check "an unknown host" is_status 3
fi
finish
