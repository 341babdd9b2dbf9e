/* The cost strip, the line of time and the hints: where in the history we stand, what commands cost, which keys work. */
#include "view/face.h"

#include <string.h>

/* ---- cost: a column a command, as high as its work; the present one marked */

static uint32_t work_of(const struct cost *cost)
{
    return cost->probes + cost->writes + cost->moves;
}

static const struct mark *present_mark(const struct picture *picture)
{
    const struct timeline *timeline = picture->timeline;
    if (timeline->mark_count == 0)
        return NULL;
    position at = picture->moment.at;
    if (picture->moment.phase == 0 && !picture->playing && at > timeline->first)
        at--;
    const struct mark *mark = timeline_mark_of(timeline, at);
    return mark != NULL ? mark : timeline_mark_of(timeline, at > timeline->first ? at - 1 : at);
}

static bool has_costs(const struct cost *cost)
{
    return cost->probes + cost->writes + cost->moves + cost->buckets + cost->allocations > 0;
}

static enum word costs_of(const struct picture *picture, uint32_t subject)
{
    const struct face *face = face_of(picture->world, subject);
    return face != NULL ? face->costs : WORD_COST_OF;
}

/* In the words of whom the command was about. What is looked at in one is no unit of another, so of several it is a number alone. They took
   turns, so it is enough to look at the first operations, or each had as many as the others, one after the other, so it is enough
   to look here and there. */
static enum word costs_in_words(const struct picture *picture, const struct mark *mark)
{
    enum { LOOKS = 64 };
    const struct timeline *timeline = picture->timeline;
    size_t first = ledger_rows_before(timeline, mark->begin), end = ledger_rows_before(timeline, mark->end);
    size_t step = (end - first) / LOOKS + 1;
    enum word words = WORD_NONE;
    for (size_t row = first; row < end; row += row < first + LOOKS ? 1 : step) {
        uint32_t whole = memory_outermost(&picture->world->memory, ledger_row(timeline, row).subject);
        enum word its = costs_of(picture, whole);
        if (words != WORD_NONE && its != words)
            return WORD_COST_OF_SEVERAL;
        words = its;
    }
    return costs_of(picture, mark->subject != 0 ? mark->subject : picture->home);
}

void panel_draw_cost(struct grid *grid, struct area area, const struct picture *picture)
{
    const struct timeline *timeline = picture->timeline;
    const struct mark *present = present_mark(picture);
    int x = area.x, end = area.x + area.width;
    x += panel_say(grid, x, area.y, end - x, STYLE_label, picture, WORD_PANEL_COST, NULL) + 1;
    if (present == NULL)
        return;
    int strip = area.width / 3;
    size_t last = (size_t)(present - timeline->marks), shown = (size_t)strip;
    size_t after = timeline->mark_count - 1 - last;
    size_t right = after < shown / 3 ? after : shown / 3;
    size_t to = last + right, from = to + 1 > shown ? to + 1 - shown : 0;
    uint32_t most = 1;
    for (size_t i = from; i <= to; i++) {
        uint32_t work = work_of(&timeline->marks[i].cost);
        most = work > most ? work : most;
    }
    for (size_t i = from; i <= to; i++, x++) {
        uint32_t work = work_of(&timeline->marks[i].cost);
        uint32_t height = (uint32_t)((uint64_t)work * 7 / most);
        grid_put(grid, x, area.y, 0x2581 + height,
                 i == last  ? STYLE_frontier
                 : i > last ? STYLE_dim
                            : STYLE_gauge);
    }
    if (picture->moment.at < present->end || !has_costs(&present->cost))
        return; /* nothing is told before it happens */
    const struct cost *cost = &present->cost;
    panel_say(grid, x + 2, area.y, end - x - 2, STYLE_label, picture, costs_in_words(picture, present),
              PANEL_ARGUMENTS(NUMBER(cost->probes), NUMBER(cost->writes), NUMBER(cost->moves),
                              NUMBER(cost->buckets), NUMBER(cost->allocations)));
}

/* ---- the present command, below PANEL_TRACK_WIDTH columns */

