# What a person sees first, and that time goes both ways on the screen.
. src/test/e2e/library.sh

test_first_screen_shows_buckets_and_prompt()
{
    start 80x24
    expect 'OLD  2 of 4 moved'
    expect 'growwork>'
    # The first scene plays by itself and ends in the middle of an evacuation, with the prompt waiting.
    expect '1×  now'
    expect 'y if 1: number + 4'
    expect 'insert fig 12'
}

test_an_inserted_key_is_seen()
{
    begin 120x36
    line 'insert mars 4'
    expect 'mars = 4 is in'
    expect '28 entries'
    line 'get mars'
    expect 'mars is 4'
    expect '=mars='
    line 'delete mars'
    expect_gone '=mars='
}

test_a_wrong_command_says_what_was_meant_and_changes_nothing()
{
    begin 120x36
    still "$work/before"
    line 'insrt mars 4'
    expect 'did you mean insert'
    line 'seek end'
    expect_gone 'did you mean'
    expect_picture "$work/before"
}

test_a_bad_part_of_a_line_stops_the_whole_line()
{
    begin 120x36
    line 'insert mars 4; insert venus 5; grwo'
    expect 'did you mean grow'
    expect_gone 'mars = 4'
    line 'get mars'
    expect 'mars is absent'
}

# go_back KEY, go_on KEY: one step, and the picture after it is kept, or must be the one that was kept.
go_back()
{
    key "$1"
    expect_change "$work/frame$frames"
    frames=$((frames + 1))
    still "$work/frame$frames" 1
}

go_on()
{
    key "$1"
    frames=$((frames - 1))
    expect_picture "$work/frame$frames"
}

# Back from the middle of an evacuation, entry by entry and then command by command to the start of time, and forward again:
# the same pictures, cell by cell, colours too.
test_stepping_back_to_the_start_and_forward_gives_the_same_frames()
{
    begin 120x36
    expect '  now'
    key Left
    expect 'before now'
    frames=0
    still "$work/frame0"
    cells=20 commands=4
    while [ $frames -lt $cells ]; do
        go_back Left
    done
    while [ $frames -lt $((cells + commands)) ]; do
        go_back S-Left
    done
    expect 'event 0 of'
    expect_gone '▴'
    while [ $frames -gt $((cells + 1)) ]; do
        go_on S-Right
    done
    # From the beginning of the last command on: past the entries that were not looked at on the way back, then those that were.
    passed=0
    still "$work/passing" 1
    until cmp -s "$work/passing" "$work/frame$cells"; do
        [ $passed -lt 200 ] || fail 'the last command never gets where it was'
        passed=$((passed + 1))
        key Right
        expect_change "$work/passing"
        still "$work/passing" 1
    done
    frames=$cells
    while [ $frames -gt 0 ]; do
        go_on Right
    done
}

test_commands_are_undone_and_redone()
{
    begin 120x36
    line 'insert mars 4'
    expect '28 entries'
    line 'undo'
    expect '27 entries'
    line 'redo'
    expect '28 entries'
    key S-Left
    expect 'before now'
    key S-Right
    expect '  now'
}

test_ctrl_c_stops_what_moves()
{
    start 120x36
    expect 'playing'
    key C-c
    expect 'paused'
    expect_running
    key Space
    expect 'playing'
    key Space
    expect 'paused'
}

# What would take long says how far it is, and ends with what is known when it is told to; what is typed meanwhile is not lost.
test_ctrl_c_ends_what_takes_long()
{
    begin 120x36
    line 'make race[go]; insert a 1; insert b 2; grow'
    line 'go g1 "insert a 1; delete b; insert c 3; get a; insert d 4; delete a"'
    line 'go g2 "insert b 1; delete c; insert d 3; get b; insert a 4; delete b"'
    line 'go g3 "insert c 1; delete d; insert a 3; get c; insert b 4; range"'
    line 'go g4 "insert d 1; delete a; insert b 3; get d; insert c 4; range"'
    line 'race explore states=2000000 samples=100000'
    expect 'exploring: '
    type_text 'typed meanwhile'
    key C-c
    expect 'It was stopped'
    expect 'growwork> typed meanwhile'
    expect_running
}

# What is stopped while it changes something is taken back.
test_ctrl_c_takes_back_what_takes_long()
{
    begin 120x36
    line 'make map[int]int as q'
    line 'strategies count=100000 space=50000 every=1500'
    expect '; Ctrl-C stops it'
    key C-c
    expect 'nothing has changed'
    line 'subjects'
    expect_gone 'atonce'
    expect_running
}

# Between two entries: those that are in stay, and the rest of the line is not begun.
test_ctrl_c_keeps_what_is_filled()
{
    begin 120x36
    line 'make map[string]int as q; fill 2000000 a; insert never 1'
    expect 'fill 2000000 a: '
    expect '; Ctrl-C stops it'
    expect '/s, '
    key C-c
    expect '; what was done stays'
    line 'get a64'
    expect 'a64 is 64'
    line 'get never'
    expect 'never is absent'
    line 'seek start'
    expect 'before now'
    expect_running
}

test_help_opens_and_closes()
{
    begin 80x24
    still "$work/before"
    key F1
    expect_gone 'of 4 moved'
    key Escape
    expect_picture "$work/before"
    line 'help insert'
    expect 'insert KEY'
}

test_escape_gives_the_keyboard_to_the_buckets()
{
    begin 80x24
    still "$work/prompt"
    key Escape
    expect_change "$work/prompt"
    expect 'buckets ←→↑↓'
    key Escape
    expect_picture "$work/prompt"
    type_text 'get fig'
    expect 'growwork> get fig'
}

run_tests "$@"
