/* Long replies are shown page by page: all of them can be read, none costs more to draw than a page does. */
#include "session/pages.h"

#include "test/running.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct text rows_of(int count, bool head)
{
    struct text text = {0};
    text_add(&text, head ? SHEET_HEAD "name\tnumber" : "a sentence");
    for (int i = 1; i < count; i++)
        text_format(&text, "\nrow %d\t%d", i, i);
    return text;
}

static void what_is_short_is_one_page(void **state)
{
    (void)state;
    struct pages pages = {0};
    struct text whole = rows_of(PAGES_LINES, true), page = {0};
    pages_begin(&pages, &whole, &page);
    assert_string_equal(text_string(&page), text_string(&whole));
    assert_int_equal(pages.all, 0);
    for (int how = PAGES_FIRST; how <= PAGES_LAST; how++)
        assert_false(pages_turn(&pages, (enum pages_turn)how, &page));
    text_free(&whole);
    text_free(&page);
    pages_free(&pages);
}

static void the_pages_are_the_whole(void **state)
{
    (void)state;
    for (int lines = PAGES_LINES + 1; lines <= 3 * PAGES_LINES + 1; lines += PAGES_LINES / 2) {
        struct pages pages = {0};
        struct text whole = rows_of(lines, false), page = {0}, all = {0};
        pages_begin(&pages, &whole, &page);
        assert_int_equal(pages.all, lines);
        do {
            text_separate(&all, "\n");
            text_append(&all, text_string(&page), page.length);
        } while (pages_turn(&pages, PAGES_ON, &page));
        assert_string_equal(text_string(&all), text_string(&whole));
        assert_int_equal(pages.page, pages.count - 1);
        while (pages_turn(&pages, PAGES_BACK, &page))
            continue;
        assert_int_equal(pages.before, 0);
        text_free(&whole);
        text_free(&page);
        text_free(&all);
        pages_free(&pages);
    }
}

static void a_table_has_its_heading_on_each_page(void **state)
{
    (void)state;
    struct pages pages = {0};
    struct text whole = rows_of(3 * PAGES_LINES, true), page = {0};
    pages_begin(&pages, &whole, &page);
    assert_true(pages_turn(&pages, PAGES_LAST, &page));
    static const char begin[] = SHEET_HEAD "name\tnumber\nrow 2000\t";
    assert_memory_equal(text_string(&page), begin, sizeof begin - 1);
    text_free(&whole);
    text_free(&page);
    pages_free(&pages);
}

static void draw(struct session *session, struct grid *grid, struct text *screen)
{
    struct prompt_picture prompt = {.prompt = "> ", .line = "", .chosen = SIZE_MAX};
    grid_resize(grid, 100, 30);
    grid_clear(grid);
    session_draw(session, grid, &prompt);
    text_clear(screen);
    grid_print(grid, screen);
}

static void run_and_show(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
    assert_true(fine);
}

static void must_show(struct session *session, const char *keys, const char *shown)
{
    struct grid grid = {0};
    struct text screen = {0};
    draw(session, &grid, &screen); /* what is scrolled is what was drawn */
    if (keys != NULL)
        run_and_show(session, keys);
    draw(session, &grid, &screen);
    if (strstr(text_string(&screen), shown) == NULL) {
        fputs(text_string(&screen), stderr);
        fail_msg("%s: no %s", keys != NULL ? keys : "at first", shown);
    }
    text_free(&screen);
    grid_free(&grid);
}

/* Of a map with more than a million slots all buckets are there to be read. */
static void a_dump_is_read_from_one_end_to_the_other(void **state)
{
    (void)state;
    struct session *session = new_session();
    session_set_live(session, true);
    run_and_show(session, "set motion off; make map[int]int hint=800000; fill 9");
    run_and_show(session, "dump");
    must_show(session, NULL, " 1 to ");
    must_show(session, NULL, " of 131,077 ");
    must_show(session, "scroll end", "131,077 of 131,077 ");
    must_show(session, NULL, "131,071");
    must_show(session, "scroll up", " to 131,076 of 131,077 ");
    for (int i = 0; i < 80; i++)
        must_show(session, "scroll pageup", " of 131,077 ");
    must_show(session, NULL, "129,");
    must_show(session, "scroll start", " 1 to ");
    must_show(session, "scroll up", " 1 to ");
    for (int i = 0; i < 982; i++)
        run_and_show(session, "scroll down");
    must_show(session, NULL, "–1,000 of 131,077 ");
    must_show(session, "scroll down", " 1,000 to 1,017 of "); /* below its heading */
    must_show(session, "scroll up", "–1,000 of 131,077 ");
    session_free(session);
}

/* Each key once, in the order in which programs get them. */
static void a_long_range_names_every_key(void **state)
{
    (void)state;
    enum { KEYS = 20000 };
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    struct text plain = {0};
    run_and_show(session, "set motion off; fill 20000");
    assert_true(session_run_line(session, "range", 5, NULL, &reply, &error));
    sheet_plain(text_string(&reply.text), &plain);
    const char *at = strchr(text_string(&plain), '\n'),
               *json = strstr(text_string(&reply.json), "\"keys\":[");
    assert_non_null(json);
    json += strlen("\"keys\":[");
    at = strchr(at + 1, '\n'); /* behind the sentence and the heading */
    for (int i = 0; i < KEYS; i++) {
        char key[16], in_json[16];
        int width = 0;
        if (i % 8 == 0 && sscanf(at, " %*[0-9,]%n", &width) == 0)
            at += width;
        assert_int_equal(sscanf(at, "%15s%n", key, &width), 1);
        at += width;
        assert_int_equal(sscanf(json, "\"%15[^\"]\"%n", in_json, &width), 1);
        json += width + 1;
        assert_string_equal(key, in_json);
    }
    assert_int_equal(strspn(at, " \n"), strlen(at));
    session_set_live(session, true);
    session_show(session, &reply, NULL);
    must_show(session, NULL, " of 2,502 ");
    must_show(session, "scroll end", "19,993 ");
    must_show(session, "scroll start", "20,000 entries, in the order of the loop:");
    text_free(&plain);
    reply_free(&reply);
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_short_is_one_page),
        cmocka_unit_test(the_pages_are_the_whole),
        cmocka_unit_test(a_table_has_its_heading_on_each_page),
        cmocka_unit_test(a_dump_is_read_from_one_end_to_the_other),
        cmocka_unit_test(a_long_range_names_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
