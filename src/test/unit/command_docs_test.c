/* The documentation's examples: every block marked ```scene in docs/ and in the README is checked, and the
   list of facts is the table's. */
#include "base/file.h"
#include "scene/fact.h"
#include "test/session.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void read_page(const char *path, struct text *text)
{
    struct error error = {0};
    text_clear(text);
    if (!file_read(path, 1 << 20, text, &error))
        fail_msg("%s can't be read", path);
}

static void fail_with(const char *path, int line, const struct error *error)
{
    struct text text = {0};
    error_say(error, words_english(), &text);
    fail_msg("%s, block at line %d: %s", path, line, text_string(&text));
}

static void check_block(const char *path, int line, const char *bytes, size_t length)
{
    struct error error = {0};
    struct session *session = new_session();
    struct scene *scene = scene_read_bytes(path, bytes, length, &the_repertoire()->table, &error);
    if (scene == NULL)
        fail_with(path, line, &error);
    player_begin(&session->player, scene);
    while (player_is_under_way(&session->player)) {
        struct reply reply = {.words = words_english()};
        if (!player_run_next(&session->player, &reply, &error))
            fail_with(path, line, &error);
        reply_free(&reply);
    }
    session_free(session);
}

/* Returns how many blocks there are. */
static int check_page(const char *path)
{
    static const char fence[] = "```scene\n";
    struct text page = {0};
    int blocks = 0, line = 1;
    read_page(path, &page);
    for (const char *at = text_string(&page); *at != '\0'; line++) {
        if (strncmp(at, fence, sizeof fence - 1) == 0) {
            const char *start = at + sizeof fence - 1, *end = strstr(start, "\n```");
            if (end == NULL)
                fail_msg("%s: the block at line %d has no end", path, line);
            check_block(path, line, start, (size_t)(end - start) + 1);
            blocks++;
        }
        const char *next = strchr(at, '\n');
        at = next != NULL ? next + 1 : at + strlen(at);
    }
    text_free(&page);
    return blocks;
}

static int is_page(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".md") == 0;
}

static void examples_hold(void **state)
{
    struct dirent **entries;
    int count = scandir("docs", &entries, is_page, alphasort), blocks = 0;
    (void)state;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        char path[300];
        snprintf(path, sizeof path, "docs/%s", entries[i]->d_name);
        blocks += check_page(path);
        free(entries[i]);
    }
    free(entries);
    blocks += check_page("README.md");
    assert_true(blocks >= 4);
}

static void all_facts_are_listed(void **state)
{
    static const char *const behind[] = {
        [FACT_NOTHING] = "",
        [FACT_WORD] = " KEY",
        [FACT_INDEX] = " N",
        [FACT_TWO_INDEXES] = " N CELL",
    };
    struct text page = {0}, row = {0};
    (void)state;
    read_page("docs/scenes.md", &page);
    struct session *session = new_session();
    struct asked asked = session_asked(session);
    const struct fact_row **rows = fact_rows(&asked);
    for (size_t i = 0; rows[i] != NULL; i++) {
        text_clear(&row);
        text_format(&row, "\n| `%s%s` | %s |\n", rows[i]->name, behind[rows[i]->takes],
                    words_english()->texts[rows[i]->meaning]);
        if (strstr(text_string(&page), text_string(&row)) == NULL)
            fail_msg("docs/scenes.md lacks this row: %s", text_string(&row));
    }
    free(rows);
    session_free(session);
    text_free(&page);
    text_free(&row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_hold),
        cmocka_unit_test(all_facts_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
