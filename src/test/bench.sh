#!/bin/sh
# bench.sh: what a frame costs, by the size of the map, and live with everything included; how much faster each film is made than it
# plays; what an operation of a recording costs, of either kind of map: CPU time of whole processes, the best of five. What
# docs/performance.md promises stands beside it.
#
# BEFORE=path/to/another/growwork: that program is measured in turns with this one, so that a ratio is of one run.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
program=$build/growwork
before=${BEFORE:-}
runs=${RUNS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/test/bench/command_frame_bench" || exit 1

# ---- live frames

# Microseconds a frame: NAME's best is the least of all rounds.
live_round()
{
    name=$1
    shift
    "$build/test/bench/tui_frame_bench" "$@" >"$work/frame" || return 0
    read -r took frames <"$work/frame"
    echo "$took" >>"$work/$name"
}

least()
{
    if [ -s "$work/$1" ]; then sort -n "$work/$1" | head -n 1; else echo -; fi
}

live()
{
    title=$1 goal=$2
    shift 2
    rm -f "$work/now" "$work/before"
    round=0
    while [ $round -lt "$runs" ]; do
        live_round now "$program" "$@"
        [ -z "$before" ] || live_round before "$before" "$@"
        round=$((round + 1))
    done
    awk -v title="$title" -v size="$1x$2" -v now="$(least now)" -v before="$(least before)" -v goal="$goal" 'BEGIN {
        printf "%-28s %8s %8s us, goal %4d", title, size, now, goal
        if (before != "-" && now != "-") printf ", before %8s: %5.2f of it", before, now / before
        printf "\n" }'
}

echo
echo 'frames, live: CPU time of the process, a frame'
live 'fill 40 plays' 150 120 36 'make map[string]int' 'fill 40'
live 'fill 40 plays' 150 200 50 'make map[string]int' 'fill 40'
live 'clear of 100k keys plays' 150 120 36 'make map[string]int' 'set motion off' 'fill 100000' 'set motion full' clear

# ---- films

# Milliseconds of CPU that PROGRAM takes for a film, user and system.
film_cpu()
{
    { LC_ALL=C bash -c 'TIMEFORMAT="%U %S"; time "$@"' film "$1" film "$2" -o "$work/film.cast" --size "$3" >"$work/said"; } 2>"$work/time" ||
        return 1
    awk '{ printf "%d\n", ($1 + $2) * 1000 + 0.5 }' "$work/time"
}

best_film()
{
    best=
    run=0
    while [ $run -lt "$runs" ]; do
        took=$(film_cpu "$@") || exit 1
        [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
        run=$((run + 1))
    done
    [ "$best" -gt 0 ] || best=1
    echo "$best"
}

echo
printf '%-28s %8s %10s %10s %8s%s\n' film size 'plays (s)' 'CPU (ms)' ratio "${before:+   before}"
for size in 120x36 200x50; do
    for scene in scenes/*.scene; do
        now=$(best_film "$program" "$scene" $size)
        plays=$(sed -n 's/.*: \([0-9.]*\) seconds.*/\1/p' "$work/said")
        was=
        [ -z "$before" ] || was=$(best_film "$before" "$scene" $size)
        awk -v name="$(basename "$scene" .scene)" -v size=$size -v plays="$plays" -v ms="$now" -v was="$was" 'BEGIN {
            printf "%-28s %8s %10.1f %10d %7dx", name, size, plays, ms, plays * 1000 / ms
            if (was != "") printf " %8dx", plays * 1000 / was
            printf "\n" }'
    done >"$work/films"
    cat "$work/films"
    echo "slowest at $size, goal 1000x: $(sort -k 5 -n "$work/films" | head -n 1 | awk '{ print $1, $5, (NF > 5 ? "before " $6 : "") }')"
done

# ---- recordings, those of either format in turns

# Nanoseconds of CPU that PROGRAM takes for an operation of the recordings in a folder.
replay_cpu()
{
    { LC_ALL=C bash -c 'TIMEFORMAT="%U %S"; time "$@"' replay "$1" replay "$2"/*.jsonl.gz >"$work/said"; } 2>"$work/time" || return 1
    operations=$(sed -n 's|.*: [0-9]*/\([0-9]*\) operations equal.*|\1|p' "$work/said" | awk '{ all += $1 } END { print all }')
    awk -v operations="$operations" '{ printf "%d\n", ($1 + $2) * 1e9 / operations }' "$work/time"
}

replay_round()
{
    for folder in traces swiss-traces; do
        # One from before may not know a format.
        replay_cpu "$1" src/test/data/$folder >>"$work/$2-$folder" || [ "$2" = replayed-before ] || exit 1
    done
}

round=0
while [ $round -lt "$runs" ]; do
    replay_round "$program" replayed
    [ -z "$before" ] || replay_round "$before" replayed-before
    round=$((round + 1))
done
echo
echo 'recordings: CPU time of the process, an operation; goal of Swiss ones: that of the classic ones'
for folder in traces swiss-traces; do
    awk -v folder=$folder -v now="$(least replayed-$folder)" -v classic="$(least replayed-traces)" -v was="$(least replayed-before-$folder)" 'BEGIN {
        printf "%-28s %17.1f us, %5.2f of a classic one", folder, now / 1000, now / classic
        if (was != "-") printf ", before %8.1f: %5.2f of it", was / 1000, now / was
        printf "\n" }'
done

echo
src/test/bench/inserts.sh
