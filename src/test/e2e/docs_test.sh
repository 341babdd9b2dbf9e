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

run_tests "$@"
