#include "session/keys.h"

#include "base/sheet.h"

#include <string.h>

enum {
    PROMPT = KEYS_PROMPT,
    BUCKETS = KEYS_BUCKETS,
    EMPTY = KEYS_EMPTY,
    PLAYING = KEYS_PLAYING,
    SHEET = KEYS_SHEET,
    SCENE = KEYS_SCENE,
    CHAPTERS = KEYS_CHAPTERS,
    QUESTION = KEYS_QUESTION,
    PAUSE = KEYS_PAUSE,
    MORE = KEYS_MORE,
    LESS = KEYS_LESS,
    HANDS = PROMPT | EMPTY | PAUSE, /* in front of a class */
};

/*
 * Letters mean nothing here, wherever the keyboard is: they begin words, and words are the prompt's.
 *
 * The first row whose key is pressed and whose states hold counts. `needs` must all be so, `not` must none be
 * so. A hint is shown for rows that have one, in the order of the table; rows with the same hint share it,
 * and `shown` is how they are called there.
 */
static const struct key_row {
    const char *key, *command;
    unsigned needs, not ;
    const char *shown; /* NULL: no hint of its own */
    enum word meaning;
} rows[] = {
    /* a sheet lies over everything */
    {"Escape", "view sheet off", SHEET, 0, "Esc", WORD_KEY_CLOSE},
    {"q", "view sheet off", SHEET | EMPTY, 0, NULL, WORD_KEY_CLOSE},
    {"Up", "scroll up", SHEET | PROMPT | EMPTY, 0, "↑↓", WORD_KEY_SCROLL},
    {"Down", "scroll down", SHEET | PROMPT | EMPTY, 0, NULL, WORD_KEY_SCROLL},
    {"Up", "scroll up", SHEET | BUCKETS, 0, NULL, WORD_KEY_SCROLL},
    {"Down", "scroll down", SHEET | BUCKETS, 0, NULL, WORD_KEY_SCROLL},
    {"Home", "scroll start", SHEET | EMPTY, 0, NULL, WORD_KEY_SCROLL_ENDS},
    {"End", "scroll end", SHEET | EMPTY, 0, NULL, WORD_KEY_SCROLL_ENDS},

    /* time */
    {"Space", "pause", PLAYING | EMPTY, 0, "space", WORD_KEY_PAUSE},
    {"Space", "answer", EMPTY | QUESTION, PLAYING, "space", WORD_KEY_TELL},
    {"Space", "play", EMPTY, PLAYING | SCENE, "space", WORD_KEY_PLAY},
    {"Space", "play", EMPTY | SCENE, PLAYING, "space", WORD_KEY_GO_ON},
    /* A clicker has the keys of a presentation. What is said is read to its end before it goes on. */
    {"PageDown", "play", HANDS, SHEET | MORE, NULL, WORD_KEY_GO_ON},
    {"PageUp", "seek pause", HANDS, SHEET | LESS, NULL, WORD_KEY_LAST_STOP},
    {"Enter", "play", HANDS, SHEET, NULL, WORD_KEY_GO_ON},
    {"Down", "play", HANDS, SHEET, NULL, WORD_KEY_GO_ON},
    {"F5", "play", HANDS, SHEET, NULL, WORD_KEY_GO_ON},
    {"PageDown", "answer", PROMPT | EMPTY | QUESTION, SHEET | MORE | PLAYING, NULL, WORD_KEY_TELL},
    {"F5", "answer", PROMPT | EMPTY | QUESTION, SHEET | PLAYING, NULL, WORD_KEY_TELL},
    {"PageUp", "seek pause", PROMPT | EMPTY | QUESTION, SHEET | LESS, NULL, WORD_KEY_LAST_STOP},
    {"C-PageDown", "seek chapter next", CHAPTERS, 0, NULL, WORD_KEY_CHAPTER},
    {"C-PageUp", "seek chapter previous", CHAPTERS, 0, NULL, WORD_KEY_CHAPTER},
    {"M-Right", "seek chapter next", CHAPTERS | EMPTY, 0, "alt ←→", WORD_KEY_CHAPTER},
    {"M-Left", "seek chapter previous", CHAPTERS | EMPTY, 0, NULL, WORD_KEY_CHAPTER},
    {"Left", "back", PROMPT | EMPTY, 0, "←→", WORD_KEY_STEP},
    {"Right", "step", PROMPT | EMPTY, 0, NULL, WORD_KEY_STEP},
    {"+", "speed faster", PLAYING | EMPTY, 0, "+-", WORD_KEY_SPEED},
    {"-", "speed slower", PLAYING | EMPTY, 0, NULL, WORD_KEY_SPEED},
    {"S-Left", "back command", EMPTY, 0, "⇧←→", WORD_KEY_COMMAND},
    {"S-Right", "step command", EMPTY, 0, NULL, WORD_KEY_COMMAND},
    {"C-Left", "back bucket", EMPTY, 0, "^←→", WORD_KEY_BUCKET},
    {"C-Right", "step bucket", EMPTY, 0, NULL, WORD_KEY_BUCKET},
    {"Home", "seek start", EMPTY, 0, NULL, WORD_KEY_START},
    {"End", "seek end", EMPTY, 0, NULL, WORD_KEY_END},

    /* the keyboard on the buckets */
    {"Left", "walk left", BUCKETS, 0, "←→↑↓", WORD_KEY_WALK},
    {"Right", "walk right", BUCKETS, 0, NULL, WORD_KEY_WALK},
    {"Up", "walk up", BUCKETS, 0, NULL, WORD_KEY_WALK},
    {"Down", "walk down", BUCKETS, 0, NULL, WORD_KEY_WALK},
    {"Enter", "open", BUCKETS, 0, "enter", WORD_KEY_OPEN},
    {"+", "view zoom in", BUCKETS, 0, NULL, WORD_KEY_ZOOM},
    {"-", "view zoom out", BUCKETS, 0, NULL, WORD_KEY_ZOOM},
    {"/", "focus prompt", BUCKETS, 0, NULL, WORD_KEY_FIND},
    {"Escape", "focus prompt", BUCKETS, SHEET, "Esc", WORD_KEY_PROMPT},

    /* everywhere */
    {"PageUp", "scroll pageup", 0, 0, NULL, WORD_KEY_PAGE},
    {"PageDown", "scroll pagedown", 0, 0, NULL, WORD_KEY_PAGE},
    {"F1", "help", 0, 0, "F1", WORD_KEY_HELP},
    {"?", "help", EMPTY, 0, NULL, WORD_KEY_HELP},
    {"F2", "view cells next", 0, 0, "F2", WORD_KEY_CELLS},
    {"F3", "view before", 0, 0, NULL, WORD_KEY_BEFORE},
    {"F4", "view follow on", 0, 0, NULL, WORD_KEY_FOLLOW},
    {"F7", "view field", 0, 0, NULL, WORD_KEY_FIELD},
    {"F6", "view lecture", 0, 0, NULL, WORD_KEY_LECTURE},
    {"Escape", "focus buckets", PROMPT | EMPTY, 0, "Esc", WORD_KEY_STAGE},
};

