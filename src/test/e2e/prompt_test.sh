# The prompt: editing, history, completion, search, paste.
. src/test/e2e/library.sh

test_history_goes_up_and_down()
{
    begin 80x24
    line 'insert mars 4'
    expect 'mars = 4 is in'
    line 'get mars'
    expect 'mars is 4'
    key Up
    expect 'growwork> get mars'
    key Up
    expect 'growwork> insert mars 4'
    key Down
    expect 'growwork> get mars'
    key C-u
    expect_gone 'growwork> get mars'
}

test_tab_completes_commands_and_keys()
{
    begin 120x36
    type_text 'step-ev'
    key Tab
    expect 'growwork> step-evacuate'
    key C-u
    type_text 'get papa'
    key Tab
    expect 'growwork> get papaya'
}

test_tab_shows_what_is_possible()
{
    begin 120x36
    still "$work/before"
    type_text 'st'
    key Tab Tab
    expect 'stats '
    expect 'step-evacuate '
    key Escape
    expect_gone 'step-evacuate '
    key C-u
    expect_picture "$work/before"
}

test_reverse_search_finds_an_old_line()
{
    begin 80x24
    line 'insert mars 4'
    expect 'mars = 4 is in'
    line 'get fig'
    expect 'fig is 12'
    expect '  try  '
    key C-r
    expect 'reverse-i-search'
    expect_gone '  try  '
    type_text 'mar'
    expect 'insert mars 4'
    key C-g
    expect_gone 'reverse-i-search'
    key C-r
    type_text 'mar'
    expect 'insert mars 4'
    key Enter
    expect 'mars'
    expect_gone 'reverse-i-search'
}

test_the_line_is_edited_as_readline_does()
{
    begin 80x24
    type_text 'get ig'
    key M-b
    type_text f
    expect 'growwork> get fig'
    key C-a
    key M-d
    type_text find
    expect 'growwork> find fig'
    key C-e C-w
    type_text kiwi
    expect 'growwork> find kiwi'
}

test_letters_beyond_ascii_are_typed_and_shown()
{
    begin 80x24
    line 'insert Käse世界 7'
    expect 'Käse世界 = 7 is in'
    type_text 'aä世'
    expect 'growwork> aä世'
    key BSpace BSpace
    expect_gone 'aä'
    expect 'growwork> a'
}

test_a_line_longer_than_the_screen_scrolls()
{
    begin 80x24
    type_text 'insert aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaz'
    expect 'aaaz'
    key C-a
    expect 'growwork> insert aaa'
    key C-e
    expect 'aaaz'
}

# Several lines become one, which waits for Enter; what would act on the terminal is dropped.
test_a_line_has_a_bound_whatever_made_it()
{
    { echo 'get fig'; head -c 100000 /dev/zero | tr '\0' x; echo; } >"$work/home/.growwork_history"
    begin 80x24
    key Up
    expect 'growwork> seek end'
    key Up
    expect 'growwork> set motion off'
    key Up
    expect 'there is no room for more: a line holds 4096 bytes'
    expect 'xxxxxxxxxxxxxxxx'
    key C-u
    expect_gone 'xxxxxxxxxxxxxxxx'
    for round in 1 2 3 4 5 6; do
        key M-9
    done
    key a
    expect 'aaaaaaaaaaaaaaaa'
    for round in 1 2 3 4 5 6 7 8 9; do
        key C-a C-k C-y C-y C-y C-y
    done
    expect 'aaaaaaaaaaaaaaaa'
    key C-u
    expect_gone 'aaaaaaaaaaaaaaaa'
    line 'get fig'
    expect 'fig is 12'
}

test_paste_of_several_lines()
{
    begin 80x24
    paste "$(printf 'insert mars 4\ninsert venus 5\n\033[31mget mars')"
    expect 'insert mars 4; insert venus 5'
    expect_gone 'mars = 4 is in'
    key C-u
    expect_gone 'insert venus'
    paste "$(printf 'insert mars 4\ninsert venus 5\n')"
    expect 'insert mars 4; insert venus 5'
    key Enter
    expect 'venus = 5 is in'
    line 'get mars'
    expect 'mars is 4'
}

test_ctrl_c_clears_the_line()
{
    begin 80x24
    type_text 'insert mars'
    expect 'growwork> insert mars'
    key C-c
    expect_gone 'growwork> insert mars'
    expect_running
}

test_inputrc_is_read()
{
    echo '"\C-xg": "get fig"' >"$work/home/.inputrc"
    begin 80x24
    key C-x g
    expect 'growwork> get fig'
    rm "$work/home/.inputrc"
}

