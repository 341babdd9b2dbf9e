#!/bin/sh
# inserts.sh: a million inserts of new keys with all of their history, against the same inserts into a real map of Go 1.19. Whole
# processes in turn, five times; the medians. GO names the Go that is used.
set -u
cd "$(dirname "$0")/../../.." || exit 1
build=${BUILD:-build}
go=${GO:-go}
count=${COUNT:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $("$go" version 2>/dev/null) in
*go1.19*) ;;
*)
    echo "inserts: no Go 1.19 here (GO=...): not compared"
    exit 0
    ;;
esac
"$go" build -o "$work/inserts" src/test/bench/inserts.go || exit 1

median()
{
    sort -n | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'
}

printf '%-8s %12s %12s %8s %12s %12s %8s\n' keys 'ours (CPU s)' 'Go (CPU s)' ratio 'ours (MiB)' 'Go (MiB)' ratio
for keys in string int; do
    printf 'set history 20G\nmake map[%s]int go=1.19\nfill %s\n' "$keys" "$count" >"$work/lines"
    for run in 1 2 3 4 5; do
        "$build/test/bench/process_bench" "$work/lines" "$build/growwork" batch >>"$work/ours.$keys" || exit 1
        "$build/test/bench/process_bench" /dev/null "$work/inserts" "$keys" "$count" >>"$work/go.$keys" || exit 1
    done
    for part in ours go; do
        eval "${part}_cpu=$(cut -d' ' -f1 "$work/$part.$keys" | median) ${part}_kib=$(cut -d' ' -f2 "$work/$part.$keys" | median)"
    done
    # shellcheck disable=SC2154 # eval sets them
    awk -v keys="$keys" -v a="$ours_cpu" -v b="$go_cpu" -v c="$ours_kib" -v d="$go_kib" 'BEGIN {
        printf "%-8s %12.2f %12.2f %8.2f %12.0f %12.0f %8.2f\n", keys, a, b, a / b, c / 1024, d / 1024, c / d }'
done
