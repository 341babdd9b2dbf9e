# Terminals of every size and kind.
. src/test/e2e/library.sh

# The prompt is there and takes a line: nothing is broken or stuck.
expect_alive()
{
    expect_running
    expect 'growwork>'
    line "$1"
    expect "$2"
}

test_all_sizes()
{
    start 80x24
    expect 'growwork>'
    line 'set motion off'
    for size in 40x12 41x13 60x16 80x24 100x30 120x36 200x50 300x100 40x100 300x12; do
        resize $size
        poll has_size $size || fail "tmux does not resize to $size"
        line 'seek end'
        expect 'OLD'
        expect_running
    done
    resize 80x24
    expect_alive 'get fig' 'fig is 12'
}

# Too small for a picture: says so, and is back when there is room.
test_tiny_sizes()
{
    begin 80x24
    for size in 39x12 40x11 20x5 10x3 5x2 2x2 1x1; do
        resize $size
        poll has_size $size || fail "tmux does not resize to $size"
        type_text x
        key BSpace
        expect_running
    done
    resize 80x24
    expect_alive 'get fig' 'fig is 12'
}

test_resizing_while_it_moves()
{
    start 80x24
    expect 'playing 4/4'
    for size in 40x12 120x36 20x5 100x30 300x100 50x14 80x24; do
        resize $size
        expect_running
    done
    expect '4/4 insert fig 12'
    expect 'growwork>'
}

test_starting_in_any_size()
{
    for size in 1x1 20x5 40x12 300x100; do
        start $size
        type_text x
        key BSpace
        expect_running
    done
}

# No colour at all in what tmux shows; the marks and letters carry what colours say.
test_no_color()
{
    begin 80x24 NO_COLOR=1
    line 'insert mars 4'
    expect 'mars = 4 is in'
    still "$work/picture"
    ! grep -E '\[[0-9,]*(3[0-9]|4[0-9]|9[0-9])[;0-9]*/|/(3[0-9]|9[0-9])[;0-9]*\]' "$work/picture" || fail 'there are colours'
}

test_colours_are_there_by_default()
{
    begin 80x24
    still "$work/picture"
    grep -q '/38;5;' "$work/picture" || fail 'there are no 256 colours'
}

test_ascii_without_utf8()
{
    begin 80x24 LC_ALL=C
    line 'insert mars 4'
    expect 'mars = 4 is in'
    screen >"$work/text"
    ! LC_ALL=C grep -n '[^ -~]' "$work/text" || fail 'there is more than ASCII'
    key F1
    expect_change "$work/text"
    screen >"$work/text"
    ! LC_ALL=C grep -n '[^ -~]' "$work/text" || fail 'there is more than ASCII in the help'
}

# A terminal description that the system may not have, from one that it has.
describe_16_colours()
{
    infocmp xterm | sed 's/colors#[0-9a-fx]*/colors#16/; s/pairs#[0-9a-fx]*/pairs#256/; s/^xterm|[^,]*,/xterm-16color|sixteen colours,/;
        s/setaf=[^,]*,/setaf=\\E[%?%p1%{8}%<%t3%p1%d%e9%p1%{8}%-%d%;m,/; s/setab=[^,]*,/setab=\\E[%?%p1%{8}%<%t4%p1%d%e10%p1%{8}%-%d%;m,/' \
        >"$work/xterm-16color.ti"
    tic -x -o "$work/terminfo" "$work/xterm-16color.ti"
}

test_kinds_of_terminals()
{
    describe_16_colours || fail 'tic does not work here'
    for kind in vt100 xterm xterm-16color xterm-256color linux screen tmux-256color; do
        begin 80x24 TERM=$kind
        line 'insert mars 4'
        expect 'mars = 4 is in'
        key Left
        expect 'before now'
        key Right
        expect '  now'
        key C-d
        expect_end 0
    done
}

test_sixteen_colours_are_used()
{
    describe_16_colours || fail 'tic does not work here'
    begin 80x24 TERM=xterm-16color
    still "$work/picture"
    ! grep '38;5;' "$work/picture" || fail 'more than 16 colours'
    grep -q '/9[0-7]\]\|/3[0-7]\]' "$work/picture" || fail 'no colours'
}

test_light_and_dark_themes_differ()
{
    begin 80x24
    still "$work/dark"
    line 'set theme light'
    expect_change "$work/dark"
}

test_the_command_line_chooses_a_theme()
{
    start 80x24 GROWWORK_THEME=light -- --theme projector
    without_motion
    line 'set theme'
    expect 'theme projector'
    key C-d
    expect_end 0
    "$program" --theme pink >"$work/said" 2>&1
    [ $? = 2 ] || fail 'pink is a theme'
    grep -q 'projector.*pink' "$work/said" || fail "$(cat "$work/said")"
}

test_glyphs_can_be_chosen()
{
    begin 80x24
    screen >"$work/text"
    LC_ALL=C grep -q '[^ -~]' "$work/text" || fail 'there is nothing but ASCII'
    line 'set glyphs ascii'
    expect 'v glyphs ascii' # the reply, not what was typed
    screen >"$work/text"
    ! LC_ALL=C grep -n '[^ -~]' "$work/text" || fail 'there is more than ASCII'
}

run_tests "$@"
