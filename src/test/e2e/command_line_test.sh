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

run_tests "$@"
