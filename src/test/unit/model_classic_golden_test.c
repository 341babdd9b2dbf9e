/*
 * Golden event logs: src/test/golden/classic/NAME.events holds operations and, indented below each, exactly
 * the events that it must cause.
 *
 *   # why this is so                 comment
 *   insert fig 1                      an operation: seed N | make TYPE [HINT] | hash KEY 0x.. | insert KEY ELEM | get KEY |
 *                                     delete KEY | clear | grow double | grow same | step | range | next
 *     placed new[0].0 fig: 1  (mapassign place)    an event: name, place, what it says, the code line
 *   - insert kiwi 2                  an operation whose events are of no interest here
 *   state                            the registers and every chain, as a picture in text
 *
 * Places: new[2] a bucket of the present array, old[2] of oldbuckets, over#5 an overflow bucket on its own
 * (its region), was#3[1] an array that is neither; .4 a slot.
 */
#include "base/text.h"
#include "test/classic_map.h"
#include "test/golden.h"

#include <stdio.h>

struct log {
    struct classic map;
    struct text said; /* events of the present operation */
    uint32_t iterator;
};

/* ---- events as text */

/* By name, since the pseudo-code itself may be put in other words. */
static const char *const line_names[] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) #routine " " #name,
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
};

static const char *const iterator_names[ITERATOR_FIELDS] = {
    [ITERATOR_KEY] = "key",
    [ITERATOR_ELEM] = "elem",
    [ITERATOR_BUCKETS] = "buckets",
    [ITERATOR_BPTR] = "bptr",
    [ITERATOR_START_BUCKET] = "startBucket",
    [ITERATOR_OFFSET] = "offset",
    [ITERATOR_WRAPPED] = "wrapped",
    [ITERATOR_B] = "B",
    [ITERATOR_I] = "i",
    [ITERATOR_BUCKET] = "bucket",
    [ITERATOR_CHECK_BUCKET] = "checkBucket",
    [ITERATOR_DELIVERED] = "delivered",
};

enum show {
    NOT,
    NUMBER_,
    HASH,
    TOP,
    VALUE,
    REF,
    REGION,
    GROWTH, /* why a growth begins */
    SIDE,
    SKIPPED,
    FROM, /* slot and side an entry came from */
    REFUSED,
};

enum where { NOWHERE, BUCKET, SLOT };

/* How each kind of look is told: event.def says what its place, before and after are. */
static const struct telling {
    enum where where;
    const char *before_name;
    enum show before;
    const char *after_name;
    enum show after;
} tellings[ENGINE_NUMBER_IN(CLASSIC_EVENTS_END)] = {
    [ENGINE_NUMBER_IN(CLASSIC_call)] = {NOWHERE, "", VALUE, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_hash)] = {NOWHERE, "", VALUE, " = ", HASH},
    [ENGINE_NUMBER_IN(CLASSIC_choose)] = {BUCKET, "hash ", HASH, " mask ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_useold)] = {BUCKET, "", NOT, "use=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_probe)] = {SLOT, "", TOP, ", want ", TOP},
    [ENGINE_NUMBER_IN(CLASSIC_compare)] = {SLOT, "with ", VALUE, " same=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_candidate)] = {SLOT, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_restend)] = {SLOT, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_follow)] = {BUCKET, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_found)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(CLASSIC_absent)] = {NOWHERE, "", VALUE, " empty-map=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_trigger)] = {NOWHERE, "with ", NUMBER_, " entries: ", GROWTH},
    [ENGINE_NUMBER_IN(CLASSIC_placed)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(CLASSIC_updated)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(CLASSIC_removed)] = {SLOT, "", VALUE, " rest=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_grow)] = {NOWHERE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_work)] = {BUCKET, "duty ", NUMBER_, " evacuated=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_lift)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(CLASSIC_decide)] = {SLOT, "hash ", HASH, " ", SIDE},
    [ENGINE_NUMBER_IN(CLASSIC_travel)] = {SLOT, "to ", REF, ".", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_moved)] = {SLOT, "from ", REF, "", FROM},
    [ENGINE_NUMBER_IN(CLASSIC_wiped)] = {BUCKET, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_evacuated)] = {BUCKET, "x ", NUMBER_, " y ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_advance)] = {NOWHERE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_grown)] = {NOWHERE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_start)] = {BUCKET, "", NOT, "offset ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_enter)] = {BUCKET, "number ", NUMBER_, " old=", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_visit)] = {SLOT, "", TOP, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_skip)] = {SLOT, "", VALUE, " ", SKIPPED},
    [ENGINE_NUMBER_IN(CLASSIC_lookup)] = {SLOT, "", VALUE, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_deliver)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(CLASSIC_finished)] = {NOWHERE, "delivered ", NUMBER_, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_cleared)] = {NOWHERE, "removed ", NUMBER_, "", NOT},
    [ENGINE_NUMBER_IN(CLASSIC_made)] = {NOWHERE, "hint ", NUMBER_, " B ", NUMBER_},
    [ENGINE_NUMBER_IN(CLASSIC_refused)] = {NOWHERE, "", REFUSED, "", NOT},
};

