/* The story: what happens and why, in plain words. The rows SWISS_STORY_* of the catalogue; here only what goes into them. */
#include "view/pace.h"
#include "view/swiss/panels.h"

/* ---- which row */

static bool is_small(const struct swiss_reading *reading)
{
    return swiss_directory_length(&reading->map) == 0;
}

/* A key that holds a NaN. */
static bool equals_nothing(const struct swiss_reading *reading, uint64_t key)
{
    return key != VALUE_NONE && !VALUE_IS_STALE((value_id)key) &&
           !values_equals_itself(reading->map.values, (value_id)key);
}

static enum word row_of_call(const struct swiss_reading *reading, const struct event *event)
{
    /* Searched, it had room: the entry may be in by now. */
    bool one_group =
        is_small(reading) && (reading->searching || swiss_word(&reading->map, SWISS_WORD_USED) < SWISS_SLOTS);
    switch (code_line_routine(event->line)) {
    case ROUTINE_swiss_get:
        return is_small(reading) ? WORD_SWISS_STORY_call_small_get : WORD_SWISS_STORY_call_get;
    case ROUTINE_swiss_delete:
        return WORD_SWISS_STORY_call_delete;
    case ROUTINE_swiss_clear:
        return WORD_SWISS_STORY_call_clear;
    default:
        return one_group ? WORD_SWISS_STORY_call_small : WORD_SWISS_STORY_call;
    }
}

static int count_of(unsigned slots)
{
    return __builtin_popcount(slots);
}

static bool takes_tombstone(const struct swiss_reading *reading, const struct event *event)
{
    return reading->has_tombstone && reading->tombstone.region == event->region &&
           reading->tombstone.index == event->index && reading->tombstone_slot == event->slot;
}

static enum word row_of_placed(const struct swiss_reading *reading, const struct event *event)
{
    if (takes_tombstone(reading, event))
        return WORD_SWISS_STORY_placed_tombstone;
    if (!is_small(reading))
        return WORD_SWISS_STORY_placed;
    return swiss_word(&reading->map, SWISS_WORD_USED) == SWISS_SLOTS ? WORD_SWISS_STORY_placed_last
                                                                     : WORD_SWISS_STORY_placed_small;
}

/* What the runtime says where it does not go on. */
static enum word row_of_refusal(const struct event *event)
{
    switch ((enum gomap_outcome)event->before) {
    case GOMAP_PANIC_NIL_MAP:
        return WORD_SWISS_STORY_refused_nil_map;
    case GOMAP_PANIC_UNHASHABLE:
        return WORD_SWISS_STORY_refused_unhashable;
    case GOMAP_FATAL_WRITES:
        return WORD_SWISS_STORY_refused_writes;
    case GOMAP_FATAL_READ_WRITE:
        return WORD_SWISS_STORY_refused_read_write;
    case GOMAP_FATAL_ITERATION_WRITE:
        return WORD_SWISS_STORY_refused_iteration_write;
    default:
        return WORD_SWISS_STORY_refused_too_big;
    }
}

/* Rows that are told in one way. */
static const enum word plain[ENGINE_NUMBER_IN(SWISS_EVENTS_END)] = {
#define ROW(kind) [ENGINE_NUMBER_IN(SWISS_##kind)] = WORD_SWISS_STORY_##kind
    ROW(hash),    ROW(small), ROW(remember), ROW(next),    ROW(updated), ROW(split),
    ROW(doubled), ROW(enter), ROW(skip),     ROW(deliver), ROW(set),     ROW(book),
#undef ROW
};

