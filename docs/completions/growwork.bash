# growwork: completion for bash. Written by the program from the table of its command line.
_growwork()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local command='' words='' pattern match files=()
    COMPREPLY=()
    if [ "$COMP_CWORD" -gt 1 ]; then
        case ${COMP_WORDS[1]} in
        check | film | notes | batch | replay | reference | --help | --version) command=${COMP_WORDS[1]} ;;
        esac
    else
        words='check film notes batch replay reference --help --version'
    fi
    case "$command $before" in
    ' --theme') words='dark light projector auto' ;;
    'film --output' | 'film -o') files=('*') ;;
    'film --size') return ;;
    'film --speed') return ;;
    'film --theme') words='dark light projector' ;;
    'film --snapshot') return ;;
    'film --to') return ;;
    'film --cast-version') words='2 3' ;;
    ' '*) files=('*.scene') words="$words --theme" ;;
    'check '*) files=('*.scene') words="$words --pace" ;;
    'film '*) files=('*.scene') words="$words --output -o --size --speed --theme --snapshot --animate --to --cast-version" ;;
    'notes '*) words="$words" ;;
    'batch '*) words="$words --json" ;;
    'replay '*) files=('*') words="$words" ;;
    'reference '*) words="$words" ;;
    '--help '*) words="$words" ;;
    '--version '*) words="$words" ;;
    esac
    while IFS= read -r match; do
        [ -z "$match" ] || COMPREPLY+=("$match")
    done < <(
        compgen -W "$words" -- "$word"
        [ "${#files[@]}" = 0 ] || compgen -d -- "$word"
        for pattern in "${files[@]}"; do
            compgen -f -X "!$pattern" -- "$word"
        done
    )
    [ "${#files[@]}" = 0 ] || compopt -o filenames 2>/dev/null
    return 0
}
complete -F _growwork growwork
