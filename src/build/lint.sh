#!/bin/sh
# lint.sh [CHECK]: what compilers, clang-tidy and the house's own rules have to say about the sources. Each function
# check_* below is one check: it prints what is wrong and fails if that is anything. Last line: lint: N checks passed, N failed
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
lint=build/lint
mkdir -p $lint
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
sources=$(find src -name '*.c' | sort)
headers=$(find src -name '*.h' | sort)
flags='-std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Isrc'

rooms=$(src/build/arrows.sh rooms)

# header | the files that may include it, all others must not
owners='
    curses.h  | src/paint/curses.c
    ncurses.h | none
    term.h    | src/paint/curses.c
    readline/ | src/tui/prompt.c
'

# Nothing left of tui may ask for the time, the locale or the environment: calls that their objects must not make.
outside='time|clock|clock_gettime|gettimeofday|localtime|gmtime|getenv|secure_getenv|environ|setlocale|newlocale|nl_langinfo|localeconv|rand|random|srand|sleep|usleep|nanosleep|isatty|signal|sigaction'

# What objects have and need: object, name and kind of each symbol.
symbols()
{
    nm -A -P "$@" | sed "s|^$lint/gcc/||; s/: / /"
}

# Prints its standard input and fails if there is any.
nothing()
{
    ! grep .
}

# build_with COMPILER TARGET FLAGS
build_with()
{
    CFLAGS=-Werror ${MAKE:-make} --no-print-directory -s -j"$jobs" CC="$1" BUILD="$lint/$1" SANITIZE= "$3" $2 \
        >"$lint/$1.log" 2>&1 || { cat "$lint/$1.log"; false; }
}

check_gcc_warnings()
{
    build_with gcc tests OPTIMISE='-O2 -g'
}

# The program and every object of the tests, which the linker has seen in the check above.
check_clang_warnings()
{
    build_with clang 'all objects' OPTIMISE=-O0
}

check_format()
{
    clang-format --dry-run -Werror --ferror-limit=3 $sources $headers
}

# Its checks stand in .clang-tidy. Not for tests: it doesn't know that a failed assertion does not come back. Large files first:
# one that begins last would run alone. The analyzer follows each function's paths up to so many nodes: with its own limit of 225,000
# most of the time went into a few functions that reach it. LINT_NODES=225000 looks as deep.
check_tidy()
{
    nodes="-Xclang -analyzer-config -Xclang max-nodes=${LINT_NODES:-75000}"
    ls -S $(echo "$sources" | grep -v '^src/test/') |
        xargs -P "$jobs" -n 2 sh -c 'clang-tidy --quiet "$@" -- '"$flags -I$lint/gcc $nodes"' 2>/dev/null' tidy
}

check_headers_alone()
{
    for header in $headers; do
        # The second inclusion shows that the guard works.
        printf '#include "%s"\n#include "%s"\ntypedef int some_declaration;\n' "${header#src/}" "${header#src/}" |
            gcc $flags -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c - 2>&1
    done | nothing
}

