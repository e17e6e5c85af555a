# For the tests of atelier publish, which source it: a small course in $work/course that can be published and changed, and what is
# to be true of what a server holds.
. "$(dirname "${BASH_SOURCE[0]}")/../network/support.sh"
atelier=$lab_check
here=$project/tests/publish
export LC_ALL=C.UTF-8 NO_COLOR=1
export LSAN_OPTIONS=suppressions=$here/lsan.supp:print_suppressions=0 ASAN_OPTIONS=detect_leaks=1
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN ATELIER_GIT_TOKEN ATELIER_SSH ATELIER_SSH_KEY
course=$work/course
mkdir "$course"
cp -R "$project/tests/browser/course/." "$course/"
mkdir -p "$course/site"
ln -s "$project/themes" "$course/themes"

# target NAME LINE…: a target of site.toml
target() {
  local name=$1
  shift
  { echo "[publish.$name]"; printf '%s\n' "$@"; } >>"$course/site/site.toml"
}

# publish ARGUMENTS…: its output in $work/said, its status in $status
publish() {
  "$atelier" publish -C "$course" "$@" </dev/null >"$work/said" 2>&1
  status=$?
  cat "$work/said" >>"$work/log"
}

# The course as it was first, and as it is changed: a page changes, one is new, one is gone, a style and a picture change.
first_course() { rm -f "$course"/site/static/*; mkdir -p "$course/site/static"; echo 'one' >"$course/site/static/extra.txt"; echo 'name = "One"' >"$work/name"; name_course; }
second_course() { rm -f "$course"/site/static/*; echo 'two' >"$course/site/static/other.txt"; echo 'name = "Two"' >"$work/name"; name_course; }
# The one of the two that it is not now.
other_course() { if [ -e "$course/site/static/extra.txt" ]; then second_course; else first_course; fi; }
# The name stands on every page.
name_course() {
  grep -v '^name = ' "$course/site/site.toml" >"$work/toml" || true
  cat "$work/name" "$work/toml" >"$course/site/site.toml"
}

check() {
  local what=$1
  shift
  if "$@" >"$work/why" 2>&1; then
    echo "ok: $what"
  else
    failures=$((failures + 1))
    echo "FAILED: $what"
    sed 's/^/  /' "$work/why" | head -n 20
    grep -v '^  [+~-] ' "$work/said" 2>/dev/null | sed 's/^/  said: /' | tail -n 20
  fi
}
said() { grep -qF -- "$1" "$work/said"; }
is_status() { [ "$status" = "$1" ]; }
# whole FOLDER: no page there points to what is missing. same FOLDER: it is the built site.
whole() { node "$here/look.mjs" whole "$@"; }
same() { node "$here/look.mjs" same "$course/site/public" "$@"; }
