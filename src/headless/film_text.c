#include "headless/film_text.h"

#include <string.h>

static bool is_spoken(enum player_news news)
{
    return news == NEWS_SAY || news == NEWS_QUESTION || news == NEWS_ANSWER;
}

/* Appends text with what is special replaced: `special` and `instead` go in pairs. */
static void add_escaped(struct text *out, const char *text, const char *special, const char *const *instead)
{
    for (; *text != '\0'; text++) {
        const char *found = strchr(special, *text);
        if (found != NULL)
            text_add(out, instead[found - special]);
        else
            text_append(out, text, 1);
    }
}

/* ---- captions */

static void add_time(struct text *out, int64_t milliseconds)
{
    int64_t seconds = milliseconds / 1000;
    text_format(out, "%02d:%02d:%02d.%03d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                (int)(seconds % 60), (int)(milliseconds % 1000));
}

/* An empty line would be the caption's end. */
static void add_lines(struct text *out, const char *text, const char *const *instead)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        struct text line = {0};
        text_append(&line, text, length);
        add_escaped(out, text_string(&line), "&<>", instead);
        text_add(out, length > 0 ? "\n" : "");
        text_free(&line);
        text += length + (text[length] != '\0');
    }
}

void captions_begin(struct text *out)
{
    text_add(out, "WEBVTT\n");
}

void captions_end(struct captions *captions, int64_t milliseconds, struct text *out)
{
    static const char *const instead[] = {"&amp;", "&lt;", "&gt;"};
    if (captions->now.length > 0 && milliseconds > captions->from) {
        text_add(out, "\n");
        add_time(out, captions->from);
        text_add(out, " --> ");
        add_time(out, milliseconds);
        text_add(out, "\n");
        add_lines(out, text_string(&captions->now), instead);
    }
    text_free(&captions->now);
}

void captions_take(struct captions *captions, enum player_news news, const char *text, int64_t milliseconds,
                   struct text *out)
{
    if (!is_spoken(news) && news != NEWS_CHAPTER && news != NEWS_SILENCE)
        return;
    captions_end(captions, milliseconds, out);
    captions->from = milliseconds;
    if (is_spoken(news))
        text_add(&captions->now, text);
}

/* ---- pages */

static void add_prose(struct text *out, const char *text)
{
    static const char *const instead[] = {"\\\\",  "\\`", "\\*", "\\_", "&lt;", "&gt;",
                                          "&amp;", "\\#", "\\[", "\\]", "\\|",  "  \n"};
    add_escaped(out, text, "\\`*_<>&#[]|\n", instead);
}

void page_begin(const char *title, struct text *out)
{
    text_add(out, "# ");
    add_prose(out, title);
    text_add(out, "\n");
}

void page_end(struct page *page, struct text *out)
{
    if (page->in_block)
        text_add(out, "```\n");
    page->in_block = false;
}

static void begin_block(struct page *page, struct text *out)
{
    if (!page->in_block)
        text_add(out, "\n```text\n");
    page->in_block = true;
}

void page_take(struct page *page, enum player_news news, const char *text, struct text *out)
{
    switch (news) {
    case NEWS_CHAPTER:
        page_end(page, out);
        text_add(out, "\n## ");
        add_prose(out, text);
        text_add(out, "\n");
        break;
    case NEWS_SAY:
    case NEWS_QUESTION:
    case NEWS_ANSWER:
        page_end(page, out);
        text_add(out, news == NEWS_QUESTION ? "\n> " : "\n");
        add_prose(out, text);
        text_add(out, "\n");
        break;
    case NEWS_COMMAND:
        begin_block(page, out);
        text_format(out, "growwork> %s\n", text);
        break;
    case NEWS_REPLY:
        begin_block(page, out);
        text_format(out, "%s\n", text);
        break;
    case NEWS_SILENCE:
    case NEWS_NOTE:
    case NEWS_KEYS:
    case NEWS_SNAPSHOT:
    case NEWS_EXPECT:
        break;
    }
}

void page_picture(struct page *page, const char *picture, struct text *out)
{
    page_end(page, out);
    text_format(out, "\n```text\n%s```\n", picture);
}