# What is made while building stands in the room whose folder it is in.
check_arrows()
{
    src/build/arrows.sh may | while IFS=: read -r room may; do
        for file in src/$room/*.[ch]; do
            [ -f "$file" ] || continue
            sed -n 's|^ *# *include *"\([^"]*\)".*|\1|p' "$file" | while read -r target; do
                folder=${target%/*}
                [ "$folder" = "$room" ] && continue
                case " $may " in
                *" $folder "* | *" $target "*) ;;
                *) echo "$file: $room must not include $target" ;;
                esac
            done
        done
    done | nothing
}

# Every folder with code is a room of the table.
check_rooms()
{
    find src -name '*.[ch]' ! -path 'src/test/*' ! -path src/main.c | sed 's|^src/||; s|/[^/]*$||' | sort -u | while read -r room; do
        echo "$rooms" | grep -qx "$room" || echo "src/$room is no room of src/build/arrows"
    done | nothing
}

# The names of an engine, by which it is known: they stand in its folders alone, in those of an engine whose subjects are made of its
# own (the third column), in their tests, and in lists of engines.
engines='
    slice    | SLICE_ slice_
    layout   | LAYOUT_[a-z] LAYOUT_LINE_ LAYOUT_[A-Z]*_PART LAYOUT_TYPE LAYOUT_HOME layout_subject layout_map layout_done
    strategy | STRATEGY_ strategy_
    race     | RACE_ race_
    swiss    | SWISS_ swiss_ ROUTINE_swiss LINE_swiss
    classic  | CLASSIC_ REGISTER_ TOP_[A-Z] SLOTS FLAG_[A-Z] ITERATOR_ FIELD_[A-Z] LINE_map LINE_evac classic_ struct.bucket | strategy
'

check_engines_stand_apart()
{
    echo "$engines" | while IFS='|' read -r engine names outer; do
        engine=$(echo $engine) outer=$(echo ${outer:-$engine})
        [ -n "$engine" ] || continue
        for name in $names; do
            grep -nE "(^|[^A-Za-z0-9_\"/])$name" $sources $headers | grep -v "^src/test/\|^src/main.c:\|/$engine/\|/$outer/" |
                grep -vE ': +[A-Z_]+_ROWS,$'
        done
    done | nothing
}

# The tour in main.c names every file: a path of one, then those beside it.
check_tour()
{
    awk '/\*\//{exit} {
            line = $0
            if (match(line, /^ \* ([a-z]+\/)+/)) room = substr(line, 4, RLENGTH - 3)
            while (match(line, /[a-z_]+\.c/)) {
                print "src/" room substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
            }
        }' src/main.c | sort >$lint/toured
    echo "$sources" | grep -v '^src/test/' | sort | diff - $lint/toured | sed -n 's/^</not in the tour:/p; s/^>/in the tour, but not there:/p' | nothing
}

# What a file exports is called after its room, the file, or a thing that the headers of the room declare. What all stand on
# (base) has short names.
check_prefixes()
{
    for room in $rooms; do
        [ $room = base ] && continue
        [ -n "$(ls src/$room/*.c 2>/dev/null)" ] || continue
        things=$(for above in $room ${room%%/*}; do
            sed -n 's/^\(struct\|enum\) \([a-z_]*\)\( {\|;\).*/\2/p; s/^typedef.* \([a-z_]*\);.*/\1/p' src/$above/*.h 2>/dev/null
        done)
        symbols $(ls src/$room/*.c | sed "s|^src/|$lint/gcc/|; s|c$|o|") |
            awk -v names="$things $(echo $room | tr / ' ')" '
                BEGIN { count = split(names, name) }
                $3 ~ /^[TDRB]$/ {
                    for (i = 1; i <= count; i++) if ($2 == name[i] || index($2, name[i] "_") == 1) next
                    file = $1
                    sub(/.*\//, "", file)
                    sub(/\.o$/, "", file)
                    first = file
                    sub(/_.*/, "", first)
                    if ($2 == file || index($2, file "_") == 1 || index($2, first "_") == 1 || $2 == first) next
                    if ($2 == file "s" || index($2, file "s_") == 1) next
                    print $1 ": " $2
                }'
    done | nothing
}

# Within a room at most four files may lean on one another in a circle; rooms never do, since their arrows have an order.
# Engines lean on what lists them: their rows don't count.
check_circles()
{
    symbols $(find $lint/gcc -name '*.o' ! -path '*/test/*') | awk '
        $3 ~ /^[TDRB]$/ && $2 !~ /^(engine|hand|face|trace_format)_[a-z]+$/ { print "has", $1, $2 }
        $3 == "U" { print "needs", $1, $2 }' | awk '
        $1 == "has" { owner[$3] = $2; files[$2] }
        $1 == "needs" { needs[$2 " " $3]; files[$2] }
        END {
            for (pair in needs) { split(pair, p, " "); if (p[2] in owner && owner[p[2]] != p[1]) reach[p[1], owner[p[2]]] = 1 }
            for (k in files) for (i in files) if ((i, k) in reach) for (j in files) if ((k, j) in reach) reach[i, j] = 1
            for (i in files) {
                size = 0; circle = ""
                for (j in files) if ((i, j) in reach && (j, i) in reach) { size++; circle = circle " " j }
                if (size > 4) print size " files in a circle:" circle
            }
        }' | sort -u | nothing
}

# No room holds more than 15 % of the code. The folders below model, view and trace count alone, others with the room they are in.
check_shares()
{
    for room in $rooms; do
        echo "$room $(cat src/$room/*.[ch] 2>/dev/null | wc -l)"
    done | awk '{ if ($1 !~ /^(model|view|trace)\//) sub(/\/.*/, "", $1); lines[$1] += $2; all += $2 }
        END { for (room in lines) if (lines[room] * 100 > all * 15) print room " has " lines[room] " of " all " lines" }' | nothing
}

