# Films of one scene are the same bytes, wherever they are made; a still is what the screen shows; nothing half stays behind.
. src/test/e2e/library.sh

scene=src/test/data/scenes/play.scene

# film OUT [OPTION...]: in an environment of nothing.
film()
{
    out=$1
    shift
    env -i ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$program" film "$scene" -o "$out" "$@" >"$work/said" 2>&1 ||
        fail "$(cat "$work/said")"
}

same()
{
    cmp "$1" "$2" || fail "$1 and $2 differ"
}

test_environments_change_nothing()
{
    for kind in cast vtt md svg txt; do
        film "$work/plain.$kind" --snapshot full
        env TERM=dumb LC_ALL=tr_TR.UTF-8 LANG=C NO_COLOR=1 COLUMNS=20 LINES=5 TZ=Asia/Kathmandu COLORTERM=truecolor \
            INPUTRC=/nowhere HOME=/nowhere POSIXLY_CORRECT=1 \
            "$program" film "$scene" -o "$work/hostile.$kind" --snapshot full >/dev/null 2>&1 || fail 'no film'
        same "$work/plain.$kind" "$work/hostile.$kind"
    done
}

test_what_moves_is_the_same_everywhere()
{
    film "$work/plain.svg" --animate --to 12.5
    env TERM=dumb LC_ALL=tr_TR.UTF-8 NO_COLOR=1 COLUMNS=20 "$program" film "$scene" -o "$work/hostile.svg" --animate --to 12.5 \
        >/dev/null 2>&1 || fail 'no film'
    same "$work/plain.svg" "$work/hostile.svg"
    grep -q 'animation-duration:12500ms' "$work/plain.svg" || fail 'it lasts another time'
}

# A page that holds a picture for good must not grow without end.
test_what_moves_for_too_long_says_what_helps()
{
    printf 'insert fig 12\npause 90000\n' >"$work/long.scene"
    "$program" film "$work/long.scene" -o "$work/long.svg" --animate >"$work/said" 2>&1 && fail 'it was made'
    grep -q -- '--to 60' "$work/said" || fail "$(cat "$work/said")"
    [ ! -e "$work/long.svg" ] || fail 'something is left'
    "$program" film "$work/long.scene" -o "$work/long.svg" --animate --to 60 >/dev/null 2>&1 || fail 'what helps does not help'
}

test_a_terminal_of_another_size_changes_nothing()
{
    film "$work/plain.cast"
    open_terminal 47x13 "LC_ALL=C TERM=vt100 '$program' film '$scene' -o '$work/terminal.cast'; echo status \$?; sleep 600"
    expect 'status 0'
    same "$work/plain.cast" "$work/terminal.cast"
}

test_the_folder_and_the_pipe_change_nothing()
{
    film "$work/plain.cast"
    mkdir "$work/elsewhere"
    cp "$scene" "$work/elsewhere/play.scene"
    (cd "$work/elsewhere" && "$program" film play.scene -o film.cast </dev/null | cat >/dev/null)
    same "$work/plain.cast" "$work/elsewhere/film.cast"
}

