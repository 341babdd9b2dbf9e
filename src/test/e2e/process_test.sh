# The process: how it starts, stops, goes on and ends, and that the terminal is as it was.
. src/test/e2e/library.sh

is_gone()
{
    ! kill -0 "$1" 2>/dev/null
}

# What the terminal driver and tmux know of the terminal.
terminal_state()
{
    stty -a <"$(state '#{pane_tty}')"
    state 'alternate=#{alternate_on} cursor=#{cursor_flag} keypad=#{keypad_flag}#{keypad_cursor_flag} mouse=#{mouse_any_flag} wrap=#{wrap_flag}'
}

# In a shell: the program runs and its first screen is there. What the terminal was before is in $work/terminal, the
# program's process id in $id.
start_in_shell()
{
    start_shell 80x24
    terminal_state >"$work/terminal"
    rm -f "$work/id"
    line "sh -c 'echo \$\$ >$work/id; cat $work/id >>$work/ids; exec \$program'"
    expect 'growwork>'
    [ "$(state '#{alternate_on}')" = 1 ] || fail 'not on the alternate screen'
    id=$(process_id)
    kill -0 "$id" || fail 'it does not run'
}

is_as_found()
{
    terminal_state >"$work/terminal_now"
    cmp -s "$work/terminal" "$work/terminal_now"
}

expect_terminal_as_found()
{
    poll is_as_found || {
        diff "$work/terminal" "$work/terminal_now"
        fail 'the terminal is not as it was found'
    }
}

# The shell reads lines again, and shows them as they are typed.
expect_shell()
{
    line "echo so''me shell"
    expect 'some shell'
}

test_quit_ends_well()
{
    begin 80x24 ASAN_OPTIONS=detect_leaks=1
    line 'insert mars 4; undo'
    line quit
    expect_end 0
}

test_ctrl_d_on_an_empty_line_ends_well()
{
    begin 80x24
    type_text 'ab'
    key C-a C-d
    expect 'growwork> b'
    key C-d C-d
    expect_end 0
}

# Nobody will ever write to them.
test_pipes_and_terminals_are_no_recordings()
{
    mkfifo "$work/pipe"
    begin 100x30
    for file in "$work/pipe" /dev/tty /dev/zero; do
        line "trace $file"
        expect 'is no file that can be read here'
        line 'get fig'
        expect 'fig is 12'
        line "scene $file"
        expect 'is no file that can be read here'
        line 'get fig'
        expect 'fig is 12'
    done
    for file in "$work/pipe" /dev/zero; do
        "$program" replay "$file" >"$work/said" 2>&1 && fail "$file was replayed"
        grep -q 'is no file that can be read here' "$work/said" || fail "$(cat "$work/said")"
        "$program" check "$file" >"$work/said" 2>&1 && fail "$file was checked"
        grep -q 'is no file that can be read here' "$work/said" || fail "$(cat "$work/said")"
    done
}

test_ctrl_c_ends_a_batch_between_two_entries()
{
    start_shell 80x24
    line "(echo get fig; echo fill 5000000; echo stats) | \$program batch"
    expect 'fig is absent'
    key C-c
    expect '; what was done stays'
    expect_gone 'memory  '
    line "echo ended \$?"
    expect 'ended 130'
}

# A file that was there stays as it was, one that was not is not there, and nothing else is left.
test_ctrl_c_ends_what_makes_a_file_or_reads_one()
{
    mkdir "$work/films"
    printf 'fill 5000000\nsay done\n' >"$work/films/long.scene"
    printf 'before' >"$work/films/there.cast"
    for arguments in 'film LONG -o FILMS/new.cast' 'film LONG -o FILMS/there.cast' 'film LONG -o FILMS/new.svg --animate' \
        'check LONG' 'check --pace LONG'; do
        start_shell 100x24
        line "echo be''gun; \$program $(echo "$arguments" | sed "s|LONG|$work/films/long.scene|; s|FILMS|$work/films|")"
        expect 'begun'
        sleep 0.3
        key C-c
        line "echo ended \$?"
        expect 'stopped by Ctrl-C'
        expect 'ended 130'
        [ "$(cat "$work/films/there.cast")" = before ] || fail "$arguments: what was there is not as it was"
        [ "$(ls "$work/films" | tr '\n' ' ')" = 'long.scene there.cast ' ] || fail "$arguments left $(ls "$work/films")"
    done
}

