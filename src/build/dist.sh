#!/bin/sh
# dist.sh VERSION: build/growwork-VERSION.tar.gz, all that is needed to build growwork and to test it.
#
# The same tree gives the same bytes: names in order, nobody's files, one time for all of them. That is $SOURCE_DATE_EPOCH, else the
# last commit's, else (in what was unpacked of such an archive) that of the changelog.
set -eu
cd "$(dirname "$0")/../.."
name=growwork-$1
archive=build/$name.tar.gz
kept='src scenes docs Makefile README.md LICENSE .ci .clang-format .clang-tidy .gitignore'

is_own_repository()
{
    [ -e .git ] && command -v git >/dev/null 2>&1 && git -c safe.directory="$PWD" rev-parse HEAD >/dev/null 2>&1
}

mkdir -p build
if is_own_repository; then
    time=${SOURCE_DATE_EPOCH:-$(git -c safe.directory="$PWD" log -1 --format=%ct)}
    git -c safe.directory="$PWD" ls-files -- $kept >build/dist.files
else
    time=${SOURCE_DATE_EPOCH:-$(stat -c %Y docs/changelog.md)}
    find $kept -type f >build/dist.files
fi
LC_ALL=C sort -o build/dist.files build/dist.files
tar --create --format=ustar --owner=0 --group=0 --numeric-owner --mode=u+rw,go+r,go-w --mtime="@$time" \
    --transform="s|^|$name/|" --files-from=build/dist.files | gzip -9 -n >"$archive.new"
mv "$archive.new" "$archive"
rm -f build/dist.files
echo "  archive $archive"
