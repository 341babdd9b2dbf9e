#ifndef TUI_INPUT_H
#define TUI_INPUT_H
/*
 * The tokenizer: bytes from a terminal become whole keys and whole pastes.
 *
 * The same bytes give the same tokens however they were split on the way, as long as no pause is longer than
 * the waits below. Reports of a mouse are tokens in the SGR spelling; of the older spellings, and if they are not whole, they
 * are swallowed, as are replies to queries that nobody here makes. Nothing that somebody typed is: a byte that is no UTF-8
 * is a token, too, so that it can be refused with a word. Memory is bounded whatever comes in: a sequence by INPUT_SEQUENCE_BYTES, a paste by INPUT_PASTE_BYTES, an answer by INPUT_STRING_BYTES.
 *
 * Knows: bytes, how terminals spell keys. Must not know: readline, clocks (the time is passed in), what a key
 * means.
 *
 * Names of keys: a character stands for itself ("x", "ü", "/"), others are "Space" "Enter" "Tab" "Backspace"
 * "Escape" "Up" "Down" "Left" "Right" "Home" "End" "PageUp" "PageDown" "Insert" "Delete" "Begin" (the
 * middle of a keypad) "F1" ... "F20". A key of the keypad is called as if it stood elsewhere.
 * Before them, in this order, "C-" for control, "M-" for alt or meta, "S-" for shift: "C-c", "M-b",
 * "S-Right", "C-M-S-Left". Shift is said only of keys that are no characters; a character has it in itself.
 */
#include "base/text.h"

enum {
    INPUT_SEQUENCE_BYTES = 32,   /* a longer escape sequence is swallowed */
    INPUT_PASTE_BYTES = 8 << 20, /* a longer paste is not taken */
    INPUT_STRING_BYTES = 64,     /* a longer string is no answer */
    INPUT_ESCAPE_WAIT = 40,      /* milliseconds: then an ESC was the key of that name */
    INPUT_TAB_WAIT = 15,         /* then nothing that was pasted with a Tab comes behind it */
    INPUT_SEQUENCE_WAIT = 250,   /* then the rest of a sequence that began does not come any more */
    INPUT_REPORT_WAIT = 2000,    /* the same of a mouse's report: no key begins so */
    INPUT_PASTE_WAIT = 2000,     /* then the end of a paste does not come any more */
    INPUT_ANSWER_WAIT = 2000,    /* then the rest of an answer doesn't */
};

enum token_kind {
    TOKEN_KEY,   /* one key; `name` is "" for an escape sequence without a known meaning */
    TOKEN_PASTE, /* `bytes` is the text: valid UTF-8, no controls, line ends turned into "; ", or, if that were longer than a line
                    may be, into "\n"; `number` is how many bytes were no UTF-8 and are left out. NULL: it was too long. A Tab
                    with text behind it is a paste of one blank. */
    TOKEN_STRAY, /* `number` is a byte that is no UTF-8 */
    TOKEN_MOUSE, /* the left button or the wheel */
    TOKEN_BACKGROUND, /* the terminal's answer: `number` is its background, 0xRRGGBB */
    TOKEN_COLUMN, /* `number` is the column its cursor stands in, from 1; never asked for in the first row, where the
                         answer would be a key's bytes */
};

enum mouse_action { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct token {
    enum token_kind kind;
    char name[24];
    uint32_t number;
    const char *bytes; /* what the terminal sent; owned by the input, valid until it is used again */
    size_t length;
    enum mouse_action mouse; /* of a mouse, with its column and row from 0 */
    int x, y;
};

enum input_mode { INPUT_KEYS, INPUT_PASTING, INPUT_STRING, INPUT_LONG_SEQUENCE };

/* Zero-initialised input is empty and valid. All fields are private. */
struct input {
    struct text bytes; /* not yet cut */
    size_t taken;      /* how many of them are */
    struct text paste, line, string;
    enum input_mode mode;
    bool expecting;
    int64_t fed; /* when bytes came last */
};

void input_free(struct input *input);

/* An answer is under way: what begins like one is given more time, an Escape by itself too. */
void input_expect(struct input *input, bool answer);

/* Bytes that came at `now`, in milliseconds of any clock. Take all tokens before feeding again. */
void input_feed(struct input *input, const char *bytes, size_t length, int64_t now);

/* The next token, if there is a whole one or if the wait for the rest of it is over. */
bool input_next(struct input *input, int64_t now, struct token *token);

/* Milliseconds after which input_next may have a token although no bytes came; -1: none will. */
int input_wait(const struct input *input, int64_t now);

/* Appends pasted bytes, as described at TOKEN_PASTE, with `between` for what parts its lines. Comments that end within the paste
   are left out. Returns how many bytes were no UTF-8. */
size_t input_clean_paste(const char *bytes, size_t length, const char *between, struct text *line);

#endif
