#ifndef TEST_SVG_MOMENTS_H
#define TEST_SVG_MOMENTS_H
/* Takes a picture that moves apart: which of its elements are seen at a moment, as a browser would show it. And the same of a still,
   to compare. */
#include "paint/svg_film.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    MOMENTS_LINES = 1 << 16,
    MOMENTS_NAME = 16,
    MOMENTS_WHOLE = 1000000 /* of a picture's time, in ten thousandths of a percent */
};

struct moments_line {
    const char *text;   /* an element; of the copy */
    const char *timing; /* the keys of its group, NULL: it is always seen */
    int layer;
    bool stands; /* where nothing moves */
};

struct moments {
    char *copy;
    int64_t length; /* milliseconds; 0: it does not move */
    struct moments_line *lines;
    size_t count;
};

/* The timelines of a picture, by name. */
struct moments_names {
    const char *names[MOMENTS_LINES];
    int count;
};

static inline int moments_compare_names(const void *a, const void *b)
{
    const char *one = *(const char *const *)a, *other = *(const char *const *)b;
    size_t length = strcspn(one, "{"), its = strcspn(other, "{");
    int order = strncmp(one, other, length < its ? length : its);
    return order != 0 ? order : (int)length - (int)its;
}

static inline const char *moments_timing(const struct moments_names *names, const char *name)
{
    char wanted[MOMENTS_NAME + 2];
    const char *key = wanted;
    snprintf(wanted, sizeof wanted, "%.*s{", (int)strcspn(name, "\""), name);
    const char *const *found =
        bsearch(&key, names->names, (size_t)names->count, sizeof *names->names, moments_compare_names);
    assert_non_null(found);
    return *found + strcspn(*found, "{") + 1;
}

/* A picture as svg_draw or svg_film_end made it: an element a line. */
static inline void moments_read(struct moments *moments, const char *svg)
{
    static struct moments_names names;
    names.count = 0;
    *moments = (struct moments){.copy = malloc(strlen(svg) + 1),
                                .lines = calloc(MOMENTS_LINES, sizeof *moments->lines)};
    strcpy(moments->copy, svg);
    struct moments_line now = {.layer = -1, .stands = true};
    bool sorted = false, grouped = false;
    for (char *line = moments->copy, *next; *line != '\0'; line = next) {
        next = line + strcspn(line, "\n");
        assert_int_equal(*next, '\n');
        *next++ = '\0';
        const char *duration = strstr(line, "animation-duration:");
        if (duration != NULL)
            moments->length = atoll(duration + strlen("animation-duration:"));
        if (strncmp(line, "@keyframes ", 11) == 0) {
            assert_true(names.count < MOMENTS_LINES);
            names.names[names.count++] = line + 11;
        } else if (strncmp(line, "<g class=\"", 10) == 0) {
            if (!sorted)
                qsort(names.names, (size_t)names.count, sizeof *names.names, moments_compare_names);
            sorted = grouped = true;
            now.timing = moments_timing(&names, line + 10);
            now.stands = strstr(line, "visibility=\"hidden\"") == NULL;
        } else if (strncmp(line, "<g ", 3) == 0) {
            now.layer++;
        } else if (strcmp(line, "</g>") == 0) {
            grouped = false;
            now.timing = NULL;
            now.stands = true;
        } else if (now.layer >= 0 && (strncmp(line, "<rect ", 6) == 0 || strncmp(line, "<text ", 6) == 0)) {
            assert_true(moments->count < MOMENTS_LINES);
            now.text = line;
            moments->lines[moments->count++] = now;
        } else {
            assert_false(grouped);
        }
    }
}

static inline void moments_free(struct moments *moments)
{
    free(moments->copy);
    free(moments->lines);
}

/* Whether keys like 0%{visibility:hidden}1.5%{visibility:visible} say so at a moment; each holds up to the next. */
static inline bool moments_is_seen(const char *keys, int64_t milliseconds, int64_t whole)
{
    bool seen = false;
    int64_t before = -1;
    while (*keys != '}') {
        char *end;
        int64_t share = strtoll(keys, &end, 10) * 10000;
        if (*end == '.') {
            int64_t unit = 1000;
            for (end++; *end >= '0' && *end <= '9'; end++, unit /= 10)
                share += (*end - '0') * unit;
        }
        assert_true(share > before && (before >= 0 || share == 0) && share < MOMENTS_WHOLE);
        before = share;
        bool visible = strncmp(end, "%{visibility:visible}", 21) == 0;
        assert_true(visible || strncmp(end, "%{visibility:hidden}", 20) == 0);
        if (share * whole <= milliseconds * MOMENTS_WHOLE)
            seen = visible;
        keys = end + (visible ? 21 : 20);
    }
    return seen;
}

static inline int moments_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What is seen at a moment, sorted within each layer; at -1: what stands where nothing moves. */
static inline void moments_print(const struct moments *moments, int64_t milliseconds, struct text *out)
{
    static const char *seen[MOMENTS_LINES];
    for (int layer = 0; layer < SVG_LAYERS; layer++) {
        size_t count = 0;
        for (size_t i = 0; i < moments->count; i++) {
            const struct moments_line *line = &moments->lines[i];
            bool shown = milliseconds < 0 ? line->stands
                         : line->timing == NULL
                             ? true
                             : moments_is_seen(line->timing, milliseconds, moments->length);
            if (line->layer == layer && shown)
                seen[count++] = line->text;
        }
        qsort(seen, count, sizeof *seen, moments_compare);
        for (size_t i = 0; i < count; i++)
            text_format(out, "%d %s\n", layer, seen[i]);
    }
}

/* The still of a grid, in the same form. */
static inline void moments_print_still(const struct grid *grid, enum theme_name theme, struct text *out)
{
    struct moments moments;
    struct text svg = {0};
    svg_draw(grid, theme, &(struct svg_words){0}, &svg);
    moments_read(&moments, text_string(&svg));
    assert_int_equal(moments.length, 0);
    moments_print(&moments, -1, out);
    moments_free(&moments);
    text_free(&svg);
}

static inline void assert_moment_is_still(const struct moments *moments, int64_t milliseconds,
                                          const struct grid *grid, enum theme_name theme)
{
    struct text moment = {0}, still = {0};
    moments_print(moments, milliseconds, &moment);
    moments_print_still(grid, theme, &still);
    assert_string_equal(text_string(&moment), text_string(&still));
    text_free(&moment);
    text_free(&still);
}

#endif
