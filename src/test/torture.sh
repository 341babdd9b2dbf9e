#!/bin/sh
# torture.sh: the program where memory is refused, writing and reading fails, and signals come at any moment. What must hold: it ends by
# itself with a word and a status, or does what it would have done; nothing half written has a file's name; nothing is left beside it.
# The last line says how much was tried and how much was wrong. STEP=N tries every Nth fault (a quick look); the usual is 7.
#
# Needs a C compiler and glibc for failing memory, strace for failing calls; what is missing is left out, and said.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=${BUILD:-build}
program=$PWD/$BUILD/growwork
step=${STEP:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tried=0 ended=0 wrong=0
ulimit -c 0

wrong()
{
    wrong=$((wrong + 1))
    echo "WRONG: $*"
    head -n 3 "$work/errors" | sed 's/^/    /'
}

cat >"$work/input" <<'END'
insert fig 12; fill 60; delete k7
get fig; why fig; range
make []int 0 2 as s; append 1 2 3; fill 20
compare "fill 9" "fill 9; gc"
undo 2; redo; seek start; until grow; stats; dump; costs; memory; insrt x
END
cp "$work/input" "$work/input.save"
printf 'save %s/saved.scene\nsnapshot %s/still.svg\n' "$work/out" "$work/out" >>"$work/input.save"

# The ways that are tried, each with the files it makes in $work/out: way N
ways=6
way()
{
    case $1 in
    1) $prefix "$program" batch <"$work/input.save" ;;
    2) $prefix "$program" batch --json <"$work/input" ;;
    3) $prefix "$program" film scenes/01-first.scene -o "$work/out/film.cast" ;;
    4) $prefix "$program" film docs/screen.scene -o "$work/out/film.svg" --animate --to 2 ;;
    5) $prefix "$program" check scenes/01-first.scene scenes/05-delete.scene ;;
    6) $prefix "$program" replay src/test/data/traces/01-grow-str.jsonl.gz ;;
    esac
}

fresh()
{
    rm -rf "$work/out"
    mkdir "$work/out"
}

# run N PREFIX...: way N, with these words before the program's; sets $status
run()
{
    number=$1
    shift
    prefix=$*
    fresh
    tried=$((tried + 1))
    way "$number" >"$work/output" 2>"$work/errors"
    status=$?
}

remember()
{
    mkdir -p "$work/good$1"
    cp -r "$work/out/." "$work/good$1"
    cp "$work/output" "$work/good$1.output"
    echo "$status" >"$work/good$1.status"
}

is_as_ever()
{
    [ "$status" = "$(cat "$work/good$1.status")" ] && cmp -s "$work/output" "$work/good$1.output"
}

