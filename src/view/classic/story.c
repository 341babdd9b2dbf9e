/* The story: what happens and why, in plain words. The rows STORY_* of the catalogue; here only what goes
 * into them. */
#include "view/panel.h"

#include <assert.h>
#include <string.h>

/* What the numbers of an event are, so that the rows can name them. */
enum shape { PLAIN, KEY, ELEM, HASH, TOP, REGISTER_VALUE };

struct telling {
    enum word word; /* the row; variants follow it in the catalogue */
    enum shape before, after;
};

static const struct telling tellings[EVENT_KINDS] = {
    [EVENT_call] = {WORD_STORY_call_other, KEY, PLAIN},
    [EVENT_hash] = {WORD_STORY_hash, KEY, HASH},
    [EVENT_choose] = {WORD_STORY_choose, HASH, PLAIN},
    [EVENT_useold] = {WORD_STORY_useold_evacuated, HASH, PLAIN},
    [EVENT_probe] = {WORD_STORY_probe_other, TOP, TOP},
    [EVENT_compare] = {WORD_STORY_compare_other, KEY, PLAIN},
    [EVENT_candidate] = {WORD_STORY_candidate, PLAIN, PLAIN},
    [EVENT_restend] = {WORD_STORY_restend, PLAIN, PLAIN},
    [EVENT_follow] = {WORD_STORY_follow, PLAIN, PLAIN},
    [EVENT_found] = {WORD_STORY_found, KEY, ELEM},
    [EVENT_absent] = {WORD_STORY_absent, KEY, PLAIN},
    [EVENT_trigger] = {WORD_STORY_trigger_no, PLAIN, PLAIN},
    [EVENT_placed] = {WORD_STORY_placed, KEY, ELEM},
    [EVENT_updated] = {WORD_STORY_updated, KEY, ELEM},
    [EVENT_removed] = {WORD_STORY_removed_one, KEY, PLAIN},
    [EVENT_grow] = {WORD_STORY_grow_same, PLAIN, PLAIN},
    [EVENT_work] = {WORD_STORY_work_own, PLAIN, PLAIN},
    [EVENT_lift] = {WORD_STORY_lift, KEY, ELEM},
    [EVENT_decide] = {WORD_STORY_decide_x, HASH, PLAIN},
    [EVENT_travel] = {WORD_STORY_travel, PLAIN, PLAIN},
    [EVENT_moved] = {WORD_STORY_moved, PLAIN, PLAIN},
    [EVENT_wiped] = {WORD_STORY_wiped, PLAIN, PLAIN},
    [EVENT_evacuated] = {WORD_STORY_evacuated, PLAIN, PLAIN},
    [EVENT_advance] = {WORD_STORY_advance, PLAIN, PLAIN},
    [EVENT_grown] = {WORD_STORY_grown, PLAIN, PLAIN},
    [EVENT_start] = {WORD_STORY_start, PLAIN, PLAIN},
    [EVENT_enter] = {WORD_STORY_enter, PLAIN, PLAIN},
    [EVENT_visit] = {WORD_STORY_visit, TOP, PLAIN},
    [EVENT_skip] = {WORD_STORY_skip_other_half, KEY, PLAIN},
    [EVENT_lookup] = {WORD_STORY_lookup, KEY, PLAIN},
    [EVENT_deliver] = {WORD_STORY_deliver, KEY, ELEM},
    [EVENT_finished] = {WORD_STORY_finished, PLAIN, PLAIN},
    [EVENT_cleared] = {WORD_STORY_cleared, PLAIN, PLAIN},
    [EVENT_made] = {WORD_STORY_made, PLAIN, PLAIN},
    [EVENT_refused] = {WORD_STORY_refused, PLAIN, PLAIN},
    [EVENT_set] = {WORD_STORY_set, REGISTER_VALUE, REGISTER_VALUE},
    [EVENT_tophash] = {WORD_STORY_tophash, TOP, TOP},
    [EVENT_key] = {WORD_STORY_key, KEY, KEY},
    [EVENT_elem] = {WORD_STORY_elem, ELEM, ELEM},
    [EVENT_link] = {WORD_STORY_link, PLAIN, PLAIN},
    [EVENT_book] = {WORD_STORY_book, PLAIN, PLAIN},
    [EVENT_hiter] = {WORD_STORY_hiter, PLAIN, PLAIN},
    [EVENT_alloc] = {WORD_STORY_alloc, PLAIN, PLAIN},
    [EVENT_drop] = {WORD_STORY_drop, PLAIN, PLAIN},
};