/* Of a search, and what it came to. */
static enum word row_of_search(const struct swiss_reading *reading, const struct event *event)
{
    int same = count_of(reading->matched);
    switch (event->kind) {
    case SWISS_choose:
        return swiss_word(&reading->map, SWISS_WORD_GLOBAL_DEPTH) == 0 ? WORD_SWISS_STORY_choose_one
                                                                       : WORD_SWISS_STORY_choose;
    case SWISS_match:
        return same == 0   ? WORD_SWISS_STORY_match_none
               : same == 1 ? WORD_SWISS_STORY_match
                           : WORD_SWISS_STORY_match_many;
    case SWISS_compare:
        return event->after != 0 ? WORD_SWISS_STORY_compare_same : WORD_SWISS_STORY_compare;
    case SWISS_stop:
        return equals_nothing(reading, reading->key) ? WORD_SWISS_STORY_stop_nan
               : is_small(reading)                   ? WORD_SWISS_STORY_stop_small
                                                     : WORD_SWISS_STORY_stop;
    case SWISS_absent:
        return event->after != 0                        ? WORD_SWISS_STORY_absent_empty
               : equals_nothing(reading, event->before) ? WORD_SWISS_STORY_absent_nan
                                                        : WORD_SWISS_STORY_absent;
    case SWISS_found:
        return reading->way.all > 1 ? WORD_SWISS_STORY_found_later : WORD_SWISS_STORY_found;
    default:
        return event->after == 0   ? WORD_SWISS_STORY_trigger
               : event->after == 1 ? WORD_SWISS_STORY_trigger_tombstone
                                   : WORD_SWISS_STORY_trigger_full;
    }
}

/* Of a loop, or of what has no key. */
static enum word row_of_walk(const struct swiss_reading *reading, const struct event *event)
{
    const struct memory *memory = reading->map.memory;
    switch (event->kind) {
    case SWISS_start:
        return memory->regions[event->region].kind == SWISS_GROUPS ? WORD_SWISS_STORY_start_small
                                                                   : WORD_SWISS_STORY_start;
    case SWISS_visit:
        return count_of(swiss_match_full(
                            swiss_group(&reading->map, (struct swiss_place){event->region, event->index})) >>
                        event->slot) > 0
                   ? WORD_SWISS_STORY_visit
                   : WORD_SWISS_STORY_visit_none;
    case SWISS_lookup:
        return memory->regions[event->region].count == 1 ? WORD_SWISS_STORY_lookup_small
                                                         : WORD_SWISS_STORY_lookup;
    case SWISS_finished:
        return event->line == LINE_swiss_iterate_empty ? WORD_SWISS_STORY_finished_empty
                                                       : WORD_SWISS_STORY_finished;
    case SWISS_cleared:
        return event->line == LINE_swiss_clear_empty ? WORD_SWISS_STORY_cleared_empty
               : is_small(reading)                   ? WORD_SWISS_STORY_cleared_small
                                                     : WORD_SWISS_STORY_cleared;
    default:
        return event->after == 0 ? WORD_SWISS_STORY_made_small : WORD_SWISS_STORY_made;
    }
}

static enum word row_of(const struct swiss_reading *reading, const struct event *event)
{
    switch (event->kind) {
    case SWISS_call:
        return row_of_call(reading, event);
    case SWISS_grow:
        return event->line == LINE_swiss_put_smallest ? WORD_SWISS_STORY_grow_small : WORD_SWISS_STORY_grow;
    case SWISS_grown:
        return event->line == LINE_swiss_split_install ? WORD_SWISS_STORY_grown_split
                                                       : WORD_SWISS_STORY_grown;
    case SWISS_placed:
        return row_of_placed(reading, event);
    case SWISS_removed:
        return event->after != 0   ? WORD_SWISS_STORY_removed_tombstone
               : is_small(reading) ? WORD_SWISS_STORY_removed_small
                                   : WORD_SWISS_STORY_removed;
    case SWISS_refused:
        return row_of_refusal(event);
    case SWISS_choose:
    case SWISS_match:
    case SWISS_compare:
    case SWISS_stop:
    case SWISS_absent:
    case SWISS_found:
    case SWISS_trigger:
        return row_of_search(reading, event);
    case SWISS_start:
    case SWISS_visit:
    case SWISS_lookup:
    case SWISS_finished:
    case SWISS_cleared:
    case SWISS_made:
        return row_of_walk(reading, event);
    default:
        return ENGINE_OF(event->kind) == ENGINE_swiss ? plain[ENGINE_NUMBER_IN(event->kind)] : WORD_NONE;
    }
}

/* ---- what goes into it */