test_what_runs_without_a_screen_tells_how_far_it_is()
{
    mkdir "$work/far"
    printf 'fill 5000000\nsay done\n' >"$work/far/long.scene"
    for arguments in "film $work/far/long.scene -o $work/far/new.cast" "check $work/far/long.scene" "batch <$work/far/long.scene"; do
        start_shell 100x24
        line "\$program $arguments"
        expect 'of 5,000,000; Ctrl-C stops it'
        key C-c
        line "echo en''ded"
        expect 'ended'
    done
    # Where standard error is no terminal nothing is told: only what it came to.
    printf 'fill 1000000\n' | "$program" batch >"$work/far/out" 2>"$work/far/errors" || fail "a fill failed"
    [ ! -s "$work/far/errors" ] || fail "told: $(cat "$work/far/errors")"
}

test_ctrl_c_ends_a_replay()
{
    start_shell 100x24
    line "echo be''gun; \$program replay \$(yes $PWD/src/test/data/traces/23-collide-str.jsonl.gz | head -20000) | tail -1"
    expect 'begun'
    sleep 0.2
    key C-c
    expect 'stopped by Ctrl-C'
    expect 'shell>'
}

test_the_terminal_is_given_back()
{
    start_in_shell
    key C-d
    expect_terminal_as_found
    expect_shell
    expect_gone 'growwork>'
}

test_ctrl_z_and_fg()
{
    start_in_shell
    without_motion
    key C-z
    expect_terminal_as_found
    expect_shell
    line fg
    expect 'growwork>'
    expect_gone 'some shell'
    line 'get fig'
    expect 'fig is 12'
    key C-z
    expect_shell
    line fg
    expect 'growwork>'
    expect_gone 'some shell'
    key C-d
    expect_terminal_as_found
}

# Keys in one go, as a fast hand or a busy machine delivers them: whoever has the terminal next reads what follows.
test_what_follows_ctrl_z_is_read_by_the_shell()
{
    start_in_shell
    without_motion
    for round in 1 2 3; do
        key C-z "echo so''me shell $round" Enter
        expect "some shell $round"
        key fg Enter
        expect 'growwork>'
        expect_gone 'some shell'
    done
    key C-d
    expect_terminal_as_found
}

test_what_follows_fg_is_read_by_the_program()
{
    start_in_shell
    without_motion
    key C-z
    expect_terminal_as_found
    key fg Enter 'get fig' Enter
    expect 'fig is 12'
    key C-z
    expect_terminal_as_found
    key fg Enter C-d
    expect_terminal_as_found
    expect_shell
    expect_gone 'growwork>'
}

# The terminal driver makes a signal of a ^C and a ^Z that are typed before the program has the terminal.
test_keys_that_came_as_signals_are_keys()
{
    start_in_shell
    without_motion
    type_text 'abc'
    expect 'growwork> abc'
    stty isig <"$(state '#{pane_tty}')"
    key C-c
    expect_gone 'growwork> abc'
    stty -isig <"$(state '#{pane_tty}')"
    line 'get fig'
    expect 'fig is 12'
    stty isig <"$(state '#{pane_tty}')"
    key C-z
    expect_shell
    line fg
    expect 'growwork>'
    expect_gone 'some shell'
    key C-d
    expect_terminal_as_found
}

test_what_follows_the_last_line_is_read_by_the_shell()
{
    start_in_shell
    key C-c C-d "echo so''me shell" Enter
    expect 'some shell'
    expect_terminal_as_found
    line '$program'
    expect 'growwork>'
    key C-c quit Enter "echo ano''ther shell" Enter
    expect 'another shell'
    expect_terminal_as_found
}

