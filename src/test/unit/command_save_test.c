/*
 * What is saved comes to the same state: every cell of memory, for whatever was done before; and pictures and scenes never
 * replace a file unless told.
 */
#include "base/random.h"
#include "model/slice/slice.h"
#include "model/strategy/strategy.h"
#include "test/any_line.h"
#include "test/files.h"
#include "test/one_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[40];

static int begin_group(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/growwork-save-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int end_group(void **state)
{
    char line[80];
    (void)state;
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

static bool run_in(struct session *its, const char *line, struct text *said)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(its, line, &reply, &error);
    if (!fine && said != NULL)
        error_say(&error, words_english(), said);
    reply_free(&reply);
    return fine;
}

/* ---- two memories. Values, types and names are numbers in the order in which they were first seen, so their texts are compared. */

static uint64_t cell(const struct region *region, uint32_t item, uint32_t offset, uint32_t width)
{
    uint64_t value = 0;
    memcpy(&value, region->cells + (size_t)item * region->shape->size + offset, width);
    return value;
}

static bool same_value(const struct session *a, const struct session *b, uint64_t one, uint64_t other)
{
    if (VALUE_IS_STALE((value_id)one) || VALUE_IS_STALE((value_id)other) || one == 0 || other == 0)
        return one == other;
    size_t length, its;
    const char *text = values_text(a->world.values, (value_id)one, &length),
               *that = values_text(b->world.values, (value_id)other, &its);
    return length == its && memcmp(text, that, length) == 0;
}

/* Whether a cell holds a value, or the number of a type or a name (compared by whom it belongs to). */
enum content { PLAIN, VALUE, NAME };

static enum content content_of(uint32_t id, uint16_t kind, uint32_t item, uint32_t count)
{
    if (id == 0)
        return item > 0 && item % 2 == 0 ? NAME : PLAIN;
    if (kind == CLASSIC_REGISTERS)
        return item == REGISTER_TYPE ? NAME : PLAIN;
    if (kind == SLICE_HEADER)
        return item == SLICE_TYPE ? NAME : PLAIN;
    if (kind == STRATEGY_REGISTERS)
        return item == STRATEGY_TYPE ? NAME : PLAIN;
    if (kind == CLASSIC_ITERATOR)
        return item == ITERATOR_KEY || item == ITERATOR_ELEM ? VALUE : PLAIN;
    return kind == SLICE_ARRAY && item + 2 < count ? VALUE : PLAIN; /* its address and its bytes lie behind */
}

static void compare_plain(const struct session *a, const struct session *b, uint32_t id, uint32_t item)
{
    const struct region *one = &a->world.memory.regions[id], *other = &b->world.memory.regions[id];
    uint32_t size = one->shape->size;
    if (size > sizeof(uint64_t)) { /* numbers alone, and as many of them */
        assert_int_equal(one->count, other->count);
        assert_memory_equal(one->cells + (size_t)item * size, other->cells + (size_t)item * size, size);
        return;
    }
    uint64_t left = item < one->count ? cell(one, item, 0, size) : 0,
             right = item < other->count ? cell(other, item, 0, size) : 0;
    enum content content = content_of(id, one->kind, item, one->count);
    bool same = content == NAME    ? (left == 0) == (right == 0)
                : content == VALUE ? same_value(a, b, left, right)
                                   : left == right;
    if (!same)
        fail_msg("region %u, %s %u: %llu and %llu", id, one->shape->name, item, (unsigned long long)left,
                 (unsigned long long)right);
}

static void compare_buckets(const struct session *a, const struct session *b, uint32_t id)
{
    const struct region *one = &a->world.memory.regions[id], *other = &b->world.memory.regions[id];
    for (uint32_t item = 0; item < one->count; item++) {
        const struct bucket *left = memory_item(&a->world.memory, id, item),
                            *right = memory_item(&b->world.memory, id, item);
        assert_memory_equal(left->tophash, right->tophash, sizeof left->tophash);
        assert_int_equal(left->overflow, right->overflow);
        for (int slot = 0; slot < 8; slot++) {
            assert_true(same_value(a, b, left->key[slot], right->key[slot]));
            assert_true(same_value(a, b, left->elem[slot], right->elem[slot]));
        }
    }
    assert_int_equal(one->count, other->count);
}

/* Two words a value, by its number: its hash, and whether that was dictated. */
static void compare_books(const struct session *a, const struct session *b, uint32_t id)
{
    const struct region *one = &a->world.memory.regions[id], *other = &b->world.memory.regions[id];
    uint32_t dictated = 0, its = 0, found = 0;
    for (uint32_t that = 0; that + 1 < other->count; that += 2)
        its += cell(other, that + 1, 0, 8) != 0;
    for (uint32_t this = 0; this + 1 < one->count; this += 2) {
        bool any = false;
        if (cell(one, this + 1, 0, 8) == 0)
            continue;
        dictated++;
        for (uint32_t that = 0; that + 1 < other->count && !any; that += 2)
            any = cell(other, that + 1, 0, 8) != 0 && cell(other, that, 0, 8) == cell(one, this, 0, 8) &&
                  same_value(a, b, this / 2, that / 2);
        found += any;
    }
    assert_int_equal(dictated, its);
    assert_int_equal(dictated, found);
}

static void compare(const struct session *a, const struct session *b)
{
    const struct memory *one = &a->world.memory, *other = &b->world.memory;
    assert_int_equal(one->region_count, other->region_count);
    for (uint32_t id = 0; id < one->region_count; id++) {
        const struct region *left = &one->regions[id], *right = &other->regions[id];
        assert_int_equal(left->kind, right->kind);
        assert_int_equal(left->live, right->live);
        assert_int_equal(left->owner, right->owner);
        assert_int_equal(left->within, right->within);
        assert_int_equal(left->shape == NULL, right->shape == NULL);
        if (left->shape == NULL)
            continue;
        if (left->kind == CLASSIC_BOOK) {
            compare_books(a, b, id);
            continue;
        }
        if (left->kind == CLASSIC_ARRAY || left->kind == CLASSIC_OVERFLOW) {
            compare_buckets(a, b, id);
            continue;
        }
        for (uint32_t item = 0; item < left->count || item < right->count; item++)
            compare_plain(a, b, id, item);
    }
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(&a->world, place);
        if (home == 0)
            continue;
        assert_string_equal(world_name(&a->world, place), world_name(&b->world, place));
        assert_string_equal(world_engine(&a->world, home)->type_name(&a->world, home),
                            world_engine(&b->world, home)->type_name(&b->world, home));
    }
    assert_int_equal(a->timeline.end, b->timeline.end);
    assert_int_equal(a->timeline.cursor, b->timeline.cursor);
    assert_int_equal(a->timeline.mark_count, b->timeline.mark_count);
    assert_int_equal(a->seed, b->seed);
    assert_int_equal(a->go, b->go);
}