enum { ROWS = sizeof rows / sizeof *rows };

static bool holds(const struct key_row *row, unsigned state)
{
    return (state & row->needs) == row->needs && (state & row->not ) == 0;
}

const char *keys_command(const char *key, unsigned state)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (holds(&rows[i], state) && strcmp(rows[i].key, key) == 0)
            return rows[i].command;
    }
    return NULL;
}

bool keys_is_litter(const char *line)
{
    enum { PRESSES = 8 }; /* the screen was made black, and seen again */
    size_t length = strlen(line);
    return length > 0 && length <= PRESSES && strspn(line, "bB.") == length;
}

size_t keys_hints(const struct words *words, unsigned state, struct key_hint *hints, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < ROWS && count < room; i++) {
        if (rows[i].shown == NULL || !holds(&rows[i], state) ||
            keys_command(rows[i].key, state) != rows[i].command)
            continue;
        hints[count++] = (struct key_hint){rows[i].shown, words->texts[rows[i].meaning]};
    }
    return count;
}

static enum word when(const struct key_row *row)
{
    if (row->needs & SHEET)
        return WORD_KEY_WHEN_SHEET;
    if (row->needs & BUCKETS)
        return WORD_KEY_WHEN_BUCKETS;
    return row->needs & EMPTY ? WORD_KEY_WHEN_EMPTY : WORD_KEY_WHEN_ALWAYS;
}

static bool are_alike(const struct key_row *row, const struct key_row *other)
{
    return when(row) == when(other) && row->meaning == other->meaning &&
           strcmp(row->command, other->command) == 0;
}

/* The first of a key's rows that are alike: the table has several of one that holds in several states. */
static bool is_first(size_t index, bool of_its_key)
{
    for (size_t i = 0; i < index; i++) {
        if (are_alike(&rows[i], &rows[index]) && (!of_its_key || strcmp(rows[i].key, rows[index].key) == 0))
            return false;
    }
    return true;
}

/* All keys that do the same as that row's. */
static void list_keys(size_t index, struct text *text)
{
    text_add(text, rows[index].key);
    for (size_t i = index + 1; i < ROWS; i++) {
        if (are_alike(&rows[i], &rows[index]) && is_first(i, true))
            text_format(text, ", %s", rows[i].key);
    }
}

void keys_list(const struct words *words, struct text *text)
{
    static const enum word headings[] = {WORD_KEY_WHEN_EMPTY, WORD_KEY_WHEN_BUCKETS, WORD_KEY_WHEN_SHEET,
                                         WORD_KEY_WHEN_ALWAYS};
    for (size_t h = 0; h < sizeof headings / sizeof *headings; h++) {
        text_format(text, "%s" SHEET_TITLE "%s\n", h > 0 ? "\n" : "", words->texts[headings[h]]);
        for (size_t i = 0; i < ROWS; i++) {
            if (when(&rows[i]) != headings[h] || !is_first(i, false))
                continue;
            list_keys(i, text);
            text_format(text, "\t%s\t%s\n", words->texts[rows[i].meaning], rows[i].command);
        }
    }
    text_format(text, "\n%s", words->texts[WORD_KEY_READLINE]);
}
