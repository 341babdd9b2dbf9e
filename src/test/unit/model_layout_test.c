/*
 * model/layout: what is told of each recorded type against the recording, whole runs taken back and done again cell by cell, names
 * of types made at random, and types that Go refuses.
 */
#include "base/random.h"
#include "model/fact.h"
#include "model/layout/layout.h"
#include "test/memory_copy.h"
#include "test/unit/maptype_rows.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct trial {
    struct world world;
    struct event_list events;
    struct layout_subject subject;
};

static void trial_begin(struct trial *trial)
{
    *trial = (struct trial){0};
    world_init(&trial->world);
    uint32_t home = layout_new(&trial->world);
    world_add(&trial->world, "layout", home);
    trial->subject = layout_of_home(&trial->world, home);
    trial->world.memory.sink = (struct sink){event_list_take, &trial->events};
}

static void trial_end(struct trial *trial)
{
    world_free(&trial->world);
    event_list_free(&trial->events);
}

static void expect_sound(const struct trial *trial)
{
    struct text why = {0};
    if (!layout_check(&trial->world, trial->subject.home, &why))
        fail_msg("%s", text_string(&why));
    text_free(&why);
}

static bool set_types(struct trial *trial, const char *types, enum go_version version, struct error *error)
{
    struct text name = {0};
    text_format(&name, "layout %s", types);
    *error = (struct error){0};
    bool fine = layout_set_types(&trial->subject, text_string(&name), name.length, version, error);
    text_free(&name);
    return fine;
}

static void lay(struct trial *trial, const char *types, enum go_version version)
{
    struct error error;
    if (!set_types(trial, types, version, &error))
        fail_msg("%s: %s, column %d", types, words_name(error.word), error.column);
    layout_lay(&trial->subject);
    expect_sound(trial);
}

/* ---- what the events tell */

static const struct event *event_of(const struct trial *trial, event_kind kind, int which)
{
    for (size_t i = 0; i < trial->events.count; i++) {
        if (trial->events.events[i].kind == kind && trial->events.events[i].slot == which)
            return &trial->events.events[i];
    }
    fail_msg("there is no event of kind %x", (unsigned)kind);
    return NULL;
}

static void expect_event(const struct trial *trial, const struct vectors *row, event_kind kind,
                         uint64_t before, uint64_t after)
{
    const struct event *event = event_of(trial, kind, 0);
    if (event->before != before || event->after != after)
        fail_msg("%s %s: event %x tells %llu, %llu, not %llu, %llu", row->fields[GO], row->fields[TYPE],
                 (unsigned)kind, (unsigned long long)event->before, (unsigned long long)event->after,
                 (unsigned long long)before, (unsigned long long)after);
}

static void expect_events(const struct trial *trial, const struct vectors *row)
{
    uint64_t keys = maptype_row_number(row, OFF_KEYS), elems = maptype_row_number(row, OFF_ELEMS),
             overflow = maptype_row_number(row, OFF_OVERFLOW), size = maptype_row_number(row, BUCKET_SIZE);
    expect_event(trial, row, LAYOUT_tophash, maptype_row_number(row, OFF_TOPHASH), keys);
    expect_event(trial, row, LAYOUT_keys, keys, 8 * maptype_row_number(row, KEY_SLOT));
    expect_event(trial, row, LAYOUT_elems, elems, 8 * maptype_row_number(row, ELEM_SLOT));
    expect_event(trial, row, LAYOUT_overflow, overflow, 8);
    expect_event(trial, row, LAYOUT_scanned, 0, maptype_row_number(row, BUCKET_POINTERS));
    expect_event(trial, row, LAYOUT_reserve, 4, maptype_row_number(row, PRE4));
    expect_event(trial, row, LAYOUT_laid, size, 0);
    const struct event *path = event_of(trial, LAYOUT_path, 0), *rounded = event_of(trial, LAYOUT_rounded, 0);
    assert_string_equal(maptype_routine_name((enum maptype_routine)path->after), row->fields[ASSIGN]);
    assert_int_equal(rounded->before, size);
    assert_true(rounded->after >= size);
}

/* ---- what can be asked */

static void ask(const struct trial *trial, const char *name, const char *word, uint64_t index,
                struct fact_value *value)
{
    struct error error = {0};
    for (const struct fact_row *row = engines[ENGINE_layout]->facts; row->name != NULL; row++) {
        struct fact_question question = {.row = row,
                                         .word = word,
                                         .word_length = strlen(word),
                                         .index = {index},
                                         .world = &trial->world,
                                         .home = trial->subject.home};
        if (strcmp(row->name, name) != 0)
            continue;
        if (!row->answer(&question, value, &error))
            fail_msg("%s %s: %s", name, word, words_name(error.word));
        return;
    }
    fail_msg("nobody knows %s", name);
}

