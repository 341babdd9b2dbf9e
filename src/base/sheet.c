#include "base/sheet.h"

#include <string.h>

enum { GAP = 2, LEAST_TEXT = 10 /* columns that a wrapped cell keeps */ };

struct span {
    const char *bytes;
    size_t length;
};

/* What a sheet is laid out with. */
struct layer {
    int columns; /* 0: no limit */
    bool drawn;
    void (*each)(void *context, const struct sheet_piece *piece);
    void *context;
    int line;
};

static struct span line_at(const char *at)
{
    return (struct span){at, strcspn(at, "\n")};
}

static const char *behind(struct span line)
{
    const char *end = line.bytes + line.length;
    return *end == '\n' ? end + 1 : end;
}

static bool is_row(struct span line)
{
    return memchr(line.bytes, '\t', line.length) != NULL;
}

static bool begins(struct span text, const char *mark)
{
    return text.length > 0 && *text.bytes == *mark;
}

static struct span without_mark(struct span text)
{
    return (struct span){text.bytes + 1, text.length - 1};
}

static void put(const struct layer *layer, int line, int x, int columns, enum sheet_kind kind,
                struct span text)
{
    struct sheet_piece piece = {line, x, columns, kind, text.bytes, text.length};
    if (layer->each != NULL && text.length > 0)
        layer->each(layer->context, &piece);
}

/* Puts text line by line into a column, at its left or its right; returns how many lines it took, one at least. */
static int put_wrapped(const struct layer *layer, int line, int x, int columns, bool right,
                       enum sheet_kind kind, struct span text)
{
    int lines = 0;
    do {
        size_t fits = columns > 0 ? text_line(text.bytes, text.length, columns) : text.length;
        int blanks = right ? columns - text_width(text.bytes, fits) : 0;
        put(layer, line + lines++, x + (blanks > 0 ? blanks : 0), columns, kind,
            (struct span){text.bytes, fits});
        text = (struct span){text.bytes + fits, text.length - fits};
        while (text.length > 0 && *text.bytes == ' ')
            text = without_mark(text);
    } while (text.length > 0);
    return lines;
}

/* ---- cells */

struct table {
    bool head;
    int count; /* of columns */
    int width[SHEET_CELLS], start[SHEET_CELLS];
    int least[SHEET_CELLS];   /* that they take however they wrap: numbers never do, headings between words */
    bool number[SHEET_CELLS]; /* all that stands there are numbers */
    bool drawn[SHEET_CELLS];  /* all of it is for the eye alone */
    int per;                  /* columns on a line, but for the first, if rows are folded; else 0 */
    bool told;                /* each cell stands behind the name of its column, as in a sentence */
    struct span names;        /* the row of these, if there is a head */
};

/* Takes a cell off a row's rest; false if there is none. What is only drawn is empty where nothing is. */
static bool take_cell(const struct layer *layer, struct span *row, struct span *cell, bool *drawn)
{
    if (row->bytes == NULL)
        return false;
    const char *tab = memchr(row->bytes, '\t', row->length);
    *cell = (struct span){row->bytes, tab != NULL ? (size_t)(tab - row->bytes) : row->length};
    *row = tab != NULL ? (struct span){tab + 1, row->length - cell->length - 1} : (struct span){0};
    *drawn = begins(*cell, SHEET_DRAWN);
    if (*drawn)
        *cell = layer->drawn ? without_mark(*cell) : (struct span){cell->bytes, 0};
    return true;
}

/* 27, 4,992, 6.50, 12 %, ≥11, – */
static bool is_number(struct span cell)
{
    static const char *const signs[] = {"≥", "–", "%", " ", ",", "."};
    for (size_t i = 0; i < cell.length;) {
        size_t taken = cell.bytes[i] >= '0' && cell.bytes[i] <= '9';
        for (size_t s = 0; s < sizeof signs / sizeof *signs && taken == 0; s++) {
            size_t length = strlen(signs[s]);
            if (cell.length - i >= length && memcmp(cell.bytes + i, signs[s], length) == 0)
                taken = length;
        }
        if (taken == 0)
            return false;
        i += taken;
    }
    return true;
}

static int longest_word(struct span text)
{
    int longest = 0;
    while (text.length > 0) {
        size_t length = 0;
        while (length < text.length && text.bytes[length] != ' ')
            length++;
        int width = text_width(text.bytes, length);
        longest = width > longest ? width : longest;
        length += length < text.length;
        text = (struct span){text.bytes + length, text.length - length};
    }
    return longest;
}

