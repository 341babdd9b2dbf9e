#include "paint/svg_film.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_LEAST = 1024, NAME_LETTERS = 26 };

/* Frames `from` to `to` - 1. */
struct span {
    size_t from, to;
};

/* An element, and in which frames it is seen. */
struct svg_piece {
    char *element;
    enum svg_layer layer;
    uint32_t hash;
    struct span *spans;
    size_t span_count, span_capacity;
    size_t next; /* of the same group: one more than its place, 0 for none */
};

static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 16777619u;
    return hash;
}

/* ---- pieces by what they are */

static void put_in_table(struct svg_film *film, size_t piece)
{
    size_t place = film->pieces[piece].hash % film->table_size;
    while (film->table[place] != 0)
        place = (place + 1) % film->table_size;
    film->table[place] = piece + 1;
}

/* The table is never more than half full. */
static void grow_table(struct svg_film *film)
{
    if (film->piece_count * 2 < film->table_size)
        return;
    free(film->table);
    film->table_size = film->table_size == 0 ? TABLE_LEAST : film->table_size * 2;
    film->table = new_items(film->table_size, sizeof *film->table);
    for (size_t i = 0; i < film->piece_count; i++)
        put_in_table(film, i);
}

static struct svg_piece *find_piece(struct svg_film *film, enum svg_layer layer, const char *element)
{
    size_t length = strlen(element);
    uint32_t hash = hash_bytes(2166136261u + (uint32_t)layer, element, length);
    grow_table(film);
    for (size_t place = hash % film->table_size; film->table[place] != 0;
         place = (place + 1) % film->table_size) {
        struct svg_piece *piece = &film->pieces[film->table[place] - 1];
        if (piece->hash == hash && piece->layer == layer && strcmp(piece->element, element) == 0)
            return piece;
    }
    film->pieces =
        room_for_one_more(film->pieces, film->piece_count, &film->piece_capacity, sizeof *film->pieces);
    struct svg_piece *piece = &film->pieces[film->piece_count++];
    *piece = (struct svg_piece){.element = new_items(length + 1, 1), .layer = layer, .hash = hash};
    memcpy(piece->element, element, length);
    film->bytes += length;
    put_in_table(film, film->piece_count - 1);
    return piece;
}

/* ---- frames */

static void see_element(void *context, enum svg_layer layer, const char *element)
{
    struct svg_film *film = context;
    struct svg_piece *piece = find_piece(film, layer, element);
    size_t frame = film->frame_count - 1;
    if (piece->span_count > 0 && piece->spans[piece->span_count - 1].to == frame) {
        piece->spans[piece->span_count - 1].to++;
        return;
    }
    piece->spans =
        room_for_one_more(piece->spans, piece->span_count, &piece->span_capacity, sizeof *piece->spans);
    piece->spans[piece->span_count++] = (struct span){frame, frame + 1};
}

void svg_film_frame(struct svg_film *film, int64_t milliseconds, const struct grid *grid,
                    enum theme_name theme)
{
    if (film->frame_count == 0) {
        film->columns = grid->width;
        film->rows = grid->height;
        film->theme = theme;
    }
    assert(grid->width == film->columns && grid->height == film->rows);
    film->times =
        room_for_one_more(film->times, film->frame_count, &film->frame_capacity, sizeof *film->times);
    film->times[film->frame_count++] = milliseconds;
    svg_each(grid, film->theme, see_element, film);
}

void svg_film_abandon(struct svg_film *film)
{
    for (size_t i = 0; i < film->piece_count; i++) {
        free(film->pieces[i].element);
        free(film->pieces[i].spans);
    }
    free(film->pieces);
    free(film->table);
    free(film->times);
    *film = (struct svg_film){0};
}

/* ---- groups: pieces of one layer that come and go together */

struct group {
    size_t first, last; /* places of pieces */
};

static bool together(const struct svg_piece *a, const struct svg_piece *b)
{
    return a->layer == b->layer && a->span_count == b->span_count &&
           memcmp(a->spans, b->spans, a->span_count * sizeof *a->spans) == 0;
}

/* Links the pieces into groups, in the order in which they first came. Returns the groups, to be freed. */
static struct group *group_pieces(struct svg_film *film, size_t *count)
{
    size_t size = film->piece_count * 2 + 1, *table = new_items(size, sizeof *table);
    struct group *groups = new_items(film->piece_count, sizeof *groups);
    *count = 0;
    for (size_t i = 0; i < film->piece_count; i++) {
        struct svg_piece *piece = &film->pieces[i];
        uint32_t hash =
            hash_bytes((uint32_t)piece->layer, piece->spans, piece->span_count * sizeof *piece->spans);
        size_t place = hash % size;
        while (table[place] != 0 && !together(piece, &film->pieces[groups[table[place] - 1].first]))
            place = (place + 1) % size;
        if (table[place] == 0) {
            groups[*count] = (struct group){i, i};
            table[place] = ++*count;
            continue;
        }
        struct group *group = &groups[table[place] - 1];
        film->pieces[group->last].next = i + 1;
        group->last = i;
    }
    free(table);
    return groups;
}