/* ---- random sessions */

static void saved_sessions_come_to_the_same(void **state)
{
    int late = 0, refused = 0, past = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t random = seed * 7919;
        struct session *first = new_session(), *second = new_session();
        struct text why = {0};
        char line[100];
        int count = (int)random_below(&random, 40);
        for (int i = 0; i < count; i++)
            run_in(first, any_line(&random), NULL);
        snprintf(line, sizeof line, "save %s/x.scene force", folder);
        if (!run_in(first, line, &why))
            fail_msg("%llu: %s", (unsigned long long)seed, text_string(&why));
        snprintf(line, sizeof line, "scene %s/x.scene", folder);
        if (!run_in(second, line, &why))
            fail_msg("%llu: %s", (unsigned long long)seed, text_string(&why));
        compare(first, second);
        for (size_t i = 0; i < first->timeline.mark_count; i++)
            refused += first->timeline.marks[i].refused;
        past += first->timeline.cursor != first->timeline.end;
        late += first->timeline.mark_count > 0 && first->timeline.marks[0].seed != first->first_seed;
        /* And at any other moment. */
        position middle =
            first->timeline.mark_count > 0 ? first->timeline.marks[first->timeline.mark_count / 2].begin : 0;
        timeline_seek(&first->timeline, middle);
        timeline_seek(&second->timeline, middle);
        compare(first, second);
        text_free(&why);
        session_free(first);
        session_free(second);
    }
    /* There was something to get wrong. */
    assert_true(late > 0 && refused > 0 && past > 10);
}

