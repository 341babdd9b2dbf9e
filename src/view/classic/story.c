/* The story: what happens and why, in plain words. The rows STORY_* of the catalogue; here only what goes
   into them. */
#include "view/classic/early.h"
#include "view/classic/panels.h"

#include "base/number.h"
#include "model/classic/summary.h"
#include "view/pace.h"

#include <assert.h>
#include <string.h>

/* What the numbers of an event are, so that the rows can name them. */
enum shown_as { PLAIN, KEY, ELEM, HASH, TOP, REGISTER_VALUE };

struct telling {
    enum word word; /* the row; variants follow it in the catalogue */
    enum shown_as before, after;
};

#define ROW(kind) [ENGINE_NUMBER_IN(CLASSIC_##kind)]
static const struct telling tellings[ENGINE_NUMBER_IN(CLASSIC_EVENTS_END)] = {
    ROW(call) = {WORD_CLASSIC_STORY_call_other, KEY, PLAIN},
    ROW(hash) = {WORD_CLASSIC_STORY_hash, KEY, HASH},
    ROW(choose) = {WORD_CLASSIC_STORY_choose, HASH, PLAIN},
    ROW(useold) = {WORD_CLASSIC_STORY_useold_evacuated, HASH, PLAIN},
    ROW(probe) = {WORD_CLASSIC_STORY_probe_other, TOP, TOP},
    ROW(compare) = {WORD_CLASSIC_STORY_compare_other, KEY, PLAIN},
    ROW(candidate) = {WORD_CLASSIC_STORY_candidate, PLAIN, PLAIN},
    ROW(restend) = {WORD_CLASSIC_STORY_restend, PLAIN, PLAIN},
    ROW(follow) = {WORD_CLASSIC_STORY_follow, PLAIN, PLAIN},
    ROW(found) = {WORD_CLASSIC_STORY_found, KEY, ELEM},
    ROW(absent) = {WORD_CLASSIC_STORY_absent, KEY, PLAIN},
    ROW(trigger) = {WORD_CLASSIC_STORY_trigger_no, PLAIN, PLAIN},
    ROW(placed) = {WORD_CLASSIC_STORY_placed, KEY, ELEM},
    ROW(updated) = {WORD_CLASSIC_STORY_updated, KEY, ELEM},
    ROW(removed) = {WORD_CLASSIC_STORY_removed_one, KEY, PLAIN},
    ROW(grow) = {WORD_CLASSIC_STORY_grow_same, PLAIN, PLAIN},
    ROW(work) = {WORD_CLASSIC_STORY_work_own, PLAIN, PLAIN},
    ROW(lift) = {WORD_CLASSIC_STORY_lift, KEY, ELEM},
    ROW(decide) = {WORD_CLASSIC_STORY_decide_x, HASH, PLAIN},
    ROW(travel) = {WORD_CLASSIC_STORY_travel, PLAIN, PLAIN},
    ROW(moved) = {WORD_CLASSIC_STORY_moved, PLAIN, PLAIN},
    ROW(wiped) = {WORD_CLASSIC_STORY_wiped, PLAIN, PLAIN},
    ROW(evacuated) = {WORD_CLASSIC_STORY_evacuated, PLAIN, PLAIN},
    ROW(advance) = {WORD_CLASSIC_STORY_advance, PLAIN, PLAIN},
    ROW(grown) = {WORD_CLASSIC_STORY_grown, PLAIN, PLAIN},
    ROW(start) = {WORD_CLASSIC_STORY_start, PLAIN, PLAIN},
    ROW(enter) = {WORD_CLASSIC_STORY_enter, PLAIN, PLAIN},
    ROW(visit) = {WORD_CLASSIC_STORY_visit, TOP, PLAIN},
    ROW(skip) = {WORD_CLASSIC_STORY_skip_other_half, KEY, PLAIN},
    ROW(lookup) = {WORD_CLASSIC_STORY_lookup, KEY, PLAIN},
    ROW(deliver) = {WORD_CLASSIC_STORY_deliver, KEY, ELEM},
    ROW(finished) = {WORD_CLASSIC_STORY_finished, PLAIN, PLAIN},
    ROW(cleared) = {WORD_CLASSIC_STORY_cleared, PLAIN, PLAIN},
    ROW(made) = {WORD_CLASSIC_STORY_made, PLAIN, PLAIN},
    ROW(refused) = {WORD_NONE, PLAIN, PLAIN},
    ROW(set) = {WORD_CLASSIC_STORY_set, REGISTER_VALUE, REGISTER_VALUE},
    ROW(tophash) = {WORD_CLASSIC_STORY_tophash, TOP, TOP},
    ROW(key) = {WORD_CLASSIC_STORY_key, KEY, KEY},
    ROW(elem) = {WORD_CLASSIC_STORY_elem, ELEM, ELEM},
    ROW(link) = {WORD_CLASSIC_STORY_link, PLAIN, PLAIN},
    ROW(book) = {WORD_CLASSIC_STORY_book, PLAIN, PLAIN},
    ROW(hiter) = {WORD_CLASSIC_STORY_hiter, PLAIN, PLAIN},
};

