#!/bin/sh
# run.sh [WORD]: runs every test that was built (only those with WORD in their name); last line: N passed, N failed.
#
# Unit tests and fuzzers are programs below $BUILD/test, end-to-end tests are src/test/e2e/*_test.sh and drive
# $BUILD/growwork in tmux. A quiet line each; whoever fails shows all it said. A program that crashes, hangs or runs no
# test at all has failed.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=${BUILD:-build}
export BUILD
word=${1-}
passed=0 failed=0
output=$BUILD/test/output
mkdir -p "$output"
unset CMOCKA_MESSAGE_OUTPUT CMOCKA_XML_FILE CMOCKA_TEST_ABORT GOLDEN_WRITE

# How long each may take, in seconds; sanitizers and a busy machine are slow.
unit_limit=300 fuzz_limit=120 end_limit=300
limit=''
command -v timeout >/dev/null 2>&1 && limit='timeout -k 5'

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
        printf '%-28s %4d passed, %d FAILED (status %d)\n' "$1" "$3" "$bad" "$2"
        sed 's/^/    /' "$5"
    fi
}

is_wanted()
{
    case $1 in
    *"$word"*) [ -f "$2" ] ;;
    *) false ;;
    esac
}

# One binary a source file: a binary whose source is gone is not a test any more.
for source in src/test/unit/*_test.c; do
    name=$(basename "$source" .c)
    is_wanted "$name" "$source" || continue
    log=$output/$name
    $limit ${limit:+$unit_limit} "$BUILD/test/unit/$name" >"$log" 2>&1 </dev/null
    status=$?
    report "$name" $status "$(sum 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")" \
        "$(sum 's/^\[  FAILED  \].* \([0-9][0-9]*\) test(s).*/\1/p' "$log")" "$log"
done

for source in src/test/fuzz/*_fuzz.c; do
    name=$(basename "$source" .c)
    is_wanted "$name" "$source" || continue
    log=$output/$name
    $limit ${limit:+$fuzz_limit} "$BUILD/test/fuzz/$name" >"$log" 2>&1 </dev/null
    status=$?
    report "$name" $status "$([ $status = 0 ] && echo 1 || echo 0)" 0 "$log"
done

# These wait most of the time, so they run side by side.
for source in src/test/e2e/*_test.sh; do
    name=end_to_end_$(basename "$source" .sh)
    is_wanted "$name" "$source" || continue
    {
        $limit ${limit:+$end_limit} sh "$source" >"$output/$name" 2>&1 </dev/null
        echo $? >"$output/$name.status"
    } &
done
wait
for source in src/test/e2e/*_test.sh; do
    name=end_to_end_$(basename "$source" .sh)
    is_wanted "$name" "$source" || continue
    log=$output/$name
    report "$name" "$(cat "$log.status")" "$(grep -c '^ok ' "$log")" "$(grep -c '^not ok ' "$log")" "$log"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
