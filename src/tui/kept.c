/* Long pastes, and what stands for them. */
#include "tui/kept.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>

static struct {
    struct text name, text;
} kept[KEPT_MOST];
static size_t count; /* of all that there ever were */

static bool is_blank(const char *text, size_t length)
{
    return length == 0 || strspn(text, " \t") >= length;
}

static bool is_taken(const struct text *name)
{
    bool taken = false;
    for (size_t i = 0; i < KEPT_MOST; i++)
        taken = taken || strcmp(text_string(&kept[i].name), text_string(name)) == 0;
    return taken;
}

/* Of several with as many lines each has a number of its own. */
static void say_name(const struct words *words, size_t lines, struct text *name)
{
    char number[16] = "";
    for (int i = 2; i == 2 || is_taken(name); i++) {
        text_clear(name);
        words_say(name, words, WORD_TUI_PASTED, NUMBER(lines), number);
        snprintf(number, sizeof number, " (%d)", i);
    }
}

void kept_put(const char *text, size_t length, const struct words *words, struct text *name)
{
    size_t lines = 1;
    struct text its = {0};
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    say_name(words, lines, &its);
    struct text *place = &kept[count % KEPT_MOST].text, *place_of_name = &kept[count % KEPT_MOST].name;
    count++;
    text_clear(place);
    text_append(place, text, length);
    text_clear(place_of_name);
    text_add(place_of_name, text_string(&its));
    text_add(name, text_string(&its));
    text_free(&its);
}

void kept_replace(const char *line, struct text *whole)
{
    const char *place = NULL;
    size_t at = 0;
    for (; at < KEPT_MOST && place == NULL; at++)
        place = kept[at].name.length > 0 ? strstr(line, text_string(&kept[at].name)) : NULL;
    if (place == NULL) {
        text_add(whole, line);
        return;
    }
    const struct text *text = &kept[at - 1].text;
    const char *rest = place + kept[at - 1].name.length;
    if (!is_blank(line, (size_t)(place - line)))
        text_format(whole, "%.*s\n", (int)(place - line), line);
    text_append(whole, text_string(text), text->length);
    if (!is_blank(rest, strlen(rest)))
        text_format(whole, "%s%s", text->length > 0 && text->bytes[text->length - 1] == '\n' ? "" : "\n",
                    rest);
}

bool kept_is_lost(const char *line, const struct words *words)
{
    struct text name = {0};
    size_t blanks = strspn(line, " \t#"), digits = strspn(line + blanks, "0123456789");
    uint64_t lines = 0;
    bool numbered = memchr(line, '#', blanks) != NULL && number_read_unsigned(line + blanks, digits, &lines);
    if (numbered)
        words_say(&name, words, WORD_TUI_PASTED, NUMBER(lines), "");
    /* Up to the number, a blank and the first letters. */
    enum { LETTERS = 8 };
    size_t from = strcspn(text_string(&name), "0123456789"), needs = digits + LETTERS;
    bool lost = numbered && name.length > from + needs &&
                strncmp(text_string(&name) + from, line + blanks, needs) == 0;
    for (size_t i = 0; i < KEPT_MOST && lost; i++)
        lost = kept[i].name.length == 0 || strstr(line, text_string(&kept[i].name)) == NULL;
    text_free(&name);
    return lost;
}

void kept_free(void)
{
    for (size_t i = 0; i < KEPT_MOST; i++) {
        text_free(&kept[i].name);
        text_free(&kept[i].text);
    }
    count = 0;
}