/* What the runtime says where it does not go on. */
static const enum word refusals[GOMAP_OUTCOMES] = {
    [GOMAP_PANIC_NIL_MAP] = WORD_CLASSIC_STORY_refused_nil_map,
    [GOMAP_PANIC_UNHASHABLE] = WORD_CLASSIC_STORY_refused_unhashable,
    [GOMAP_FATAL_WRITES] = WORD_CLASSIC_STORY_refused_writes,
    [GOMAP_FATAL_READ_WRITE] = WORD_CLASSIC_STORY_refused_read_write,
    [GOMAP_FATAL_ITERATION_WRITE] = WORD_CLASSIC_STORY_refused_iteration_write,
    [GOMAP_TOO_BIG] = WORD_CLASSIC_STORY_refused_too_big,
};

static enum word row_of_call(routine called)
{
    return called == ROUTINE_mapassign   ? WORD_CLASSIC_STORY_call_assign
           : called == ROUTINE_mapaccess ? WORD_CLASSIC_STORY_call_access
           : called == ROUTINE_mapdelete ? WORD_CLASSIC_STORY_call_delete
                                         : WORD_CLASSIC_STORY_call_other;
}

/* Which of the lists of overflow buckets came or went. */
static enum word row_of_lists(const struct event *event)
{
    uint64_t came = event->after & ~event->before, went = event->before & ~event->after;
    return came & EXTRA_LIST       ? WORD_CLASSIC_STORY_set_extra
           : came & EXTRA_OLD_LIST ? WORD_CLASSIC_STORY_set_extra_old
           : went & EXTRA_LIST     ? WORD_CLASSIC_STORY_set_extra_gone
                                   : WORD_CLASSIC_STORY_set_extra_old_gone;
}

/* The row of a kind that is told in several ways; the variants stand one after another in the catalogue. */
static enum word row_of(const struct event *event)
{
    enum word word = tellings[ENGINE_NUMBER_IN(event->kind)].word;
    switch (event->kind) {
    case CLASSIC_call:
        return row_of_call(code_line_routine(event->line));
    case CLASSIC_useold:
    case CLASSIC_compare:
    case CLASSIC_absent:
    case CLASSIC_removed:
    case CLASSIC_skip:
    case CLASSIC_enter:
        return (enum word)(word + (event->after != 0));
    case CLASSIC_probe:
        return event->before == event->after    ? WORD_CLASSIC_STORY_probe_equal
               : event->before <= TOP_EMPTY_ONE ? WORD_CLASSIC_STORY_probe_empty
                                                : word;
    case CLASSIC_trigger:
        /* Only one bucket is too full with as few: the next limit is 12 or 13. */
        return event->after == 1 && event->before == SLOTS + 1 ? WORD_CLASSIC_STORY_trigger_one
                                                               : (enum word)(word + event->after);
    case CLASSIC_grow:
        return event->line == LINE_growAll_array ? WORD_CLASSIC_STORY_grow_all
               : event->before == event->after   ? WORD_CLASSIC_STORY_grow_same
                                                 : WORD_CLASSIC_STORY_grow_double;
    case CLASSIC_grown:
        return event->before == event->after ? WORD_CLASSIC_STORY_grown_same : WORD_CLASSIC_STORY_grown;
    case CLASSIC_work:
        return event->line == LINE_growAll_each
                   ? WORD_CLASSIC_STORY_work_all
                   : (enum word)(word + (event->before == 2) + (event->after != 0 ? 2 : 0));
    case CLASSIC_decide:
        switch ((enum side_reason)(event->after >> 1)) {
        case SIDE_BY_BIT:
            return (enum word)(word + (event->after & 1));
        case SIDE_SAME_SIZE:
            return WORD_CLASSIC_STORY_decide_same;
        case SIDE_NAN_BY_HASH:
            return WORD_CLASSIC_STORY_decide_nan_hash;
        default:
            return WORD_CLASSIC_STORY_decide_nan_top;
        }
    case CLASSIC_moved:
        return (enum word)(word + (event->after >> 8 & 1));
    case CLASSIC_set:
        return event->index == REGISTER_ITERATOR
                   ? (event->after != 0 ? WORD_CLASSIC_STORY_set_loop : WORD_CLASSIC_STORY_set_no_loop)
               : event->index == REGISTER_EXTRA ? row_of_lists(event)
                                                : word;
    case CLASSIC_cleared:
        return event->line == LINE_mapclear_empty ? WORD_CLASSIC_STORY_cleared_empty : word;
    case CLASSIC_finished:
        return event->line == LINE_mapiterinit_empty ? WORD_CLASSIC_STORY_finished_empty : word;
    case CLASSIC_refused:
        return refusals[event->before];
    default:
        return word;
    }
}

