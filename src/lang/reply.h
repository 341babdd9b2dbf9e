#ifndef LANG_REPLY_H
#define LANG_REPLY_H
/*
 * What a command has to say: sentences and tables for people (a sheet), and an object for programs. A reply carries the words that
 * it speaks in.
 *
 * Knows: sheets, words. Must not know: where it is shown, what it is about.
 */
#include "base/sheet.h"
#include "base/words.h"

#include <stdint.h>

/* Zero-initialised it is empty; reply_begin gives it words. */
struct reply {
    const struct words *words;
    struct text text;  /* for people, a sheet (base/sheet.h); may be empty */
    struct text title; /* what it answers to: the commands whose replies are long; may be empty */
    struct text json;  /* members of a JSON object without the braces ("count":3,"B":0), or empty */
    /* Long, or with rows: to be shown in a pop-up that can be scrolled (help, stats) rather than in the story line. */
    bool sheet;
    bool spoken;  /* it is what a scene says: a screen shows it as that */
    bool keeps;   /* the message and the sheet of the line before stay; a sentence is added to that message */
    bool refused; /* the runtime itself would not go on: what was done up to there stays */
};

/* Empties it, keeps its room. */
void reply_begin(struct reply *reply, const struct words *words);
void reply_free(struct reply *reply);

/* Adds a line: reply_say(reply, WORD_x, "fig", NUMBER(3)). */
#define reply_say(reply, ...) reply_say_list(reply, __VA_ARGS__, (const char *)0)
void reply_say_list(struct reply *reply, enum word word, ...);

/* The words for people as plain lines, without an end of line behind the last. */
void reply_plain(const struct reply *reply, struct text *text);

/* Members of the JSON object. */
void reply_number(struct reply *reply, const char *name, int64_t number);
void reply_flag(struct reply *reply, const char *name, bool flag);
void reply_text(struct reply *reply, const char *name, const char *bytes, size_t length);
void reply_word(struct reply *reply, const char *name, const char *string); /* the same for a string */
/* A list that may be long: its items are appended to the text that is returned, and nothing else to the reply, until it is closed. */
struct text *reply_open_list(struct reply *reply, const char *name);
void reply_close_list(struct reply *reply);
void reply_list(struct reply *reply, const char *name,
                const struct text *items); /* JSON values parted by commas */

/* Strings of a reply's sentences live in a buffer: REPLY_SHOWN(bytes, length, columns) lives until the end
   of the block. The bytes are made safe and cut to so many columns. */
enum { REPLY_SHOWN_BYTES = 192 };
const char *reply_shown(char buffer[REPLY_SHOWN_BYTES], const char *bytes, size_t length, int columns);
#define REPLY_SHOWN(bytes, length, columns)                                                                  \
    reply_shown((char[REPLY_SHOWN_BYTES]){0}, (bytes), (length), (columns))

/* A command as shown in sentences: long ones are cut. */
#define COMMAND_SHOWN(line) REPLY_SHOWN((line), strlen(line), 44)

#endif