static void expect_fact(const struct trial *trial, const struct vectors *row, const char *name,
                        const char *word, uint64_t index, const char *recorded)
{
    struct fact_value value = {0};
    recorded += strncmp(recorded, "runtime.", 8) == 0 ? 8 : 0;
    ask(trial, name, word, index, &value);
    if (strcmp(text_string(&value.text), recorded) != 0)
        fail_msg("%s %s: %s %s is %s, not %s", row->fields[GO], row->fields[TYPE], name, word,
                 text_string(&value.text), recorded);
    fact_value_free(&value);
}

static const struct {
    const char *name;
    enum column column;
} recorded_facts[] = {
    {"keysize", KEY_SIZE},
    {"elemsize", ELEM_SIZE},
    {"keyslot", KEY_SLOT},
    {"elemslot", ELEM_SLOT},
    {"bucketsize", BUCKET_SIZE},
    {"scanned", BUCKET_POINTERS},
    {"overflowkind", OVERFLOW_KIND},
    {"indirectkey", INDIRECT_KEY},
    {"indirectelem", INDIRECT_ELEM},
    {"reflexivekey", REFLEXIVE},
    {"needkeyupdate", NEED_UPDATE},
    {"hashmightpanic", MIGHT_PANIC},
    {"path", ASSIGN},
    {"accesspath", ACCESS1},
    {"accesspath", ACCESS2},
    {"deletepath", DELETE},
    {"hasher", HASHER},
};

static void expect_facts(const struct trial *trial, const struct vectors *row)
{
    static const char *const parts[] = {"tophash", "keys", "elems", "overflow"};
    for (size_t i = 0; i < sizeof recorded_facts / sizeof *recorded_facts; i++)
        expect_fact(trial, row, recorded_facts[i].name, "", 0, row->fields[recorded_facts[i].column]);
    for (int part = 0; part < 4; part++)
        expect_fact(trial, row, "offset", parts[part], 0, row->fields[OFF_TOPHASH + part]);
    for (uint64_t B = 4; B <= 16; B++)
        expect_fact(trial, row, "reserve", "", B, row->fields[PRE4 + B - 4]);
    for (uint64_t B = 0; B < 4; B++)
        expect_fact(trial, row, "reserve", "", B, "0");
}

static void every_recorded_type_is_laid_out_as_go_does(void **state)
{
    (void)state;
    struct vectors row;
    maptype_rows_open(&row);
    while (vectors_next(&row)) {
        struct trial trial;
        trial_begin(&trial);
        lay(&trial, row.fields[TYPE], maptype_row_release(&row));
        expect_events(&trial, &row);
        expect_facts(&trial, &row);
        trial_end(&trial);
    }
    assert_int_equal(row.row, MAPTYPE_ROWS);
}

/* What is a pointer to the collector is said word by word where the bytes are drawn: by no byte of a type without pointers. */
static void bytes_are_pointers_where_a_type_has_some(void **state)
{
    (void)state;
    struct vectors row;
    maptype_rows_open(&row);
    while (vectors_next(&row)) {
        struct maptype type;
        struct error error;
        assert_true(maptype_parse(&type, row.fields[TYPE], strlen(row.fields[TYPE]),
                                  maptype_row_release(&row), &error));
        const struct gotype *sides[] = {type.key, type.elem};
        for (int side = 0; side < 2; side++) {
            uint64_t pointers = 0, padding = 0;
            for (uint64_t offset = 0; offset < sides[side]->size; offset++) {
                pointers += gotype_byte_at(sides[side], offset) == GOTYPE_BYTE_POINTER;
                padding += gotype_byte_at(sides[side], offset) == GOTYPE_BYTE_PADDING;
            }
            if ((pointers > 0) != (maptype_row_number(&row, KEY_POINTERS + side) != 0))
                fail_msg("%s: %llu bytes of %s are pointers", row.fields[TYPE], (unsigned long long)pointers,
                         sides[side]->name);
            assert_int_equal(pointers % 8, 0);
            assert_int_equal(padding, gotype_padding(sides[side]));
        }
        maptype_free(&type);
    }
}