/* The same, where it hangs on the growth under way, too. */
static enum word row_in(const struct reading *reading, const struct event *event)
{
    return event->kind == CLASSIC_evacuated && classic_same_size(&reading->map)
               ? WORD_CLASSIC_STORY_evacuated_same
               : row_of(event);
}

static void put_register(const struct picture *picture, enum classic_register which, uint64_t number,
                         struct text *text)
{
    if (which == REGISTER_HASH0)
        text_format(text, "%08llx", (unsigned long long)number);
    else if (which == REGISTER_RANDOM || (which >= REGISTER_HASHKEY0 && which <= REGISTER_HASHKEY3))
        text_format(text, "%016llx", (unsigned long long)number);
    else if ((which == REGISTER_BUCKETS || which == REGISTER_OLDBUCKETS || which == REGISTER_ITERATOR) &&
             number != 0)
        text_format(text, "%llu",
                    (unsigned long long)(number - picture->home)); /* regions count from the map's home */
    else
        text_format(text, "%llu", (unsigned long long)number);
}

static void put_number(const struct picture *picture, const struct event *event, enum shown_as which,
                       uint64_t number, struct text *text)
{
    switch (which) {
    case KEY:
    case ELEM:
        panel_value(picture, (value_id)number, 40, text);
        break;
    case HASH:
        text_format(text, "%016llx", (unsigned long long)number);
        break;
    case TOP:
        text_format(text, "%02x", (unsigned)number);
        break;
    case REGISTER_VALUE:
        put_register(picture, (enum classic_register)event->index, number, text);
        break;
    case PLAIN:
        text_format(text, "%lld", (long long)number);
        break;
    }
}

/* The number of a bucket, and of its overflow bucket if the link is one. */
static void put_bucket(const struct picture *picture, const struct reading *reading, reference link,
                       struct text *text)
{
    struct link_place place;
    if (!reading_find_link(&reading->map, link, &place)) {
        text_format(text, "%u", REFERENCE_INDEX(link));
        return;
    }
    text_format(text, "%llu", (unsigned long long)place.bucket);
    if (place.link > 0)
        words_say(text, picture->words, WORD_CLASSIC_STORY_OVERFLOW, NUMBER(place.link));
}

/* The same as a noun: "old bucket 3". */
static void name_bucket(const struct picture *picture, const struct reading *reading, reference link,
                        const struct text *number, struct text *text)
{
    struct link_place place;
    bool old = reading_find_link(&reading->map, link, &place) && place.old;
    words_say(text, picture->words, old ? WORD_CLASSIC_STORY_OLD_BUCKET : WORD_CLASSIC_STORY_BUCKET,
              text_string(number));
}