/* Live, and from within a scene: what it did is saved, and what the viewer did then. */
static void scenes_are_saved_with_what_followed(void **state)
{
    char line[100];
    (void)state;
    must_run("scene scenes/01-first.scene");
    must_run("insert walnut 7; delete fig; range");
    snprintf(line, sizeof line, "save %s/y.scene", folder);
    must_run(line);
    struct session *second = new_session();
    snprintf(line, sizeof line, "scene %s/y.scene", folder);
    assert_true(run_in(second, line, NULL));
    compare(session, second);
    session_free(second);
}

static void settings_are_saved(void **state)
{
    char line[100];
    struct text text = {0};
    (void)state;
    must_run("set seed 7; set go 1.20; set theme light; set speed 0.5; insert a 1");
    snprintf(line, sizeof line, "save %s/set.scene", folder);
    must_run(line);
    snprintf(line, sizeof line, "%s/set.scene", folder);
    assert_true(file_take(line, &text));
    assert_string_equal(
        text_string(&text),
        "# A saved session of 1 command\nset seed 7\nset go 1.20\nset theme light\nset speed 0.5\n"
        "insert a 1\n");
    text_free(&text);
}

static void what_can_not_be_saved_says_why(void **state)
{
    static const char *const refused[] = {
        "save x.txt", "save nowhere/x.scene",   "save .scene",  "save", "record pause",
        "snapshot x", "snapshot nowhere/x.svg", "snapshot .svg"};
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(run_in(session, refused[i], NULL));
    must_run("set history 256K; fill 1000; fill 1000 more; fill 1000 user");
    assert_true(session->timeline.forgotten > 0);
    struct text why = {0};
    assert_false(run_in(session, "save x.scene", &why));
    assert_non_null(strstr(text_string(&why), "set history"));
    must_run("trace src/test/data/traces/29-edge-i32.jsonl.gz");
    text_clear(&why);
    assert_false(run_in(session, "save x.scene", &why));
    assert_non_null(strstr(text_string(&why), "trace FILE"));
    text_free(&why);
}

static void nothing_is_replaced_unless_told(void **state)
{
    static const char *const kinds[] = {"save %s/f.scene", "snapshot %s/f.svg", "snapshot %s/f.txt"};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char line[100], forced[120];
        struct text why = {0};
        snprintf(line, sizeof line, kinds[i], folder);
        must_run(line);
        assert_false(run_in(session, line, &why));
        assert_non_null(strstr(text_string(&why), "force"));
        snprintf(forced, sizeof forced, "%s force", line);
        must_run(forced);
        text_free(&why);
    }
}

/* A picture is what is seen, but for the words about pictures. */
static void a_picture_is_what_is_seen(void **state)
{
    char line[100];
    struct grid grid = {0};
    struct text seen = {0}, written = {0};
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    (void)state;
    grid_resize(&grid, 91, 27);
    must_run("fill 13");
    session_draw(session, &grid, &prompt);
    grid_print(&grid, &seen);
    snprintf(line, sizeof line, "snapshot %s/seen.txt", folder);
    must_run(line);
    snprintf(line, sizeof line, "%s/seen.txt", folder);
    assert_true(file_take(line, &written));
    assert_string_equal(text_string(&seen), text_string(&written));
    for (int refused = 0; refused < 2; refused++) { /* what was refused is not in the picture's words */
        struct error error = {0};
        error_set(&error, 3, WORD_ERROR_SCENE_NO_SCENE);
        if (refused)
            session_show(session, NULL, &error);
        snprintf(line, sizeof line, "snapshot %s/seen.svg%s", folder, refused ? " force" : "");
        must_run(line);
        text_clear(&written);
        snprintf(line, sizeof line, "%s/seen.svg", folder);
        assert_true(file_take(line, &written));
        assert_non_null(strstr(text_string(&written), "<desc>after command 1 of 1, fill 13</desc>"));
    }
    text_free(&seen);
    text_free(&written);
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saved_sessions_come_to_the_same),
        cmocka_unit_test_setup_teardown(scenes_are_saved_with_what_followed, begin_session, end_session),
        cmocka_unit_test_setup_teardown(settings_are_saved, begin_session, end_session),
        cmocka_unit_test_setup_teardown(what_can_not_be_saved_says_why, begin_session, end_session),
        cmocka_unit_test_setup_teardown(nothing_is_replaced_unless_told, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_picture_is_what_is_seen, begin_session, end_session),
    };
    return cmocka_run_group_tests(tests, begin_group, end_group);
}
