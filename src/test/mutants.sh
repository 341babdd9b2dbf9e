#!/bin/sh
# mutants.sh: would the tests notice? Exchanges one token of a source, builds, and runs the unit tests until one fails; so for COUNT
# places drawn from SEED, two at a time. Prints a line a mutant, and how many were noticed; fails if less than 85 in 100 were.
#
#   make mutants                  40 mutants of seed 1
#   make mutants SEED=7 COUNT=10
#   make mutants ONLY=src/model/slice       of these files alone
#   make mutants SANITIZE=1                 under sanitizers: notices more, and takes four times as long
#
# A mutant that does not compile, or that is the same program to the compiler, is no mutant: another one is drawn. What checks
# invariants (check.c) is left alone, as assertions are: it is there for the tests.
set -u
cd "$(dirname "$0")/../.." || exit 1
seed=${SEED:-1} count=${COUNT:-40} only=${ONLY:-src/model src/view src/session src/command src/hand src/scene}
export SANITIZE=${SANITIZE-}
build=build${SANITIZE:+/sanitize}
here=$(pwd)
work=$here/build/mutants
enough=85
workers=2
limit=120 # seconds that a test may take: a mutant may loop

rm -rf "$work"
mkdir -p "$work/result"
trap 'rm -rf "$work"/[0-9]' EXIT
trap 'exit 1' HUP INT TERM

# The places, shuffled: the same for the same seed, wherever this runs.
shuffle()
{
    awk -v seed="$1" 'BEGIN { state = (seed * 1103515 + 12345) % 2147483646 + 1 }
        { state = (state * 48271) % 2147483647; printf "%010d %s\n", state, $0 }' | LC_ALL=C sort | cut -d' ' -f2-
}

# shellcheck disable=SC2086
find $only -name '*.c' ! -name check.c | LC_ALL=C sort | xargs awk -f src/test/mutants.awk | shuffle "$seed" >"$work/places"

# prepare N: a copy of the house for worker N, built once.
prepare()
{
    mkdir -p "$work/$1"
    cp -R Makefile README.md src scenes docs "$work/$1/" || exit 1
    rm -rf "$work/$1/src/test/fuzz"
    make -s -C "$work/$1" all tests >"$work/$1.log" 2>&1 && touch "$work/$1.ready"
}

# The unit tests: those of the mutant's own room, those that notice most, the rest.
tests_for()
{
    room=$(echo "${1#src/}" | sed 's|/[^/]*$||; s|/|_|g')
    ls src/test/unit | sed -n 's/_test\.c$/_test/p' |
        awk -v room="$room" '{ print (index($0, room "_") == 1 ? 0 : /^command_(frames|golden)/ ? 1 : 2), $0 }' |
        LC_ALL=C sort | cut -d' ' -f2-
}

# notice FILE: links and runs the tests in the current folder until one fails; prints its name.
notice()
{
    for name in $(tests_for "$1"); do
        { make -s "$build/test/unit/$name" && BUILD=$build timeout -k 5 $limit "$build/test/unit/$name"; } >/dev/null 2>&1 </dev/null ||
            { echo "$name"; return 0; }
    done
    return 1
}

# try PLACE: one mutant in the current folder. 2: it was none.
try()
{
    file=$(echo "$1" | cut -d: -f1) line=$(echo "$1" | cut -d: -f2) column=$(echo "$1" | cut -d: -f3)
    token=$(echo "$1" | cut -d: -f4) instead=$(echo "$1" | cut -d: -f5)
    object=$build/${file#src/}
    object=${object%.c}.o
    cp "$file" kept.c
    strip -o kept.stripped "$object" 2>/dev/null
    awk -v line="$line" -v column="$column" -v size="${#token}" -v instead="$instead" '
        NR == line { $0 = substr($0, 1, column - 1) instead substr($0, column + size) } { print }' kept.c >"$file"
    verdict=2
    if make -s "$object" >/dev/null 2>&1 && strip -o new.stripped "$object" 2>/dev/null && ! cmp -s kept.stripped new.stripped; then
        if who=$(notice "$file"); then
            verdict=0
        else
            who=nobody
            verdict=1
        fi
        printf '%s:%s: %s becomes %s: noticed by %s\n' "$file" "$line" "$token" "$instead" "$who"
    fi
    cp kept.c "$file"
    make -s "$object" >/dev/null 2>&1
    return $verdict
}

# work N: every so manieth place, until it has tried its share.
work()
{
    cd "$work/$1" || exit 1
    place=0 tried=0 share=$(((count + workers - $1) / workers))
    while [ $tried -lt $share ] && IFS= read -r what; do
        place=$((place + 1))
        [ $((place % workers)) = $(($1 - 1)) ] || continue
        said=$(try "$what")
        case $? in
        0) echo "$said" >"$work/result/$place.noticed" ;;
        1) echo "$said" >"$work/result/$place.survived" ;;
        *) continue ;;
        esac
        tried=$((tried + 1))
        echo "$said"
    done <"$work/places"
}

# all_workers WHAT: it is done for each worker's number at the same time.
all_workers()
{
    worker=1
    while [ $worker -le $workers ]; do
        "$1" $worker &
        worker=$((worker + 1))
    done
    wait
}

# Nothing can be learnt from tests that fail anyway.
sound()
{
    [ -f "$work/$1.ready" ] || { cat "$work/$1.log"; return 1; }
    ! (cd "$work/$1" && notice src/model/none.c)
}

unset CMOCKA_MESSAGE_OUTPUT CMOCKA_XML_FILE CMOCKA_TEST_ABORT GOLDEN_WRITE
all_workers prepare
if ! sound 1 || ! sound $workers; then
    echo 'the tests fail without a mutant'
    exit 1
fi
all_workers work
noticed=$(find "$work/result" -name '*.noticed' | wc -l) all=$(find "$work/result" -type f | wc -l)
echo "seed $seed: $noticed of $all mutants noticed"
[ "$all" -gt 0 ] && [ $((noticed * 100)) -ge $((all * enough)) ]
