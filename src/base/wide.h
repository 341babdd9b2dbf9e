#ifndef BASE_WIDE_H
#define BASE_WIDE_H
/*
 * Integers of 128 bits, which Go's hash and exact sums need.
 *
 * Compilers have them on 64-bit systems alone; there is no stand-in for others, and whoever builds there is told so.
 */
#ifndef __SIZEOF_INT128__
#error "growwork needs a 64-bit system: this compiler has no integers of 128 bits (__int128)"
#endif

__extension__ typedef __int128 signed_wide;
__extension__ typedef unsigned __int128 unsigned_wide;

#endif
