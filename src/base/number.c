#include "base/number.h"

#include <string.h>

int digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A' + 10;
    return 99;
}

bool number_read(const char *text, size_t length, struct number *number)
{
    *number = (struct number){0};
    size_t i = 0;
    uint64_t base = 10;
    if (i < length && (text[i] == '-' || text[i] == '+'))
        number->negative = text[i++] == '-';
    if (length - i > 2 && text[i] == '0' && strchr("xXbB", text[i + 1]) != NULL && text[i + 1] != '\0') {
        base = text[i + 1] == 'x' || text[i + 1] == 'X' ? 16 : 2;
        i += 2;
    }
    bool digit_before = false;
    for (; i < length; i++) {
        if (text[i] == '_' && digit_before && i + 1 < length) {
            digit_before = false;
            continue;
        }
        uint64_t digit = (uint64_t)digit_value(text[i]);
        if (digit >= base)
            return false;
        digit_before = true;
        if (number->magnitude > (UINT64_MAX - digit) / base)
            number->too_big = true;
        else
            number->magnitude = number->magnitude * base + digit;
    }
    return digit_before;
}
