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

/* A subject of each engine; the one in hand is asked. */
static const char *const subjects[] = {
    [ENGINE_world] = NULL,
    [ENGINE_classic] = "make map[string]int",
    [ENGINE_slice] = "make []int 0",
    [ENGINE_layout] = "layout map[string]int",
    [ENGINE_strategy] = "make split[string]int",
    [ENGINE_race] = "make race",
    [ENGINE_swiss] = "make map[string]int go=1.24",
};

static struct session *session_about(int engine)
{
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    assert_non_null(subjects[engine]);
    assert_true(session_run(session, subjects[engine], &reply, &error));
    assert_int_equal(ENGINE_OF(session->world.memory.regions[session_in_hand(session)].kind), engine);
    reply_free(&reply);
    return session;
}

static bool is_listed(const struct text *page, const struct fact_row *fact)
{
    static const char *const behind[][2] = {
        [FACT_NOTHING] = {"", ""},
        [FACT_WORD] = {" KEY", " NAME"},
        [FACT_INDEX] = {" N", " N"},
        [FACT_TWO_INDEXES] = {" N CELL", " I J"},
    };
    bool found = false;
    for (int i = 0; i < 2; i++) {
        struct text row = {0};
        text_format(&row, "\n| `%s%s` | %s |\n", fact->name, behind[fact->takes][i],
                    words_english()->texts[fact->meaning]);
        found |= strstr(text_string(page), text_string(&row)) != NULL;
        text_free(&row);
    }
    return found;
}

static void all_facts_are_listed(void **state)
{
    struct text page = {0};
    (void)state;
    read_page("docs/scenes.md", &page);
    for (int engine = ENGINE_world + 1; engine < ENGINES; engine++) {
        struct session *session = session_about(engine);
        struct asked asked = session_asked(session);
        const struct fact_row **rows = fact_rows(&asked);
        for (size_t i = 0; rows[i] != NULL; i++) {
            if (!is_listed(&page, rows[i]))
                fail_msg("docs/scenes.md lacks this row: %s: %s", rows[i]->name,
                         words_english()->texts[rows[i]->meaning]);
        }
        free(rows);
        session_free(session);
    }
    text_free(&page);
}

/* A condition is read before it is known whom it will ask: what two engines call alike takes the same, or any word. */
static void a_fact_takes_the_same_of_every_engine(void **state)
{
    (void)state;
    for (int one = ENGINE_world + 1; one < ENGINES; one++) {
        for (int two = one + 1; two < ENGINES; two++) {
            for (const struct fact_row *mine = engines[one]->facts; mine->name != NULL; mine++) {
                for (const struct fact_row *its = engines[two]->facts; its->name != NULL; its++) {
                    bool words = (mine->takes == FACT_WORD && its->takes == FACT_INDEX) ||
                                 (mine->takes == FACT_INDEX && its->takes == FACT_WORD);
                    if (strcmp(mine->name, its->name) == 0 && mine->takes != its->takes && !words)
                        fail_msg("%s takes one thing of a %s and another of a %s", mine->name,
                                 engines[one]->name, engines[two]->name);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_hold),
        cmocka_unit_test(all_facts_are_listed),
        cmocka_unit_test(a_fact_takes_the_same_of_every_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