static void measure_row(const struct layer *layer, struct table *table, struct span row, bool head)
{
    struct span cell;
    bool drawn;
    for (int c = 0; c < SHEET_CELLS && take_cell(layer, &row, &cell, &drawn); c++) {
        int width = text_width(cell.bytes, cell.length);
        if (c >= table->count) {
            table->count = c + 1;
            table->number[c] = table->drawn[c] = true;
        }
        bool number = head || drawn || is_number(cell);
        int least = head ? longest_word(cell) : number || width < LEAST_TEXT ? width : LEAST_TEXT;
        table->width[c] = width > table->width[c] ? width : table->width[c];
        table->least[c] = least > table->least[c] ? least : table->least[c];
        table->number[c] = table->number[c] && number;
        table->drawn[c] = table->drawn[c] && (drawn || cell.length == 0);
    }
}

static int width_of(const struct table *table)
{
    int all = 0;
    for (int c = 0; c < table->count; c++)
        all += table->width[c] + (all > 0 && table->width[c] > 0 ? GAP : 0);
    return all;
}

/* Takes a column of cells that can wrap, as long as the table is too wide and one is left to take: of those of which most is left of
   what they would like, so that all wrap into as many lines. */
static void narrow(struct table *table, int columns)
{
    int liked[SHEET_CELLS];
    memcpy(liked, table->width, sizeof liked);
    for (int excess = width_of(table) - columns; excess > 0; excess--) {
        int best = -1;
        for (int c = 0; c < table->count; c++) {
            if (table->width[c] > table->least[c] &&
                (best < 0 || table->width[c] * liked[best] > table->width[best] * liked[c]))
                best = c;
        }
        if (best < 0)
            return;
        table->width[best]--;
    }
}

/* As few lines a row as are needed, the columns spread evenly over them; those that stand below one another are equally wide. */
static void fold(struct table *table, int columns)
{
    int rest = table->count - 1, widest[SHEET_CELLS] = {0};
    for (int lines = 2; lines <= rest; lines++) {
        int per = (rest + lines - 1) / lines, all = table->width[0];
        memset(widest, 0, sizeof widest);
        for (int c = 1; c < table->count; c++) {
            int place = (c - 1) % per;
            widest[place] = table->width[c] > widest[place] ? table->width[c] : widest[place];
        }
        for (int place = 0; place < per; place++)
            all += GAP + widest[place];
        table->per = per;
        if (all <= columns)
            break;
    }
    for (int c = 1; table->per > 0 && c < table->count; c++)
        table->width[c] = widest[(c - 1) % table->per];
}

static void place_columns(struct table *table)
{
    int x = 0;
    for (int c = 0; c < table->count; c++) {
        if (table->per > 0 && c > 0 && (c - 1) % table->per == 0)
            x = table->width[0] + GAP;
        table->start[c] = x;
        x += table->width[c] > 0 ? table->width[c] + GAP : 0;
    }
}

/* The rows from `at` on that are one table; returns where it ends. */
static const char *measure(const struct layer *layer, struct table *table, const char *at)
{
    *table = (struct table){.head = begins(line_at(at), SHEET_HEAD)};
    if (table->head)
        table->names = without_mark(line_at(at));
    for (bool first = true; *at != '\0'; first = false) {
        struct span row = line_at(at);
        bool head = begins(row, SHEET_HEAD);
        if (!is_row(row) || (head && !first))
            break;
        measure_row(layer, table, head ? without_mark(row) : row, head);
        at = behind(row);
    }
    for (int c = 0; c < table->count; c++)
        table->number[c] = table->number[c] && table->head;
    if (layer->columns > 0)
        narrow(table, layer->columns);
    if (layer->columns > 0 && width_of(table) > layer->columns) {
        for (int c = 0; c < table->count; c++)
            table->width[c] = table->drawn[c] ? 0 : table->width[c];
        table->told = table->head && width_of(table) > layer->columns;
        if (width_of(table) > layer->columns && !table->told)
            fold(table, layer->columns);
    }
    place_columns(table);
    return at;
}