/* The row of a kind that is told in several ways; the variants stand one after another in the catalogue. */
static enum word row_of(const struct event *event)
{
    enum word word = tellings[event->kind].word;
    switch (event->kind) {
    case EVENT_call: {
        enum routine routine = code_line_routine(event->line);
        return routine == ROUTINE_mapassign   ? WORD_STORY_call_assign
               : routine == ROUTINE_mapaccess ? WORD_STORY_call_access
               : routine == ROUTINE_mapdelete ? WORD_STORY_call_delete
                                              : word;
    }
    case EVENT_useold:
    case EVENT_compare:
    case EVENT_absent:
    case EVENT_removed:
    case EVENT_skip:
    case EVENT_enter:
        return (enum word)(word + (event->after != 0));
    case EVENT_probe:
        return event->before == event->after    ? WORD_STORY_probe_equal
               : event->before <= TOP_EMPTY_ONE ? WORD_STORY_probe_empty
                                                : word;
    case EVENT_trigger:
        return (enum word)(word + event->after);
    case EVENT_grow:
        return event->before == event->after ? WORD_STORY_grow_same : WORD_STORY_grow_double;
    case EVENT_grown:
        return event->before == event->after ? WORD_STORY_grown_same : WORD_STORY_grown;
    case EVENT_work:
        return (enum word)(word + (event->before == 2) + (event->after != 0 ? 2 : 0));
    case EVENT_decide:
        switch ((enum side_reason)(event->after >> 1)) {
        case SIDE_BY_BIT:
            return (enum word)(word + (event->after & 1));
        case SIDE_SAME_SIZE:
            return WORD_STORY_decide_same;
        case SIDE_NAN_BY_HASH:
            return WORD_STORY_decide_nan_hash;
        default:
            return WORD_STORY_decide_nan_top;
        }
    case EVENT_moved:
        return (enum word)(word + (event->after >> 8 & 1));
    case EVENT_refused:
        return (enum word)(word + event->before);
    default:
        return word;
    }
}

static void put_number(const struct picture *picture, const struct event *event, enum shape shape,
                       uint64_t number, struct text *text)
{
    switch (shape) {
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
        if (event->index == REGISTER_HASH0)
            text_format(text, "%08llx", (unsigned long long)number);
        else if (event->index == REGISTER_RANDOM ||
                 (event->index >= REGISTER_HASHKEY0 && event->index <= REGISTER_HASHKEY3))
            text_format(text, "%016llx", (unsigned long long)number);
        else
            text_format(text, "%llu", (unsigned long long)number);
        break;
    case PLAIN:
        text_format(text, "%lld", (long long)number);
        break;
    }
}

/* The number of a bucket, and of its overflow bucket if the link is one. */
static void put_bucket(const struct picture *picture, const struct now *now, reference link,
                       struct text *text)
{
    struct chain_place place;
    if (!now_find_link(picture, now, link, &place)) {
        text_format(text, "%u", REFERENCE_INDEX(link));
        return;
    }
    text_format(text, "%llu", (unsigned long long)place.bucket);
    if (place.link > 0)
        words_say(text, picture->words, WORD_STORY_OVERFLOW, NUMBER(place.link));
}

/* {1} before  {2} after  {3} bucket  {4} slot  {5} key in hand  {6} destination bucket  {7} old bucket or
 * field's name */
static void tell_event(const struct picture *picture, const struct now *now, const struct event *event,
                       struct text *text)
{
    const struct telling *telling = &tellings[event->kind];
    struct text before = {0}, after = {0}, key = {0}, other = {0};
    put_number(picture, event, telling->before, event->before, &before);
    put_number(picture, event, telling->after, event->after, &after);
    if (now->has_key)
        panel_value(picture, now->key, 40, &key);
    struct text bucket = {0}, target = {0};
    if (event->region > REGION_BOOK && event_class_of(event->kind) != EVENT_CLASS_SPACE)
        put_bucket(picture, now, place_bucket(event_place(event)), &bucket);
    if (now->moving && now->has_target)
        put_bucket(picture, now, now->to, &target);
    uint64_t deciding = map_old_bucket_count(picture->map), bit = 0;
    while (deciding > 1) {
        deciding >>= 1;
        bit++;
    }
    if (event->kind == EVENT_set)
        text_add(&other, map_register_name((enum map_register)event->index));
    else
        text_format(&other, "%llu", (unsigned long long)bit);
    int slot = event->kind == EVENT_travel ? now->to_slot : event->slot;
    const char *arguments[] = {text_string(&before), text_string(&after),  text_string(&bucket), NUMBER(slot),
                               text_string(&key),    text_string(&target), text_string(&other),  NULL};
    words_format(text, picture->words, row_of(event), arguments);
    text_free(&before);
    text_free(&after);
    text_free(&key);
    text_free(&other);
    text_free(&bucket);
    text_free(&target);
}