/* {1} .. {9}, as the catalogue has them. */
struct arguments {
    value_id key, value;
    uint64_t group, slot, before, after, counted;
    uint64_t table;   /* by its first entry of the directory */
    const char *name; /* in place of it: of a word of the map; NULL: none */
};

static bool has_key(event_kind kind)
{
    return kind == SWISS_call || kind == SWISS_hash || kind == SWISS_compare || kind == SWISS_found ||
           kind == SWISS_absent || kind == SWISS_placed || kind == SWISS_updated || kind == SWISS_removed ||
           kind == SWISS_skip || kind == SWISS_lookup || kind == SWISS_deliver;
}

static bool has_value(event_kind kind)
{
    return kind == SWISS_placed || kind == SWISS_updated || kind == SWISS_found || kind == SWISS_deliver;
}

static uint64_t table_word(const struct swiss_reading *reading, enum swiss_table_word which)
{
    return reading->table != 0 ? swiss_table_word(&reading->map, reading->table, which) : 0;
}

/* A loop: entry of the directory and offset where it begins, and what is there. */
static void put_walk(struct arguments *arguments, const struct swiss_reading *reading,
                     const struct event *event)
{
    const struct swiss *map = &reading->map;
    uint64_t entries = swiss_directory_length(map);
    switch (event->kind) {
    case SWISS_start:
        arguments->before = entries > 0 ? event->before & (entries - 1) : 0;
        arguments->after = event->after & (SWISS_MOST_CAPACITY - 1);
        break;
    case SWISS_enter:
        arguments->table = event->before;
        arguments->counted = swiss_table_word(map, event->region, SWISS_TABLE_USED);
        if (reading->iterator != 0)
            arguments->after =
                memory_read(map->memory, place_word(reading->iterator, SWISS_ITERATOR_ENTRY_OFFSET)) &
                (swiss_table_word(map, event->region, SWISS_TABLE_CAPACITY) - 1);
        break;
    case SWISS_visit:
        arguments->counted = (uint64_t)count_of(
            swiss_match_full(swiss_group(map, (struct swiss_place){event->region, event->index})) >>
            event->slot);
        break;
    case SWISS_made:
        arguments->counted = swiss_table_count(map);
        break;
    default:
        break;
    }
}

static struct arguments arguments_of(const struct swiss_reading *reading, const struct event *event)
{
    struct arguments arguments = {
        .key = has_key(event->kind) ? (value_id)event->before : reading->key,
        .value = has_value(event->kind) ? (value_id)event->after : VALUE_NONE,
        .group = event->index,
        .slot = event->slot,
        .before = event->before,
        .after = event->after,
        .table = table_word(reading, SWISS_TABLE_INDEX),
    };
    switch (event->kind) {
    case SWISS_choose:
        arguments.counted = swiss_word(&reading->map, SWISS_WORD_GLOBAL_DEPTH);
        break;
    case SWISS_match:
        arguments.counted = (uint64_t)count_of(reading->matched);
        if (arguments.counted == 1)
            arguments.counted = (uint64_t)__builtin_ctz(reading->matched);
        break;
    case SWISS_found:
        arguments.counted = reading->way.all;
        break;
    case SWISS_placed:
        arguments.counted = table_word(reading, SWISS_TABLE_GROWTH_LEFT);
        break;
    case SWISS_grow:
    case SWISS_split:
        arguments.key = reading->asked;
        arguments.counted = reading->to_move;
        break;
    case SWISS_grown:
        arguments.counted = event->before + event->after;
        break;
    case SWISS_set:
        arguments.name = swiss_word_name((enum swiss_word)event->index);
        break;
    default:
        break;
    }
    put_walk(&arguments, reading, event);
    return arguments;
}

static void tell(const struct picture *picture, const struct swiss_reading *reading,
                 const struct event *event, enum word row, struct text *text)
{
    enum { COLUMNS = 40 };
    const struct arguments arguments = arguments_of(reading, event);
    struct text key = {0}, value = {0};
    if (row == WORD_NONE)
        return;
    panel_value(picture, arguments.key, COLUMNS, &key);
    if (arguments.value != VALUE_NONE)
        panel_value(picture, arguments.value, COLUMNS, &value);
    words_say(text, picture->words, row, text_string(&key), text_string(&value), NUMBER(arguments.group),
              NUMBER(arguments.slot), arguments.name != NULL ? arguments.name : NUMBER(arguments.table),
              NUMBER(arguments.before), NUMBER(arguments.after), HEX(swiss_h2(reading->hash), 2),
              NUMBER(arguments.counted));
    text_free(&key);
    text_free(&value);
}

