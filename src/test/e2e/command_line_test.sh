# What needs no terminal: batch, replay, and what the program says of itself.
. src/test/e2e/library.sh

# run STATUS ARGUMENT...: the program with standard input as given; its output is in $work/output and $work/errors.
run()
{
    status=$1
    shift
    env -i PATH="$PATH" HOME="$work/home" ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$program" "$@" >"$work/output" 2>"$work/errors"
    got=$?
    [ $got = "$status" ] || broken "status $got instead of $status"
}

broken()
{
    echo "$*"
    cat "$work/output" "$work/errors"
    exit 1
}

says()
{
    grep -qF -- "$1" "$work/output" || broken "never said: $1"
}

complains()
{
    grep -qF -- "$1" "$work/errors" || broken "no complaint with: $1"
}

test_it_says_what_it_is()
{
    run 0 --version
    says growwork
    run 0 --help
    says batch
    says replay
    [ ! -s "$work/errors" ] || broken 'something on standard error'
}

test_batch_runs_commands()
{
    printf 'insert fig 12\nget fig; get kiwi # both\n\ndelete fig\n' >"$work/input"
    run 0 batch <"$work/input"
    says 'fig = 12 is in'
    says 'fig is 12'
}

test_batch_fails_if_one_command_failed()
{
    printf 'insert fig 12\ninsrt kiwi\nget fig\n' >"$work/input"
    run 1 batch <"$work/input"
    complains 'did you mean insert'
    says 'fig is 12' # the others ran
}

test_batch_in_json()
{
    printf 'insert fig 12\ninsrt kiwi\ndump\n' >"$work/input"
    run 1 batch --json <"$work/input"
    [ "$(wc -l <"$work/output")" -eq 3 ] || broken 'not an object a command'
    sed -n 1p "$work/output" | grep -q '"command":"insert fig 12","ok":true' || broken 'the first object'
    sed -n 2p "$work/output" | grep -q '"ok":false.*did you mean insert' || broken 'the second object'
    sed -n 3p "$work/output" | grep -q '"ok":true.*"fig"' || broken 'the third object'
}

test_batch_without_a_last_newline()
{
    printf 'insert fig 12' >"$work/input"
    run 0 batch <"$work/input"
    says 'fig = 12 is in'
}

test_the_same_commands_give_the_same_bytes()
{
    printf 'set seed 5\nmake map[string]int\nfill 200\nrange\ndelete f1\ndump\nstats\n' >"$work/input"
    run 0 batch --json <"$work/input"
    cp "$work/output" "$work/first"
    run 0 batch --json <"$work/input"
    cmp "$work/first" "$work/output" || broken 'two runs differ'
}