test_what_is_typed_ahead_is_read_by_the_program()
{
    start_shell 80x24
    terminal_state >"$work/terminal"
    key '$program' Enter 'insert mars 4' Enter
    expect 'growwork> '
    expect 'mars = 4 is in'
    key C-d
    expect_terminal_as_found
    key '$program; echo en""ded' Enter C-d
    expect 'ended'
    expect_terminal_as_found
}

# Stopped from outside, with no chance to give the terminal back, and made to go on: it is drawn anew.
test_stopped_and_continued_from_outside()
{
    begin 80x24
    id=$(process_id)
    kill -STOP "$id"
    terminal send-keys -t test -R # the terminal is cleared meanwhile
    expect_gone 'growwork>'
    kill -CONT "$id"
    expect 'growwork>'
    expect 'OLD '
    line 'get fig'
    expect 'fig is 12'
}

end_by_signal()
{
    start_in_shell
    kill "-$1" "$id"
    poll is_gone "$id" || fail "SIG$1 does not end it"
    expect_terminal_as_found
    expect_shell
}

test_sigterm_ends_it_and_the_terminal_is_as_found()
{
    end_by_signal TERM
}

test_sighup_ends_it_and_the_terminal_is_as_found()
{
    end_by_signal HUP
}

test_sigquit_ends_it_and_the_terminal_is_as_found()
{
    end_by_signal QUIT
}

test_a_crash_gives_the_terminal_back()
{
    ulimit -c 0
    end_by_signal SEGV
    end_by_signal ABRT
}

# It has used no time for a while (Linux).
is_at_rest()
{
    now=$(ticks_of "$1")
    [ "$now" = "${then-}" ] && looks=$((looks + 1)) || looks=0
    then=$now
    [ "$looks" -ge "${2:-20}" ]
}

# It has said all it has to say at the start, and waits.
has_asked()
{
    is_at_rest "$1" 4 && [ "$(cut -d' ' -f2-3 "/proc/$1/stat")" = '(growwork) S' ]
}

# The terminal's other end is not read any more, while the program has much to show.
end_by_signal_unread()
{
    [ "$(uname)" = Linux ] || return 0
    start 120x36
    expect 'growwork>'
    id=$(process_id)
    server=$(state '#{pid}')
    line 'set motion full; speed 16; fill 2000 q'
    expect 'fill 2000 q'
    kill -STOP "$server"
    poll is_at_rest "$id" || {
        kill -CONT "$server"
        fail 'it does not wait for the terminal'
    }
    kill "-$1" "$id"
    poll is_gone "$id" || {
        kill -KILL "$id"
        kill -CONT "$server"
        fail "SIG$1 does not end it"
    }
    kill -CONT "$server"
}

test_signals_end_it_in_a_terminal_that_takes_nothing()
{
    ulimit -c 0
    for signal in TERM HUP INT QUIT; do
        end_by_signal_unread "$signal"
    done
}

# Whoever sends one that is meant for nobody ends the program, and leaves no terminal in a mess.
test_other_signals_give_the_terminal_back()
{
    ulimit -c 0
    for signal in USR1 USR2 ALRM VTALRM PROF; do
        end_by_signal $signal
    done
    for signal in XCPU SYS TRAP BUS; do
        end_by_signal $signal
    done
}

