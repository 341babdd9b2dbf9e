/* How terminals spell keys, the mouse, and what they answer. */
#include "tui/spelling.h"

#include <stdio.h>
#include <string.h>

enum { DELETE = 0x7f };
enum modifier { SHIFT = 1, META = 2, CONTROL = 4 };

static bool name_key(struct token *token, const char *name, int modifiers)
{
    snprintf(token->name, sizeof token->name, "%s%s%s%s", modifiers & CONTROL ? "C-" : "",
             modifiers & META ? "M-" : "", modifiers & SHIFT ? "S-" : "", name);
    return true;
}

static bool name_character(struct token *token, uint32_t rune, int modifiers)
{
    char name[8] = {0};
    switch (rune) {
    case 0:
        return name_key(token, "Space", modifiers | CONTROL);
    case '\r':
    case '\n':
        return name_key(token, "Enter", modifiers);
    case '\t':
        return name_key(token, "Tab", modifiers);
    case ' ':
        return name_key(token, "Space", modifiers);
    case ESC:
        return name_key(token, "Escape", modifiers);
    case '\b':
    case DELETE:
        return name_key(token, "Backspace", modifiers);
    }
    if (rune < 0x20) {
        name[0] = rune <= 26 ? (char)('a' + rune - 1) : (char)('@' + rune);
        return name_key(token, name, modifiers | CONTROL);
    }
    name[utf8_encode(rune, name)] = '\0';
    return name_key(token, name, modifiers);
}

static const struct {
    char final;
    const char *name;
    int modifiers;
} letters[] = {
    {'A', "Up", 0},       {'B', "Down", 0},      {'C', "Right", 0},    {'D', "Left", 0},
    {'F', "End", 0},      {'H', "Home", 0},      {'P', "F1", 0},       {'Q', "F2", 0},
    {'R', "F3", 0},       {'S', "F4", 0},        {'Z', "Tab", SHIFT},  {'a', "Up", SHIFT},
    {'b', "Down", SHIFT}, {'c', "Right", SHIFT}, {'d', "Left", SHIFT}, {'M', "Enter", 0},
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

/* xterm's number for the modifiers held: 1 + shift + 2 alt + 4 control + 8 meta. */
static int modifiers_of(int parameter)
{
    int bits = parameter > 1 ? parameter - 1 : 0;
    return (bits & 1 ? SHIFT : 0) | (bits & (2 | 8) ? META : 0) | (bits & 4 ? CONTROL : 0);
}

/* Reads up to `most` numbers separated by ; from b[i]; what is missing is 0. Returns where it stopped. */
static size_t read_numbers(const unsigned char *b, size_t i, size_t length, int *list, size_t most)
{
    size_t at = 0;
    for (; i < length && (spelling_is_between(b[i], '0', '9') || b[i] == ';'); i++) {
        if (b[i] == ';')
            at++;
        else if (at < most && list[at] < 0x110000)
            list[at] = list[at] * 10 + (b[i] - '0');
    }
    return i;
}

/* ESC [ row ; column R. In the first row it would be F3 with a modifier. */
static bool name_column(struct token *token, const unsigned char *b, size_t length)
{
    int list[3] = {0, 0, 0};
    if (length < 3 || b[1] != '[' || b[length - 1] != 'R' ||
        read_numbers(b, 2, length, list, 3) + 1 != length)
        return false;
    if (list[0] < 2 || list[1] < 1 || list[2] != 0)
        return false;
    token->kind = TOKEN_COLUMN;
    token->number = (uint32_t)list[1];
    return true;
}

static bool name_csi(struct token *token, const unsigned char *b, size_t length)
{
    static const struct {
        char final;
        int modifiers;
    } rxvt[] = {{'~', 0}, {'$', SHIFT}, {'^', CONTROL}, {'@', CONTROL | SHIFT}};

    if (length == 4 && b[2] == '[' && spelling_is_between(b[3], 'A', 'E'))
        return name_number(token, 11 + b[3] - 'A', 0);
    int list[3] = {0, 0, 0};
    size_t end = read_numbers(b, 2, length, list, 3);
    if (end + 1 != length)
        return false;
    char final = (char)b[end];
    if (final == '~' && list[0] == 27) /* any key, spelled out by xterm */
        return name_character(token, (uint32_t)list[2], modifiers_of(list[1]));
    if (final == 'u') /* the same in the newer spelling */
        return name_character(token, (uint32_t)list[0], modifiers_of(list[1]));
    for (size_t i = 0; i < sizeof rxvt / sizeof *rxvt; i++) {
        if (rxvt[i].final == final)
            return name_number(token, list[0], rxvt[i].modifiers | modifiers_of(list[1]));
    }
    return name_letter(token, final, modifiers_of(list[1]));
}

static bool name_ss3(struct token *token, const unsigned char *b, size_t length)
{
    int list[2] = {0, 0};
    size_t end = read_numbers(b, 2, length, list, 2);
    if (end + 1 != length)
        return false;
    if (spelling_is_between(b[end], 'a', 'd')) /* rxvt: control and an arrow */
        return name_letter(token, (char)(b[end] - 'a' + 'A'), CONTROL);
    return name_letter(token, (char)b[end], modifiers_of(list[1] != 0 ? list[1] : list[0]));
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

bool spelling_read(struct token *token, const unsigned char *b, size_t length)
{
    uint32_t rune;
    token->kind = TOKEN_KEY;
    token->name[0] = '\0';
    token->number = 0;
    if (b[0] != ESC || length == 1) {
        utf8_decode((const char *)b, length, &rune);
        return rune != RUNE_INVALID && name_character(token, rune, 0);
    }
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
    utf8_decode((const char *)b + 1, length - 1, &rune);
    return rune != RUNE_INVALID && name_character(token, rune, META);
}