test_replay_of_real_maps()
{
    set -- src/test/data/traces/*-grow-*.jsonl.gz
    [ -f "$1" ] || broken 'no traces'
    run 0 replay "$@"
    [ "$(grep -c '\([0-9][0-9]*\)/\1 operations equal' "$work/output")" = $# ] || broken 'not a line a trace'
    gzip -dc "$1" >"$work/plain.jsonl"
    run 0 replay "$work/plain.jsonl"
    says 'operations equal'
    run 0 replay - <"$work/plain.jsonl"
    says 'operations equal'
}

test_replay_finds_a_difference()
{
    set -- src/test/data/traces/*-grow-*.jsonl.gz
    # The count of entries after one operation is one more than it was.
    gzip -dc "$1" | awk 'NR == 300 && match($0, /"cnt":[0-9]+/) {
        count = substr($0, RSTART + 6, RLENGTH - 6) + 1
        $0 = substr($0, 1, RSTART - 1) "\"cnt\":" count substr($0, RSTART + RLENGTH)
    } { print }' >"$work/wrong.jsonl"
    run 1 replay "$work/wrong.jsonl"
    says '298/2001 operations equal'
    says 'cnt'
}

test_replay_of_what_is_no_trace()
{
    run 2 replay "$work/there-is-no-such-file"
    complains 'there-is-no-such-file'
    echo 'not a trace' >"$work/text"
    run 2 replay "$work/text"
    head -c 3000 "$(ls src/test/data/traces/*.gz | head -n 1)" >"$work/cut.gz"
    run 2 replay "$work/cut.gz"
    run 2 replay /dev/null
}

# The statuses of the manual, but for those of signals, which process_test.sh has.
test_statuses_are_those_of_the_manual()
{
    echo 'insert fig 1' >"$work/good.scene"
    echo 'expect count == 4' >"$work/bad.scene"
    echo 'no recording' >"$work/bad.trace"
    while read -r status arguments; do
        run "$status" $arguments </dev/null
        [ "$status" = 0 ] || [ -s "$work/errors" ] || broken "no word why: $arguments"
    done <<END
0 --version
0 --help
0 batch
0 check $work/good.scene
0 film $work/good.scene -o $work/film.cast
0 reference man
1 check $work/bad.scene
1 check $work/none.scene
1 film $work/bad.scene -o $work/film.cast
1 film $work/none.scene -o $work/film.cast
1 film $work/good.scene -o $work/none/film.cast
2 check
2 film $work/good.scene
2 film $work/good.scene -o film.unknown
2 film $work/good.scene -o $work/film.cast --size 1x1
2 replay $work/none.trace
2 replay $work/bad.trace
2 reference latin
2 --unknown
2 unknown
2 $work/good.scene
END
    echo bogus >"$work/input"
    run 1 batch <"$work/input"
    for status in 0 1 2 128+N; do
        grep -q "fB$status\\\\fR\|^\\\\fB$status" docs/growwork.1 || broken "the manual has no status $status"
    done
}

# lost STATUS ARGUMENT...: standard output takes nothing, and that is said.
lost()
{
    status=$1
    shift
    env -i PATH="$PATH" HOME="$work/home" ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$program" "$@" >/dev/full 2>"$work/errors"
    got=$?
    [ $got = "$status" ] || broken "status $got instead of $status: $*"
    : >"$work/output"
    complains 'standard output'
}

# What was said and did not arrive is a failure, of every way to call it.
test_output_that_is_lost_is_told()
{
    [ -c /dev/full ] || return 0
    echo stats | lost 1 batch
    echo stats | lost 1 batch --json
    # An endless stream of lines ends with the output that nobody takes; it may as well have been ended by yes.
    yes stats 2>/dev/null | lost 1 batch
    lost 1 --version
    lost 1 --help
    for format in markdown man bash zsh fish; do
        lost 1 reference "$format"
    done
    lost 1 check scenes/01-first.scene
    lost 1 film scenes/01-first.scene -o "$work/film.vtt"
    lost 1 notes
    lost 1 replay src/test/data/traces/01-grow-str.jsonl.gz
}

# A stream that is closed is not the next file that is opened.
# Without a screen, too: the status is 1, and what was done before stays.
test_scarce_memory_ends_a_line_in_time()
{
    case $BUILD in
    *sanitize*) return 0 ;; # a sanitizer's own memory is beyond any limit
    esac
    for limit in 16000 24000 32000 48000 100000; do
        printf 'insert mars 4\nfill 10000000\nget mars\nget k1\n' >"$work/lines"
        (ulimit -v $limit && "$program" batch <"$work/lines") >"$work/said" 2>"$work/errors"
        [ $? = 1 ] || fail "batch in $limit kB: status $?, $(cat "$work/errors")"
        grep -q '^2: stopped at [1-9][0-9,]* of 10,000,000; what was done stays$' "$work/errors" &&
            grep -q '^2: memory is nearly spent' "$work/errors" || fail "$(cat "$work/errors")"
        grep -q 'mars is 4' "$work/said" && grep -q 'k1 is' "$work/said" || fail "$(cat "$work/said")"
        printf 'chapter One\nfill 5000000\nsay Never.\n' >"$work/big.scene"
        (ulimit -v $limit && "$program" check "$work/big.scene") >"$work/said" 2>"$work/errors"
        [ $? = 1 ] || fail "check in $limit kB: status $?, $(cat "$work/errors")"
        grep -q 'big.scene:2: stopped at .*; memory is nearly spent$' "$work/errors" || fail "$(cat "$work/errors")"
        (ulimit -v $limit && "$program" film "$work/big.scene" -o "$work/big.cast") >"$work/said" 2>"$work/errors"
        [ $? = 1 ] || fail "film in $limit kB: status $?, $(cat "$work/errors")"
        grep -q 'big.scene:2: stopped at .*; memory is nearly spent$' "$work/errors" || fail "$(cat "$work/errors")"
        [ ! -e "$work/big.cast" ] || fail 'a film that failed has a file'
    done
}

# `set history` bounds what is remembered; what is forgotten is the system's again. The newest command stays whole until there is a newer one.
test_forgotten_history_is_given_back()
{
    case $BUILD in
    *sanitize*) return 0 ;; # a sanitizer keeps what is freed
    esac
    [ -r /proc/self/status ] || return 0
    mkfifo "$work/lines.pipe"
    "$program" batch <"$work/lines.pipe" >"$work/said" 2>&1 &
    id=$!
    exec 3>"$work/lines.pipe"
    printf 'set history 1M\nmake map[int]int\nfill 300000\n' >&3
    poll grep -q 'The growth is over' "$work/said" || fail "$(cat "$work/said")"
    full=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$id/status")
    printf 'insert 0 1\n' >&3
    poll grep -q '0 = 1 is in' "$work/said" || fail "$(cat "$work/said")"
    sleep 1 # it waits for the next line
    less=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$id/status")
    exec 3>&-
    wait $id || fail "status $?"
    [ "$less" -lt $((full * 2 / 3)) ] || fail "$full kB became $less kB"
}

test_closed_streams_are_no_files()
{
    env -i PATH="$PATH" "$program" film scenes/01-first.scene -o "$work/film.vtt" >&- 2>"$work/errors"
    [ $? = 1 ] || broken 'it did not tell that nobody heard it'
    complains 'standard output'
    run 0 film scenes/01-first.scene -o "$work/open.vtt"
    cmp "$work/film.vtt" "$work/open.vtt" || broken 'something else was written into the film'
    printf 'no\n' | env -i PATH="$PATH" "$program" batch >"$work/output" 2>&-
    [ $? = 1 ] || broken 'the status'
    env -i PATH="$PATH" "$program" batch <&- >"$work/output" 2>"$work/errors"
    [ $? = 1 ] || broken 'a standard input that is not there was read'
    complains 'standard input'
}

test_input_that_breaks_off_is_told()
{
    run 1 batch </
    complains 'standard input cannot be read on behind 0 lines'
    run 1 batch --json </
    complains 'standard input'
    run 2 replay - </
    complains 'standard input'
}

# As long a file as may be is all that there is room for; that is told, and what was there before is there still.
test_a_file_that_would_be_too_long_is_told()
{
    echo before >"$work/film.cast"
    (ulimit -f 16 && run 1 film scenes/01-first.scene -o "$work/film.cast") || exit 1
    complains film.cast
    [ "$(cat "$work/film.cast")" = before ] || broken 'it was replaced'
    [ "$(ls "$work" | grep -c part)" = 0 ] || broken 'something is left'
}

run_tests "$@"
