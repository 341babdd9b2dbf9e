# Built, installed and removed as any tool is: what make does and what it does not, and the program where it was put.
. src/test/e2e/library.sh

builder="env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CFLAGS -u CPPFLAGS -u LDFLAGS make --no-print-directory BUILD=$BUILD SANITIZE="

# What make does: its words are in $work/said.
run_make()
{
    $builder "$@" >"$work/said" 2>&1 || {
        cat "$work/said"
        exit 1
    }
}

# copy_source FOLDER: all that a build needs, which tests do not
copy_source()
{
    mkdir -p "$1/src"
    cp -R Makefile scenes docs "$1" || exit 1
    for each in src/*; do
        [ "$each" = src/test ] || cp -R "$each" "$1/src" || exit 1
    done
}

test_what_is_installed_is_found_and_goes_again()
{
    root="$work/the root"
    mkdir -p "$root/usr/local/share/growwork"
    echo mine >"$root/usr/local/share/growwork/mine"
    run_make install DESTDIR="$root"
    below=$root/usr/local
    for file in bin/growwork share/man/man1/growwork.1 share/bash-completion/completions/growwork \
        share/zsh/site-functions/_growwork share/fish/vendor_completions.d/growwork.fish share/growwork/scenes/README.md \
        share/growwork/scenes/28-checked.scene share/doc/growwork/guide.md; do
        [ -s "$below/$file" ] || fail "nothing at $file"
    done
    [ "$(find "$root" -type f ! -perm 644 | sed 's/.*usr/usr/')" = usr/local/bin/growwork ] || fail 'other modes'
    run_make uninstall DESTDIR="$root"
    [ "$(find "$root" -type f)" = "$below/share/growwork/mine" ] || fail "left: $(find "$root" -type f)"
}

test_folders_can_be_chosen()
{
    run_make install DESTDIR="$work/root" PREFIX=/usr ZSH_COMPLETIONS=/usr/share/zsh/vendor-completions
    [ -s "$work/root/usr/share/zsh/vendor-completions/_growwork" ] || fail 'no completion where it was wanted'
    [ -x "$work/root/usr/bin/growwork" ] || fail 'no program below its prefix'
}

# Neither the folder of the sources nor that where it stands is needed.
test_scenes_are_found_from_anywhere()
{
    run_make install DESTDIR="$work/root"
    mkdir "$work/elsewhere"
    cd "$work/elsewhere" || exit 1
    for one in "$program" "$work/root/usr/local/bin/growwork"; do
        "$one" check demo-growth.scene 02-screen >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        "$one" film demo-growth.scene -o film.cast >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        printf 'lesson 3\n' | "$one" batch >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        printf 'scene demo-growth\n' | "$one" batch >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        ! "$one" check no-such.scene >/dev/null 2>&1 || fail 'what is nowhere was found'
    done
    # A file of one's own goes first.
    echo 'expect count == 7' >demo-growth.scene
    ! "$program" check demo-growth.scene >"$work/said" 2>&1 || fail 'another file than that in this folder'
}

test_only_run_test_and_lint_install_packages()
{
    ! $builder -n all tests check install uninstall docs bench dist deb 2>/dev/null | grep 'needs\.sh' ||
        fail 'something else asks for packages'
    for target in run test lint; do
        $builder -n $target 2>/dev/null | grep -q 'needs\.sh' || fail "make $target does not look what is missing"
    done
}

# However they are given, flags are added to what the build needs, and come last.
test_flags_of_others_are_added()
{
    copy_source "$work/source"
    cd "$work/source" || exit 1
    set -- BUILD=build V=1
    $builder "$@" CFLAGS='-O0 -DHERE_C' CPPFLAGS=-DHERE_CPP build/base/number.o >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    grep -q -- '-std=c17 .*-Isrc .*-DHERE_CPP -O0 -DHERE_C .*-c -o build/base/number.o' "$work/said" || fail "$(cat "$work/said")"
    CFLAGS=-DENV_C CPPFLAGS=-DENV_CPP make --no-print-directory "$@" build/base/text.o >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    grep -q -- '-std=c17 .*-DENV_CPP -DENV_C' "$work/said" || fail "$(cat "$work/said")"
    $builder -n "$@" CFLAGS=-O0 LDFLAGS=-Wl,--as-needed all >"$work/said" 2>&1
    grep -q -- '-O0 -Wl,--as-needed -o build/growwork ' "$work/said" || fail 'a link without the flags'
}

test_a_system_of_32_bits_is_told()
{
    copy_source "$work/source"
    cd "$work/source" || exit 1
    ! $builder BUILD=build CPPFLAGS=-U__SIZEOF_INT128__ build/go/hash.o >"$work/said" 2>&1 || fail 'it was built'
    grep -q 'growwork needs a 64-bit system' "$work/said" || fail "$(cat "$work/said")"
}

# Archives, debug information and all. (That of the whole program takes a minute; docs/contributing.md has the commands.)
test_two_folders_give_the_same_bytes()
{
    for folder in "$work/one" "$work/another folder"; do
        copy_source "$folder"
        (cd "$folder" && $builder BUILD=build CFLAGS=-g build/libtrace.a) >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    done
    cmp "$work/one/build/libtrace.a" "$work/another folder/build/libtrace.a" || fail 'it depends on its folder'
    ! grep -q "$work" "$work/one/build/libtrace.a" || fail 'it names its folder'
}

test_an_archive_is_the_same_wherever_it_is_made()
{
    copy_source "$work/one"
    cp -R README.md LICENSE .ci .clang-format .clang-tidy .gitignore "$work/one"
    cp -R "$work/one" "$work/two"
    find "$work/two" -exec touch -d '2001-02-03' {} +
    chmod -R g+w "$work/two"
    for folder in one two; do
        (cd "$work/$folder" && SOURCE_DATE_EPOCH=1700000000 $builder BUILD=build dist) >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    done
    version=$("$program" --version | sed 's/.* //')
    cmp "$work/one/build/growwork-$version.tar.gz" "$work/two/build/growwork-$version.tar.gz" || fail 'two archives'
    tar -tzf "$work/one/build/growwork-$version.tar.gz" | sort >"$work/list"
    for file in Makefile LICENSE src/main.c scenes/01-first.scene docs/growwork.1 src/build/debian/control .ci/run; do
        grep -qx "growwork-$version/$file" "$work/list" || fail "no $file in the archive"
    done
    ! grep -v "^growwork-$version/" "$work/list" || fail 'names outside of its folder'
    ! grep '/build/.*\.o$' "$work/list" || fail 'what was built is in the archive'
}

# make says what it does, in its own words, and nothing when there is nothing to do.
test_a_build_has_no_noise()
{
    copy_source "$work/source"
    cd "$work/source" || exit 1
    $builder BUILD=build build/libtrace.a build/command/lessons.h build/command/first_scene.h >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    ! grep -v '^  [a-z]* *[^ ]*$' "$work/said" || fail 'a raw command line'
    cd - >/dev/null || exit 1
    run_make all
    run_make all
    [ ! -s "$work/said" ] || fail "make says: $(cat "$work/said")"
    run_make install DESTDIR="$work/root"
    ! grep -v '^  install ' "$work/said" || fail 'a raw command line'
}

test_versions_agree()
{
    version=$("$program" --version | sed 's/.* //')
    sed -n 's/^## //p' docs/changelog.md | head -n 1 | grep -q "^$version\b" || fail 'docs/changelog.md begins with another'
    sed -n '1s/.*(\(.*\)-.*).*/\1/p' src/build/debian/changelog | grep -qx "$version" || fail "the package's is another"
}