static int lay_row(const struct layer *layer, const struct table *table, struct span row)
{
    bool head = begins(row, SHEET_HEAD), drawn;
    int fold = 0, begin = 0, tall = 1; /* lines above this fold of the row, and of it */
    struct span cell;
    row = head ? without_mark(row) : row;
    for (int c = 0; c < table->count && take_cell(layer, &row, &cell, &drawn); c++) {
        int width = table->width[c], its_fold = table->per > 0 && c > 0 ? (c - 1) / table->per : 0;
        if (width == 0)
            continue;
        if (its_fold > fold) {
            begin += tall;
            tall = 1;
            fold = its_fold;
        }
        enum sheet_kind kind = head ? SHEET_IS_HEAD : c == 0 ? SHEET_IS_NAME : SHEET_IS_CELL;
        int lines =
            put_wrapped(layer, layer->line + begin, table->start[c], width, table->number[c], kind, cell);
        tall = lines > tall ? lines : tall;
    }
    return begin + tall;
}

/* Where the next cell of a row that is told comes. */
struct told {
    int line, x;
    bool fresh; /* nothing stands on the line */
};

static void tell_on_next_line(struct told *told, int x)
{
    *told = (struct told){told->line + 1, x, true};
}

/* "moved: 99", or the value below its name if there is no room beside it. */
static void tell_cell(const struct layer *layer, struct told *told, struct span name, struct span cell,
                      enum sheet_kind kind)
{
    int own = text_width(cell.bytes, cell.length),
        label = name.length > 0 ? text_width(name.bytes, name.length) + GAP : 0;
    if (!told->fresh && told->x + label + own > layer->columns)
        tell_on_next_line(told, GAP);
    int room = layer->columns - told->x;
    if (label > 0 && room - label < (own < LEAST_TEXT ? own : LEAST_TEXT)) {
        told->line +=
            put_wrapped(layer, told->line, told->x, room > 0 ? room : 1, false, SHEET_IS_HEAD, name) - 1;
        tell_on_next_line(told, GAP + GAP);
    } else if (label > 0) {
        put(layer, told->line, told->x, label, SHEET_IS_HEAD, name);
        put(layer, told->line, told->x + label - GAP, 1, SHEET_IS_HEAD, (struct span){":", 1});
        told->x += label;
    }
    room = layer->columns - told->x;
    int lines = put_wrapped(layer, told->line, told->x, room > 0 ? room : 1, false, kind, cell);
    told->line += lines - 1;
    told->x = lines > 1 ? layer->columns : told->x + own + GAP;
    told->fresh = false;
}

/* "m  operations: 60  moved: 99": where there is no room for columns. What is only drawn is left out. */
static int tell_row(const struct layer *layer, const struct table *table, struct span row)
{
    struct told told = {.line = layer->line, .fresh = true};
    struct span names = table->names, cell, name;
    bool drawn, unused;
    for (int c = 0; c < SHEET_CELLS && take_cell(layer, &row, &cell, &drawn); c++) {
        if (!take_cell(layer, &names, &name, &unused) || c == 0)
            name.length = 0;
        if (!drawn && cell.length > 0)
            tell_cell(layer, &told, name, cell, c == 0 ? SHEET_IS_NAME : SHEET_IS_CELL);
    }
    return told.line + 1 - layer->line;
}

static bool draws_only(struct span row)
{
    for (size_t i = 0; i < row.length; i++) {
        bool first = i == 0 || row.bytes[i - 1] == '\t';
        if (first && row.bytes[i] != '\t' && row.bytes[i] != *SHEET_DRAWN)
            return false;
    }
    return true;
}

static const char *lay_table(struct layer *layer, const char *at)
{
    struct table table;
    const char *end = measure(layer, &table, at);
    while (at < end) {
        struct span row = line_at(at);
        if (table.told)
            layer->line += begins(row, SHEET_HEAD) || draws_only(row) ? 0 : tell_row(layer, &table, row);
        else if (layer->drawn || !draws_only(row))
            layer->line += lay_row(layer, &table, row);
        at = behind(row);
    }
    return end;
}

/* ---- sentences */

static const char *lay_sentence(struct layer *layer, const char *at)
{
    struct span line = line_at(at), text = line;
    bool title = begins(line, SHEET_TITLE);
    int indent = 0;
    if (title)
        text = without_mark(text);
    while (text.length > 0 && *text.bytes == ' ') {
        text = without_mark(text);
        indent++;
    }
    int columns = layer->columns > 0 ? layer->columns - indent : 0;
    if (layer->columns > 0 && columns < 1)
        columns = 1;
    layer->line +=
        put_wrapped(layer, layer->line, indent, columns, false, title ? SHEET_IS_TITLE : SHEET_IS_TEXT, text);
    return behind(line);
}