static bool is_seen(const struct svg_piece *piece, size_t frame)
{
    for (size_t i = 0; i < piece->span_count; i++) {
        if (frame >= piece->spans[i].from && frame < piece->spans[i].to)
            return true;
    }
    return false;
}

static bool is_always_seen(const struct svg_film *film, const struct svg_piece *piece)
{
    return piece->span_count == 1 && piece->spans[0].from == 0 && piece->spans[0].to == film->frame_count;
}

/* ---- the style sheet. Names are letters alone: a, b, ... z, ba, ... */

static void add_name(size_t number, struct text *out)
{
    char name[16];
    size_t at = sizeof name;
    do {
        name[--at] = (char)('a' + number % NAME_LETTERS);
        number /= NAME_LETTERS;
    } while (number > 0);
    text_append(out, name + at, sizeof name - at);
}

/* A moment as a share of the whole, rounded down: ten thousandths of a percent, written without needless digits. */
static void add_share(int64_t milliseconds, int64_t whole, struct text *out)
{
    int64_t share = milliseconds * 1000000 / whole;
    text_format(out, "%d", (int)(share / 10000));
    if (share % 10000 != 0) {
        text_format(out, ".%04d", (int)(share % 10000));
        while (out->bytes[out->length - 1] == '0')
            out->bytes[--out->length] = '\0';
    }
    text_add(out, "%");
}

static int64_t begin_of(const struct svg_film *film, size_t frame, int64_t whole)
{
    return frame < film->frame_count ? film->times[frame] : whole;
}

static void add_key(int64_t milliseconds, int64_t whole, bool seen, struct text *out)
{
    add_share(milliseconds, whole, out);
    text_add(out, seen ? "{visibility:visible}" : "{visibility:hidden}");
}

/* Each value holds up to the next key; what lasted no time at all has none. */
static void add_timeline(const struct svg_film *film, const struct svg_piece *piece, size_t number,
                         int64_t whole, struct text *out)
{
    int64_t hidden_from = 0; /* up to the next span */
    text_add(out, "@keyframes ");
    add_name(number, out);
    text_add(out, "{");
    for (size_t i = 0; i < piece->span_count; i++) {
        int64_t from = begin_of(film, piece->spans[i].from, whole),
                to = begin_of(film, piece->spans[i].to, whole);
        if (from == to)
            continue;
        if (hidden_from < from)
            add_key(hidden_from, whole, false, out);
        if (hidden_from < from || from == 0)
            add_key(from, whole, true, out);
        hidden_from = to;
    }
    if (hidden_from < whole)
        add_key(hidden_from, whole, false, out);
    text_add(out, "}\n.");
    add_name(number, out);
    text_add(out, "{animation-name:");
    add_name(number, out);
    text_add(out, "}\n");
}

static void add_style(const struct svg_film *film, const struct group *groups, size_t count, int64_t whole,
                      struct text *out)
{
    text_format(out,
                "@media (prefers-reduced-motion:no-preference){g g{animation-duration:%lldms;"
                "animation-timing-function:step-end;animation-iteration-count:infinite}}\n",
                (long long)whole);
    for (size_t i = 0; i < count; i++) {
        const struct svg_piece *piece = &film->pieces[groups[i].first];
        if (!is_always_seen(film, piece))
            add_timeline(film, piece, i, whole, out);
    }
}

/* ---- the picture */

static void add_group(const struct svg_film *film, const struct group *group, size_t number, size_t standing,
                      struct text *out)
{
    const struct svg_piece *piece = &film->pieces[group->first];
    bool always = is_always_seen(film, piece);
    if (!always) {
        text_add(out, "<g class=\"");
        add_name(number, out);
        text_add(out, is_seen(piece, standing) ? "\">\n" : "\" visibility=\"hidden\">\n");
    }
    for (;; piece = &film->pieces[piece->next - 1]) {
        text_format(out, "%s\n", piece->element);
        if (piece->next == 0)
            break;
    }
    if (!always)
        text_add(out, "</g>\n");
}

void svg_film_end(struct svg_film *film, int64_t milliseconds, size_t standing, const struct svg_words *words,
                  struct text *out)
{
    size_t count;
    struct text style = {0};
    assert(film->frame_count > 0 && milliseconds > 0 && milliseconds > film->times[film->frame_count - 1]);
    struct group *groups = group_pieces(film, &count);
    add_style(film, groups, count, milliseconds, &style);
    svg_begin(film->columns, film->rows, film->theme, words, text_string(&style), out);
    for (int layer = 0; layer < SVG_LAYERS; layer++) {
        svg_begin_layer((enum svg_layer)layer, out);
        for (size_t i = 0; i < count; i++) {
            if (film->pieces[groups[i].first].layer == (enum svg_layer)layer)
                add_group(film, &groups[i], i, standing, out);
        }
        svg_end_layer(out);
    }
    svg_end(out);
    free(groups);
    text_free(&style);
    svg_film_abandon(film);
}