# ---- settings of one's own

# write_config LINES
write_config()
{
    mkdir -p "$work/home/.config/growwork"
    printf "$1" >"$work/home/.config/growwork/config"
}

test_settings_of_ones_own_hold()
{
    write_config '# mine\nset motion off\nset speed 2\n'
    start 100x30
    expect 'growwork>'
    key C-c
    line 'set speed'
    expect '✓ speed 2'
    line 'set motion'
    expect '✓ motion off'
    line quit
    expect_end 0
}

test_an_error_in_the_settings_is_told_and_the_rest_holds()
{
    write_config 'set motion off\nbogus 3\nset speed 2\nset theme mauve\n'
    start_shell 120x36
    line 'clear; $program; echo ended $?'
    expect 'growwork>'
    expect 'config:2: column 1: there is no command bogus'
    line 'set speed'
    expect '✓ speed 2'
    expect_gone 'config:2'
    line quit
    expect 'ended 0'
    expect 'config:2: column 1: there is no command bogus'
    expect 'config:4: column 11: '
}

# What is said on the command line and in the environment goes first.
test_the_command_line_goes_before_the_settings()
{
    write_config 'set theme light\n'
    start 100x30 -- --theme projector
    expect 'growwork>'
    key C-c
    line 'set theme'
    expect '✓ theme projector'
    line quit
    expect_end 0
}

# The same bytes for everybody, whatever anybody has set for himself.
test_only_the_screen_reads_the_settings()
{
    write_config 'set seed 9\nset speed 4\n'
    for run in 'batch' 'check demo-growth' 'film demo-growth -o film.cast'; do
        (cd "$work" && printf 'set\n' | HOME="$work/home" "$program" $run >with 2>&1; cat film.cast >>with 2>/dev/null
            printf 'set\n' | HOME="$work" "$program" $run >without 2>&1; cat film.cast >>without 2>/dev/null
            cmp with without) || fail "$run reads settings"
    done
}

run_tests "$@"