int sheet_lay(const char *sheet, int columns, bool drawn,
              void (*each)(void *context, const struct sheet_piece *piece), void *context)
{
    struct layer layer = {.columns = columns, .drawn = drawn, .each = each, .context = context};
    while (*sheet != '\0')
        sheet = is_row(line_at(sheet)) ? lay_table(&layer, sheet) : lay_sentence(&layer, sheet);
    return layer.line;
}

static void take_width(void *context, const struct sheet_piece *piece)
{
    int *widest = context, end = piece->x + text_width(piece->bytes, piece->length);
    *widest = end > *widest ? end : *widest;
}

int sheet_width(const char *sheet)
{
    int widest = 0;
    sheet_lay(sheet, 0, true, take_width, &widest);
    return widest;
}

/* ---- without a screen */

struct plain {
    struct text *text;
    int line, x;
};

static void add_piece(void *context, const struct sheet_piece *piece)
{
    struct plain *plain = context;
    text_add_repeated(plain->text, "\n", piece->line - plain->line);
    plain->x = piece->line > plain->line ? 0 : plain->x;
    plain->line = piece->line;
    text_add_repeated(plain->text, " ", piece->x - plain->x);
    text_append(plain->text, piece->bytes, piece->length);
    plain->x = piece->x + text_width(piece->bytes, piece->length);
}

void sheet_plain(const char *sheet, struct text *text)
{
    struct plain plain = {.text = text};
    sheet_lay(sheet, 0, false, add_piece, &plain);
}

static void add_cell(struct text *text, struct span cell, bool code)
{
    text_add(text, code && cell.length > 0 ? " `" : " ");
    for (size_t i = 0; i < cell.length; i++) {
        text_add(text, cell.bytes[i] == '|' ? "\\" : "");
        text_append(text, &cell.bytes[i], 1);
    }
    text_add(text, code && cell.length > 0 ? "` |" : " |");
}

static int add_row(struct text *text, struct span row, bool code)
{
    const struct layer layer = {0};
    struct span cell;
    bool drawn;
    int count = 0;
    text_add(text, "|");
    while (take_cell(&layer, &row, &cell, &drawn))
        add_cell(text, cell, code && count++ == 0);
    text_add(text, "\n");
    return count;
}

/* The same of every column. */
static void add_columns(struct text *text, struct span row, const char *each)
{
    text_add(text, "|");
    for (size_t i = 0; i <= row.length; i++)
        text_add(text, i == row.length || row.bytes[i] == '\t' ? each : "");
    text_add(text, "\n");
}

void sheet_markdown(const char *sheet, const char *hashes, struct text *text)
{
    bool in_table = false;
    while (*sheet != '\0') {
        struct span line = line_at(sheet);
        bool head = begins(line, SHEET_HEAD);
        if (is_row(line)) {
            /* A table of a page has a heading, if it has none an empty one. */
            if (head || !in_table) {
                text_add(text, in_table ? "\n" : "");
                if (head)
                    add_row(text, without_mark(line), false);
                else
                    add_columns(text, line, " |");
                add_columns(text, line, " --- |");
            }
            if (!head)
                add_row(text, line, true);
        } else if (line.length > 0) {
            struct span words = begins(line, SHEET_TITLE) ? without_mark(line) : line;
            text_format(text, "%s%s%s%.*s\n\n", in_table ? "\n" : "", words.bytes > line.bytes ? hashes : "",
                        words.bytes > line.bytes ? " " : "", (int)words.length, words.bytes);
        }
        in_table = is_row(line);
        sheet = behind(line);
    }
    text_add(text, in_table ? "\n" : "");
}

const char *sheet_bar(uint64_t part, uint64_t whole)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { LEVELS = sizeof bars / sizeof *bars - 1 };
    if (part == 0 || whole == 0)
        return bars[0];
    if (part >= whole)
        return bars[LEVELS];
    /* Large numbers lose what no eighth shows. */
    while (part > UINT64_MAX / LEVELS) {
        part /= 2;
        whole /= 2;
    }
    return bars[part * LEVELS / whole > 0 ? part * LEVELS / whole : 1];
}