static int draw_command(struct grid *grid, int x, int y, int room, const struct picture *picture,
                        const struct mark *mark)
{
    const struct timeline *timeline = picture->timeline;
    struct text text = {0};
    int begin = x;
    if (picture->playing)
        x += panel_say(grid, x, y, room, STYLE_strong, picture,
                       picture->backwards ? WORD_TIME_PLAYING_BACK : WORD_TIME_PLAYING, NULL) +
             1;
    x += grid_format(grid, x, y, room, STYLE_label, "%zu/%zu ", timeline_mark_number(timeline, mark),
                     timeline->forgotten + timeline->mark_count);
    text_append_safe(&text, mark->text, strlen(mark->text), room > 10 ? room : 10);
    x += grid_text(grid, x, y, room, STYLE_strong, text_string(&text)) + 1;
    text_free(&text);
    return x - begin;
}

/* How far before the end of time the moment is; nothing while something plays. */
static void say_where(const struct picture *picture, bool wide, struct text *text)
{
    const struct timeline *timeline = picture->timeline;
    bool at_end = picture->moment.at == timeline->end;
    struct text before = {0};
    number_say_grouped(&before, timeline->end - picture->moment.at);
    if (!picture->playing)
        words_say(text, picture->words,
                  at_end ? WORD_TIME_NOW
                  : wide ? WORD_TIME_BEFORE_NOW
                         : WORD_TIME_PAST,
                  text_string(&before));
    text_free(&before);
}

/* The words of say_where; what matters of them is that this is the past. */
static int draw_where(struct grid *grid, int x, int y, int room, const struct picture *picture,
                      const char *where)
{
    int used = grid_text(grid, x, y, room, STYLE_label, where);
    int mark = panel_width(picture, WORD_TIME_IN_THE_PAST, NULL);
    if (picture->moment.at != picture->timeline->end)
        grid_restyle(grid, x, y, mark < used ? mark : used, STYLE_frontier);
    return used;
}

static struct time_line draw_bar(struct grid *grid, struct area area, const struct picture *picture,
                                 const struct mark *mark)
{
    enum { LEAST_BAR = 6, MOST_BAR = 40 };
    int x = area.x, y = area.y, end = area.x + area.width;
    struct time_line line = {.y = y, .begin = mark->begin, .end = mark->end};
    x += draw_command(grid, x, y, area.width / 3, picture, mark);
    struct text tail = {0}, where = {0};
    text_format(&tail, " %llu/%llu  ", (unsigned long long)(picture->moment.at - mark->begin),
                (unsigned long long)(mark->end - mark->begin));
    number_say_thousandths(&tail, picture->speed);
    text_add(&tail, "×");
    say_where(picture, false, &where);
    int left = end - x - text_width(text_string(&tail), tail.length) - 2;
    if (left - text_width(text_string(&where), where.length) < LEAST_BAR) { /* in fewer words */
        text_clear(&where);
        say_where(picture, true, &where);
    }
    int where_width = text_width(text_string(&where), where.length);
    int bar = left - where_width < MOST_BAR ? left - where_width : MOST_BAR;
    if (bar >= LEAST_BAR) {
        panel_line(grid, x, y, bar, picture->moment.at - mark->begin, mark->end - mark->begin, STYLE_gauge);
        line.x = x;
        line.width = bar;
        x += bar;
    }
    x += grid_text(grid, x, y, end - x, STYLE_value, text_string(&tail)) + 2;
    if (where_width > 0)
        draw_where(grid, x, y, end - x, picture, text_string(&where));
    text_free(&tail);
    text_free(&where);
    return line;
}

/* ---- the moment in words, and the track, from PANEL_TRACK_WIDTH columns on */

