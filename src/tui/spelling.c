/* How terminals spell keys, the mouse, and what they answer. */
#include "tui/spelling.h"

#include <stdio.h>
#include <string.h>
#include <wctype.h>

enum { DELETE = 0x7f };
enum modifier { SHIFT = 1, META = 2, CONTROL = 4 };

static bool name_key(struct token *token, const char *name, int modifiers)
{
    snprintf(token->name, sizeof token->name, "%s%s%s%s", modifiers & CONTROL ? "C-" : "",
             modifiers & META ? "M-" : "", modifiers & SHIFT ? "S-" : "", name);
    return true;
}

/* Keys that characters stand for, those that control makes of letters among them. */
static const struct {
    uint32_t rune;
    const char *name;
} characters[] = {
    {'\r', "Enter"}, {'\n', "Enter"},     {'\t', "Tab"},         {' ', "Space"},
    {ESC, "Escape"}, {'\b', "Backspace"}, {DELETE, "Backspace"},
};

static const char *name_of(uint32_t rune)
{
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        if (characters[i].rune == rune)
            return characters[i].name;
    }
    return NULL;
}

static bool name_character(struct token *token, uint32_t rune, int modifiers)
{
    char name[8] = {0};
    const char *key = name_of(rune);
    if (key != NULL)
        return name_key(token, key, modifiers);
    if (rune == 0)
        return name_key(token, "Space", modifiers | CONTROL);
    if (rune < 0x20) {
        name[0] = rune <= 26 ? (char)('a' + rune - 1) : (char)('@' + rune);
        return name_key(token, name, modifiers | CONTROL);
    }
    name[utf8_encode(rune, name)] = '\0';
    return name_key(token, name, modifiers);
}

/*
 * A character that is spelled out with its modifiers, as it would have come without that spelling: Shift is in the character, and
 * Control with [ is Escape.
 */
static bool name_spelled(struct token *token, uint32_t rune, int modifiers)
{
    if (rune < 0x20 || rune == ' ' || rune == DELETE)
        return name_character(token, rune, modifiers);
    if (modifiers & CONTROL) {
        const char *key = rune >= '@' && rune < DELETE ? name_of(rune & 0x1f) : NULL;
        if (key != NULL)
            return name_key(token, key, modifiers & META);
        if (rune >= 'A' && rune <= 'Z')
            rune += 'a' - 'A';
    } else if (modifiers & SHIFT) {
        rune = (uint32_t)towupper((wint_t)rune);
    }
    return name_character(token, rune, modifiers & ~SHIFT);
}

static const struct {
    char final;
    const char *name;
    int modifiers;
} letters[] = {
    {'A', "Up", 0},       {'B', "Down", 0},      {'C', "Right", 0},    {'D', "Left", 0},
    {'F', "End", 0},      {'H', "Home", 0},      {'P', "F1", 0},       {'Q', "F2", 0},
    {'R', "F3", 0},       {'S', "F4", 0},        {'Z', "Tab", SHIFT},  {'a', "Up", SHIFT},
    {'b', "Down", SHIFT}, {'c', "Right", SHIFT}, {'d', "Left", SHIFT}, {'E', "Begin", 0},
    {'G', "Begin", 0},
};

/* The keypad in its application mode, from ESC O j on. */
static const char keypad[] = "*+,-./0123456789";

/* The newer spelling has numbers of its own for it, and for the keys that have an older spelling, too, if they are on it. */
enum { FIRST_PRIVATE = 0xe000, LAST_PRIVATE = 0xf8ff, FIRST_F13 = 57376, FIRST_KEYPAD = 57399 };
static const char *const keypad_keys[] = {
    "0",  "1",    "2",      "3",        "4",    "5",     "6",      "7",      "8",     "9",
    ".",  "/",    "*",      "-",        "+",    "Enter", "=",      ",",      "Left",  "Right",
    "Up", "Down", "PageUp", "PageDown", "Home", "End",   "Insert", "Delete", "Begin",
};

static const struct {
    int number;
    const char *name;
} numbers[] = {
    {1, "Home"}, {2, "Insert"}, {3, "Delete"}, {4, "End"},  {5, "PageUp"}, {6, "PageDown"}, {7, "Home"},
    {8, "End"},  {11, "F1"},    {12, "F2"},    {13, "F3"},  {14, "F4"},    {15, "F5"},      {17, "F6"},
    {18, "F7"},  {19, "F8"},    {20, "F9"},    {21, "F10"}, {23, "F11"},   {24, "F12"},     {25, "F13"},
    {26, "F14"}, {28, "F15"},   {29, "F16"},   {31, "F17"}, {32, "F18"},   {33, "F19"},     {34, "F20"},
};

static bool name_letter(struct token *token, char final, int modifiers)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].final == final)
            return name_key(token, letters[i].name, modifiers | letters[i].modifiers);
    }
    return false;
}

static bool name_number(struct token *token, int number, int modifiers)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].number == number)
            return name_key(token, numbers[i].name, modifiers);
    }
    return false;
}

