/*
 * The input tokenizer: any bytes give the same tokens whole and cut up, and never more than was sent.
 */
#include "lang/command.h"
#include "test/fuzz/fuzz.h"
#include "tui/input.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_dictionary[] = {
    "\033",      "\033[",           "\033O",        "\033]",      "\033P",         "\033[200~",
    "\033[201~", "\033[M",          "\033[<0;1;1M", "\033[1;5C",  "\033[7$",       "\033[[A",
    "\033[Z",    "\033\\",          "\a",           "\x03",       "\r\n",          "\xc3\xbc",
    "\xf0\x9f",  "# comment",       "\"quoted",     "\033[97;5u", "\033[27;5;13~", "\t",
    "\033\033[", "\033[97:65;2:3u", "\xe9",         "; ",         "\033[2;5R",     "\033]11;rgb:",
    "ffff/",     "\033]11;rgba:",   NULL,
};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void write_down(const struct token *token, struct text *tokens)
{
    must(token->length > 0 || token->kind == TOKEN_PASTE || token->kind == TOKEN_BACKGROUND);
    must(strlen(token->name) < sizeof token->name);
    if (token->kind == TOKEN_PASTE && token->bytes == NULL) {
        text_add(tokens, "too long\n");
        return;
    }
    if (token->kind == TOKEN_PASTE) {
        must(utf8_is_valid(token->bytes, token->length));
        for (size_t i = 0; i < token->length; i++)
            must(((unsigned char)token->bytes[i] >= 0x20 && token->bytes[i] != 0x7f) ||
                 (token->bytes[i] == '\n' && token->length > LINE_LIMIT / 2));
    } else {
        must(token->length <= INPUT_SEQUENCE_BYTES + 1);
    }
    if (token->kind == TOKEN_BACKGROUND)
        must(token->number <= 0xffffff);
    text_format(tokens, "%d %s %u %zu ", (int)token->kind, token->name,
                token->kind == TOKEN_PASTE ? 0 : (unsigned)token->number, token->length);
    text_append(tokens, token->bytes, token->length);
    text_add(tokens, "\n");
}

static void cut_up(const uint8_t *data, size_t size, size_t step, struct text *tokens)
{
    struct input input = {0};
    struct token token;
    for (size_t i = 0; i < size; i += step) {
        input_feed(&input, (const char *)data + i, i + step > size ? size - i : step, 0);
        while (input_next(&input, 0, &token))
            write_down(&token, tokens);
        must(input.bytes.length - input.taken <= INPUT_SEQUENCE_BYTES + 1);
    }
    while (input_next(&input, INPUT_PASTE_WAIT, &token))
        write_down(&token, tokens);
    must(input_wait(&input, INPUT_PASTE_WAIT) == -1);
    input_free(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct text whole = {0}, pieces = {0};
    size_t step = 1 + data[0] % 9;
    cut_up(data + 1, size - 1, size, &whole);
    cut_up(data + 1, size - 1, step, &pieces);
    must(whole.length == pieces.length);
    must(whole.length == 0 || memcmp(whole.bytes, pieces.bytes, whole.length) == 0);
    text_free(&whole);
    text_free(&pieces);
    return 0;
}