/* paused  event 25 of 100  1×  75 events before now */
static int draw_moment(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct mark *mark)
{
    struct text at = {0}, of = {0}, speed = {0}, where = {0};
    bool at_end = picture->moment.at == picture->timeline->end;
    int begin = x;
    enum word state = !picture->playing    ? WORD_TIME_PAUSED
                      : picture->backwards ? WORD_TIME_PLAYING_BACK
                                           : WORD_TIME_PLAYING;
    if (picture->playing || !at_end) /* at the end of time nothing is paused */
        x += panel_say(grid, x, y, end - x, picture->playing ? STYLE_strong : STYLE_plain, picture, state,
                       NULL) +
             2;
    number_say_grouped(&at, picture->moment.at - mark->begin);
    number_say_grouped(&of, mark->end - mark->begin);
    x += panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_TIME_EVENT,
                   PANEL_ARGUMENTS(text_string(&at), text_string(&of))) +
         2;
    number_say_thousandths(&speed, picture->speed);
    text_add(&speed, "×");
    x += grid_text(grid, x, y, end - x, STYLE_value, text_string(&speed)) + 2;
    say_where(picture, true, &where);
    if (where.length > 0)
        x += draw_where(grid, x, y, end - x, picture, text_string(&where)) + 2;
    text_free(&at);
    text_free(&of);
    text_free(&speed);
    text_free(&where);
    return x - begin;
}

/* What the command cost, once it is done: nothing is told before it happens. Returns where it begins. */
static int draw_cost_of(struct grid *grid, int x, int y, int end, const struct picture *picture,
                        const struct mark *mark)
{
    const struct cost *cost = &mark->cost;
    struct text text = {0};
    if (picture->moment.at < mark->end || !(picture->look->panels & 1u << PANEL_COST) || !has_costs(cost))
        return end;
    words_say(&text, picture->words, costs_in_words(picture, mark), NUMBER(cost->probes),
              NUMBER(cost->writes), NUMBER(cost->moves), NUMBER(cost->buckets), NUMBER(cost->allocations));
    int width = text_width(text_string(&text), text.length);
    bool fits = x + width <= end;
    if (fits)
        grid_text(grid, end - width, y, width, STYLE_label, text_string(&text));
    text_free(&text);
    return fits ? end - width - 2 : end;
}

/* What the marks of growths mean, if there are any and there is room. */
static void draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture)
{
    const char *words = picture->words->texts[WORD_TIME_GROWTHS];
    if (x + text_width(words, strlen(words)) <= end)
        grid_text(grid, x, y, end - x, STYLE_label, words);
}

struct time_line panel_draw_time(struct grid *grid, struct area area, struct area track,
                                 const struct picture *picture, const struct now *now)
{
    enum { LONGEST_WORDS = 72 };
    const struct mark *mark = now->mark != NULL ? now->mark : present_mark(picture);
    int x = area.x, end = area.x + area.width;
    if (mark == NULL) {
        panel_say(grid, x, area.y, end - x, STYLE_label, picture, WORD_TIME_EMPTY, NULL);
        return (struct time_line){0};
    }
    if (area.width < PANEL_TRACK_WIDTH)
        return draw_bar(grid, area, picture, mark);
    x += draw_moment(grid, x + 1, area.y, end - 1, picture, mark) + 1;
    bool own = track.height > 0;
    if (picture->look->lecture)
        return (struct time_line){0};
    if (!own) /* it begins at the same column whatever the words are */
        track = (struct area){area.x + LONGEST_WORDS, area.y, area.width - LONGEST_WORDS - 1, 1};
    bool growths = panel_draw_track(grid, track, picture, mark);
    if (own)
        end = draw_cost_of(grid, x, area.y, end - 1, picture, mark);
    if (own && growths)
        draw_growths(grid, x, area.y, end, picture);
    return (struct time_line){.x = track.x, .y = track.y, .width = track.width, .whole = true};
}

void panel_draw_hints(struct grid *grid, struct area area, const struct picture *picture)
{
    int x = area.x, end = area.x + area.width;
    for (size_t i = 0; i < picture->hint_count; i++) {
        const struct key_hint *hint = &picture->hints[i];
        int width =
            text_width(hint->key, strlen(hint->key)) + 1 + text_width(hint->meaning, strlen(hint->meaning));
        if (x + width > end)
            break;
        x += grid_text(grid, x, area.y, end - x, STYLE_key_hint, hint->key) + 1;
        x += grid_text(grid, x, area.y, end - x, STYLE_label, hint->meaning) + 3;
    }
}