/* xterm's number for the modifiers held: 1 + shift + 2 alt + 4 control + 8 meta. Super and hyper count as meta, so that
   nothing is typed with them; locks don't count. */
static int modifiers_of(int parameter)
{
    int bits = parameter > 1 ? parameter - 1 : 0;
    return (bits & 1 ? SHIFT : 0) | (bits & (2 | 8 | 16 | 32) ? META : 0) | (bits & 4 ? CONTROL : 0);
}

/* Parameters of a sequence, separated by ; and what belongs to each of them by : */
enum { PARAMETERS = 3, PARTS = 3 };
struct parameters {
    int list[PARAMETERS][PARTS]; /* what is missing is 0 */
};

/* Reads them from b[i] on. Returns where it stopped. */
static size_t read_parameters(const unsigned char *b, size_t i, size_t length, struct parameters *parameters)
{
    size_t at = 0, part = 0;
    *parameters = (struct parameters){0};
    for (; i < length && spelling_is_between(b[i], '0', ';'); i++) {
        if (b[i] == ';') {
            at++;
            part = 0;
        } else if (b[i] == ':') {
            part++;
        } else if (at < PARAMETERS && part < PARTS && parameters->list[at][part] < 0x110000) {
            parameters->list[at][part] = parameters->list[at][part] * 10 + (b[i] - '0');
        }
    }
    return i;
}

/* ESC [ number of the key : with shift ; modifiers : event ; text u. Where the terminal says what the key types, that is it. */
static bool name_newer(struct token *token, const struct parameters *parameters)
{
    enum { RELEASE = 3, KEYPAD_KEYS = sizeof keypad_keys / sizeof *keypad_keys };
    uint32_t rune = (uint32_t)parameters->list[0][0], shifted = (uint32_t)parameters->list[0][1];
    uint32_t text = (uint32_t)parameters->list[2][0];
    int modifiers = modifiers_of(parameters->list[1][0]);
    if (parameters->list[1][1] == RELEASE)
        return false;
    if (rune >= FIRST_KEYPAD && rune < FIRST_KEYPAD + KEYPAD_KEYS)
        return name_key(token, keypad_keys[rune - FIRST_KEYPAD], modifiers);
    if (rune >= FIRST_F13 && rune < FIRST_F13 + 8) {
        char name[8];
        snprintf(name, sizeof name, "F%u", 13 + rune - FIRST_F13);
        return name_key(token, name, modifiers);
    }
    if (rune >= FIRST_PRIVATE && rune <= LAST_PRIVATE)
        return false;
    if (text >= ' ' && text != DELETE && (modifiers & (CONTROL | META)) == 0)
        return name_character(token, text, 0);
    if (shifted >= ' ' && (modifiers & SHIFT) != 0 && (modifiers & CONTROL) == 0)
        return name_character(token, shifted, modifiers & ~SHIFT);
    return name_spelled(token, rune, modifiers);
}

/* ESC [ row ; column R. In the first row it would be F3 with a modifier. */
static bool name_column(struct token *token, const unsigned char *b, size_t length)
{
    struct parameters parameters;
    if (length < 3 || b[1] != '[' || b[length - 1] != 'R' || memchr(b, ':', length) != NULL ||
        read_parameters(b, 2, length, &parameters) + 1 != length)
        return false;
    int row = parameters.list[0][0], column = parameters.list[1][0];
    if (row < 2 || column < 1 || parameters.list[2][0] != 0)
        return false;
    token->kind = TOKEN_COLUMN;
    token->number = (uint32_t)column;
    return true;
}

static bool name_csi(struct token *token, const unsigned char *b, size_t length)
{
    static const struct {
        char final;
        int modifiers;
    } rxvt[] = {{'~', 0}, {'$', SHIFT}, {'^', CONTROL}, {'@', CONTROL | SHIFT}};
    enum { SPELLED_OUT = 27, EVENT_RELEASE = 3 };

    if (length == 4 && b[2] == '[' && spelling_is_between(b[3], 'A', 'E'))
        return name_number(token, 11 + b[3] - 'A', 0);
    struct parameters parameters;
    size_t begin = length > 2 && b[2] == '>' ? 3 : 2; /* modifyCursorKeys 3 */
    size_t end = read_parameters(b, begin, length, &parameters);
    if (end + 1 != length || (begin > 2 && !spelling_is_between(b[end], 'A', 'S')))
        return false;
    char final = (char)b[end];
    int modifiers = modifiers_of(parameters.list[1][0]);
    if (final == '~' && parameters.list[0][0] == SPELLED_OUT) /* any key, as xterm does it */
        return name_spelled(token, (uint32_t)parameters.list[2][0], modifiers);
    if (final == 'u') /* the same in the newer spelling */
        return name_newer(token, &parameters);
    if (parameters.list[1][1] == EVENT_RELEASE)
        return false;
    for (size_t i = 0; i < sizeof rxvt / sizeof *rxvt; i++) {
        if (rxvt[i].final == final)
            return name_number(token, parameters.list[0][0], rxvt[i].modifiers | modifiers);
    }
    if (parameters.list[1][0] == 0 &&
        spelling_is_between(b[end], 'A', 'H')) /* modifyCursorKeys 1: no number of a key before it */
        modifiers |= modifiers_of(parameters.list[0][0]);
    return name_letter(token, final, modifiers);
}