# judge N WHAT: it did as ever, or ended with a word and a status of its own; and whatever has a name is whole.
judge()
{
    # The program had not begun.
    if [ "$status" = 127 ] && grep -q 'loading shared libraries' "$work/errors"; then
        tried=$((tried - 1))
        return
    fi
    [ "$status" -lt 126 ] || wrong "$2: status $status"
    if ! is_as_ever "$1"; then
        ended=$((ended + 1))
        [ "$status" != 0 ] || wrong "$2: status 0, and not all of it was said"
        [ -s "$work/errors" ] || wrong "$2: no word"
    fi
    for file in "$work/out"/* "$work/out"/.[!.]*; do
        [ -e "$file" ] || continue
        cmp -s "$file" "$work/good$1/$(basename "$file")" || wrong "$2: $(basename "$file") is not whole"
    done
}

for each in $(seq $ways); do
    run "$each" env
    remember "$each"
done
tried=0

# ---- memory

before=$tried
if "${CC:-cc}" -shared -fPIC -O1 -o "$work/fail.so" src/test/torture/fail_malloc.c 2>"$work/errors" &&
    LD_PRELOAD=$work/fail.so FAIL_COUNT=$work/count "$program" --version >/dev/null 2>&1 && [ -s "$work/count" ]; then
    for each in $(seq $ways); do
        run "$each" env "LD_PRELOAD=$work/fail.so" "FAIL_COUNT=$work/count"
        all=$(cat "$work/count") nth=1
        # Each of the first, then fewer and fewer: what comes later is the same again.
        while [ "$nth" -le "$all" ]; do
            run "$each" env "LD_PRELOAD=$work/fail.so" "FAIL_MALLOC=$nth"
            judge "$each" "way $each, allocation $nth of $all"
            nth=$((nth + step + nth / 40))
        done
        run "$each" env "LD_PRELOAD=$work/fail.so" "FAIL_MALLOC=$((all / 2))" FAIL_FROM=1
        judge "$each" "way $each, all allocations from $((all / 2)) on"
    done
    echo "allocations refused: $((tried - before))"
else
    echo 'allocations refused: left out, they can not be refused here'
fi

# ---- memory, while a recording is made on the screen

# record_screen PREFIX...: in a terminal of its own; what it wrote there is in $work/typescript. Sets $status to the program's own.
record_screen()
{
    fresh
    rm -f "$work/status"
    tried=$((tried + 1))
    printf '%s\n' "cd '$work/out' && HOME='$work/out' XDG_STATE_HOME='$work/out/state' $* '$program' 2>'$work/errors'; echo \$? >'$work/status'" >"$work/line"
    {
        for line in 'set motion off' 'record take.cast' 'fill 9' 'range' 'save all.scene' 'record stop' 'quit'; do
            printf '%s\r' "$line"
            sleep 0.15 # a frame of each is to be shown
        done
    } | TERM=xterm-256color script -qec "sh $work/line" "$work/typescript" >/dev/null 2>&1
    status=$(cat "$work/status" 2>/dev/null || echo none)
}

# The terminal is given back, and of the recording and the scene there is what can be played.
judge_recording()
{
    case $status in
    0) [ -e "$work/out/take.cast" ] && [ -e "$work/out/all.scene" ] || wrong "$1: status 0, and not all of it is there" ;;
    *) ended=$((ended + 1)) && [ -s "$work/errors" ] || wrong "$1: status $status without a word" ;;
    esac
    [ "$status" = none ] || [ "$status" -lt 126 ] || wrong "$1: status $status"
    if grep -qF "$(printf '\033[?1049h')" "$work/typescript"; then
        [ "$(grep -aoF -e "$(printf '\033[?1049h')" -e "$(printf '\033[?1049l')" "$work/typescript" | tail -n 1)" = \
            "$(printf '\033[?1049l')" ] || wrong "$1: the terminal is not given back"
    fi
    for file in "$work/out"/take.cast*; do
        [ ! -e "$file" ] || [ "$(tail -c 2 "$file")" = ']' ] || [ "$(wc -l <"$file")" -le 1 ] ||
            wrong "$1: $(basename "$file") ends in the middle of an event"
    done
    [ ! -e "$work/out/all.scene" ] || "$program" check "$work/out/all.scene" >"$work/output" 2>&1 ||
        wrong "$1: all.scene can not be played"
}

before=$tried
if [ -e "$work/fail.so" ] && command -v script >/dev/null 2>&1; then
    record_screen "LD_PRELOAD=$work/fail.so" "FAIL_COUNT=$work/count"
    judge_recording 'a recording'
    [ "$status" = 0 ] || wrong "a recording: status $status"
    all=$(cat "$work/count") nth=1
    while [ "$nth" -le "$all" ]; do
        record_screen "LD_PRELOAD=$work/fail.so" "FAIL_MALLOC=$nth"
        judge_recording "a recording, allocation $nth of $all"
        nth=$((nth + step + nth / 20))
    done
    echo "allocations refused while a recording is made: $((tried - before))"
else
    echo 'allocations refused while a recording is made: left out, there is no script here'
fi

# ---- calls

# inject CALL ERROR...: the Nth of such calls fails, one after the other, until there are no more
inject()
{
    call=$1
    shift
    for each in $(seq $ways); do
        run "$each" strace -f -qq -o "$work/trace" -e "trace=$call"
        all=$(grep -c "^[0-9]* *$call" "$work/trace") nth=1
        while [ "$nth" -le "$all" ]; do
            for error in "$@"; do
                run "$each" strace -f -qq -o "$work/trace" -e "trace=$call" -e "inject=$call:error=$error:when=$nth"
                judge "$each" "way $each, $call $nth of $all: $error"
            done
            nth=$((nth + 1 + (step > 1) * (nth / 8)))
        done
    done
}

before=$tried
if command -v strace >/dev/null 2>&1 && strace -qq -o "$work/trace" true 2>/dev/null; then
    inject write ENOSPC EIO
    inject read EIO
    inject openat EMFILE
    inject linkat ENOSPC
    inject rename EACCES
    inject close EIO
    echo "calls failed: $((tried - before))"
else
    echo 'calls failed: left out, there is no strace here'
fi

# ---- room

# In a shell whose files may be no longer than that.
before=$tried
printf 'ulimit -f "$1"\nshift\nexec "$@"\n' >"$work/limited"
blocks=0
while [ $blocks -le 120 ]; do
    for each in 1 3 4; do
        run "$each" sh "$work/limited" $blocks
        # What is said goes into a file here, too.
        [ "$status" = 0 ] && is_as_ever "$each" || [ "$status" != 0 ] || wrong "way $each, $blocks blocks: status 0"
        [ "$status" -lt 126 ] || wrong "way $each, $blocks blocks: status $status"
        for file in "$work/out"/*; do
            [ ! -e "$file" ] || cmp -s "$file" "$work/good$each/$(basename "$file")" ||
                wrong "way $each, $blocks blocks: $(basename "$file") is not whole"
        done
    done
    blocks=$((blocks + step))
done
echo "files that have no room: $((tried - before))"

# ---- killed

# Over a file that is there already: it is the old one or the new one, whenever that is.
before=$tried
round=0
while [ $round -lt $((700 / step)) ]; do
    for signal in TERM KILL INT; do
        fresh
        tried=$((tried + 1))
        echo old >"$work/out/film.svg"
        "$program" film docs/screen.scene -o "$work/out/film.svg" --animate --to 2 >"$work/output" 2>"$work/errors" &
        id=$!
        sleep "0.$(printf %03d $((round * step % 160)))"
        kill -$signal $id 2>/dev/null
        wait $id 2>/dev/null
        [ "$(cat "$work/out/film.svg")" = old ] || cmp -s "$work/out/film.svg" "$work/good4/film.svg" ||
            wrong "killed by $signal in round $round: neither the old file nor the new one"
        [ "$(ls "$work/out" | wc -l)" = 1 ] || wrong "killed by $signal in round $round: left $(ls "$work/out")"
    done
    round=$((round + 1))
done
echo "killed: $((tried - before))"

echo "$tried faults, $ended ended it with a word, $wrong wrong"
[ $wrong = 0 ]
