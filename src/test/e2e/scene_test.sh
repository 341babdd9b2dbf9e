# A scene played live: its pauses, steps back, questions, the viewer who takes over and gives back, chapters, notes.
. src/test/e2e/library.sh

scene=src/test/data/scenes/play.scene

# The scene up to its first pause.
play_to_the_pause()
{
    start "${1:-80x24}" XDG_RUNTIME_DIR="$work" -- "$scene"
    expect 'The first bucket'
    expect 'The map has no bucket yet.'
    expect 'fig = 12 is in'
    expect 'space go on'
}

test_a_scene_types_and_pauses()
{
    start 80x24 -- "$scene"
    expect 'growwork> insert fi'
    expect 'fig = 12 is in'
    expect 'space go on'
    key Space
    expect 'How many entries fit'
    expect 'answer>'
}

test_steps_back_and_on_at_a_pause()
{
    play_to_the_pause
    still "$work/pause"
    key Left
    expect_change "$work/pause"
    expect 'before now'
    key Space
    expect_gone 'before now'
    expect 'space go on'
    key Space
    expect 'How many entries fit'
}

test_a_wrong_answer_is_told_and_a_right_one_too()
{
    play_to_the_pause
    key Space
    expect 'answer>'
    line '13'
    expect 'No, try again.'
    line 'a'
    expect 'No. The answer: 8. The ninth would be too many.'
    expect '✗'
    expect '0 of 1 question'
    line 'seek chapter 1'
    expect_gone '0 of 1 question'
    expect 'space go on'
    key Space
    expect 'answer>'
    key Space
    expect 'Answer with a, b or c.'
    line 'b'
    expect 'Right: 8.'
    expect '✓'
    expect '1 of 1 question'
}

test_the_viewer_takes_over_and_gives_back()
{
    play_to_the_pause
    line 'insert mars 4'
    expect 'resume goes back to it'
    line 'insert venus 5'
    expect 'venus = 5 is in'
    expect 'resume back to the scene'
    line 'resume'
    expect_gone 'venus'
    expect_gone 'mars'
    expect 'The map has no bucket yet.'
    expect 'space go on'
    key Space
    expect 'answer>'
}

test_a_clicker_goes_on_and_back()
{
    play_to_the_pause
    type_text b
    key PageDown
    expect 'answer>'
    expect_gone 'answer> b'
    key PageUp
    expect 'The map has no bucket yet.'
    expect 'space go on'
    key F5
    expect 'answer>'
}

test_chapters_are_gone_to()
{
    play_to_the_pause
    line 'seek chapter next'
    expect 'Growth'
    expect 'Now it grows.'
    expect '9 entries'
    line 'seek chapter 1'
    expect 'The map has no bucket yet.'
    expect '0 entries'
}

test_a_scene_plays_on_in_another_size()
{
    play_to_the_pause 120x36
    resize 60x20
    poll has_size 60x20
    expect 'The map has no bucket yet.'
    key Space
    expect 'answer>'
    line '8'
    expect 'Right: 8.'
    line 'quit'
    expect_end 0
}

# A finished scene leaves the map to the viewer.
test_after_the_end_the_map_is_the_viewers()
{
    start 100x30 -- "$scene"
    expect 'space go on'
    line 'seek chapter 2'
    expect 'Now it grows.'
    expect 'space go on'
    key Space
    expect 'That is all.'
    expect 'pear = 1 is in'
    expect 'the scene is over'
    line 'insert mars 4'
    expect 'mars = 4 is in'
}

test_notes_are_for_the_presenter()
{
    play_to_the_pause
    expect_gone 'Tell them about hmap'
    XDG_RUNTIME_DIR=$work "$program" notes >"$work/notes" || fail 'no notes'
    grep -q 'chapter 1 of 2: The first bucket' "$work/notes" || fail "$(cat "$work/notes")"
    grep -q 'Tell them about hmap' "$work/notes" || fail "$(cat "$work/notes")"
    [ "$(ls -ld "$work/growwork" | cut -c1-10)" = drwx------ ] || fail 'others can read the notes'
    line ':quit'
    expect_end 0
    XDG_RUNTIME_DIR=$work "$program" notes | grep -q 'No scene is running' || fail 'the notes are still there'
}

test_notes_tell_whose_they_are()
{
    play_to_the_pause
    mkdir -p "$work/growwork"
    printf 'other.scene\nchapter 1 of 1: Other\n' >"$work/growwork/notes.$$"
    printf 'gone.scene\nchapter 1 of 1: Gone\n' >"$work/growwork/notes.99999999"
    XDG_RUNTIME_DIR=$work "$program" notes >"$work/notes" || fail 'no notes'
    grep -q '^play.scene, process [0-9]' "$work/notes" || fail "$(cat "$work/notes")"
    grep -q "^other.scene, process $$" "$work/notes" || fail "$(cat "$work/notes")"
    grep -q 'gone.scene' "$work/notes" && fail 'notes of a screen that is gone'
    line ':quit'
    expect_end 0
}

test_a_session_is_recorded()
{
    play_to_the_pause
    line "record $work/mine.cast"
    expect 'Recording to'
    expect 'rec growwork>'
    line 'insert mars 4'
    expect 'mars = 4 is in'
    line 'record stop'
    expect 'Recorded:'
    head -n 1 "$work/mine.cast" | grep -q '"version": 2, "width": 80, "height": 24' || fail "$(head -n 1 "$work/mine.cast")"
    grep -q 'mars' "$work/mine.cast" || fail 'mars is not in the recording'
    ! grep -q 'rec .*growwork>\|record stop\|Recording to' "$work/mine.cast" || fail 'the recording is in it'
    keys=$(sed -n 's/^\[[0-9.]*, "i", "\(.*\)"\]$/\1/p' "$work/mine.cast" | tr -d '\n')
    [ "$keys" = 'insert mars 4\u000d' ] || fail "typed: $keys"
    line "record $work/mine.cast"
    expect 'is there already'
    [ "$(ls "$work"/*.part 2>/dev/null)" = '' ] || fail 'something is left'
}

# Killed in the middle of a take: what was recorded can be played, and the next start says where it is.
test_a_take_that_was_cut_off_is_found()
{
    printf 'pause\n' >"$work/still.scene"
    mkdir "$work/here"
    cd "$work/here" || fail 'no folder' # the terminal begins in it
    start 100x30 -- "$work/still.scene"
    expect 'growwork>'
    line 'record take.cast'
    expect 'rec growwork>'
    line 'insert mars 4'
    expect 'mars = 4 is in'
    kill -KILL "$(tail -n 1 "$work/id")"
    poll test -s "$ended" || fail 'it lives'
    left=$(ls "$work/here")
    case $left in
    take.cast.*.part) ;;
    *) fail "left is: $left" ;;
    esac
    grep -q 'mars' "$work/here/$left" || fail 'mars is not in it'
    start 100x30 -- "$work/still.scene"
    expect "$left is left of a recording"
    start 100x30 # where the first scene speaks over it
    expect 'growwork>'
    line 'insert mars 4'
    expect "$left is left of a recording"
    cd "$OLDPWD" || fail 'no way back'
}

test_a_scene_that_fails_says_where()
{
    printf 'insert fig 12\nexpect count == 2\ninsert pear 1\n' >"$work/wrong.scene"
    start 100x30 -- "$work/wrong.scene"
    expect 'wrong.scene:2: expected count == 2, but count is 1'
    key Space
    expect 'pear = 1 is in'
}

run_tests "$@"