# readline would follow it until it dies. In each place where it looks, straight and by a file between; a word, and readline's own keys.
test_an_inputrc_that_includes_itself()
{
    own=$work/home/.inputrc other=$work/home/other
    printf '"\\C-xg": "get fig"\n$include ~/.inputrc\n' >"$own"
    start 80x24
    expect 'an inputrc that includes itself'
    without_motion
    key C-x g
    type_text 'get fig'
    key Home
    expect 'growwork> get fig'
    line ''
    expect 'fig is 12'
    key C-x C-r
    line 'get medlar'
    expect 'medlar is '
    key C-d
    expect_end 0
    printf '$if growwork\n  $ Include %s\n$endif\n' "$other" >"$own"
    printf '$include %s\r\n' "$own" >"$other"
    start 80x24 INPUTRC="$other"
    expect 'an inputrc that includes itself'
    key C-d
    expect_end 0
    printf '"\\C-xg": "get fig"\n' >"$other"
    begin 80x24
    key C-x g
    expect 'growwork> get fig'
    rm "$own" "$other"
}

# Nobody's inputrc: every key does what it says, however the terminal spells it.
test_keys_without_an_inputrc()
{
    for kind in xterm-256color rxvt linux screen vt100; do
        begin 80x24 INPUTRC=/dev/null TERM=$kind
        type_text 'get ig'
        key C-Left
        type_text f
        expect 'growwork> get fig'
        key Home
        key DC
        type_text p
        expect 'growwork> pet fig'
        key End
        key BSpace
        expect_gone 'pet fig'
        type_text n
        expect 'growwork> pet fin'
        key C-u
        line 'get fig'
        key Up
        expect 'growwork> get fig'
    done
}

# send BYTES...: as printf writes them, in one piece
send()
{
    terminal send-keys -t test -H $(printf "$1" | od -An -v -tx1)
}

test_keys_that_are_spelled_out()
{
    begin 80x24
    send 'get\033[32;2ufi\033[103u\033[27;2;13~'
    expect 'fig is 12'
    send 'get\033[27;2;32~ki\033[119;1uI\033[127u\033[105u'
    expect 'growwork> get kiwi'
    send '\033[13;2u'
    expect 'kiwi is'
    send 'insert mars \033Ot\033[13;5u'
    expect 'mars = 4 is in'
}

test_letters_in_any_locale()
{
    for locale in LC_ALL=C LC_ALL=de_XX.UTF-8 LANG= LC_ALL=en_XX.ISO-8859-1; do
        begin 120x36 LC_ALL= "$locale"
        line 'insert "日é" 5; insert é 6; get "日é"'
        expect ' is 5'
        line 'get é'
        expect ' is 6'
        line 'get ""'
        expect 'not there'
        line 'get 日本x'
        key Up
        expect 'growwork> get'
        key BSpace BSpace BSpace
        type_text 'é'
        key Enter
        expect ' is 6'
        key C-d
        expect_end 0
    done
}

# Whoever gets less than the whole picture is told why.
test_the_locale_is_spoken_of()
{
    start 120x36 LC_ALL=C
    expect 'the locale C is no UTF-8'
    start 120x36 LC_ALL=de_XX.UTF-8
    expect 'no locale de_XX.UTF-8'
    expect '─'
    start 120x36 LC_ALL= TERM=linux
    expect 'LANG is not set'
    line 'set motion off'
    expect_gone 'LANG is not set'
    # One that answers is believed.
    start 120x36 LC_ALL=
    expect '─'
    ! shows 'LANG is not set' || fail 'it says so although it knows better'
}

# With the keyboard on the buckets: words arrive whole, typed or pasted, and the keyboard goes to the prompt with them.
test_words_typed_on_the_buckets_arrive_whole()
{
    begin 80x24
    for word in insert back view find pending quit mark 'fill 3' help get ':get fig' jump; do
        key Escape
        expect 'buckets ←→↑↓'
        type_text "$word"
        expect "growwork> $word"
        key C-u
        expect_gone "growwork> $word"
    done
    key Escape
    expect 'buckets ←→↑↓'
    paste 'insert mars 4'
    expect 'growwork> insert mars 4'
    key Enter
    expect 'mars = 4 is in'
    key Escape
    expect 'buckets ←→↑↓'
    key Escape
    expect 'growwork>'
    key Escape
    expect 'buckets ←→↑↓'
    line 'get fig'
    expect 'fig is 12'
    expect 'growwork>'
}

