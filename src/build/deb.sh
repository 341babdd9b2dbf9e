#!/bin/sh
# deb.sh VERSION: a Debian package of build/growwork-VERSION.tar.gz, source and binary, in build/deb.
#
# Needs build-essential, debhelper and what the package's Build-Depends name, and says so; installs nothing. lintian looks at what was made,
# if it is there. DEB_BUILD_OPTIONS=nocheck leaves the tests out, and what only they need.
set -eu
cd "$(dirname "$0")/../.."
name=growwork-$1
place=build/deb

for tool in dpkg-buildpackage dh; do
    command -v $tool >/dev/null 2>&1 || {
        echo "growwork: make deb needs $tool (apt-get install build-essential debhelper)" >&2
        exit 1
    }
done
rm -rf $place
mkdir -p $place
cp "build/$name.tar.gz" "$place/growwork_$1.orig.tar.gz"
tar -C $place -xzf "build/$name.tar.gz"
# The archive has its packaging where this script stands; dpkg-buildpackage wants it at the top.
cp -R "$place/$name/src/build/debian" "$place/$name/debian"
(
    cd "$place/$name"
    # Not this make's: its jobs and flags are none of the package's.
    unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES CFLAGS CPPFLAGS LDFLAGS BUILD SANITIZE OPTIMISE PREFIX DESTDIR
    dpkg-buildpackage --unsigned-source --unsigned-changes
)
rm -rf "${place:?}/$name"
if command -v lintian >/dev/null 2>&1; then
    lintian --info --fail-on error,warning $place/*.changes
fi
ls $place/*.deb
