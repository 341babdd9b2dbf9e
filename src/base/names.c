#include "base/names.h"

#include <string.h>

int names_find(const char *const *names, const char *name)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0)
            return i;
    }
    return -1;
}

void names_list(const char *const *names, struct text *text)
{
    for (int i = 0; names[i] != NULL; i++)
        text_format(text, "%s%s", i > 0 ? ", " : "", names[i]);
}
