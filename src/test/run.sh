#!/bin/sh
# run.sh [WORD]: runs every test that was built (only those with WORD in their name); last line: N passed, N failed.
#
# Unit tests and fuzzers are programs below $BUILD/test, end-to-end tests are functions in src/test/e2e/*_test.sh and drive
# $BUILD/growwork in tmux. A quiet line a program or file; whoever fails shows all it said. A program that crashes, hangs or runs
# no test at all has failed.
#
# There are two queues. What computes runs as often at once as there are processors. What waits for a terminal runs beside it,
# several at once, and goes first where it needs a processor, so that a busy machine does not look like a slow program. JOBS and
# TERMINALS in the environment say how many.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=${BUILD:-build}
export BUILD
output=$BUILD/test/output

# How long each may take, in seconds; sanitizers and a busy machine are slow.
unit_limit=300 fuzz_limit=600 end_limit=300
limit=''
command -v timeout >/dev/null 2>&1 && limit='timeout -k 5'

# What takes longest begins first, or the last one would run alone; what waits for a clock, while there are terminals to run beside it.
# Others follow by name.
long='headless_films_test headless_film_test tui_inquiry_test command_stop_test tui_ending_test headless_check_test
    model_slice_random_test model_race_explore_test command_fuzz model_race_systems_test model_classic_random_test model_swiss_map_test
    model_swiss_random_test view_swiss_stage_law_test headless_scene_fuzz trace_classic_fuzz view_classic_hand_test trace_swiss_fuzz
    trace_swiss_replay_test command_heap_test command_docs_test command_swiss_story_test trace_classic_replay_test command_track_test'
long_files='screen_test scene_test prompt_test terminal_test process_test'

# A job by its name, for a queue: unit:NAME, fuzz:NAME, end:FILE:FUNCTION. What it said and its status are kept in files; a status
# is there only when all is said.
run_job()
{
    [ -f "$output/running" ] || exit 0
    log=$output/$1
    name=${1#*:}
    case $1 in
    unit:*) nice -n 5 $limit ${limit:+$unit_limit} "$BUILD/test/unit/$name" ;;
    fuzz:*) nice -n 5 $limit ${limit:+$fuzz_limit} "$BUILD/test/fuzz/$name" ;;
    end:*) $limit ${limit:+$end_limit} sh "src/test/e2e/${name%%:*}.sh" alone "${name#*:}" ;;
    esac >"$log" 2>&1 </dev/null
    echo $? >"$log.status.new"
    mv "$log.status.new" "$log.status"
}

if [ "${1-}" = --job ]; then
    run_job "$2"
    exit 0
fi

word=${1-}
passed=0 failed=0
rm -rf "$output"
mkdir -p "$output"
unset CMOCKA_MESSAGE_OUTPUT CMOCKA_XML_FILE CMOCKA_TEST_ABORT GOLDEN_WRITE

processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
jobs=${JOBS:-$processors}
terminals=${TERMINALS:-$((processors + 3))}

is_wanted()
{
    case $1 in
    *"$word"*) true ;;
    *) false ;;
    esac
}

# One binary a source file: a binary whose source is gone is not a test any more.
names_in()
{
    for source in src/test/"$1"/*_"$2"; do
        name=$(basename "$source" ".${2##*.}")
        is_wanted "$3$name" && echo "$name"
    done
}

functions_of()
{
    sed -n 's/^\(test_[a-z0-9_]*\)()$/\1/p' "src/test/e2e/$1.sh"
}

units=$(names_in unit test.c '')
fuzzers=$(names_in fuzz fuzz.c '')
files=$(names_in e2e test.sh end_to_end_)

# in_order FIRST LIST: the list with the words of the first one at its beginning.
in_order()
{
    for name in $1; do
        echo "$2" | grep -x "$name"
    done
    for name in $2; do
        echo "$1" | tr -s ' \n' '\n\n' | grep -qx "$name" || echo "$name"
    done
}

# queue WIDTH: runs the jobs of its standard input.
queue()
{
    xargs -n 1 -P "$1" sh src/test/run.sh --job
}

trap 'rm -f "$output/running"' EXIT
trap 'exit 1' HUP INT TERM
touch "$output/running"

in_order "$long" "$units
$fuzzers" | sed '/^$/d; /_fuzz$/s/^/fuzz:/; /_test$/s/^/unit:/' >"$output/computing"
for name in $(in_order "$long_files" "$files"); do
    functions_of "$name" | sed "s/^/end:$name:/"
done >"$output/waiting"
queue "$jobs" <"$output/computing" &
computing=$!
queue "$terminals" <"$output/waiting" &
waiting=$!

# Sets `status` and `log` to what became of a job, when that is known.
await()
{
    log=$output/$1
    until [ -f "$log.status" ]; do
        if ! kill -0 $computing 2>/dev/null && ! kill -0 $waiting 2>/dev/null && [ ! -f "$log.status" ]; then
            echo 'was never run' >>"$log"
            status=none
            return
        fi
        sleep 0.1
    done
    status=$(cat "$log.status")
}

# The numbers that lines like PATTERN begin or end with, summed: sum 's/...(\1)/' FILE
sum()
{
    sed -n "$1" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# report NAME STATUS PASSED FAILED LOG: one test program is done.
report()
{
    bad=$4
    if [ "$2" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
    fi
    if [ "$3" = 0 ] && [ "$bad" = 0 ]; then
        echo 'ran no test' >>"$5"
        bad=1
    fi
    passed=$((passed + $3))
    failed=$((failed + bad))
    if [ "$bad" = 0 ]; then
        printf '%-28s %4d passed\n' "$1" "$3"
    else
        printf '%-28s %4d passed, %d FAILED (status %s)\n' "$1" "$3" "$bad" "$2"
        sed 's/^/    /' "$5"
    fi
}

for name in $units; do
    await "unit:$name"
    report "$name" "$status" "$(sum 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")" \
        "$(sum 's/^\[  FAILED  \].* \([0-9][0-9]*\) test(s).*/\1/p' "$log")" "$log"
done

for name in $fuzzers; do
    await "fuzz:$name"
    report "$name" "$status" "$([ "$status" = 0 ] && echo 1 || echo 0)" 0 "$log"
done

# All functions of a file are one line.
for name in $files; do
    whole=$output/end_to_end_$name worst=0
    for function in $(functions_of "$name"); do
        await "end:$name:$function"
        cat "$log" >>"$whole"
        # One that says nothing of itself was broken off.
        grep -q '^ok \|^not ok ' "$log" || echo "not ok ${function#test_}: broken off (status $status)" >>"$whole"
        [ "$status" = 0 ] || worst=$status
    done
    touch "$whole"
    report "end_to_end_$name" "$worst" "$(grep -c '^ok ' "$whole")" "$(grep -c '^not ok ' "$whole")" "$whole"
done
wait

for name in $long; do
    [ -f "src/test/unit/$name.c" ] || [ -f "src/test/fuzz/$name.c" ] || {
        echo "run.sh knows a long test $name that is not there"
        failed=$((failed + 1))
    }
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