test_q_closes_a_sheet()
{
    begin 80x24
    line 'help insert'
    expect 'Esc closes'
    key q
    expect_gone 'Esc closes'
    expect_gone 'growwork> q'
    key '?'
    expect 'Esc closes'
    type_text ' insert'
    expect 'growwork> help insert'
    key Enter
    expect 'insert KEY'
    key Escape
    expect_gone 'Esc closes'
    key Escape
    expect 'buckets ←→↑↓'
    key '?'
    expect 'Esc closes'
    key q
    expect_gone 'Esc closes'
    key '?'
    expect 'Esc closes'
    line quit
    expect_end 0
}

# As terminals send it that know no better: a few arrows at once. No line of the history comes of it.
test_the_wheel_scrolls()
{
    begin 80x24
    line 'get fig'
    expect 'fig is 12'
    send '\033[A\033[A\033[A'
    send '\033OA\033OA\033OA\033OA\033OA'
    type_text x
    expect 'growwork> x'
    key C-u
    line 'help keys'
    expect '1 to'
    send '\033[B\033[B\033[B'
    expect '4 to'
    send '\033[A\033[A\033[A'
    expect '1 to'
    key Escape
    expect_gone 'Esc closes'
    key Up
    expect 'growwork> help keys'
    key Up
    expect 'growwork> get fig'
}

test_vi_keys()
{
    printf 'set editing-mode vi\nset show-mode-in-prompt on\n' >"$work/home/vi"
    begin 80x24 INPUTRC="$work/home/vi"
    line 'get fig'
    expect 'fig is 12'
    expect '(ins)growwork>'
    key Escape
    expect '(cmd)growwork>'
    key k
    expect '(cmd)growwork> get fig'
    type_text '0wi'
    expect '(ins)growwork> get fig'
    type_text 'x'
    expect '(ins)growwork> get xfig'
    key Escape
    expect '(cmd)'
    type_text 'x0'
    key Enter
    expect 'fig is 12'
    expect '(ins)growwork>'
    line 'help insert'
    expect 'insert KEY'
    type_text 'a'
    key Escape
    type_text 'x' # in command mode: the line is empty again, and the sheet still there
    expect '(cmd)growwork>'
    type_text 'q'
    expect_gone 'insert KEY'
    expect '(cmd)growwork>'
    key Escape
    expect 'buckets ←→↑↓'
    rm "$work/home/vi"
}

test_speed_by_key()
{
    start 120x36
    expect 'playing'
    key -
    expect '0.5×'
    key -
    expect '0.25×'
    key +
    expect '0.5×'
}

# Without brackets, as terminals paste that know none: a Tab is a blank, each line runs.
test_tabs_of_a_paste_are_blanks()
{
    begin 120x36
    send 'insert\tone\t1\ninsert\t\ttwo\t2\n'
    expect 'two = 2 is in'
    line 'get one'
    expect 'one is 1'
}

# More than a line holds: one Enter runs it, one undo takes it back, and the arrow up finds it.
test_a_long_paste_runs_line_by_line()
{
    begin 120x36
    awk 'BEGIN { for (i = 0; i < 10000; i++) printf "insert key%d %d\n", i, i }' | terminal load-buffer -b pasted -
    terminal paste-buffer -p -b pasted -t test
    expect 'growwork> # 10000 lines pasted'
    key Enter
    expect '10000 lines ran'
    line 'get key9999'
    expect 'key9999 is 9999'
    line 'undo 2'
    expect 'event 222 of 222'
    line 'get key9999'
    expect 'not there'
    for earlier in 'get key9999' 'undo 2' 'get key9999'; do
        key Up
        expect "growwork> $earlier"
    done
    key Up
    expect 'growwork> # 10000 lines pasted'
    key Enter
    expect '10000 lines ran'
}

test_homes_in_names_of_files()
{
    mkdir -p "$work/home/lessons"
    printf 'insert mars 4\nsay Here it is.\n' >"$work/home/lessons/own.scene"
    begin 120x36
    type_text 'scene ~/les'
    key Tab
    expect 'growwork> scene ~/lessons/'
    key Tab
    expect 'growwork> scene ~/lessons/own.scene'
    key Enter
    expect 'Here it is.'
    key C-u
    line 'record ~/take.cast'
    expect 'Recording to ~/take.cast'
    line 'record stop'
    poll [ -s "$work/home/take.cast" ] || fail 'there is no recording'
    line 'trace ~/none.jsonl'
    expect "$work/home/none.jsonl"
    user=$(id -un)
    type_text "scene ~$user"
    key Tab
    expect "growwork> scene ~$user/"
    key C-u
    line 'scene ~nobody.of.that.name/x'
    expect 'no user "nobody.of.that.name"'
}

run_tests "$@"