static void padding_is_found_between_and_behind_fields(void **state)
{
    (void)state;
    static const struct {
        const char *type, *bytes; /* d data, p pointer, - padding */
    } rows[] = {
        {"int", "dddddddd"},
        {"string", "ppppppppdddddddd"},
        {"[]int", "ppppppppdddddddddddddddd"},
        {"any", "ddddddddpppppppp"},
        {"struct{a int8; b int64}", "d-------dddddddd"},
        {"struct{a int64; b int8}", "ddddddddd-------"},
        {"struct{a int8; b int16; c int8}", "d-ddd-"},
        {"struct{a int8; b struct{c int16; d int8}}", "d-ddd-"},
        {"[2]struct{a int16; b int8}", "ddd-ddd-"},
        {"struct{a bool; b *int}", "d-------pppppppp"},
        {"struct{}", ""},
        {"struct{a int; b struct{}}",
         "dddddddd--------"}, /* a last field of no size must not point behind the whole */
    };
    static const char letters[] = {
        [GOTYPE_BYTE_DATA] = 'd', [GOTYPE_BYTE_POINTER] = 'p', [GOTYPE_BYTE_PADDING] = '-'};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct text bytes = {0};
        const char *at = rows[i].type;
        struct gotype *type = gotype_parse(at, &at, at + strlen(at), &error);
        assert_non_null(type);
        for (uint64_t offset = 0; offset < type->size; offset++)
            text_append(&bytes, &letters[gotype_byte_at(type, offset)], 1);
        if (strcmp(text_string(&bytes), rows[i].bytes) != 0)
            fail_msg("%s is %s, not %s", rows[i].type, text_string(&bytes), rows[i].bytes);
        text_free(&bytes);
        gotype_free(type);
    }
}

/* ---- time */

static void a_layout_goes_back_and_forth(void **state)
{
    (void)state;
    struct trial trial;
    struct text where = {0};
    trial_begin(&trial);
    struct memory_copy before = memory_copy_take(&trial.world.memory);
    lay(&trial, "map[int]int map[string][200]byte", GO_1_23);
    lay(&trial, "map[any]struct{}", GO_1_19);
    lay(&trial, "map[int8]int8   map[int8]int8", GO_1_22);
    struct memory_copy after = memory_copy_take(&trial.world.memory);
    for (size_t to = 0; to <= trial.events.count; to++) {
        event_list_revert(&trial.events, &trial.world.memory, trial.events.count, to);
        expect_sound(&trial);
        event_list_apply(&trial.events, &trial.world.memory, to, trial.events.count);
        if (!memory_copy_equals(&after, &trial.world.memory, &where))
            fail_msg("from event %zu on: %s", to, text_string(&where));
    }
    event_list_revert(&trial.events, &trial.world.memory, trial.events.count, 0);
    if (!memory_copy_equals(&before, &trial.world.memory, &where))
        fail_msg("%s", text_string(&where));
    memory_copy_free(&before);
    memory_copy_free(&after);
    trial_end(&trial);
}

/* Both types have a part before either has the next one, so that they can be compared all the time. */
static void two_types_are_laid_out_side_by_side(void **state)
{
    (void)state;
    struct trial trial;
    int laid[LAYOUT_TYPES] = {0};
    trial_begin(&trial);
    lay(&trial, "map[int]int map[string]int", GO_1_23);
    assert_string_equal(layout_name(&trial.subject), "layout map[int]int map[string]int");
    assert_string_equal(layout_map(&trial.subject, 0)->name, "map[int]int");
    assert_string_equal(layout_map(&trial.subject, 1)->name, "map[string]int");
    for (size_t i = 0; i < trial.events.count; i++) {
        const struct event *event = &trial.events.events[i];
        if (event->kind < LAYOUT_tophash || event->kind > LAYOUT_reserve)
            continue;
        assert_int_equal(event->kind - LAYOUT_tophash, laid[event->slot]);
        laid[event->slot]++;
        assert_true(laid[0] == laid[1] || laid[0] == laid[1] + 1);
    }
    assert_int_equal(laid[0], LAYOUT_PARTS);
    assert_int_equal(laid[1], LAYOUT_PARTS);
    lay(&trial, "map[int]int", GO_1_23); /* the second one is gone */
    assert_null(layout_map(&trial.subject, 1));
    assert_int_equal(layout_done(&trial.subject, 1), 0);
    trial_end(&trial);
}

/* ---- types that are none */