test_check_tells_good_from_bad()
{
    "$program" check --pace "$scene" scenes/*.scene >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    printf 'insert fig 12\nexpect count == 2\n' >"$work/bad.scene"
    "$program" check "$scene" "$work/bad.scene" >"$work/out" 2>"$work/errors" && fail 'it is not bad'
    grep -q "^$scene: ok, 2 expectations, 1 question$" "$work/out" || fail "$(cat "$work/out")"
    grep -q "bad.scene:2: expected count == 2, but count is 1$" "$work/errors" || fail "$(cat "$work/errors")"
}

test_what_fails_leaves_what_was_there()
{
    printf 'insert fig 12\nexpect count == 2\n' >"$work/bad.scene"
    echo before >"$work/out.cast"
    "$program" film "$work/bad.scene" -o "$work/out.cast" >/dev/null 2>&1 && fail 'a film of a bad scene'
    [ "$(cat "$work/out.cast")" = before ] || fail 'the file before is gone'
    # Only a plain file is put in the place of another.
    mkdir "$work/folder.cast"
    "$program" film "$scene" -o "$work/folder.cast" >/dev/null 2>&1 && fail 'a folder became a film'
    "$program" film "$scene" -o "$work/none/out.cast" >/dev/null 2>&1 && fail 'written to a folder that is not there'
    [ "$(ls "$work"/*.part 2>/dev/null)" = '' ] || fail 'something is left'
}

test_wrong_options_are_refused()
{
    for options in '-o x.gif' '-o x.cast --size 1x1' '-o x.cast --size big' '-o x.cast --speed 0' \
        '-o x.cast --theme pink' '-o x.cast --cast-version 9' '-o x.cast --animate' '-o x.cast --to 0' \
        '-o x.svg --animate --to never' '-o x.cast --what' '-o' '' '-o x.cast another.scene'; do
        # shellcheck disable=SC2086
        (cd "$work" && "$program" film "$OLDPWD/$scene" $options) >"$work/said" 2>&1
        [ $? = 2 ] || fail "film $options: $(cat "$work/said")"
        grep -q '^growwork: ' "$work/said" || fail "film $options says nothing"
    done
    [ "$(ls "$work"/x.* 2>/dev/null)" = '' ] || fail 'a film was made'
}

# Pictures and films of other kinds are other programs' work: what they are called, and the line that makes one.
test_what_others_make_is_told()
{
    while read -r out words; do
        "$program" film "$scene" -o "$work/$out" >"$work/said" 2>&1
        [ $? = 2 ] || fail "$out: $(cat "$work/said")"
        grep -q -- "$words" "$work/said" || fail "$out: $(cat "$work/said")"
        [ ! -e "$work/$out" ] || fail "$out is there"
    done <<'END'
x.gif growwork film .* && agg '.*x.cast' '.*x.gif'
x.mp4 && ffmpeg -i '.*x.gif' .*'.*x.mp4'
x.png growwork film .*x.svg' && rsvg-convert -f png -o '.*x.png' '.*x.svg'
x.GIF growwork film .* && agg '.*x.cast' '.*x.GIF'
x.doc Films end in
END
    "$program" film "$scene" -o "$work/x.png" --size 80x24 --theme light >"$work/said" 2>&1
    grep -q -- "film --size 80x24 --theme light --snapshot NAME '$scene'" "$work/said" || fail "$(cat "$work/said")"
    "$program" film "$scene" -o "$work/x.gif" --speed 2 >"$work/said" 2>&1
    grep -q -- "film --speed 2 '$scene'" "$work/said" || fail "$(cat "$work/said")"
}

# What is made without a screen is the same wherever it is made, and nobody is asked anything.
test_the_theme_of_the_environment_is_not_seen()
{
    "$program" film "$scene" -o "$work/plain.cast" >/dev/null || fail 'no film'
    GROWWORK_THEME=projector COLORFGBG='0;15' "$program" film "$scene" -o "$work/themed.cast" >"$work/said" || fail 'no film'
    cmp "$work/plain.cast" "$work/themed.cast" || fail 'the film is another one'
    GROWWORK_THEME=pink "$program" check "$scene" >>"$work/said" || fail 'a check sees it'
    echo 'set theme; set theme auto; set theme' | GROWWORK_THEME=light "$program" batch >>"$work/said" || fail 'no batch'
    [ "$(grep -c 'theme dark' "$work/said")" = 3 ] || fail "batch: $(cat "$work/said")"
    ! grep -q "$(printf '\033')" "$work/said" || fail 'something was asked'
}

# The live screen at a snapshot and the still of it show the same map: what differs is what only a viewer needs.
test_a_still_is_what_the_screen_shows()
{
    film "$work/still.txt" --snapshot full --size 100x30
    start 100x30 -- "$scene"
    expect 'space go on'
    line 'seek chapter 2'
    expect 'Now it grows.'
    expect 'space go on'
    head -n 20 "$work/still.txt" >"$work/map"
    poll live_map_is_as_in "$work/map" || {
        screen | head -n 20 | diff "$work/map" -
        fail 'the maps differ'
    }
}

live_map_is_as_in()
{
    screen | head -n 20 | sed 's/ *$//' | cmp -s - "$1"
}

run_tests "$@"
