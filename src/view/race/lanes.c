/* The goroutines as lanes: the program of each, the line where it is, what it holds. */
#include "view/race/panels.h"

#include <string.h>

enum { ROWS_WHOLE = 3, INDENT = 4 };

/* A row of one lane. */
struct row {
    const struct race_stage *stage;
    int x, y, end;
};

static void put(struct row *row, enum style style, const char *text)
{
    row->x += grid_text(row->stage->grid, row->x, row->y, row->end - row->x, style, text);
}

/* What an operation gave: "→ 1". Of what gives nothing that it is done. */
static void put_result(struct row *row, unsigned goroutine, unsigned number)
{
    const struct race_reading *reading = row->stage->reading;
    const struct race_record *record = race_record(&reading->race, goroutine, number);
    if (record->done == 0 || reading->setup->program[goroutine][number].verb != RACE_GET)
        return;
    put(row, STYLE_dim, "→");
    if (record->result == RACE_ABSENT)
        put(row, STYLE_value, "–");
    else
        put(row, STYLE_value, NUMBER(record->result & ~RACE_FOUND));
}

static void draw_title(struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    const struct race_setup *setup = reading->setup;
    const struct race_goroutine *its = &reading->state->goroutine[goroutine];
    bool acts = reading->acts && reading->actor == goroutine;
    struct text text = {0};
    grid_put(row->stage->grid, row->x, row->y, acts ? 0x25b8 : ' ', STYLE_strong);
    row->x += 1;
    text_format(&text, "g%u", goroutine + 1);
    put(row, acts ? STYLE_strong : STYLE_title, text_string(&text));
    row->x++;
    for (unsigned i = 0; i < setup->length[goroutine]; i++) {
        bool present = i == its->op && reading->stands == RACE_STANDS_OPEN;
        text_clear(&text);
        race_add_operation(&setup->program[goroutine][i], &text);
        put(row, STYLE_dim, i > 0 ? "; " : " ");
        put(row, i < its->op ? STYLE_aside : present ? STYLE_strong : STYLE_plain, text_string(&text));
        put_result(row, goroutine, i);
    }
    text_free(&text);
}

/* Why it does not go on, or the line on which it is. */
static void draw_line(struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    const struct picture *picture = row->stage->picture;
    const struct race_setup *setup = reading->setup;
    const struct race_goroutine *its = &reading->state->goroutine[goroutine];
    uint8_t line, lock = race_waits_for(setup, reading->state, goroutine);
    bool acts = reading->acts && reading->actor == goroutine;
    struct text text = {0};
    enum style style = STYLE_warn;
    if (its->ended == RACE_DIES)
        words_say(&text, picture->words,
                  its->reason == RACE_FATAL_NIL ? WORD_RACE_LANE_PANIC : WORD_RACE_LANE_FATAL,
                  race_fatal_text(its->reason));
    else if (its->ended == RACE_LEAVES)
        words_say(&text, picture->words, WORD_RACE_LANE_BEYOND);
    else if (reading->stands == RACE_STANDS_DEAD && !race_finished(setup, reading->state, goroutine))
        words_say(&text, picture->words, WORD_RACE_LANE_KILLED), style = STYLE_label;
    else if (race_finished(setup, reading->state, goroutine))
        words_say(&text, picture->words,
                  setup->length[goroutine] > 0 ? WORD_RACE_LANE_DONE : WORD_RACE_LANE_IDLE),
            style = STYLE_label;
    else if (lock != RACE_NO_CELL) {
        struct text name = {0}, holder = {0};
        race_add_cell(setup, lock, &name);
        race_add_value(setup, lock, reading->state->cell[lock], &holder);
        words_say(&text, picture->words, WORD_RACE_LANE_WAITS, text_string(&name), text_string(&holder));
        text_free(&name);
        text_free(&holder);
    } else if (race_line_of(setup, reading->state, goroutine, &line)) {
        text_add(&text, race_system_of(setup->system)->lines[line].text);
        style = acts ? STYLE_code_now : STYLE_code;
    }
    put(row, style, text_string(&text));
    text_free(&text);
}

static void draw_locals(struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    const char *const *names = race_system_of(reading->setup->system)->locals;
    for (int i = 0; i < RACE_LOCALS; i++) {
        uint8_t value = reading->state->goroutine[goroutine].local[i];
        if (names[i] == NULL || value == 0)
            continue;
        put(row, STYLE_label, names[i]);
        row->x++;
        put(row, STYLE_value, NUMBER(value));
        row->x += 2;
    }
}

void race_draw_lanes(struct race_stage *stage, struct area area)
{
    int count = stage->reading->setup->goroutines, rows = area.height / count;
    bool apart = rows > ROWS_WHOLE;
    rows = rows > ROWS_WHOLE + 1 ? ROWS_WHOLE + 1 : rows < 1 ? 1 : rows;
    for (int g = 0; g < count && g * rows < area.height; g++) {
        struct row row = {stage, area.x, area.y + g * rows, area.x + area.width};
        draw_title(&row, (unsigned)g);
        stage->lane_y[g] = row.y + (rows > 1);
        if (rows > 1) {
            row = (struct row){stage, area.x + INDENT, row.y + 1, row.end};
            draw_line(&row, (unsigned)g);
        }
        if (rows - apart > 2) {
            row = (struct row){stage, area.x + INDENT, row.y + 1, row.end};
            draw_locals(&row, (unsigned)g);
        }
    }
    stage->lane_end = area.x + area.width;
}