static bool names_a_bucket(const struct classic *map, const struct event *event)
{
    uint16_t kind = map->memory->regions[event->region].kind;
    return kind == CLASSIC_ARRAY || kind == CLASSIC_OVERFLOW;
}

/* {1} before  {2} after  {3} bucket  {4} slot  {5} key in hand  {6} destination bucket  {7} deciding
   bit, load factor, or a field's name  {8} bucket, said to be an old one where it is */
static void tell_row(const struct picture *picture, const struct reading *reading, const struct event *event,
                     enum word row, struct text *text)
{
    const struct telling *telling = &tellings[ENGINE_NUMBER_IN(event->kind)];
    struct text before = {0}, after = {0}, key = {0}, other = {0};
    put_number(picture, event, telling->before, event->before, &before);
    put_number(picture, event, telling->after, event->after, &after);
    if (reading->has_key)
        panel_value(picture, reading->key, 40, &key);
    struct text bucket = {0}, target = {0}, named = {0};
    if (names_a_bucket(&reading->map, event)) {
        reference link = place_bucket(event_place(event));
        put_bucket(picture, reading, link, &bucket);
        name_bucket(picture, reading, link, &bucket, &named);
    }
    if (reading->moving && reading->has_target)
        put_bucket(picture, reading, reading->to, &target);
    if (event->kind == CLASSIC_set)
        text_add(&other, classic_register_name((enum classic_register)event->index));
    else if (event->kind == CLASSIC_trigger)
        number_say_thousandths(&other, maptype_load_factor(classic_type(&reading->map)) * 100);
    else
        text_format(&other, "%d", number_log2(classic_old_bucket_count(&reading->map)));
    int slot = event->kind == CLASSIC_travel ? reading->to_slot : event->slot;
    const char *arguments[] = {text_string(&before), text_string(&after), text_string(&bucket),
                               NUMBER(slot),         text_string(&key),   text_string(&target),
                               text_string(&other),  text_string(&named), NULL};
    words_format(text, picture->words, row, arguments);
    text_free(&before);
    text_free(&after);
    text_free(&key);
    text_free(&other);
    text_free(&bucket);
    text_free(&target);
    text_free(&named);
}

/* ---- why an old bucket moves */

/* Why the old bucket in hand moves now: a sentence that stands still while it does; short ones stand behind the others. */
static void tell_why(const struct picture *picture, const struct reading *reading, bool brief,
                     struct text *text)
{
    const struct classic *map = &reading->map;
    uint64_t bucket = reading->writer_hash & (classic_bucket_count(map) - 1),
             own = bucket & (classic_old_bucket_count(map) - 1);
    bool by_own = reading->has_work && reading->work.before == 1;
    bool known = reading->writer != VALUE_NONE && !reading->by_hand;
    struct text writer = {0};
    panel_value(picture, reading->writer, 40, &writer);
    enum word why = classic_type(map)->at_once ? WORD_CLASSIC_WHY_ALL
                    : reading->by_hand         ? WORD_CLASSIC_WHY_BY_HAND
                    : by_own && known          ? WORD_CLASSIC_WHY_OWN
                    : by_own                   ? WORD_CLASSIC_WHY_SOME
                    : known                    ? WORD_CLASSIC_WHY_FRONTIER
                                               : WORD_CLASSIC_WHY_TURN;
    words_say(text, picture->words, (enum word)(why + brief), text_string(&writer),
              NUMBER(reading->old_bucket), NUMBER(bucket), NUMBER(own));
    text_free(&writer);
}

/* Why the next in turn is not the one behind it: those between have moved already. Nothing if that says nobody's write. */
static void tell_early(const struct picture *picture, const struct reading *reading, uint64_t from,
                       uint64_t to, struct text *text)
{
    struct early early;
    if (from >= to || to > EARLY_BUCKETS || !early_read(&early, picture, reading))
        return;
    struct text key = {0};
    if (early.by[from] != VALUE_NONE)
        panel_value(picture, early.by[from], 40, &key);
    if (key.length > 0 && to - from == 1)
        words_say(text, picture->words, WORD_CLASSIC_WHY_EARLY, NUMBER(from), text_string(&key));
    else if (key.length > 0)
        words_say(text, picture->words, WORD_CLASSIC_WHY_EARLY_MANY, NUMBER(from), NUMBER(to - 1));
    text_free(&key);
}

