/* The man page, the usage and the shells' completions: what they say, and that those who read them
   understand it. */
#include "lang/reference.h"
#include "lang/shell.h"
#include "test/lang_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- a program with everything that a row may have */

static const char *const themes[] = {"dark", "light", NULL};
static const char *const scenes[] = {".scene", NULL};
static const char *const recordings[] = {".jsonl", ".gz", NULL};

static const struct option_row bare_options[] = {
    {.name = "--help", .letter = "-h", .about = WORD_LANG_HEAD_MEANING},
    {.name = "--version", .about = WORD_LANG_HEAD_KIND},
    {.name = NULL},
};
static const struct option_row film_options[] = {
    {.name = "--output",
     .letter = "-o",
     .value = "FILE",
     .file = true,
     .required = true,
     .about = WORD_LANG_HEAD_DEFAULT},
    {.name = "--theme", .value = "THEME", .choices = themes, .about = WORD_LANG_HEAD_ARGUMENT},
    {.name = "--size", .value = "WIDTHxHEIGHT", .about = WORD_LANG_KIND_SIZE},
    {.name = NULL},
};
static const struct program_row rows[] = {
    {.name = "",
     .operands = "[FILE.scene]",
     .files = true,
     .endings = scenes,
     .summary = WORD_LANG_KIND_FILE,
     .options = bare_options},
    {.name = "film",
     .operands = "FILE.scene",
     .files = true,
     .endings = scenes,
     .summary = WORD_LANG_KIND_KEY,
     .detail = WORD_LANG_KIND_VALUE,
     .options = film_options},
    {.name = "replay",
     .operands = "FILE...",
     .files = true,
     .endings = recordings,
     .summary = WORD_LANG_KIND_HASH},
    {.name = "compare", .operands = "FILE...", .files = true, .summary = WORD_LANG_KIND_HASH},
    {.name = "batch", .summary = WORD_LANG_KIND_TYPE},
    {.name = NULL},
};
static const struct program_note statuses[] = {
    {"0", WORD_LANG_OPTIONAL}, {"2", WORD_LANG_EXAMPLES}, {.name = NULL}};
static const struct program_note variables[] = {{"NO_COLOR", WORD_LANG_ARGUMENTS}, {.name = NULL}};

/* Words that every reader of pages and scripts could take amiss. */
static const char odd[] = ".it's [odd]: \\fB \\\"a\\\" $HOME `code` – 5\nand a `second-paragraph`";
static const char odd_shown[] = ".it's [odd]: \\fB \\\"a\\\" $HOME code";

static struct words odd_words(void)
{
    struct words words = *words_english();
    words.texts[WORD_LANG_KIND_VALUE] = odd;
    words.texts[WORD_LANG_HEAD_ARGUMENT] = odd;
    words.texts[WORD_LANG_KIND_KEY] = "'it''s' a \"film\": [\\] $(false)";
    return words;
}

static struct program program_with(const struct words *words)
{
    return (struct program){
        .name = "growwork",
        .version = "1.2",
        .summary = WORD_LANG_TITLE,
        .description = WORD_LANG_LINES,
        .rows = rows,
        .statuses = statuses,
        .variables = variables,
        .words = words,
    };
}

/* ---- files and programs */

struct place {
    char folder[64];
};

static void place_begin(struct place *place, const struct text *text)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/growwork-test-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    char file_name[96];
    snprintf(file_name, sizeof file_name, "%s/page", place->folder);
    FILE *file = fopen(file_name, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static void place_end(const struct place *place)
{
    char command[160];
    snprintf(command, sizeof command, "rm -r %s", place->folder);
    assert_int_equal(system(command), 0);
}

/* Runs a command of the shell in the place's folder; appends what it says, and returns its status. */
static int run(const struct place *place, const char *line, struct text *output)
{
    struct text command = {0};
    text_format(&command, "cd %s && %s", place->folder, line);
    FILE *pipe = popen(text_string(&command), "r");
    assert_non_null(pipe);
    char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, pipe)) > 0;)
        text_append(output, bytes, got);
    text_free(&command);
    return pclose(pipe);
}