/* Is the growWork at `at` part of a write, or was it asked for by hand? A write begins with a call. */
static bool is_of_a_write(const struct timeline *timeline, const struct mark *mark, position at)
{
    for (position back = at; back > mark->begin && at - back < 5000; back--) {
        if (timeline_event(timeline, back - 1)->kind == EVENT_call)
            return true;
    }
    return false;
}

/* Why an old bucket moves now: the nearest growWork before. */
static void tell_reason(const struct picture *picture, const struct now *now, struct text *text)
{
    const struct timeline *timeline = picture->timeline;
    position at = picture->moment.at < timeline->end ? picture->moment.at + 1 : timeline->end;
    for (position back = at; back > now->mark->begin && at - back < 5000; back--) {
        const struct event *event = timeline_event(timeline, back - 1);
        if (event->kind == EVENT_call || event->kind == EVENT_grow)
            return;
        if (event->kind != EVENT_work)
            continue;
        struct text command = {0};
        text_append_safe(&command, now->mark->text, strlen(now->mark->text), 30);
        text_add(text, " ");
        words_say(text, picture->words,
                  !is_of_a_write(timeline, now->mark, back) ? WORD_STORY_BECAUSE_BY_HAND
                  : event->before == 1                      ? WORD_STORY_BECAUSE_OWN
                                                            : WORD_STORY_BECAUSE_FRONTIER,
                  text_string(&command), NUMBER(event->index));
        text_free(&command);
        return;
    }
}

void story_tell(const struct picture *picture, struct text *text)
{
    struct now now = now_read(picture);
    if (now.event == NULL || now.mark == NULL) {
        words_say(text, picture->words, WORD_STORY_WELCOME);
        return;
    }
    tell_event(picture, &now, now.event, text);
    if (now.routine == ROUTINE_evacuate && now.moving)
        tell_reason(picture, &now, text);
}

struct lines {
    struct grid *grid;
    struct area area;
    enum style style;
};

static void put_line(void *context, int line, const char *bytes, size_t length)
{
    struct lines *lines = context;
    if (line >= lines->area.height)
        return;
    struct text text = {0};
    text_append(&text, bytes, length);
    grid_text(lines->grid, lines->area.x, lines->area.y + line, lines->area.width, lines->style,
              text_string(&text));
    text_free(&text);
}

bool narration_draw(struct grid *grid, struct area area, struct area below, const struct picture *picture)
{
    bool ruled = area.height > 2;
    if (ruled) {
        grid_fill(grid, area.x - 1, area.y, area.width + 2, 1, 0x2500, STYLE_dim);
        if (picture->chapter != NULL) {
            struct text title = {0};
            text_format(&title, " %s ", picture->chapter);
            grid_text(grid, area.x + 1, area.y, area.width - 2, STYLE_title, text_string(&title));
            text_free(&title);
        }
        area.y++;
        area.height--;
    }
    if (picture->say == NULL)
        return false;
    bool takes_more = panel_wrap(picture->say, area.width, NULL, NULL) > area.height;
    if (takes_more)
        area.height = below.y + below.height - area.y;
    struct lines lines = {grid, area, STYLE_strong};
    panel_wrap(picture->say, area.width, put_line, &lines);
    return takes_more;
}

void story_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    (void)now;
    struct text text = {0};
    story_tell(picture, &text);
    struct lines lines = {grid, area, STYLE_plain};
    if (area.height == 1)
        grid_text(grid, area.x, area.y, area.width, STYLE_plain, text_string(&text));
    else
        panel_wrap(text_string(&text), area.width, put_line, &lines);
    text_free(&text);
}