/* Regions count from the map's registers on, which are 0; no region is 0 too. */
static uint64_t number_of(const struct classic *map, uint64_t region)
{
    return region != 0 ? region - map->home : 0;
}

static const char *line_name(code_line line)
{
    return ENGINE_OF(line) == ENGINE_classic ? line_names[ENGINE_NUMBER_IN(line)] : "outside setup";
}

static void say_bucket(struct text *text, const struct classic *map, reference bucket)
{
    uint32_t region = REFERENCE_REGION(bucket), index = REFERENCE_INDEX(bucket);
    if (bucket == 0)
        text_add(text, "nil");
    else if (region == classic_register(map, REGISTER_BUCKETS))
        text_format(text, "new[%u]", (unsigned)index);
    else if (region == classic_register(map, REGISTER_OLDBUCKETS))
        text_format(text, "old[%u]", (unsigned)index);
    else if (map->memory->regions[region].kind == CLASSIC_OVERFLOW)
        text_format(text, "over#%u", (unsigned)(region - map->home));
    else
        text_format(text, "was#%u[%u]", (unsigned)(region - map->home), (unsigned)index);
}

static void say_top(struct text *text, uint64_t top)
{
    static const char *const marks[] = {"emptyRest", "emptyOne", "evacuatedX", "evacuatedY",
                                        "evacuatedEmpty"};
    if (top < TOP_MIN)
        text_add(text, marks[top]);
    else
        text_format(text, "%02x", (unsigned)top);
}

static void say_value(struct text *text, const struct classic *map, uint64_t id)
{
    size_t length;
    if (id == VALUE_NONE)
        text_add(text, "-");
    else if (VALUE_IS_STALE((value_id)id))
        text_format(text, "stale(%u)", (unsigned)(id & 0x7fffffff));
    else
        text_add(text, values_text(map->values, (value_id)id, &length));
}

static void say(struct text *text, const struct classic *map, enum show show, uint64_t value)
{
    static const char *const growth[] = {"no growth", "load", "overflow"};
    static const char *const reasons[] = {"by bit", "same size", "NaN by hash", "NaN by tophash"};
    static const char *const skipped[] = {"other half", "gone"};
    switch (show) {
    case NOT:
        break;
    case NUMBER_:
        text_format(text, "%lld", (long long)value);
        break;
    case HASH:
        text_format(text, "%016llx", (unsigned long long)value);
        break;
    case TOP:
        say_top(text, value);
        break;
    case VALUE:
        say_value(text, map, value);
        break;
    case REF:
        say_bucket(text, map, value);
        break;
    case REGION:
        text_format(text, "%u", (unsigned)number_of(map, value));
        break;
    case GROWTH:
        text_add(text, growth[value]);
        break;
    case SIDE:
        text_format(text, "%s, %s", value & 1 ? "y" : "x", reasons[value >> 1]);
        break;
    case SKIPPED:
        text_add(text, skipped[value]);
        break;
    case FROM:
        text_format(text, ".%d %s", (int)(value & 0xff), value >> 8 ? "y" : "x");
        break;
    case REFUSED:
        text_format(text, "outcome %d", (int)value);
        break;
    }
}

static void say_look(struct text *text, const struct classic *map, const struct event *event)
{
    const struct telling *telling = &tellings[ENGINE_NUMBER_IN(event->kind)];
    if (telling->where != NOWHERE) {
        text_add(text, " ");
        say_bucket(text, map, place_bucket(event_place(event)));
        if (telling->where == SLOT)
            text_format(text, ".%d", event->slot);
    }
    size_t before = text->length;
    text_add(text, " ");
    if (telling->before != NOT) {
        text_add(text, telling->before_name);
        say(text, map, telling->before, event->before);
    }
    if (telling->after != NOT) {
        text_add(text, telling->after_name);
        say(text, map, telling->after, event->after);
    }
    if (text->length == before + 1) {
        text->length = before;
        text->bytes[before] = '\0';
    }
}

