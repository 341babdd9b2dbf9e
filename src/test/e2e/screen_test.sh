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
    line 'seek end'
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
    expect 'mars is not'
}

# Every step back and then every step forward, compared with colours: text and all.
test_stepping_back_to_the_start_and_forward_gives_the_same_frames()
{
    begin 120x36
    expect '  now'
    steps=0
    still "$work/frame0"
    while ! grep -q '^◀\|4/4 insert fig 12 ·*  *0/' "$work/frame$steps" && [ $steps -lt 45 ]; do
        key Left
        expect_change "$work/frame$steps"
        steps=$((steps + 1))
        screen_cells >"$work/frame$steps"
        poll is_as_in "$work/frame$steps" || fail 'a step is more than one frame'
    done
    [ $steps -ge 20 ] || fail "only $steps steps"
    # The rest in one go, to the beginning of time and back to where it was.
    line 'seek start'
    expect_change "$work/frame$steps"
    line 'seek end'
    expect '  now'
    back=$steps
    while [ $back -gt 0 ]; do
        key Left
        back=$((back - 1))
        expect_picture "$work/frame$((steps - back))"
    done
    while [ $steps -gt 0 ]; do
        key Right
        steps=$((steps - 1))
        expect_picture "$work/frame$steps"
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
    expect '  now'
    line 'set patience 60s'
    line 'play 1'
    line 'grow double; evacuate'
    expect '▶ '
    key C-c
    expect '‖ '
    expect_running
    key Space
    expect '▶ '
    key Space
    expect '‖ '
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