static bool name_ss3(struct token *token, const unsigned char *b, size_t length)
{
    struct parameters parameters;
    size_t end = read_parameters(b, 2, length, &parameters);
    if (end + 1 != length)
        return false;
    int held = parameters.list[1][0] != 0 ? parameters.list[1][0] : parameters.list[0][0];
    int modifiers = modifiers_of(held);
    char final = (char)b[end];
    if (spelling_is_between(b[end], 'a', 'd')) /* rxvt: control and an arrow */
        return name_letter(token, (char)(final - 'a' + 'A'), CONTROL);
    if (spelling_is_between(b[end], 'j', 'y'))
        return name_spelled(token, (uint32_t)keypad[final - 'j'], modifiers);
    switch (final) {
    case 'M':
        return name_key(token, "Enter", modifiers);
    case 'I':
        return name_key(token, "Tab", modifiers);
    case 'X':
        return name_spelled(token, '=', modifiers);
    }
    return name_letter(token, final, modifiers);
}

/* ESC [ < button ; column ; row M, or m when a button is let go. False: it is none, or of a button that means nothing. */
static bool read_mouse(struct token *token, const unsigned char *b, size_t length)
{
    enum { HELD = 4 | 8 | 16, MOVES = 32, WHEEL = 64, MOST = 9999 };
    int list[3] = {0, 0, 0}, digits = 0;
    size_t count = 0, i = 3;
    for (; i + 1 < length && count < 3; i++) {
        if (b[i] == ';' ? digits == 0 : !spelling_is_between(b[i], '0', '9') || list[count] > MOST)
            return false;
        if (b[i] == ';')
            count++, digits = 0;
        else
            list[count] = list[count] * 10 + (b[i] - '0'), digits++;
    }
    bool whole = count == 2 && digits > 0 && i + 1 == length && (b[i] == 'M' || b[i] == 'm');
    if (!whole || list[1] < 1 || list[2] < 1 || list[1] > MOST || list[2] > MOST)
        return false;
    int button = list[0] & ~(HELD | MOVES), released = b[i] == 'm';
    bool wheel = button == WHEEL || button == WHEEL + 1;
    if (wheel ? released || (list[0] & MOVES) != 0 : button != 0)
        return false;
    token->kind = TOKEN_MOUSE;
    token->mouse = wheel                    ? button == WHEEL ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN
                   : released               ? MOUSE_RELEASE
                   : (list[0] & MOVES) != 0 ? MOUSE_DRAG
                                            : MOUSE_PRESS;
    token->x = list[1] - 1;
    token->y = list[2] - 1;
    return true;
}

static bool is_mouse(const unsigned char *b, size_t length)
{
    if (length < 3 || b[1] != '[')
        return false;
    bool newer = spelling_is_between(b[2], '0', '9') && b[length - 1] == 'M';
    bool older = b[2] == 'M' && length == 6;
    bool focus = length == 3 && (b[2] == 'I' || b[2] == 'O');
    return newer || older || focus;
}

/* An ESC before a key's sequence is Meta held. Nothing of it is a key otherwise: the tokenizer saw to that. */
static bool add_meta(struct token *token)
{
    char name[sizeof token->name];
    if (token->name[0] == '\0')
        return true;
    bool control = strncmp(token->name, "C-", 2) == 0,
         meta = strncmp(token->name + 2 * control, "M-", 2) == 0;
    snprintf(name, sizeof name, "%sM-%.16s", control ? "C-" : "", token->name + 2 * control + 2 * meta);
    memcpy(token->name, name, sizeof name);
    return true;
}

static bool name_stray(struct token *token, unsigned char byte)
{
    token->kind = TOKEN_STRAY;
    token->number = byte;
    return true;
}

bool spelling_read(struct token *token, const unsigned char *b, size_t length)
{
    uint32_t rune;
    token->kind = TOKEN_KEY;
    token->name[0] = '\0';
    token->number = 0;
    if (b[0] != ESC || length == 1) {
        bool whole =
            utf8_decode((const char *)b, length, &rune) == length && (rune != RUNE_INVALID || length > 1);
        return whole ? name_character(token, rune, 0) : name_stray(token, b[0]);
    }
    if (b[1] == ESC)
        return spelling_read(token, b + 1, length - 1) && add_meta(token);
    if (length > 2 && b[1] == '[') {
        if (b[2] == '<')
            return read_mouse(token, b, length);
        if (is_mouse(b, length))
            return false;
        if (name_column(token, b, length))
            return true;
        name_csi(token, b, length);
        return true;
    }
    if (length > 2 && b[1] == 'O') {
        name_ss3(token, b, length);
        return true;
    }
    bool whole = utf8_decode((const char *)b + 1, length - 1, &rune) == length - 1 &&
                 (rune != RUNE_INVALID || length > 2);
    return whole ? name_character(token, rune, META) : name_stray(token, b[1]);
}