/* And what is left then; `early`: and why that is not the one behind it. */
static void tell_left(const struct picture *picture, const struct reading *reading, bool with_early,
                      struct text *text)
{
    const struct classic *map = &reading->map;
    uint64_t count = classic_old_bucket_count(map);
    uint64_t next = classic_unmoved_from(map, classic_register(map, REGISTER_NEVACUATE));
    if (next == reading->old_bucket)
        next = classic_unmoved_from(map, next + 1);
    uint64_t left = count - classic_evacuated_count(map) -
                    !classic_evacuated(map, classic_old_bucket(map, reading->old_bucket));
    struct text early = {0};
    if (with_early)
        tell_early(picture, reading, reading->old_bucket + 1, next, &early);
    text_add(text, " ");
    words_say(text, picture->words,
              next == count ? WORD_CLASSIC_WHY_LAST
              : left == 1   ? WORD_CLASSIC_WHY_LEFT_ONE
                            : WORD_CLASSIC_WHY_LEFT,
              NUMBER(left), NUMBER(next), text_string(&early));
    text_free(&early);
}

/* ---- while it plays: one sentence a step, as long as can be read in its time */

static bool is_of_evacuation(const struct event *event)
{
    bool its_turn = event->kind == CLASSIC_work && event->after == 0;
    return its_turn || (code_line_routine(event->line) == ROUTINE_evacuate && event->kind != CLASSIC_grown);
}

/* The last look before an event; false if there is none. */
static bool look_before(const struct timeline *timeline, position at, struct event *look)
{
    while (at > timeline->first) {
        *look = timeline_event(timeline, --at);
        if (event_class_of(look->kind) == EVENT_CLASS_LOOK)
            return true;
    }
    return false;
}

/* What the subject does that the map is a part of, before the map has its turn and after it. */
static bool is_of_whole(const struct event *event)
{
    return ENGINE_OF(event->kind) != ENGINE_classic && ENGINE_OF(event->kind) != ENGINE_world;
}

/* A step is an old bucket that moves, a search, the beginning of a growth, a bucket that a loop walks. */
static bool opens_step(const struct timeline *timeline, position at)
{
    position end;
    const struct event *run = timeline_run(timeline, at - 1, &end);
    const struct event before = run[0], event = at < end ? run[1] : timeline_event(timeline, at);
    struct event look;
    if (is_of_evacuation(&event) != is_of_evacuation(&before) || is_of_whole(&event) != is_of_whole(&before))
        return true;
    switch (event.kind) {
    case CLASSIC_work:
        return event.after == 0;
    case CLASSIC_call:
    case CLASSIC_useold:
    case CLASSIC_start:
    case CLASSIC_enter:
    case CLASSIC_cleared:
    case CLASSIC_made:
    case CLASSIC_refused:
        return true;
    case CLASSIC_trigger:
        return event.after != 0;
    case CLASSIC_grow:
        return !look_before(timeline, at, &look) || look.kind != CLASSIC_trigger;
    default:
        return false;
    }
}

/* The same where the operation is that of a subject which the map is a part of: the nearest call of the map's own. */
static bool call_of_part(const struct picture *picture, position at, struct event *call)
{
    enum { LANDMARKS_LOOKED_AT = 256 };
    const struct timeline *timeline = picture->timeline;
    size_t index;
    bool more = timeline_landmark_before(timeline, at, &index);
    for (int left = LANDMARKS_LOOKED_AT; more && left > 0; left--) {
        position where = timeline_landmark(timeline, index);
        *call = timeline_event(timeline, where);
        if (call->kind == CLASSIC_call && timeline_subject(timeline, where) == picture->home)
            return true;
        more = index-- > 0;
    }
    return false;
}

/* The call of the operation that an event belongs to; false: none of its command. */
static bool call_of(const struct picture *picture, const struct now *now, position at, struct event *call)
{
    const struct timeline *timeline = picture->timeline;
    size_t number = timeline_operations_before(timeline, at + 1);
    if (number == 0 || timeline_operation(timeline, number - 1) < now->mark->begin)
        return false;
    *call = timeline_event(timeline, timeline_operation(timeline, number - 1));
    return ENGINE_OF(call->kind) == ENGINE_classic || call_of_part(picture, at, call);
}

