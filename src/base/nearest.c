#include "base/nearest.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 64 };

static char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t nearest_distance(const char *left, const char *right)
{
    size_t lefts = strlen(left), rights = strlen(right);
    if (lefts > LONGEST || rights > LONGEST)
        return lefts > rights ? lefts : rights;
    /* rows[i % 3][j]: the distance of the first i letters of left and the first j of right */
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= rights; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= lefts; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        char a = small_letter(left[i - 1]);
        for (size_t j = 1; j <= rights; j++) {
            char b = small_letter(right[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a != b));
            if (i > 1 && j > 1 && a == small_letter(right[j - 2]) && b == small_letter(left[i - 2]))
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[lefts % 3][rights];
}

/* "Did you mean ??" would say nothing. */
static bool is_lone_sign(const char *word)
{
    char letter = small_letter(word[0]);
    bool sign = !(letter >= 'a' && letter <= 'z') && !(letter >= '0' && letter <= '9');
    return sign && word[0] != '\0' && word[1] == '\0';
}

const char *nearest_of(const char *word, const char *const *candidates, size_t count)
{
    size_t length = strlen(word);
    size_t limit = length / 3 > 1 ? length / 3 : 1;
    const char *best = NULL;
    if (length == 0 || length > LONGEST)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i] == NULL || is_lone_sign(candidates[i]))
            continue;
        size_t its = strlen(candidates[i]), distance;
        if (its > length + limit || its + limit < length) /* no distance is less than that of the lengths */
            continue;
        distance = nearest_distance(word, candidates[i]);
        if (distance > limit || distance >= length) /* nothing of the word is in it */
            continue;
        best = candidates[i];
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return best;
}
