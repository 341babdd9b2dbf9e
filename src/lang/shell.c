#include "lang/shell.h"

#include <assert.h>
#include <string.h>

const char *const shell_names[SHELLS + 1] = {
    [SHELL_BASH] = "bash", [SHELL_ZSH] = "zsh", [SHELL_FISH] = "fish"};

static const char *say(const struct program *program, enum word word)
{
    return program->words->texts[word];
}

/* ---- walks over the table */

static const struct option_row *first_option(const struct program_row *row)
{
    static const struct option_row none = {.name = NULL};
    return row->options != NULL ? row->options : &none;
}

static bool is_bare(const struct program_row *row)
{
    return row->name[0] == '\0';
}

/* The names of the rows but the bare one. */
static void add_names(const struct program *program, const char *joint, struct text *text)
{
    bool any = false;
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        if (is_bare(row))
            continue;
        text_format(text, "%s%s", any ? joint : "", row->name);
        any = true;
    }
}

static void add_list(const char *const *list, const char *joint, struct text *text)
{
    for (int i = 0; list != NULL && list[i] != NULL; i++)
        text_format(text, "%s%s", i > 0 ? joint : "", list[i]);
}

static void add_comment(enum shell shell, const struct program *program, struct text *text)
{
    text_add(text, "# ");
    words_say(text, program->words, WORD_LANG_SHELL_COMMENT, program->name, shell_names[shell]);
    text_add(text, "\n");
}

/* ---- quoting */

/*
 * Between single quotes, with a backslash before each of `escaped`; what the shell needs for a single quote
 * itself is `quote`.
 */
static void add_quoted(const char *words, const char *escaped, const char *quote, struct text *text)
{
    for (; *words != '\0'; words++) {
        if (*words == '\'') {
            text_add(text, quote);
            continue;
        }
        if (strchr(escaped, *words) != NULL)
            text_add(text, "\\");
        text_append(text, *words == '\n' ? " " : words, 1);
    }
}

#define POSIX_QUOTE "'\\''"
#define FISH_QUOTE  "\\'"

/* ---- bash: one case for each option with a value, one for each way to call the program */

static void add_bash_files(const char *const *endings, struct text *text)
{
    text_add(text, "files=(");
    for (int i = 0; endings != NULL && endings[i] != NULL; i++)
        text_format(text, "%s'*%s'", i > 0 ? " " : "", endings[i]);
    text_add(text, endings == NULL ? "'*')" : ")");
}

static void add_bash_option(const struct program_row *row, const struct option_row *option, struct text *text)
{
    if (option->value == NULL)
        return;
    text_format(text, "    '%s %s'", row->name, option->name);
    if (option->letter != NULL)
        text_format(text, " | '%s %s'", row->name, option->letter);
    text_add(text, ") ");
    if (option->choices != NULL) {
        text_add(text, "words='");
        add_list(option->choices, " ", text);
        text_add(text, "'");
    } else if (option->file) {
        add_bash_files(NULL, text);
    } else {
        text_add(text, "return"); /* what only the user knows */
    }
    text_add(text, " ;;\n");
}

static void add_bash_row(const struct program_row *row, struct text *text)
{
    text_format(text, "    '%s '*) ", row->name);
    if (row->files) {
        add_bash_files(row->endings, text);
        text_add(text, " ");
    }
    text_add(text, "words=\"$words");
    for (const struct option_row *option = first_option(row); option->name != NULL; option++) {
        text_format(text, " %s", option->name);
        if (option->letter != NULL)
            text_format(text, " %s", option->letter);
    }
    text_add(text, "\" ;;\n");
}

