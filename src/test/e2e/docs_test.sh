# What is made from the tables is committed as it would be made now.
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

run_tests "$@"