static void tell_row(const struct picture *picture, const struct swiss_reading *reading,
                     const struct event *event, struct text *text)
{
    tell(picture, reading, event, row_of(reading, event), text);
}

/* ---- what it came to, when it is over */

/* All growths of the operation that the moment is in: how often, and how many entries moved. */
static void tell_growths(const struct picture *picture, const struct swiss_reading *reading,
                         struct text *text)
{
    enum { MOST = SWISS_MOST_MODEL_DEPTH + 2 };
    const struct timeline *timeline = picture->timeline;
    const struct now *now = reading->now;
    size_t operations = timeline_operations_before(timeline, now->at + 1);
    position begin = operations > 0 ? timeline_operation(timeline, operations - 1) : now->mark->begin;
    position at = now->at + 1;
    uint64_t count = 0, moved = 0;
    while (count < MOST && timeline_growth_before(timeline, at, &at) && at >= begin &&
           at >= now->mark->begin) {
        const struct event event = timeline_event(timeline, at);
        bool small = event.line == LINE_swiss_put_smallest;
        moved += small ? SWISS_SLOTS : swiss_table_word(&reading->map, event.region, SWISS_TABLE_USED);
        count++;
    }
    if (count == 0)
        return;
    text_add(text, " ");
    words_say(text, picture->words, count == 1 ? WORD_SWISS_STORY_after : WORD_SWISS_STORY_after_often, "",
              "", "", "", "", NUMBER(moved), NUMBER(count));
}

static void tell_end(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    const struct event event = now_last_step(picture, reading->now);
    if (ENGINE_OF(event.kind) != ENGINE_swiss || !reading->has_type) {
        panel_tell_space(picture, &event, text);
        return;
    }
    tell_row(picture, reading, &event, text);
    if (event.kind == SWISS_placed || event.kind == SWISS_updated)
        tell_growths(picture, reading, text);
    if (event.kind == SWISS_removed && swiss_word(&reading->map, SWISS_WORD_USED) == 0) {
        text_add(text, " ");
        words_say(text, picture->words, WORD_SWISS_STORY_removed_last);
    }
}

/* ---- step by step: a sentence a look, which stands while what follows from it is written */

static bool opens_look(const struct timeline *timeline, position at)
{
    const struct event event = timeline_event(timeline, at);
    return ENGINE_OF(event.kind) == ENGINE_swiss && event_class_of(event.kind) == EVENT_CLASS_LOOK;
}

/* ---- while it plays: a sentence a step, as long as can be read in its time */

/* The last look before an event of the same command. */
static event_kind look_before(const struct timeline *timeline, position at)
{
    enum { FARTHEST = 64 };
    for (int left = FARTHEST; at > timeline->first && left > 0; left--) {
        event_kind kind = timeline_event(timeline, --at).kind;
        if (event_class_of(kind) == EVENT_CLASS_LOOK)
            return kind;
    }
    return 0;
}

/* A step is an operation, a growth, what stands then, a table that a loop walks. */
static bool opens_step(const struct timeline *timeline, position at)
{
    switch (timeline_event(timeline, at).kind) {
    case SWISS_call:
    case SWISS_grow:
    case SWISS_split:
    case SWISS_doubled:
    case SWISS_start:
    case SWISS_enter:
    case SWISS_finished:
    case SWISS_cleared:
    case SWISS_made:
    case SWISS_refused:
        return true;
    case SWISS_grown:
        return look_before(timeline, at) != SWISS_doubled;
    default:
        return false;
    }
}