static void add_bash(const struct program *program, struct text *text)
{
    text_format(text, "_%s()\n{\n", program->name);
    text_add(text, "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                   "    local command='' words='' pattern match files=()\n"
                   "    COMPREPLY=()\n"
                   "    if [ \"$COMP_CWORD\" -gt 1 ]; then\n"
                   "        case ${COMP_WORDS[1]} in\n        ");
    add_names(program, " | ", text);
    text_add(text, ") command=${COMP_WORDS[1]} ;;\n        esac\n    else\n        words='");
    add_names(program, " ", text);
    text_add(text, "'\n    fi\n    case \"$command $before\" in\n");
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        for (const struct option_row *option = first_option(row); option->name != NULL; option++)
            add_bash_option(row, option, text);
    }
    for (const struct program_row *row = program->rows; row->name != NULL; row++)
        add_bash_row(row, text);
    text_add(text, "    esac\n"
                   "    while IFS= read -r match; do\n"
                   "        [ -z \"$match\" ] || COMPREPLY+=(\"$match\")\n"
                   "    done < <(\n"
                   "        compgen -W \"$words\" -- \"$word\"\n"
                   "        [ \"${#files[@]}\" = 0 ] || compgen -d -- \"$word\"\n"
                   "        for pattern in \"${files[@]}\"; do\n"
                   "            compgen -f -X \"!$pattern\" -- \"$word\"\n"
                   "        done\n"
                   "    )\n"
                   "    [ \"${#files[@]}\" = 0 ] || compopt -o filenames 2>/dev/null\n"
                   "    return 0\n"
                   "}\n");
    text_format(text, "complete -F _%s %s\n", program->name, program->name);
}

/* ---- zsh: _arguments for each way to call the program */

/* [about] behind an option in a specification. */
static void add_zsh_about(const char *about, struct text *text)
{
    text_add(text, "[");
    add_quoted(about, "[]\\", POSIX_QUOTE, text);
    text_add(text, "]");
}

static void add_zsh_files(const char *const *endings, struct text *text)
{
    text_add(text, "_files");
    for (int i = 0; endings != NULL && endings[i] != NULL; i++)
        text_format(text, "%s*%s", i > 0 ? " " : " -g \"", endings[i]);
    text_add(text, endings != NULL ? "\"" : "");
}

/* '(other)name[about]:value:how'; `other` is excluded by it. */
static void add_zsh_option(const struct program *program, const struct option_row *option, const char *name,
                           const char *other, struct text *text)
{
    text_add(text, " \\\n            '");
    if (other != NULL)
        text_format(text, "(%s)", other);
    text_add(text, name);
    add_zsh_about(say(program, option->about), text);
    if (option->value != NULL) {
        text_add(text, ":");
        add_quoted(option->value, ":\\", POSIX_QUOTE, text);
        text_add(text, ":");
        if (option->choices != NULL) {
            text_add(text, "(");
            add_list(option->choices, " ", text);
            text_add(text, ")");
        } else if (option->file) {
            add_zsh_files(NULL, text);
        } else {
            text_add(text, " ");
        }
    }
    text_add(text, "'");
}

static void add_zsh_row(const struct program *program, const struct program_row *row, struct text *text)
{
    bool any = first_option(row)->name != NULL || row->files;
    text_add(text, any ? "        _arguments" : "        _nothing");
    for (const struct option_row *option = first_option(row); option->name != NULL; option++) {
        add_zsh_option(program, option, option->name, option->letter, text);
        if (option->letter != NULL)
            add_zsh_option(program, option, option->letter, option->name, text);
    }
    if (row->files) {
        text_add(text, " \\\n            '*:");
        add_quoted(row->operands != NULL ? row->operands : "", ":\\", POSIX_QUOTE, text);
        text_add(text, ":");
        add_zsh_files(row->endings, text);
        text_add(text, "'");
    }
    text_add(text, "\n");
}

