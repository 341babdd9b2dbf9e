# The documents against what they are about: what is made from tables, and the table of arrows.
. src/test/e2e/library.sh

test_made_documents_are_fresh()
{
    make --no-print-directory -s docs DOCS="$work/docs" BUILD="$BUILD" SANITIZE= >"$work/said" 2>&1 || {
        cat "$work/said"
        exit 1
    }
    for file in commands.md growwork.1 screen.svg completions/growwork.bash completions/_growwork completions/growwork.fish; do
        cmp "docs/$file" "$work/docs/$file" || {
            echo "docs/$file is stale: run make docs"
            exit 1
        }
    done
}

# `room` | what it knows | what it may include, as src/build/arrows has it.
test_the_arrows_of_the_architecture_are_those_that_are_checked()
{
    src/build/arrows.sh may | tr -s ' ' | sed 's/ *$//; s/: /:/' >"$work/arrows"
    [ "$(wc -l <"$work/arrows")" -gt 10 ] || fail 'there are no arrows'
    awk -F'|' '$2 ~ /^ `[a-z\/]*` $/ && NF == 5 { gsub(/[ `]/, "", $2); gsub(/^ +| +$/, "", $4); print $2 ":" $4 }' \
        docs/architecture.md | diff "$work/arrows" - || {
        echo 'docs/architecture.md has other arrows than src/build/arrows'
        exit 1
    }
}

# Every lesson stands in the syllabus, with the length of its film (5 seconds more or less), and has what a lesson has.
test_the_syllabus_has_the_lessons()
{
    for scene in scenes/[0-9]*.scene scenes/demo-*.scene; do
        name=$(basename "$scene" .scene)
        "$program" film "$scene" -o "$work/film.cast" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        grep -F "[$name]($name.scene)" scenes/README.md >"$work/row" || fail "scenes/README.md has no $name"
        awk -v name="$name" 'NR == FNR { film = $2; next }
            { row = $0; sub(".*" name "[.]scene[)]", "", row); match(row, /[0-9]+:[0-9][0-9]/)
              split(substr(row, RSTART, RLENGTH), told, ":"); off = told[1] * 60 + told[2] - film
              if (off > 5 || off < -5) { print "scenes/README.md: the film of " name " takes " film " seconds"; exit 1 } }' \
            "$work/said" "$work/row" || exit 1
        case $name in
        01-* | demo-*) continue ;;
        esac
        for word in chapter say ask expect; do
            grep -q "^$word " "$scene" || fail "$scene has no $word"
        done
    done
}

# Each question of the syllabus names chapters that there are: `| question | lesson, chapter; chapter; lesson, chapter |`.
test_the_syllabus_names_chapters_that_there_are()
{
    sed -n '/^| question | lesson, chapter |/,/^$/s/^| .* | \(.*\) |$/\1/p' scenes/README.md | sed 1d |
        awk '{ n = split($0, part, "; *"); for (i = 1; i <= n; i++) {
            if (match(part[i], /^[0-9][0-9]-[a-z0-9]*, /)) { lesson = substr(part[i], 1, RLENGTH - 2)
                part[i] = substr(part[i], RLENGTH + 1) }
            print lesson ".scene:chapter " part[i] } }' >"$work/named"
    [ "$(wc -l <"$work/named")" -gt 40 ] || fail 'there are no questions'
    (cd scenes && grep -H '^chapter ' [0-9]*.scene) >"$work/chapters"
    grep -vxFf "$work/chapters" "$work/named" >"$work/missing" && fail "$(cat "$work/missing")"
    return 0
}

# Every promise names tests that there are: | promise | `file`: name, name; `file`: name |
test_every_promise_has_its_test()
{
    sed '/^## Faults/q' docs/reliability.md | grep '^| .* | .* |$' | grep -v '^| promise\|^| ---' | sed 's/^.* | \(.*\) |$/\1/' >"$work/held"
    [ "$(wc -l <"$work/held")" -gt 15 ] || fail 'there are no promises'
    tr ';' '\n' <"$work/held" | sed 's/^ *//' | while IFS=: read -r file names; do
        case $file in
        '`make '* | 'the fuzzers'*) continue ;;
        esac
        file=$(ls "src/test/$(echo "$file" | tr -d '`')".*) || fail "no $file"
        for name in $(echo "$names" | tr ',' ' '); do
            grep -q "${name%…}" "$file" || fail "$file has no $name"
        done
    done || exit 1
}

run_tests "$@"
