#!/bin/sh
# Explores the fuzz targets with libFuzzer (Clang) and adds what it finds to their corpora.
#
#   tests/fuzz/explore.sh SECONDS [name…]
#
# Each target runs SECONDS, all of them when none is named. Inputs that reach new code are merged into corpus/<name>/,
# where files with a name of their own stay and the found ones (named by their hash) are minimised, at most 120 in all.
# An input that breaks a law is kept there as crash-…, so that the ordinary tests fail until it is mended.
# Status 0: no law was broken; 1: one was; 2: wrong usage; 3: the build failed.
set -eu
cd "$(dirname "$0")/../.."

seconds=${1:-}
case $seconds in
  '' | *[!0-9]*)
    echo "usage: tests/fuzz/explore.sh SECONDS [name…]" >&2
    exit 2
    ;;
esac
shift
if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046  # names hold no spaces
  set -- $(ls tests/fuzz/fuzz_*.cc | sed 's|.*/fuzz_\(.*\)\.cc|\1|')
fi
for name in "$@"; do
  if [ ! -f "tests/fuzz/fuzz_$name.cc" ]; then
    echo "no fuzz target '$name'" >&2
    exit 2
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! cmake --preset fuzz >"$work/log" 2>&1 ||
  ! ninja -C build/fuzz -j2 $(printf 'fuzz_%s ' "$@") >>"$work/log" 2>&1; then
  tail -40 "$work/log" >&2
  exit 3
fi

is_found() { # a name of 40 hex digits: libFuzzer's, not a person's
  case $1 in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#1} -eq 40 ]
}

most=120
broken=0
for name in "$@"; do
  corpus=tests/fuzz/corpus/$name
  program=build/fuzz/fuzz/fuzz_$name
  rm -rf "$work/found" "$work/kept" "$work/broken"
  mkdir -p "$corpus" "$work/found" "$work/kept" "$work/broken"
  before=$(ls "$corpus" | wc -l)
  status=0
  "$program" -max_total_time="$seconds" -max_len=2048 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$work/broken/" "$work/found" "$corpus" >"$work/log" 2>&1 || status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
  if [ "$status" -ne 0 ]; then
    broken=1
    why=$(grep -m1 -E 'broken law|ERROR:|runtime error|Sanitizer' "$work/log" || tail -1 "$work/log")
    for input in "$work"/broken/*; do
      [ -f "$input" ] || continue
      cp "$input" "$corpus/crash-$(basename "$input" | sed 's/[a-z]*-//' | cut -c1-12)"
    done
    echo "$name: $why; the input is in $corpus"
    continue
  fi
  for file in "$corpus"/*; do
    [ -f "$file" ] || continue
    is_found "$(basename "$file")" || cp "$file" "$work/kept/"
  done
  own=$(ls "$work/kept" | wc -l)
  "$program" -merge=1 -max_len=2048 -timeout=10 "$work/kept" "$corpus" "$work/found" >"$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; exit 3; }
  # Of the found ones the smallest are kept: they are read by people, and replayed by every test run.
  find "$corpus" -maxdepth 1 -type f | while read -r file; do
    if is_found "$(basename "$file")"; then rm "$file"; fi
  done
  ls -S -r "$work/kept" | while read -r file; do
    if is_found "$file"; then echo "$file"; fi
  done | head -n $((most - own)) | while read -r file; do cp "$work/kept/$file" "$corpus/"; done
  echo "$name: $seconds s, ${runs:-0} runs, $before -> $(ls "$corpus" | wc -l) files in the corpus"
done
exit $broken