static void add_zsh(const struct program *program, struct text *text)
{
    text_format(text, "_%s()\n{\n", program->name);
    text_add(text, "    local command=''\n    local -a commands\n    commands=(\n");
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        if (is_bare(row))
            continue;
        text_format(text, "        '%s:", row->name);
        add_quoted(say(program, row->summary), "\\", POSIX_QUOTE, text);
        text_add(text, "'\n");
    }
    text_add(text, "    )\n    (( CURRENT > 2 )) && command=$words[2]\n    case $command in\n");
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        if (is_bare(row))
            continue;
        text_format(text, "    %s)\n        shift words\n        (( CURRENT-- ))\n", row->name);
        add_zsh_row(program, row, text);
        text_add(text, "        ;;\n");
    }
    text_add(text, "    *)\n        (( CURRENT == 2 )) && _describe -t commands command commands\n");
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        if (is_bare(row))
            add_zsh_row(program, row, text);
    }
    text_add(text, "        ;;\n    esac\n}\n\n");
    /* The file may be found on fpath, where its body is the function, or be read by hand. */
    text_format(text, "if [ \"$funcstack[1]\" = _%s ]; then\n    _%s \"$@\"\nelse\n    compdef _%s %s\nfi\n",
                program->name, program->name, program->name, program->name);
}

/* ---- fish: one complete for each thing that may stand on the line */

static void add_fish_begin(const struct program *program, const struct program_row *row, struct text *text)
{
    text_format(text, "complete -c %s -n '", program->name);
    if (is_bare(row)) {
        text_add(text, "not __fish_seen_subcommand_from ");
        add_names(program, " ", text);
    } else {
        text_format(text, "__fish_seen_subcommand_from %s", row->name);
    }
    text_add(text, "'");
}

static void add_fish_about(const struct program *program, enum word about, struct text *text)
{
    if (*say(program, about) == '\0')
        return;
    text_add(text, " -d '");
    add_quoted(say(program, about), "\\", FISH_QUOTE, text);
    text_add(text, "'");
}

static void add_fish_option(const struct program *program, const struct program_row *row,
                            const struct option_row *option, struct text *text)
{
    assert(strncmp(option->name, "--", 2) == 0);
    add_fish_begin(program, row, text);
    text_format(text, " -l %s", option->name + 2);
    if (option->letter != NULL)
        text_format(text, " -s %s", option->letter + 1);
    if (option->value != NULL)
        text_add(text, option->file ? " -r -F" : " -x");
    if (option->choices != NULL) {
        text_add(text, " -a '");
        add_list(option->choices, " ", text);
        text_add(text, "'");
    }
    add_fish_about(program, option->about, text);
    text_add(text, "\n");
}

static void add_fish_files(const struct program *program, const struct program_row *row, struct text *text)
{
    if (row->endings == NULL) {
        add_fish_begin(program, row, text);
        text_add(text, " -F\n");
    }
    for (int i = 0; row->endings != NULL && row->endings[i] != NULL; i++) {
        add_fish_begin(program, row, text);
        text_format(text, " -k -a '(__fish_complete_suffix %s)'\n", row->endings[i]);
    }
}

static void add_fish(const struct program *program, struct text *text)
{
    text_format(text, "complete -c %s -f\n", program->name);
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        if (!is_bare(row)) {
            text_format(text, "complete -c %s -n __fish_use_subcommand -a %s", program->name, row->name);
            add_fish_about(program, row->summary, text);
            text_add(text, "\n");
        }
        for (const struct option_row *option = first_option(row); option->name != NULL; option++)
            add_fish_option(program, row, option, text);
        if (row->files)
            add_fish_files(program, row, text);
    }
}

/* ---- */

int shell_find(const char *name)
{
    for (int i = 0; i < SHELLS; i++) {
        if (strcmp(shell_names[i], name) == 0)
            return i;
    }
    return -1;
}

void shell_completion(enum shell shell, const struct program *program, struct text *text)
{
    static void (*const writers[SHELLS])(const struct program *, struct text *) = {
        [SHELL_BASH] = add_bash, [SHELL_ZSH] = add_zsh, [SHELL_FISH] = add_fish};
    assert((int)shell >= 0 && shell < SHELLS);
    if (shell == SHELL_ZSH)
        text_format(text, "#compdef %s\n", program->name);
    add_comment(shell, program, text);
    writers[shell](program, text);
}
