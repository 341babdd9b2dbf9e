/* The goroutines as lanes: the program of each, the line where it is, what it holds. */
#include "view/race/panels.h"

#include <string.h>

enum {
    INDENT = 4,
    LEAST = 1,
    LINE = 2,
    LOCALS = 3,
    PAIR = 2, /* side by side */
    MOST = 5  /* rows of a lane: title, line, locals, and more of the line */
};

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
    const struct race_record *record = &reading->its.records[goroutine][number];
    if (record->done == 0 || reading->its.setup.program[goroutine][number].verb != RACE_GET)
        return;
    put(row, STYLE_dim, " → ");
    if (record->result == RACE_ABSENT)
        put(row, STYLE_value, "–");
    else
        put(row, STYLE_value, NUMBER(record->result & ~RACE_FOUND));
}

static int width_of_operation(const struct race_stage *stage, unsigned goroutine, unsigned number)
{
    enum { RESULT_AND_GAP = 8 };
    struct text text = {0};
    race_add_operation(&stage->reading->its.setup.program[goroutine][number], &text);
    int width = text_width(text_string(&text), text.length) + RESULT_AND_GAP;
    text_free(&text);
    return width;
}

/* The operation with which its program begins in the title: what is done goes first if the present one, or if all are done the last,
   would not fit. */
static unsigned first_shown(const struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    unsigned present = reading->its.state.goroutine[goroutine].op, first = 0;
    int width = 0;
    if (present > 0 && present == reading->its.setup.length[goroutine])
        present--;
    for (unsigned i = 0; i <= present && i < reading->its.setup.length[goroutine]; i++)
        width += width_of_operation(row->stage, goroutine, i);
    while (first < present && width > row->end - row->x)
        width -= width_of_operation(row->stage, goroutine, first++);
    return first;
}

static void draw_title(struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    const struct race_setup *setup = &reading->its.setup;
    const struct race_goroutine *its = &reading->its.state.goroutine[goroutine];
    bool acts = reading->acts && reading->actor == goroutine;
    struct text text = {0};
    grid_put(row->stage->grid, row->x, row->y, acts ? 0x25b8 : ' ', STYLE_strong);
    row->x += 1;
    text_format(&text, "g%u", goroutine + 1);
    put(row, acts ? STYLE_strong : STYLE_title, text_string(&text));
    row->x++;
    unsigned first = first_shown(row, goroutine);
    put(row, STYLE_dim, first > 0 ? "… " : " ");
    for (unsigned i = first; i < setup->length[goroutine]; i++) {
        bool present = i == its->op && reading->stands == RACE_STANDS_OPEN;
        text_clear(&text);
        race_add_operation(&setup->program[goroutine][i], &text);
        put(row, STYLE_dim, i > first ? "; " : "");
        put(row, i < its->op ? STYLE_aside : present ? STYLE_strong : STYLE_plain, text_string(&text));
        put_result(row, goroutine, i);
    }
    text_free(&text);
}

/* Why it does not go on, or the line on which it is. */
static enum style say_line(const struct race_stage *stage, unsigned goroutine, struct text *text)
{
    const struct race_reading *reading = stage->reading;
    const struct words *words = stage->picture->words;
    const struct race_setup *setup = &reading->its.setup;
    const struct race_goroutine *its = &reading->its.state.goroutine[goroutine];
    bool finished = race_finished(setup, &reading->its.state, goroutine);
    uint8_t line = 0, lock = race_waits_for(setup, &reading->its.state, goroutine);
    if (its->ended != 0) {
        enum word word = its->ended == RACE_LEAVES       ? WORD_RACE_LANE_BEYOND
                         : its->reason == RACE_FATAL_NIL ? WORD_RACE_LANE_PANIC
                                                         : WORD_RACE_LANE_FATAL;
        words_say(text, words, word, its->ended == RACE_DIES ? race_fatal_text(its->reason) : "");
        return STYLE_warn;
    }
    if (finished || (reading->stands != RACE_STANDS_OPEN && reading->stands != RACE_STANDS_STUCK)) {
        words_say(text, words,
                  setup->length[goroutine] == 0 ? WORD_RACE_LANE_IDLE
                  : finished                    ? WORD_RACE_LANE_DONE
                                                : WORD_RACE_LANE_ENDED);
        return STYLE_label;
    }
    if (lock != RACE_NO_CELL) {
        struct text name = {0}, value = {0};
        race_add_cell(setup, lock, &name);
        race_add_value(setup, lock, reading->its.state.cell[lock], &value);
        words_say(text, words, WORD_RACE_LANE_WAITS, text_string(&name), text_string(&value));
        text_free(&name);
        text_free(&value);
        return STYLE_warn;
    }
    /* Whose step is in hand is on the line of that step, as the code panel has it; the others are on that of their next. */
    bool in_hand = reading->has_step && reading->actor == goroutine;
    if (in_hand)
        line = race_system_of(setup->system)->steps[reading->done.step].line;
    if (in_hand || race_line_of(setup, &reading->its.state, goroutine, &line))
        text_add(text, race_system_of(setup->system)->lines[line].text);
    return in_hand ? STYLE_code_now : STYLE_code;
}