# The terminal has answered what it was asked at the start, and the answer was not read yet when the signal comes: nobody finds it
# typed. A shell stands between, which doesn't see that the program stops, and so doesn't take the terminal.
test_an_answer_that_was_not_read_is_no_line_of_the_shell()
{
    [ "$(uname)" = Linux ] || return 0
    ulimit -c 0
    mkfifo "$work/gate"
    for signal in TERM USR1 XCPU BUS; do
        start_shell 80x24
        rm -f "$work/id"
        line "(sh -c 'echo \$\$ >$work/id; cat $work/id >>$work/ids; read go <$work/gate; exec \$program'; true)"
        id=$(process_id)
        server=$(state '#{pid}')
        kill -STOP "$server"
        echo go >"$work/gate"
        poll has_asked "$id" || {
            kill -CONT "$server"
            fail 'it does not start'
        }
        kill -STOP "$id"
        kill -CONT "$server"
        state '#{pane_pid}' >/dev/null # what the terminal was sent before is done when this is answered
        kill "-$signal" "$id"
        kill -CONT "$id"
        poll is_gone "$id" || fail "SIG$signal does not end it"
        expect_shell
    done
}

# What a limit on files sends is no end: the write fails, and that is told.
test_a_file_that_is_too_long_is_no_end()
{
    begin 80x24
    id=$(process_id)
    kill -XFSZ "$id"
    kill -PIPE "$id"
    line 'get fig'
    expect 'fig is 12'
    line quit
    expect_end 0
}

# In the middle of a take: the terminal is given back, the word is read in the shell, and what was recorded is there.
# What may be had is seen to be nearly spent before it is: the line ends between two entries and keeps what it did.
test_scarce_memory_ends_a_line_in_time()
{
    case $BUILD in
    *sanitize*) return 0 ;; # a sanitizer's own memory is beyond any limit
    esac
    for limit in 24000 60000; do
        start_shell 80x24
        terminal_state >"$work/terminal"
        line "(ulimit -v $limit; \$program; echo status \$?)"
        without_motion
        line 'insert mars 4'
        expect 'mars = 4 is in'
        line 'fill 10000000 q'
        expect 'of 10,000,000; what was done stays'
        expect 'memory is nearly spent'
        line 'get mars'
        expect 'mars is 4'
        line 'get q1'
        expect 'q1 is '
        line 'undo 3'
        expect 'Taken back: fill '
        line 'get q1'
        expect 'q1 is absent'
        line 'quit'
        expect 'status 0'
        expect_terminal_as_found
    done
}

test_out_of_memory_gives_the_terminal_back()
{
    case $BUILD in
    *sanitize*) return 0 ;; # a sanitizer's own memory is beyond any limit
    esac
    start_shell 80x24
    terminal_state >"$work/terminal"
    line "(cd $work; ulimit -v 24000; \$program; echo status \$?)"
    without_motion
    line 'record take.cast'
    expect 'rec growwork>'
    line 'insert mars 4'
    expect 'mars = 4 is in'
    line 'make map[int]int hint=2000000' # in one piece
    expect 'out of memory'
    expect 'status 70'
    expect_terminal_as_found
    left=$(ls "$work" | grep 'take.cast.*part') || fail 'nothing of the take is left'
    grep -q mars "$work/$left" || fail 'mars is not in it'
    [ "$(tail -c 2 "$work/$left")" = ']' ] || fail 'it ends in the middle of an event'
}

said_of_fill()
{
    shows "$1 keys are in" || shows 'could not be written on'
}

# A recording that there is no more room for is said so on the screen, and once more where the shell is; what fitted is kept.
test_a_recording_that_does_not_fit_is_told()
{
    start_shell 80x24
    line "(cd $work; ulimit -f 40; \$program; echo status \$?)"
    without_motion
    line 'record take.cast'
    expect 'rec growwork>'
    i=2
    until shows 'could not be written on'; do
        [ $i -lt 100 ] || fail 'there is always room'
        line "fill $i"
        poll said_of_fill $i || fail "fill $i says nothing"
        i=$((i + 1))
    done
    expect_gone 'rec growwork>'
    line 'get fig'
    expect 'fig is 12'
    line quit
    expect 'take.cast could not be written on'
    expect 'status 1'
    [ -s "$work/take.cast" ] || fail 'nothing of it is kept'
    [ "$(tail -c 2 "$work/take.cast")" = ']' ] || fail 'it ends in the middle of an event'
    [ "$(ls "$work" | grep -c part)" = 0 ] || fail 'something is left beside it'
}