static void say_register(struct text *text, const struct classic *map, const struct event *event)
{
    enum classic_register which = (enum classic_register)event->index;
    bool region = which == REGISTER_BUCKETS || which == REGISTER_OLDBUCKETS || which == REGISTER_ITERATOR;
    uint64_t before = region ? number_of(map, event->before) : event->before;
    uint64_t after = region ? number_of(map, event->after) : event->after;
    bool wide = which == REGISTER_HASH0 || which == REGISTER_RANDOM ||
                (which >= REGISTER_HASHKEY0 && which <= REGISTER_HASHKEY3);
    text_format(text, wide ? " %s %llx -> %llx" : " %s %llu -> %llu", classic_register_name(which),
                (unsigned long long)before, (unsigned long long)after);
}

/* Keys and elems of an iterator are values, its place a bucket, all else numbers. */
static void say_iterator_word(struct text *text, const struct classic *map, const struct event *event)
{
    enum show show = event->index == ITERATOR_KEY || event->index == ITERATOR_ELEM ? VALUE
                     : event->index == ITERATOR_BPTR                               ? REF
                     : event->index == ITERATOR_BUCKETS                            ? REGION
                                                                                   : NUMBER_;
    text_format(text, " %s ", iterator_names[event->index]);
    say(text, map, show, event->before);
    text_add(text, " -> ");
    say(text, map, show, event->after);
}

static void say_write(struct text *text, const struct classic *map, const struct event *event)
{
    if (event->kind == CLASSIC_set) {
        say_register(text, map, event);
        return;
    }
    if (event->kind == CLASSIC_hiter) {
        say_iterator_word(text, map, event);
        return;
    }
    if (event->kind == CLASSIC_book) {
        text_format(text, " %u %llx -> %llx", (unsigned)event->index, (unsigned long long)event->before,
                    (unsigned long long)event->after);
        return;
    }
    enum show show = event->kind == CLASSIC_tophash ? TOP : event->kind == CLASSIC_link ? REF : VALUE;
    text_add(text, " ");
    say_bucket(text, map, place_bucket(event_place(event)));
    if (event->kind != CLASSIC_link)
        text_format(text, ".%d", event->slot);
    text_add(text, " ");
    say(text, map, show, event->before);
    text_add(text, " -> ");
    say(text, map, show, event->after);
}

static void say_space(struct text *text, const struct classic *map, const struct event *event)
{
    const char *kind = event->index == CLASSIC_ARRAY      ? "array"
                       : event->index == CLASSIC_OVERFLOW ? "overflow"
                                                          : "words";
    text_format(text, " %s#%u", kind, (unsigned)(event->region - map->home));
    if (event->kind == EVENT_alloc)
        text_format(text, " of %llu", (unsigned long long)event->after);
}

static void take(void *context, const struct event *event)
{
    struct log *log = context;
    struct text *text = &log->said;
    text_format(text, "  %s", event_row(event->kind)->name);
    switch (event_class_of(event->kind)) {
    case EVENT_CLASS_LOOK:
        say_look(text, &log->map, event);
        break;
    case EVENT_CLASS_WRITE:
        say_write(text, &log->map, event);
        break;
    case EVENT_CLASS_SPACE:
        say_space(text, &log->map, event);
        break;
    }
    text_format(text, "  (%s)\n", line_name(event->line));
}

/* ---- the state as text */

static void say_chain(struct text *text, const struct classic *map, reference main_bucket)
{
    text_add(text, "  ");
    for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
        const struct bucket *bucket = classic_cells(map, link);
        say_bucket(text, map, link);
        text_add(text, ":");
        for (int slot = 0; slot < SLOTS; slot++) {
            static const char marks[] = {'.', '_', 'x', 'y', 'e'};
            if (bucket->tophash[slot] < TOP_MIN) {
                text_format(text, " %c", marks[bucket->tophash[slot]]);
                continue;
            }
            text_format(text, " %02x=", bucket->tophash[slot]);
            say_value(text, map, bucket->key[slot]);
        }
        text_add(text, classic_next_link(map, link) != 0 ? "  " : "\n");
    }
}

