#include "go/version.h"

#include <string.h>

const char *const go_version_names[] = {
    [GO_1_15] = "1.15", [GO_1_17] = "1.17", [GO_1_18] = "1.18", [GO_1_19] = "1.19", [GO_1_20] = "1.20",
    [GO_1_21] = "1.21", [GO_1_22] = "1.22", [GO_1_23] = "1.23", [GO_1_24] = "1.24", [GO_VERSIONS] = NULL,
};

const char *go_version_name(enum go_version version)
{
    return go_version_names[version];
}

bool go_version_find(const char *name, size_t length, enum go_version *version)
{
    if (length > 2 && memcmp(name, "go", 2) == 0) {
        name += 2;
        length -= 2;
    }
    for (int i = 0; i < GO_VERSIONS; i++) {
        if (strlen(go_version_names[i]) == length && memcmp(go_version_names[i], name, length) == 0) {
            *version = (enum go_version)i;
            return true;
        }
    }
    return false;
}
