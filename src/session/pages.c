#include "session/pages.h"

#include <string.h>

static int count_lines(const struct text *whole)
{
    int lines = 1;
    const char *at = text_string(whole), *end = at + whole->length;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static size_t line_length(const char *line, const char *end)
{
    const char *found = memchr(line, '\n', (size_t)(end - line));
    return (size_t)((found != NULL ? found : end) - line);
}

/* The lines of the page; those of a table that began before it have its heading above them. */
static void cut_page(struct pages *pages, struct text *page)
{
    int first = pages->page * PAGES_LINES;
    const char *at = text_string(&pages->whole), *end = at + pages->whole.length, *head = NULL;
    text_clear(page);
    pages->before = first;
    for (int line = 0; line < first + PAGES_LINES && at <= end; line++) {
        size_t length = line_length(at, end);
        bool row = memchr(at, '\t', length) != NULL;
        if (line == first && row && head != NULL && *at != *SHEET_HEAD) {
            text_format(page, "%.*s\n", (int)line_length(head, end), head);
            pages->before--;
        }
        if (line >= first)
            text_append(page, at, length + (at + length < end && line + 1 < first + PAGES_LINES));
        head = !row ? NULL : *at == *SHEET_HEAD ? at : head;
        at += length + 1;
    }
}

static void show_page(struct pages *pages, int number, struct text *page)
{
    pages->page = number;
    cut_page(pages, page);
}

void pages_begin(struct pages *pages, const struct text *whole, struct text *page)
{
    int lines = count_lines(whole);
    pages_free(pages);
    if (lines <= PAGES_LINES) {
        text_clear(page);
        text_append(page, text_string(whole), whole->length);
        return;
    }
    text_append(&pages->whole, text_string(whole), whole->length);
    pages->all = lines;
    pages->count = (lines + PAGES_LINES - 1) / PAGES_LINES;
    show_page(pages, 0, page);
}

bool pages_turn(struct pages *pages, enum pages_turn how, struct text *page)
{
    const int to[] = {[PAGES_FIRST] = 0,
                      [PAGES_BACK] = pages->page - 1,
                      [PAGES_ON] = pages->page + 1,
                      [PAGES_LAST] = pages->count - 1};
    if (to[how] < 0 || to[how] >= pages->count)
        return false;
    show_page(pages, to[how], page);
    return true;
}

void pages_free(struct pages *pages)
{
    text_free(&pages->whole);
    *pages = (struct pages){0};
}