check_owned_headers()
{
    echo "$owners" | while IFS='|' read -r header owner; do
        header=$(echo $header) owner=$(echo $owner)
        [ -n "$header" ] || continue
        grep -Hn "^ *# *include *<$header" $sources $headers | grep -v "^$owner:"
    done | nothing
}

objects_left_of_tui()
{
    for room in $rooms; do
        [ $room = tui ] || find $lint/gcc/$room -name '*.o' 2>/dev/null
    done
}

# paint/curses.c holds the terminal, of which there is one; nobody else outside tui keeps anything between two calls.
check_no_mutable_globals()
{
    objects_left_of_tui | grep -v '/paint/curses\.o$' | xargs nm -A -f sysv | awk -F'|' '
        { gsub(/ /, "") }
        $NF ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $NF !~ /^\.data\.rel\.ro/ { print $1 " can change" }' | nothing
}

check_nothing_from_outside()
{
    symbols $(objects_left_of_tui) | awk -v outside="^($outside)$" '
        $3 == "U" { sub(/@.*/, "", $2) } $3 == "U" && $2 ~ outside { print $1 " calls " $2 }' | nothing
}

# Whole numbers only; keys may be floats (go/value*), colours may be mixed (paint).
check_no_floats()
{
    for file in $sources $headers; do
        case $file in
        src/go/value* | src/paint/* | src/tui/* | src/test/*) continue ;;
        esac
        # Without comments and strings; line numbers are kept by the preprocessor's own line marks, so say the file only.
        gcc -fpreprocessed -dD -E -P "$file" 2>/dev/null | sed 's/"\([^"\\]\|\\.\)*"/""/g' |
            grep -Eq '(^|[^A-Za-z0-9_])(float|double|long double)([^A-Za-z0-9_]|$)' && echo "$file uses floating point"
    done | nothing
}

# A catalogue of words is data, and one file for a language and engine by promise.
check_file_lengths()
{
    wc -l $sources $headers $(find src -name '*.def' ! -path 'src/words/*' -o -name '*.sh') |
        awk '$2 != "total" && $1 > 800 { print $2 " has " $1 " lines" }' | nothing
}

check_unfinished()
{
    grep -rnE '\b(TO''DO|FIX''ME|XX''X)\b' src docs scenes README.md Makefile | nothing
}

check_top_level()
{
    git -c safe.directory="$PWD" ls-files | sed 's|/.*||' | sort -u |
        grep -Ev '^(\..*|src|scenes|docs|Makefile|README\.md|LICENSE)$' | nothing
}

# Every test source must be built and every script runnable, or it would be a test that never runs.
check_tests_are_run()
{
    {
        find src/test/unit -name '*.c' ! -name '*_test.c' | grep -v '/[a-z]*_*support\.c$' | sed 's/$/: not named *_test.c/'
        find src/build src/test .ci -name '*.sh' ! -name library.sh ! -path '*/e2e/*' ! -perm -u+x | sed 's/$/: not executable/'
    } | nothing
}

# Checks that use all processors by themselves, one after the other; the first makes the objects that others read.
wide='gcc_warnings clang_warnings tidy'
checks=$(sed -n 's/^check_\([a-z_]*\)()$/\1/p' "$0" | grep -F -- "${1-}")

# is_in NAME LIST
is_in()
{
    case " $(echo $2) " in
    *" $1 "*) true ;;
    *) false ;;
    esac
}

run_check()
{
    check_$1 >"$lint/$1" 2>&1
    echo $? >"$lint/$1.status"
}

for check in $checks; do
    rm -f "$lint/$check.status"
done
is_in gcc_warnings "$checks" && run_check gcc_warnings
# The others use one, so they run beside what is wide: no processor is idle in between.
for check in $checks; do
    is_in "$check" "$wide" || run_check "$check"
done &
for check in $wide; do
    [ "$check" != gcc_warnings ] && is_in "$check" "$checks" && run_check "$check"
done
wait

passed=0 failed=0
for check in $checks; do
    # One that says no status was broken off.
    if [ "$(cat "$lint/$check.status" 2>/dev/null)" = 0 ]; then
        passed=$((passed + 1))
        echo "$check: good"
    else
        failed=$((failed + 1))
        echo "$check: FAILED"
        sed 's/^/    /' "$lint/$check" | head -n 100
    fi
done
echo "lint: $passed checks passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