test_a_terminal_that_is_closed_ends_it()
{
    begin 80x24
    id=$(process_id)
    close_terminals
    poll is_gone "$id" || {
        kill -KILL "$id"
        echo 'it goes on without a terminal'
        exit 1
    }
}

# While the first scene plays, too.
test_a_terminal_that_is_closed_in_the_middle_of_motion_ends_it()
{
    start 80x24
    expect 'playing 4/4'
    id=$(process_id)
    close_terminals
    poll is_gone "$id" || {
        kill -KILL "$id"
        echo 'it goes on without a terminal'
        exit 1
    }
}

# These two measure a stretch of time, and so do sleep; they wait for no result. Linux tells what they ask.

# After all that was to be drawn is drawn the process is not woken even once.
test_nothing_wakes_when_nothing_moves()
{
    [ -r /proc/self/status ] || return 0
    begin 120x36
    still "$work/picture" 20
    id=$(process_id)
    before=$(wakings_of "$id")
    sleep 1
    after=$(wakings_of "$id")
    [ "$before" -gt 0 ] && [ "$after" = "$before" ] || fail "woken $((after - before)) times in a second of nothing"
}

# Sixty frames a second at 120 by 36 take less than a twentieth of a core.
test_motion_takes_little_time()
{
    [ -r /proc/self/stat ] || return 0
    start 120x36
    expect 'playing'
    id=$(process_id)
    before=$(ticks_of "$id")
    woken=$(wakings_of "$id")
    sleep 2
    used=$(($(ticks_of "$id") - before))
    shows 'playing' || fail 'it did not move all the time'
    [ $(($(wakings_of "$id") - woken)) -gt 10 ] || fail 'nothing moved'
    allowed=$(($(getconf CLK_TCK) / 10))
    case $BUILD in
    *sanitize*) allowed=$((allowed * 4)) ;;
    esac
    [ $used -le $allowed ] || fail "$used ticks in two seconds, $allowed allowed"
}

# A lookup takes about two seconds of virtual time, so about four at half speed; waits longer than a frame count in full.
test_time_passes_as_fast_as_the_clock_says()
{
    begin 120x36
    line 'set motion full; speed 0.5'
    expect '0.5×'
    begun=$(date +%s)
    line 'get kiwi'
    expect 'get kiwi'
    expect '✓ kiwi'
    took=$(($(date +%s) - begun))
    [ $took -ge 2 ] && [ $took -le 8 ] || fail "$took seconds"
}

expect_refusal()
{
    status=$1 word=$2
    shift 2
    env -i PATH="$PATH" HOME="$work/home" LC_ALL=C.UTF-8 ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$@" \
        >"$work/output" 2>"$work/errors"
    got=$?
    cat "$work/output" "$work/errors"
    [ $got = "$status" ] || {
        echo "status $got instead of $status"
        exit 1
    }
    [ ! -s "$work/output" ] && grep -q "$word" "$work/errors" || {
        echo "no message with $word on standard error"
        exit 1
    }
}

test_without_a_terminal_it_says_so()
{
    expect_refusal 2 'terminal' TERM=xterm "$program" </dev/null
}

test_arguments_that_are_wrong_are_refused()
{
    expect_refusal 2 'nonsense' "$program" --nonsense </dev/null
    expect_refusal 2 'nonsense' "$program" nonsense.file </dev/null
}

test_a_terminal_that_cannot_move_its_cursor_is_refused()
{
    start_shell 120x24
    terminal_state >"$work/terminal"
    line 'TERM=dumb $program; echo status $?'
    expect 'cannot move its cursor'
    expect 'status 2'
    expect_terminal_as_found
    start_shell 120x24
    line 'TERM=no-such-terminal $program; echo status $?'
    expect 'knows no terminal named "no-such-terminal"'
    expect 'status 2'
    expect_terminal_as_found
}

run_tests "$@"
