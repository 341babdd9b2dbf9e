#include "tui/inquiry.h"

#include "base/number.h"

#include <string.h>

/* Four ambiguous characters of different kinds, since a terminal may have a rule of its own for one of them. They are gone
   again before the terminal shows anything. */
static const char ask_background[] = "\033]11;?\033\\";
static const char ask_width[] = "\033[2;1H─█▶·\033[6n\033[2;1H\033[K";
enum { ASKED_CHARACTERS = 4 };

void inquiry_begin(struct inquiry *inquiry, unsigned questions, int64_t now, struct text *bytes)
{
    inquiry->open |= questions;
    inquiry->is_passed = false;
    if (inquiry->limit <= 0)
        inquiry->limit = INQUIRY_LIMIT;
    inquiry->until = now + inquiry->limit;
    if (questions & INQUIRE_BACKGROUND)
        text_add(bytes, ask_background);
    if (questions & INQUIRE_WIDTH)
        text_add(bytes, ask_width);
    inquiry->owed += (questions & INQUIRE_BACKGROUND) != 0;
    inquiry->owed += (questions & INQUIRE_WIDTH) != 0;
}

bool inquiry_take(struct inquiry *inquiry, const struct token *token)
{
    bool answer = token->kind == TOKEN_BACKGROUND || token->kind == TOKEN_COLUMN;
    inquiry->owed -= answer && inquiry->owed > 0;
    switch (token->kind) {
    case TOKEN_BACKGROUND:
        if (inquiry->open & INQUIRE_BACKGROUND) {
            inquiry->background = token->number;
            inquiry->knows_background = true;
        }
        inquiry->open &= ~(unsigned)INQUIRE_BACKGROUND;
        break;
    case TOKEN_COLUMN:
        if (inquiry->open & INQUIRE_WIDTH) {
            inquiry->is_wide = token->number > ASKED_CHARACTERS + 1;
            inquiry->is_narrow = token->number == ASKED_CHARACTERS + 1;
        }
        inquiry->open &= ~(unsigned)INQUIRE_WIDTH;
        inquiry->is_passed = true;
        break;
    case TOKEN_KEY:
    case TOKEN_PASTE:
    case TOKEN_MOUSE:
    case TOKEN_STRAY:
        break;
    }
    return answer;
}

bool inquiry_is_late(struct inquiry *inquiry, int64_t now)
{
    if (inquiry->open == 0 || now < inquiry->until)
        return false;
    inquiry->open = 0;
    return true;
}

int inquiry_wait(const struct inquiry *inquiry, int64_t now)
{
    if (inquiry->open == 0)
        return -1;
    int64_t left = inquiry->until - now;
    return left <= 0 ? 0 : left < inquiry->limit ? (int)left : inquiry->limit;
}

int64_t inquiry_latest(const struct inquiry *inquiry)
{
    return inquiry->owed == 0 ? 0 : inquiry->until + (INQUIRY_LATEST - 1) * (int64_t)inquiry->limit;
}

int64_t inquiry_unread(const struct inquiry *inquiry)
{
    return inquiry->owed == 0 ? 0 : inquiry->until + (INQUIRY_UNREAD - 1) * (int64_t)inquiry->limit;
}

int64_t inquiry_end(const struct inquiry *inquiry, int64_t now)
{
    int64_t limit = inquiry->limit;
    if (now >= inquiry_latest(inquiry))
        return now;
    int64_t end = now + limit / INQUIRY_AT_THE_END;
    return inquiry->open != 0 && !inquiry->is_passed && inquiry->until > end ? inquiry->until : end;
}

bool inquiry_read_colours(const char *variable, uint32_t *background)
{
    static const struct number_unit plain[] = {{"", 1}};
    enum { LIGHT_GREY = 7, DARK_GREY = 8, COLOURS = 16 };
    const char *last = variable != NULL ? strrchr(variable, ';') : NULL;
    int64_t colour;
    if (last == NULL || !number_read_amount(last + 1, strlen(last + 1), plain, 1, COLOURS - 1, &colour))
        return false;
    *background = colour < LIGHT_GREY || colour == DARK_GREY ? 0x000000 : 0xffffff;
    return true;
}