/* What needs no operation that it belongs to. */
static bool stands_alone(event_kind kind)
{
    return kind == CLASSIC_made || kind == CLASSIC_refused || kind == CLASSIC_start || kind == CLASSIC_enter;
}

/* The shorter rows of what opens a step; WORD_NONE where there is none. */
static enum word short_row_of(const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_call:
        return code_line_routine(event->line) == ROUTINE_mapassign   ? WORD_CLASSIC_STEP_ASSIGN
               : code_line_routine(event->line) == ROUTINE_mapaccess ? WORD_CLASSIC_STEP_ACCESS
                                                                     : WORD_NONE;
    case CLASSIC_useold:
        return event->after != 0 ? WORD_CLASSIC_STEP_OLD : WORD_CLASSIC_STEP_NEW;
    case CLASSIC_trigger:
        return event->after == 1 ? WORD_CLASSIC_STEP_GROWS : WORD_CLASSIC_STEP_PACKS;
    case CLASSIC_grow:
        return WORD_CLASSIC_STEP_ARRAY;
    case CLASSIC_grown:
        return WORD_CLASSIC_STEP_GROWN;
    case CLASSIC_enter:
        return event->after != 0 ? WORD_CLASSIC_STEP_WALKS_OLD : WORD_NONE;
    case CLASSIC_cleared:
        return event->line == LINE_mapclear_empty ? WORD_CLASSIC_STEP_CLEARED_EMPTY
                                                  : WORD_CLASSIC_STEP_CLEARED;
    default:
        return WORD_NONE;
    }
}

static void tell_move(const struct picture *picture, const struct reading *reading, bool brief,
                      struct text texts[PACE_SENTENCES])
{
    bool own = reading->has_work && reading->work.before == 1;
    if (!reading->evacuating)
        return;
    if (!brief) {
        tell_why(picture, reading, false, &texts[0]);
        tell_left(picture, reading, true, &texts[0]);
        tell_why(picture, reading, false, &texts[1]);
        tell_left(picture, reading, false, &texts[1]);
        tell_why(picture, reading, false, &texts[2]);
    }
    tell_why(picture, reading, true, &texts[3]);
    text_add(&texts[4], picture->words->texts[classic_type(&reading->map)->at_once ? WORD_CLASSIC_STEP_ALL
                                              : reading->by_hand                   ? WORD_CLASSIC_STEP_BY_HAND
                                              : own                                ? WORD_CLASSIC_STEP_OWN
                                                                                   : WORD_CLASSIC_STEP_TURN]);
}

static void tell_step(const struct picture *picture, const struct reading *reading, bool brief,
                      struct text *text)
{
    struct pace pace = pace_of(picture, reading->now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    struct event opener = timeline_event(picture->timeline, pace.begin);
    bool own = ENGINE_OF(opener.kind) == ENGINE_classic;
    if (own && short_row_of(&opener) == WORD_NONE && !stands_alone(opener.kind))
        own = call_of(picture, reading->now, pace.begin, &opener);
    if (is_of_evacuation(&reading->now->event)) {
        tell_move(picture, reading, brief, texts);
    } else if (own) {
        tell_row(picture, reading, &opener, row_of(&opener), &texts[0]);
        if (short_row_of(&opener) != WORD_NONE)
            tell_row(picture, reading, &opener, short_row_of(&opener), &texts[1]);
        if (opener.kind == CLASSIC_trigger && opener.after == 1)
            tell_row(picture, reading, &opener, WORD_CLASSIC_STEP_GROWS_BRIEF, &texts[2]);
    }
    pace_add(&pace, texts, text);
}

void story_tell_classic(const struct picture *picture, const struct reading *reading, bool brief,
                        struct text *text)
{
    const struct now *now = reading->now;
    if (!now_is_over(now) || picture->playing) {
        tell_step(picture, reading, brief, text);
        return;
    }
    const struct event event = now_last_step(picture, now);
    if (ENGINE_OF(event.kind) == ENGINE_classic)
        tell_row(picture, reading, &event, row_in(reading, &event), text);
    else
        panel_tell_space(picture, &event, text);
}
