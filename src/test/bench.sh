#!/bin/sh
# bench.sh: what a frame costs, by the size of the map; how much faster each film is made than it plays: whole process, the best of
# five runs, wall time.
set -u
cd "$(dirname "$0")/../.." || exit 1
program=${BUILD:-build}/growwork
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Milliseconds since some moment; date has nanoseconds on GNU systems, elsewhere seconds must do.
now()
{
    case $(date +%N) in
    *N*) echo "$(date +%s)000" ;;
    *) date +%s%3N ;;
    esac
}

"${BUILD:-build}/test/bench/command_frame_bench" || exit 1
echo
printf '%-28s %10s %10s %8s\n' film 'plays (s)' 'made (ms)' ratio
for scene in scenes/*.scene; do
    best=
    for run in 1 2 3 4 5; do
        start=$(now)
        "$program" film "$scene" -o "$work/film.cast" >"$work/said" || exit 1
        took=$(($(now) - start))
        [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
    done
    [ "$best" -gt 0 ] || best=1
    sed -n 's/.*: \([0-9.]*\) seconds.*/\1/p' "$work/said" |
        awk -v name="$(basename "$scene" .scene)" -v ms="$best" '{ printf "%-28s %10.1f %10d %7dx\n", name, $1, ms, $1 * 1000 / ms }'
done