/* The rows of a line that is wrapped. */
struct wrapped {
    struct row *row;
    enum style style;
    int most; /* rows */
};

static void put_wrapped(void *context, int number, const char *bytes, size_t length)
{
    struct wrapped *wrapped = context;
    struct text text = {0};
    if (number >= wrapped->most)
        return;
    text_append(&text, bytes, length);
    grid_text(wrapped->row->stage->grid, wrapped->row->x, wrapped->row->y + number,
              wrapped->row->end - wrapped->row->x, wrapped->style, text_string(&text));
    text_free(&text);
}

/* As many rows as there are for it: one is cut, more are wrapped. Returns how many it took. */
static int draw_line(struct row *row, unsigned goroutine, int rows)
{
    struct text text = {0};
    enum style style = say_line(row->stage, goroutine, &text);
    struct wrapped wrapped = {row, style, rows};
    int used = panel_wrap(text_string(&text), row->end - row->x, rows > 1 ? put_wrapped : NULL, &wrapped);
    if (rows <= 1)
        grid_text(row->stage->grid, row->x, row->y, row->end - row->x, style, text_string(&text));
    text_free(&text);
    return used < rows ? used : rows;
}

static void draw_locals(struct row *row, unsigned goroutine)
{
    const struct race_reading *reading = row->stage->reading;
    const struct race_system *system = race_system_of(reading->its.setup.system);
    const char *const *names = system->locals;
    for (int i = 0; i < RACE_LOCALS; i++) {
        uint8_t value = reading->its.state.goroutine[goroutine].local[i];
        if (names[i] == NULL || value == 0)
            continue;
        put(row, STYLE_label, names[i]);
        row->x++;
        struct text told = {0};
        race_add_local(system, (unsigned)i, value, &told);
        put(row, STYLE_value, text_string(&told));
        text_free(&told);
        row->x += 2;
    }
}

int race_lanes_least(const struct race_reading *reading, struct area area)
{
    enum { ROWS_OF_MAP = 5 /* registers, and a band of two slots */ };
    int count = reading->its.setup.goroutines;
    return count > area.height - ROWS_OF_MAP && count > PAIR ? (count + 1) / PAIR : count;
}

void race_draw_lanes(struct race_stage *stage, struct area area)
{
    int count = stage->reading->its.setup.goroutines, columns = area.height < count ? PAIR : 1;
    int lanes = (count + columns - 1) / columns, rows = area.height / lanes, width = area.width / columns;
    bool apart = rows > LOCALS; /* a row between two */
    rows = rows > MOST + apart ? MOST + apart : rows < LEAST ? LEAST : rows;
    for (int g = 0; g < count && g % lanes * rows < area.height; g++) {
        int x = area.x + g / lanes * width;
        struct row row = {stage, x, area.y + g % lanes * rows, x + width - (columns > 1)};
        int left = rows - apart - 1;
        draw_title(&row, (unsigned)g);
        stage->lane_y[g] = row.y + (left > 0);
        row = (struct row){stage, x + INDENT, row.y + 1, row.end};
        if (left > 0)
            row.y += draw_line(&row, (unsigned)g, left > 1 ? left - 1 : 1);
        if (left > 1)
            draw_locals(&row, (unsigned)g);
    }
    stage->lane_end = area.x + area.width;
}