static bool is_installed(const char *program)
{
    char command[64];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* ---- the man page */

static void write_man(struct text *text)
{
    struct words words = odd_words();
    struct program program = program_with(&words);
    struct command_table table = {table_rows, &words};
    reference_man(&program, &table, text);
}

static void man_page_is_roff(void **state)
{
    (void)state;
    static const char *const requests[] = {".TH ",  ".SH ",  ".SS ",  ".TP\n", ".IP\n", ".PP\n",
                                           ".RS\n", ".RE\n", ".nf\n", ".fi\n", ".\\\" "};
    struct text page = {0}, again = {0};
    write_man(&page);
    write_man(&again);
    assert_string_equal(text_string(&page), text_string(&again));
    int depth = 0;
    bool filled = true;
    for (const char *at = text_string(&page); *at != '\0'; at += strcspn(at, "\n") + 1) {
        assert_true(*at != '\n' && *at != '\''); /* no empty lines, no requests by accident */
        for (const char *byte = at; *byte != '\n'; byte++)
            assert_in_range(*byte, ' ', '~');
        if (*at != '.')
            continue;
        size_t i = 0;
        while (i < sizeof requests / sizeof *requests && strncmp(at, requests[i], strlen(requests[i])) != 0)
            i++;
        assert_true(i < sizeof requests / sizeof *requests);
        depth += strncmp(at, ".RS", 3) == 0;
        depth -= strncmp(at, ".RE", 3) == 0;
        if (strncmp(at, ".nf", 3) == 0 || strncmp(at, ".fi", 3) == 0) {
            assert_int_equal(filled, at[1] == 'n');
            filled = !filled;
        }
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);
    assert_true(filled);
    text_free(&page);
    text_free(&again);
}

/* Each of the NULL-terminated strings is found behind the one before it. */
static void assert_in_order(const char *text, const char *const *expected)
{
    for (; *expected != NULL; expected++) {
        const char *found = strstr(text, *expected);
        if (found == NULL)
            print_error("missing, or not in its place: %s\n", *expected);
        assert_non_null(found);
        text = found == NULL ? "" : found + strlen(*expected);
    }
}

static void man_page_has_it_all_in_order(void **state)
{
    (void)state;
    static const char *const expected[] = {
        ".TH GROWWORK 1 \"\" \"growwork 1.2\"\n",
        ".SH \"NAME\"\ngrowwork \\- Commands\n",
        ".SH \"SYNOPSIS\"\n",
        "\\fBgrowwork\\fR [\\fB\\-h\\fR] [\\fB\\-\\-version\\fR] \\fI[FILE.scene]\\fR\n",
        "\\fBgrowwork film\\fR \\fB\\-o\\fR \\fIFILE\\fR [\\fB\\-\\-theme\\fR \\fITHEME\\fR]",
        ".SH \"DESCRIPTION\"\n",
        "\\fBgrowwork film\\fR",
        "\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\nDefault\n",
        "(one of dark, light)\n",
        ".SH \"COMMANDS\"\n",
        ".SS \"\\(aqit\\(aq\\(aqs\\(aq a \\(dqfilm\\(dq: [\\(rs] $(false)\"\n",
        ".TP\n\\fBinsert KEY [VALUE] [hash=N] [side=x|y]\\fR\n",
        "Also called \\fBput\\fR, \\fBi\\fR.",
        "\\fIKEY\\fR\n",
        ".nf\ninsert fig 12\ninsert k{1..20}\n.fi\n",
        "\\fBquit\\fR\n",
        ".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\noptional\n",
        ".SH \"ENVIRONMENT\"\n.TP\n\\fBNO_COLOR\\fR\nArguments\n",
        NULL,
    };
    struct text page = {0};
    write_man(&page);
    assert_in_order(text_string(&page), expected);
    for (const struct command *command = table_rows; command->name != NULL; command++) {
        char entry[64];
        snprintf(entry, sizeof entry, ".TP\n\\fB%s", command->name);
        assert_non_null(strstr(text_string(&page), entry));
    }
    text_free(&page);
}

static void man_page_is_understood(void **state)
{
    (void)state;
    if (!is_installed("groff"))
        skip();
    struct text page = {0}, said = {0}, shown = {0};
    struct place place;
    write_man(&page);
    place_begin(&place, &page);
    assert_int_equal(run(&place, "groff -man -Tascii -ww -z page 2>&1", &said), 0);
    assert_string_equal(text_string(&said), "");
    /* One line a paragraph, plain characters: what was written is what is read. */
    assert_int_equal(run(&place, "groff -man -Tutf8 -P-cbou -rLL=2000n -rHY=0 page 2>/dev/null", &shown), 0);
    static const char *const expected[] = {"growwork [-h] [--version] [FILE.scene]\n",
                                           odd_shown,
                                           "and a second-paragraph\n",
                                           "insert KEY [VALUE] [hash=N] [side=x|y]\n",
                                           "inside it \\\" \\\\ \\n \\t and \\x1b are known.",
                                           "insert fig 12\n",
                                           "EXIT STATUS",
                                           NULL};
    assert_in_order(text_string(&shown), expected);
    place_end(&place);
    text_free(&page);
    text_free(&said);
    text_free(&shown);
}

/* ---- the usage */

static void usage_lists_every_call(void **state)
{
    (void)state;
    struct program program = program_with(words_english());
    struct text text = {0};
    reference_usage(&program, &text);
    static const char expected[] = "Usage:\n"
                                   "  growwork [OPTION...] [FILE.scene]   file name\n"
                                   "      -h, --help                      Meaning\n"
                                   "      --version                       Kind\n"
                                   "  growwork film OPTION... FILE.scene  key\n"
                                   "      -o, --output FILE               Default\n"
                                   "      --theme THEME                   Argument\n"
                                   "      --size WIDTHxHEIGHT             size\n"
                                   "  growwork replay FILE...             hash\n"
                                   "  growwork compare FILE...            hash\n"
                                   "  growwork batch                      type\n";
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

/* ---- completions */

static void begin_script(enum shell shell, struct place *place)
{
    struct words words = odd_words();
    struct program program = program_with(&words);
    struct text script = {0};
    shell_completion(shell, &program, &script);
    place_begin(place, &script);
    text_free(&script);
}

static void names_of_shells(void **state)
{
    (void)state;
    assert_int_equal(shell_find("bash"), SHELL_BASH);
    assert_int_equal(shell_find("fish"), SHELL_FISH);
    assert_int_equal(shell_find("cmd"), -1);
    assert_null(shell_names[SHELLS]);
}

static void check_syntax(const char *shell, const char *command, enum shell which)
{
    if (!is_installed(shell))
        skip();
    struct place place;
    struct text said = {0};
    begin_script(which, &place);
    int status = run(&place, command, &said);
    assert_string_equal(text_string(&said), "");
    assert_int_equal(status, 0);
    place_end(&place);
    text_free(&said);
}

static void bash_reads_its_script(void **state)
{
    (void)state;
    check_syntax("bash", "bash -n page 2>&1", SHELL_BASH);
}

static void zsh_reads_its_script(void **state)
{
    (void)state;
    check_syntax("zsh", "zsh -n page 2>&1", SHELL_ZSH);
}

/* Brackets at the end of a pattern would be zsh's qualifiers, so each ending is a pattern of its own. */
static void zsh_is_told_the_endings(void **state)
{
    (void)state;
    static const char *const expected[] = {"#compdef growwork\n", "'film:", "_files -g \"*.scene\"'\n",
                                           "_files -g \"*.jsonl *.gz\"'\n", NULL};
    struct program program = program_with(words_english());
    struct text script = {0};
    shell_completion(SHELL_ZSH, &program, &script);
    assert_in_order(text_string(&script), expected);
    text_free(&script);
}

static void fish_reads_its_script(void **state)
{
    (void)state;
    check_syntax("fish", "fish --no-config --no-execute page 2>&1", SHELL_FISH);
}

/* What a line completes to, in a folder with a few files: sorted words, a blank behind each. */
struct completion {
    const char *line; /* its last word is the one that is completed; it may be '' */
    const char *expected;
};

static void assert_completions(const struct place *place, const char *driver,
                               const struct completion *completions)
{
    struct text said = {0};
    assert_int_equal(
        run(place, "touch a.scene 'b c.scene' d.jsonl e.gz f.txt '*.scene' && mkdir inner", &said), 0);
    for (; completions->line != NULL; completions++) {
        struct text command = {0};
        text_format(&command, driver, completions->line);
        text_clear(&said);
        /* The script's own file lies there too. */
        run(place, text_string(&command), &said);
        assert_string_equal(text_string(&said), completions->expected);
        text_free(&command);
    }
    text_free(&said);
}

static void bash_completes(void **state)
{
    (void)state;
    static const struct completion completions[] = {
        {"''", "*.scene|--help|--version|-h|a.scene|b c.scene|batch|compare|film|inner|replay|"},
        {"f", "film|"},
        {"--", "--help|--version|"},
        {"--help ''", "*.scene|--help|--version|-h|a.scene|b c.scene|inner|"},
        {"film ''", "*.scene|--output|--size|--theme|-o|a.scene|b c.scene|inner|"},
        {"film b", "b c.scene|"},
        {"film --th", "--theme|"},
        {"film --theme ''", "dark|light|"},
        {"film --theme l", "light|"},
        {"film --size ''", "|"},
        {"film -o f", "f.txt|"},
        {"film a.scene --output e", "e.gz|"},
        {"replay ''", "d.jsonl|e.gz|inner|"},
        {"compare f", "f.txt|"},
        {"batch ''", "|"},
        {NULL, NULL},
    };
    if (!is_installed("bash"))
        skip();
    struct place place;
    begin_script(SHELL_BASH, &place);
    assert_completions(
        &place,
        "bash --norc -c '. ./page; complete -p growwork >/dev/null || exit 1; COMP_WORDS=(growwork \"$@\"); "
        "COMP_CWORD=$#; _growwork; "
        "printf \"%%s\\n\" \"${COMPREPLY[@]}\" | LC_ALL=C sort -u | tr \"\\n\" \"|\"' bash %s 2>&1",
        completions);
    place_end(&place);
}

/* fish shows other files too, behind those with the right ending. */
static void fish_completes(void **state)
{
    (void)state;
    static const struct completion completions[] = {
        {"fi", "film|"},           {"--", "--help|--version|"},
        {"film --th", "--theme|"}, {"film --theme ", "dark|light|"},
        {"film a", "a.scene|"},    {"film -o f", "f.txt|"},
        {"replay d", "d.jsonl|"},  {"compare f", "f.txt|"},
        {"batch a", ""},           {NULL, NULL},
    };
    if (!is_installed("fish"))
        skip();
    struct place place;
    begin_script(SHELL_FISH, &place);
    assert_completions(&place,
                       "HOME=. fish --no-config -c 'source page; complete -C \"growwork %s\"' 2>&1 | cut -f "
                       "1 | LC_ALL=C sort -u | tr '\\n' '|'",
                       completions);
    place_end(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(man_page_is_roff),       cmocka_unit_test(man_page_has_it_all_in_order),
        cmocka_unit_test(man_page_is_understood), cmocka_unit_test(usage_lists_every_call),
        cmocka_unit_test(names_of_shells),        cmocka_unit_test(bash_reads_its_script),
        cmocka_unit_test(zsh_reads_its_script),   cmocka_unit_test(zsh_is_told_the_endings),
        cmocka_unit_test(fish_reads_its_script),  cmocka_unit_test(bash_completes),
        cmocka_unit_test(fish_completes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