static void what_go_refuses_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *types;
        enum word word;
        int column;
    } rows[] = {
        {"map[[]int]int", WORD_ERROR_TYPE_KEY, 12},
        {"map[func()]int", WORD_ERROR_TYPE_KEY, 12},
        {"map[map[int]int]int", WORD_ERROR_TYPE_KEY, 12},
        {"map[struct{a []int}]int", WORD_ERROR_TYPE_KEY, 12},
        {"map[[2]func()]int", WORD_ERROR_TYPE_KEY, 12},
        {"map[int]int map[[]int]int", WORD_ERROR_TYPE_KEY, 24},
        {"map[int]int map[int]int map[int]int", WORD_ERROR_LAYOUT_MORE, 32},
        {"map[int]int x", WORD_ERROR_TYPE_NOT_MAP, 20},
        {"int", WORD_ERROR_TYPE_NOT_MAP, 8},
        {"map[int", WORD_ERROR_TYPE_UNFINISHED, 15},
    };
    struct trial trial;
    trial_begin(&trial);
    lay(&trial, "map[int]bool", GO_1_23);
    size_t events = trial.events.count;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        assert_false(set_types(&trial, rows[i].types, GO_1_23, &error));
        if (error.word != rows[i].word || error.column != rows[i].column)
            fail_msg("%s: %s at %d", rows[i].types, words_name(error.word), error.column);
        assert_int_equal(trial.events.count, events);
        assert_string_equal(layout_name(&trial.subject), "layout map[int]bool");
    }
    trial_end(&trial);
}

/* A type's name, well-formed; keys may be of a type that can be none. */
static void add_random_type(uint64_t *seed, int depth, struct text *name)
{
    static const char *const plain[] = {"int",     "int8",      "int32",    "string",  "bool",
                                        "float64", "any",       "*int",     "error",   "[]int",
                                        "func()",  "[200]byte", "chan int", "struct{}"};
    static const char *const before[] = {"[3]", "[]", "*", "struct{a ", "struct{a int8; b ", "map[string]"};
    static const char *const behind[] = {"", "", "", "}", "; c string}", ""};
    uint64_t which = random_below(seed, sizeof before / sizeof *before);
    if (depth == 0 || random_below(seed, 2) > 0) {
        text_add(name, plain[random_below(seed, sizeof plain / sizeof *plain)]);
        return;
    }
    text_add(name, before[which]);
    add_random_type(seed, depth - 1, name);
    text_add(name, behind[which]);
}

/* One byte more, less, or another. */
static void spoil(uint64_t *seed, struct text *name)
{
    static const char bytes[] = "[]{}() ;*imx9\t\xff";
    size_t at = (size_t)random_below(seed, name->length);
    char byte = bytes[random_below(seed, sizeof bytes - 1)];
    struct text spoilt = {0};
    text_append(&spoilt, name->bytes, at);
    if (random_below(seed, 3) > 0)
        text_append(&spoilt, &byte, 1);
    at += random_below(seed, 2);
    text_append(&spoilt, name->bytes + at, name->length - at);
    text_free(name);
    *name = spoilt;
}

/* Each is laid out soundly, or refused at a place in it. */
static void names_made_at_random_are_laid_out_or_refused(void **state)
{
    (void)state;
    enum { NAMES = 8000, DEPTH = 3 };
    uint64_t seed = 21;
    int laid = 0, refused = 0;
    struct trial trial;
    trial_begin(&trial);
    for (int n = 0; n < NAMES; n++) {
        struct text types = {0};
        struct error error;
        for (uint64_t i = 0, count = 1 + random_below(&seed, 2); i < count; i++) {
            text_add(&types, i > 0 ? " map[" : "map[");
            add_random_type(&seed, DEPTH, &types);
            text_add(&types, "]");
            add_random_type(&seed, DEPTH, &types);
        }
        if (n % 2 > 0)
            spoil(&seed, &types);
        bool fine = set_types(&trial, text_string(&types), n % 4 < 2 ? GO_1_23 : GO_1_19, &error);
        if (fine)
            layout_lay(&trial.subject);
        else
            assert_in_range(error.column, 1, types.length + 8);
        expect_sound(&trial);
        laid += fine;
        refused += !fine;
        text_free(&types);
    }
    assert_true(laid > NAMES / 5 && refused > NAMES / 5);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_type_is_laid_out_as_go_does),
        cmocka_unit_test(bytes_are_pointers_where_a_type_has_some),
        cmocka_unit_test(padding_is_found_between_and_behind_fields),
        cmocka_unit_test(a_layout_goes_back_and_forth),
        cmocka_unit_test(two_types_are_laid_out_side_by_side),
        cmocka_unit_test(what_go_refuses_is_refused_with_its_place),
        cmocka_unit_test(names_made_at_random_are_laid_out_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
