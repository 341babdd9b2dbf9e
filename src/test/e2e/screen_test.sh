# What a person sees first, and that time goes both ways on the screen.
. src/test/e2e/library.sh

test_first_screen_shows_buckets_and_prompt()
{
    start 80x24
    expect 'OLDBUCKETS'
    expect 'BUCKETS'
    expect 'growwork>'
    # The first scene plays by itself and ends in the middle of an evacuation, with the prompt waiting.
    expect '1×  now'
    expect 'OLDBUCKETS 4'
    expect 'insert fig 12'
}

test_an_inserted_key_is_seen()
{
    begin 120x36
    line 'insert mars 4'
    expect 'mars = 4 is in'
    expect '[mars]'
    line 'get mars'
    expect 'mars is 4'
    line 'delete mars'
    expect_gone '[mars]'
}

test_a_wrong_command_says_what_was_meant_and_changes_nothing()
{
    begin 120x36
    still "$work/before"
    line 'insrt mars 4'
    expect 'did you mean insert'
    dismiss
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
    expect 'mars is not'
}

# Steps back and then steps forward, compared cell by cell, colours too; in between the whole way to the start of time.
test_stepping_back_to_the_start_and_forward_gives_the_same_frames()
{
    begin 120x36
    expect '  now'
    steps=0
    still "$work/frame0"
    while [ $steps -lt 40 ] && ! grep -q ' 0/222 ' "$work/frame$steps"; do
        key Left
        expect_change "$work/frame$steps"
        steps=$((steps + 1))
        still "$work/frame$steps"
    done
    [ $steps -ge 20 ] || fail "only $steps steps"
    line 'seek start'
    expect 'command 0 of 4'
    line 'seek end'
    expect 'command 4 of 4'
    dismiss
    expect_picture "$work/frame0"
    back=0
    while [ $back -lt $steps ]; do
        key Left
        back=$((back + 1))
        expect_picture "$work/frame$back"
    done
    while [ $back -gt 0 ]; do
        key Right
        back=$((back - 1))
        expect_picture "$work/frame$back"
    done
}

test_commands_are_undone_and_redone()
{
    begin 120x36
    line 'insert mars 4'
    expect 'mars = 4 is in'
    line 'undo'
    expect_gone '[mars]'
    line 'redo'
    expect 'mars'
    key S-Left
    expect 'in the past'
    key S-Right
    expect '  now'
}

test_ctrl_c_stops_what_moves()
{
    start 120x36
    expect '▶ 4/4'
    key C-c
    expect '‖ 4/4'
    expect_running
    key Space
    expect '▶ 4/4'
    key Space
    expect '‖ 4/4'
}

test_help_opens_and_closes()
{
    begin 80x24
    key F1
    expect 'insert'
    key Escape
    expect 'BUCKETS'
    line 'help insert'
    expect 'insert KEY'
}

test_escape_gives_the_keyboard_to_the_buckets()
{
    begin 80x24
    still "$work/prompt"
    key Escape
    expect_change "$work/prompt"
    key i
    expect_picture "$work/prompt"
    type_text 'get fig'
    expect 'growwork> get fig'
}

run_tests "$@"
