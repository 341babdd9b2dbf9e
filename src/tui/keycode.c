#include "tui/keycode.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTROL = 4, META = 2, SHIFT = 1 };

/* Named keys: ESC [ letter, ESC O letter, ESC [ number ~, or a byte of their own; with modifiers as xterm spells them, of those
   with a byte as ESC [ byte ; modifiers u. */
enum shape { SHAPE_LETTER, SHAPE_FUNCTION, SHAPE_NUMBER, SHAPE_BYTE };
static const struct {
    const char *name;
    enum shape shape;
    int code;
} keys[] = {
    {"Up", SHAPE_LETTER, 'A'},   {"Down", SHAPE_LETTER, 'B'},     {"Right", SHAPE_LETTER, 'C'},
    {"Left", SHAPE_LETTER, 'D'}, {"Begin", SHAPE_LETTER, 'E'},    {"End", SHAPE_LETTER, 'F'},
    {"Home", SHAPE_LETTER, 'H'}, {"F1", SHAPE_FUNCTION, 'P'},     {"F2", SHAPE_FUNCTION, 'Q'},
    {"F3", SHAPE_FUNCTION, 'R'}, {"F4", SHAPE_FUNCTION, 'S'},     {"Insert", SHAPE_NUMBER, 2},
    {"Delete", SHAPE_NUMBER, 3}, {"PageUp", SHAPE_NUMBER, 5},     {"PageDown", SHAPE_NUMBER, 6},
    {"F5", SHAPE_NUMBER, 15},    {"F6", SHAPE_NUMBER, 17},        {"F7", SHAPE_NUMBER, 18},
    {"F8", SHAPE_NUMBER, 19},    {"F9", SHAPE_NUMBER, 20},        {"F10", SHAPE_NUMBER, 21},
    {"F11", SHAPE_NUMBER, 23},   {"F12", SHAPE_NUMBER, 24},       {"F13", SHAPE_NUMBER, 25},
    {"F14", SHAPE_NUMBER, 26},   {"F15", SHAPE_NUMBER, 28},       {"F16", SHAPE_NUMBER, 29},
    {"F17", SHAPE_NUMBER, 31},   {"F18", SHAPE_NUMBER, 32},       {"F19", SHAPE_NUMBER, 33},
    {"F20", SHAPE_NUMBER, 34},   {"Enter", SHAPE_BYTE, '\r'},     {"Tab", SHAPE_BYTE, '\t'},
    {"Space", SHAPE_BYTE, ' '},  {"Backspace", SHAPE_BYTE, 0x7f}, {"Escape", SHAPE_BYTE, 0x1b},
};

enum { KEYS = sizeof keys / sizeof *keys };

/* Splits a name: its modifiers, and where the rest of it begins. */
static const char *without_modifiers(const char *name, int *modifiers)
{
    static const struct {
        char letter;
        int modifier;
    } prefixes[] = {{'C', CONTROL}, {'M', META}, {'S', SHIFT}};
    *modifiers = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (name[0] == prefixes[i].letter && name[1] == '-' && name[2] != '\0') {
            *modifiers |= prefixes[i].modifier;
            name += 2;
        }
    }
    return name;
}

static int find_key(const char *name)
{
    for (int i = 0; i < KEYS; i++) {
        if (strcmp(keys[i].name, name) == 0)
            return i;
    }
    return -1;
}

static size_t spell_key(int index, int modifiers, char bytes[KEYCODE_BYTES])
{
    int code = keys[index].code, number = modifiers + 1;
    switch (keys[index].shape) {
    case SHAPE_LETTER:
    case SHAPE_FUNCTION:
        if (modifiers == 0)
            return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033%c%c",
                                    keys[index].shape == SHAPE_LETTER ? '[' : 'O', code);
        return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033[1;%d%c", number, code);
    case SHAPE_NUMBER:
        if (modifiers == 0)
            return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033[%d~", code);
        return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033[%d;%d~", code, number);
    case SHAPE_BYTE:
        break;
    }
    if (code == '\t' && modifiers == SHIFT)
        return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033[Z");
    if (code == ' ' && modifiers == CONTROL) { /* NUL */
        bytes[0] = '\0';
        return 1;
    }
    if ((modifiers & ~META) != 0)
        return (size_t)snprintf(bytes, KEYCODE_BYTES, "\033[%d;%du", code, number);
    size_t length = 0;
    if (modifiers == META)
        bytes[length++] = '\033';
    bytes[length++] = (char)code;
    return length;
}

/* A to Z, and a few more, are bytes of their own with Control. */
static bool has_control_byte(uint32_t rune)
{
    return (rune >= '@' && rune <= '_') || (rune >= 'a' && rune <= 'z') || rune == '/' || rune == '?';
}

static size_t spell_character(const char *character, int modifiers, char bytes[KEYCODE_BYTES])
{
    enum { LONGEST = 8 };
    size_t length = 0, count = strlen(character);
    uint32_t rune;
    if (count == 0 || count > LONGEST || utf8_decode(character, count, &rune) != count)
        return 0;
    if (modifiers & META)
        bytes[length++] = '\033';
    if (modifiers & CONTROL) {
        if (!has_control_byte(rune))
            return 0;
        bytes[length++] = rune == '/' ? 0x1f : rune == '?' ? 0x7f : (char)(rune & 0x1f);
        return length;
    }
    memcpy(bytes + length, character, count);
    return length + count;
}

size_t keycode_bytes(const char *name, char bytes[KEYCODE_BYTES])
{
    int modifiers;
    const char *key = without_modifiers(name, &modifiers);
    int index = find_key(key);
    return index >= 0 ? spell_key(index, modifiers, bytes) : spell_character(key, modifiers, bytes);
}

bool keycode_plainer(const char *name, char plainer[KEYCODE_NAME])
{
    static const int order[] = {SHIFT, CONTROL, META};
    int modifiers;
    const char *key = without_modifiers(name, &modifiers);
    bool function = key[0] == 'F' && key[1] != '\0';
    uint32_t rune = 0;
    bool character =
        find_key(key) < 0 && key[0] != '\0' && utf8_decode(key, strlen(key), &rune) == strlen(key);
    if (character && (modifiers & CONTROL) && !has_control_byte(rune)) {
        snprintf(plainer, KEYCODE_NAME, "%.12s", key);
        return true;
    }
    if (modifiers == 0 || function || find_key(key) < 0)
        return false;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (modifiers & order[i]) {
            modifiers &= ~order[i];
            break;
        }
    }
    snprintf(plainer, KEYCODE_NAME, "%s%s%s%.12s", modifiers & CONTROL ? "C-" : "",
             modifiers & META ? "M-" : "", modifiers & SHIFT ? "S-" : "", key);
    return true;
}

bool keycode_is_text(const char *name)
{
    uint32_t rune;
    size_t length = strlen(name);
    return strcmp(name, "Space") == 0 || (length > 0 && utf8_decode(name, length, &rune) == length);
}
