# What the end-to-end tests share: the program in a terminal of tmux, real keys in, the screen as text out.
#
# A test file sources this, defines functions test_..., and ends with `run_tests "$@"`. Each function runs on its own, in a
# terminal of its own, and prints one line: ok NAME or not ok NAME (and what stood on the screen). Nothing here waits a fixed
# time for a result: everything polls until it is there, and gives up after $patience polls.
set -u
BUILD=${BUILD:-build}
case $BUILD in
/*) program=$BUILD/growwork ;;
*) program=$PWD/$BUILD/growwork ;;
esac
patience=30 # seconds until what has not happened has failed to happen
pause=0.03  # between two looks, at first; what has not come after a second is looked for less often
work=$(mktemp -d)
tests=0 terminals=0
socket=$work/socket
trap 'close_terminals; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM
mkdir "$work/home"

cat >"$work/tmux.conf" <<'END'
set -g status off
set -sg escape-time 0
set -g remain-on-exit on
set -g default-terminal tmux-256color
END

terminal()
{
    tmux -u -S "$socket" -f "$work/tmux.conf" "$@"
}

close_terminals()
{
    for open in "$work"/socket*; do
        [ -S "$open" ] && tmux -S "$open" kill-server >/dev/null 2>&1
        rm -f "$open"
    done
}

# open_terminal COLUMNSxROWS COMMAND: a terminal that runs a shell command.
open_terminal()
{
    # A server of its own: one that is about to end would take the new session with it.
    close_terminals
    terminals=$((terminals + 1))
    socket=$work/socket$tests.$terminals
    terminal new-session -d -s test -x "${1%x*}" -y "${1#*x}" "$2" || fail "tmux does not start"
}

# The environment of the program: nothing of whoever runs the tests, but what sanitizers are told. The search for leaks at the
# end never ends when the terminal is taken away during it (a SIGCONT comes with that), so only tests that quit ask for it.
clean_environment()
{
    printf "env -i PATH='%s' HOME='%s' TERM=tmux-256color LC_ALL=C.UTF-8 COLORFGBG='15;0' ASAN_OPTIONS='%s' TERMINFO_DIRS='%s' " \
        "$PATH" "$work/home" "${ASAN_OPTIONS:-}:detect_leaks=0" "$work/terminfo:/etc/terminfo:/lib/terminfo:/usr/share/terminfo"
}

# start COLUMNSxROWS [NAME=VALUE...] [-- ARGUMENT...]: the program in a terminal. Who runs it keeps its process id and, once it
# has ended, its status: tmux does not always learn that.
start()
{
    size=$1
    shift
    command=$(clean_environment)
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        command="$command '$1'"
        shift
    done
    [ $# -eq 0 ] || shift
    command="$command '$program'"
    for argument in "$@"; do
        command="$command '$argument'"
    done
    # Files of its own: who ran the one before may still be writing down how that ended, or reading what it has to do.
    starts=$((${starts:-0} + 1))
    ended=$work/status.$starts
    rm -f "$work/id" "$ended"
    printf 'echo $$ >"%s"\necho $$ >>"%s"\nexec %s\n' "$work/id" "$work/ids" "$command" >"$work/inner.$starts"
    printf 'sh "%s"\necho $? >"%s.new"\nmv "%s.new" "%s"\n' "$work/inner.$starts" "$ended" "$ended" "$ended" \
        >"$work/outer.$starts"
    open_terminal "$size" "exec sh '$work/outer.$starts'"
}

# start_shell COLUMNSxROWS: a shell with a prompt "shell>" whose $program is the program.
start_shell()
{
    open_terminal "$1" "exec $(clean_environment) program='$program' PS1='shell> ' ENV= sh -i"
    expect 'shell>'
}

type_text()
{
    terminal send-keys -t test -l -- "$1"
}

key()
{
    terminal send-keys -t test -- "$@"
}

# A line typed at the prompt.
line()
{
    type_text "$1"
    key Enter
}

# As a terminal pastes: bracketed, if the program asked for that.
paste()
{
    terminal set-buffer -b pasted -- "$1"
    terminal paste-buffer -p -r -b pasted -t test
}

resize()
{
    terminal resize-window -t test -x "${1%x*}" -y "${1#*x}"
}

screen()
{
    terminal capture-pane -p -t test
}

# With colours and attributes, as cells.awk writes them. Never empty, so that nothing passes for want of a picture.
screen_cells()
{
    terminal capture-pane -p -e -N -t test | LC_ALL=C awk -f src/test/e2e/cells.awk | grep . || echo 'no picture'
}

# What the pane says of itself: state '#{pane_dead}'
state()
{
    terminal display-message -p -t test "$1"
}

process_id()
{
    poll [ -s "$work/id" ] || fail 'it was never started'
    cat "$work/id"
}

fail()
{
    echo "$*"
    echo "the screen:"
    screen | sed 's/^/|/'
    exit 1
}

# Sets `clock` to seconds, from whenever: looks are many, so they do with few processes.
read_clock()
{
    read -r clock rest 2>/dev/null </proc/uptime || clock=$(date +%s)
    clock=${clock%.*}
}

# poll COMMAND...: until it succeeds
poll()
{
    read_clock
    give_up=$((clock + patience)) often=$((clock + 1))
    until "$@"; do
        read_clock
        [ "$clock" -lt $give_up ] || return 1
        if [ "$clock" -le $often ]; then
            sleep $pause
        else
            sleep 0.1
        fi
    done
}

shows()
{
    case $(screen) in
    *"$1"*) true ;;
    *) false ;;
    esac
}

shows_not()
{
    ! shows "$1"
}

is_dead()
{
    [ -f "$ended" ]
}

has_size()
{
    [ "$(state '#{pane_width}x#{pane_height}')" = "$1" ]
}

expect()
{
    poll shows "$1" || fail "never seen: $1"
}

expect_gone()
{
    poll shows_not "$1" || fail "still there: $1"
}

# expect_end STATUS: the program ends by itself.
expect_end()
{
    poll is_dead || fail 'the program goes on'
    [ "$(cat "$ended")" = "$1" ] || fail "status $(cat "$ended") instead of $1"
}

expect_running()
{
    ! is_dead || fail "the program is gone, status $(cat "$ended")"
}

is_as_in()
{
    screen_cells >"$work/now"
    read -r picture <"$work/now"
    [ "$picture" != 'no picture' ] || fail 'there is no picture'
    cmp -s "$work/now" "$1"
}

# expect_picture FILE: text and colours as in the file, that still or screen_cells wrote
expect_picture()
{
    poll is_as_in "$1" || {
        diff "$1" "$work/now" | head -n 20
        fail "not the same picture as before"
    }
}

differs_from()
{
    ! is_as_in "$1"
}

# expect_change FILE: another picture than that in the file
expect_change()
{
    poll differs_from "$1" || fail 'the picture stays as it was'
}

# still FILE [POLLS]: waits until the picture stays the same for some polls, and keeps it.
still()
{
    same=0
    screen_cells >"$1"
    read_clock
    give_up=$((clock + patience))
    while [ $same -lt "${2:-5}" ]; do
        sleep $pause
        read_clock
        [ "$clock" -lt $give_up ] || fail 'the picture never comes to rest'
        if is_as_in "$1"; then
            same=$((same + 1))
        else
            same=0
            cp "$work/now" "$1"
        fi
    done
}

# Of a screen of at least 80x24: the program has shown its prompt; from now on nothing moves, a command's end is there at once.
without_motion()
{
    expect 'growwork>'
    key C-c
    line 'set motion off'
    expect 'motion off'
    line 'seek end'
    expect '  now'
    expect_gone 'motion off'
}

# begin COLUMNSxROWS [NAME=VALUE...]: the program at the end of its first scene, without motion.
begin()
{
    start "$@"
    without_motion
}

# Processor time that a process has used, in clock ticks (Linux).
ticks_of()
{
    sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

# How often it went to sleep, and so was woken (Linux).
wakings_of()
{
    awk '/^voluntary_ctxt_switches/ { print $2 }' "/proc/$1/status"
}

# Nobody may live on, or even spin, without a terminal.
all_are_gone()
{
    for each in $(cat "$work/ids" 2>/dev/null); do
        ! kill -0 "$each" 2>/dev/null || return 1
    done
    rm -f "$work/ids"
}

# run_test FUNCTION: one test, and the line that says what became of it.
run_test()
{
    tests=$((tests + 1))
    if ("$1") >"$work/test-output" 2>&1; then
        echo "ok ${1#test_}"
    else
        echo "not ok ${1#test_}"
        sed 's/^/    /' "$work/test-output"
        failed=1
    fi
    close_terminals
    poll all_are_gone || {
        echo "not ok ${1#test_} leaves a process behind"
        kill -KILL $(cat "$work/ids")
        rm -f "$work/ids"
        failed=1
    }
}

# run_tests [WORD]: all tests of the file, or those with WORD in their name. run_tests alone FUNCTION: that one.
run_tests()
{
    failed=0
    [ -x "$program" ] || {
        echo "not ok there is no $program"
        exit 1
    }
    if [ "${1-}" = alone ]; then
        run_test "$2"
        exit $failed
    fi
    for test in $(sed -n 's/^\(test_[a-z0-9_]*\)()$/\1/p' "$0"); do
        case $test in
        *"${1-}"*) run_test "$test" ;;
        esac
    done
    exit $failed
}