/* The shorter rows of what opens a step, the longer one first; WORD_NONE behind the last. */
static void short_rows_of(const struct event *event, enum word rows[2])
{
    bool insert = code_line_routine(event->line) == ROUTINE_swiss_put;
    switch (event->kind) {
    case SWISS_call:
        rows[0] = insert                                                   ? WORD_SWISS_STEP_INSERT
                  : code_line_routine(event->line) == ROUTINE_swiss_get    ? WORD_SWISS_STEP_GET
                  : code_line_routine(event->line) == ROUTINE_swiss_delete ? WORD_SWISS_STEP_DELETE
                                                                           : WORD_NONE;
        rows[1] = insert ? WORD_SWISS_STEP_INSERT_BRIEF : WORD_NONE;
        break;
    case SWISS_grow:
    case SWISS_split:
        rows[0] = event->kind == SWISS_split               ? WORD_SWISS_STEP_SPLIT
                  : event->line == LINE_swiss_put_smallest ? WORD_SWISS_STEP_GROW_SMALL
                                                           : WORD_SWISS_STEP_GROW;
        rows[1] = WORD_SWISS_STEP_GROW_BRIEF;
        break;
    case SWISS_doubled:
        rows[0] = WORD_SWISS_STEP_DOUBLED;
        rows[1] = WORD_SWISS_STEP_DOUBLED_BRIEF;
        break;
    case SWISS_grown:
        rows[0] = WORD_SWISS_STEP_GROWN;
        rows[1] = WORD_SWISS_STEP_GROWN_BRIEF;
        break;
    case SWISS_enter:
        rows[0] = WORD_SWISS_STEP_ENTER;
        break;
    case SWISS_cleared:
        rows[0] =
            event->line == LINE_swiss_clear_empty ? WORD_SWISS_STEP_CLEARED_EMPTY : WORD_SWISS_STEP_CLEARED;
        break;
    default:
        break;
    }
}

/* Of a growth one sentence stands from its begin to the last landing: what each entry does says the lens. False: there is none. */
static bool run_of_growth(const struct picture *picture, const struct swiss_reading *reading,
                          struct pace *pace)
{
    const struct timeline *timeline = picture->timeline;
    size_t first, last;
    position growth;
    event_kind kind = reading->now->event.kind;
    if (!reading->growing || kind == SWISS_doubled || kind == SWISS_grown ||
        look_before(timeline, reading->now->at) == SWISS_doubled ||
        !timeline_growth_before(timeline, reading->now->at + 1, &growth) ||
        !timeline_landmark_before(timeline, growth, &first))
        return false;
    last = first + 2 * (size_t)reading->to_move;
    last = last < timeline->landmarks.count ? last : timeline->landmarks.count - 1;
    *pace = pace_of_run(picture, growth, timeline_landmark(timeline, last) + 1);
    return true;
}

/* The step or the look that the moment belongs to. Of a long run of writes it is too far back: then the landmark before says what it is. */
static struct pace pace_in(const struct picture *picture, const struct swiss_reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    bool (*opens)(const struct timeline *timeline, position at) = picture->playing ? opens_step : opens_look;
    struct pace pace;
    size_t index;
    if (run_of_growth(picture, reading, &pace))
        return pace;
    pace = pace_of(picture, reading->now, opens);
    if (pace.begin > reading->now->mark->begin && !opens(timeline, pace.begin) &&
        timeline_landmark_before(timeline, pace.begin, &index) &&
        timeline_landmark(timeline, index) >= reading->now->mark->begin)
        pace.begin = timeline_landmark(timeline, index);
    return pace;
}

static void tell_step(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    struct pace pace = pace_in(picture, reading);
    struct text texts[PACE_SENTENCES] = {0};
    enum word rows[2] = {WORD_NONE, WORD_NONE};
    const struct event opener = timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(opener.kind) == ENGINE_swiss && reading->has_type) {
        tell_row(picture, reading, &opener, &texts[0]);
        short_rows_of(&opener, rows);
        for (int i = 0; i < 2 && picture->playing; i++)
            tell(picture, reading, &opener, rows[i], &texts[1 + i]);
    }
    pace_add(&pace, texts, text);
}

void swiss_tell_story(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    if (now_is_over(reading->now) && !picture->playing)
        tell_end(picture, reading, text);
    else
        tell_step(picture, reading, text);
}