static void say_state(struct text *text, const struct classic *map)
{
    text_add(text, " ");
    static const enum classic_register told[] = {REGISTER_COUNT, REGISTER_B, REGISTER_FLAGS,
                                                 REGISTER_NOVERFLOW, REGISTER_NEVACUATE};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        text_format(text, " %s %llu", classic_register_name(told[i]),
                    (unsigned long long)classic_register(map, told[i]));
    text_add(text, "\n");
    for (uint64_t i = 0; i < classic_old_bucket_count(map); i++)
        say_chain(text, map, classic_old_bucket(map, i));
    for (uint64_t i = 0; i < classic_bucket_count(map); i++)
        say_chain(text, map, classic_bucket(map, i));
}

/* ---- operations */

static value_id value_of(struct log *log, const struct gotype *type, const char *text)
{
    struct error error = {0};
    value_id id = values_parse(log->map.values, type, text, strlen(text), &error);
    if (id == VALUE_NONE)
        fail_msg("%s is no %s", text, type->name);
    return id;
}

static void run_seed(struct log *log, char *words[3])
{
    classic_set_seed(&log->map, strtoull(words[1], NULL, 0));
}

static void run_make(struct log *log, char *words[3])
{
    struct error error = {0};
    assert_int_equal(classic_make(&log->map, words[1], GO_1_19, strtoll(words[2], NULL, 0), &error),
                     GOMAP_DONE);
    assert_false(error_is_set(&error));
}

static void run_hash(struct log *log, char *words[3])
{
    classic_dictate_hash(&log->map, value_of(log, classic_type(&log->map)->key, words[1]),
                         strtoull(words[2], NULL, 0));
}

static void run_insert(struct log *log, char *words[3])
{
    const struct maptype *type = classic_type(&log->map);
    value_id key = value_of(log, type->key, words[1]);
    classic_assign(&log->map, key, value_of(log, type->elem, words[2]));
}

static void run_get(struct log *log, char *words[3])
{
    classic_access(&log->map, value_of(log, classic_type(&log->map)->key, words[1]), NULL);
}

static void run_delete(struct log *log, char *words[3])
{
    classic_delete(&log->map, value_of(log, classic_type(&log->map)->key, words[1]));
}

static void run_clear(struct log *log, char *words[3])
{
    (void)words;
    classic_clear(&log->map);
}

static void run_grow(struct log *log, char *words[3])
{
    classic_grow(&log->map, strcmp(words[1], "same") == 0);
}

static void run_step(struct log *log, char *words[3])
{
    (void)words;
    classic_step_evacuate(&log->map);
}

static void run_range(struct log *log, char *words[3])
{
    (void)words;
    classic_iterate_begin(&log->map, &log->iterator);
}

static void run_next(struct log *log, char *words[3])
{
    (void)words;
    classic_iterate_next(&log->map, log->iterator);
}

static void run_state(struct log *log, char *words[3])
{
    (void)words;
    say_state(&log->said, &log->map);
}

static const struct {
    const char *name;
    void (*run)(struct log *log, char *words[3]);
} verbs[] = {
    {"seed", run_seed}, {"make", run_make},     {"hash", run_hash},   {"insert", run_insert},
    {"get", run_get},   {"delete", run_delete}, {"clear", run_clear}, {"grow", run_grow},
    {"step", run_step}, {"range", run_range},   {"next", run_next},   {"state", run_state},
};

static void run_line(void *context, const char *line)
{
    struct log *log = context;
    char copy[200], none[] = "", *words[3] = {none, none, none};
    snprintf(copy, sizeof copy, "%s", line);
    char *rest = NULL, *word = strtok_r(copy, " ", &rest);
    for (int i = 0; i < 3 && word != NULL; i++, word = strtok_r(NULL, " ", &rest))
        words[i] = word;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, words[0]) == 0) {
            verbs[i].run(log, words);
            return;
        }
    }
    fail_msg("no operation %s", words[0]);
}

static void retell(const char *was, struct text *now)
{
    struct log log = {0};
    struct text why = {0};
    log.map = lone_map();
    log.map.memory->sink = (struct sink){take, &log};
    golden_retell_log(was, now, &log.said, run_line, &log);
    if (!classic_check(&log.map, &why))
        fail_msg("%s", text_string(&why));
    text_free(&log.said);
    lone_map_free(&log.map);
}

int main(void)
{
    return golden_files("src/test/golden/classic/*.events", retell);
}
