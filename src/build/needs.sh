#!/bin/sh
# needs.sh run|test|lint: installs what the program, its tests or the lint need and this machine does not have.
#
# Says and does nothing if all is there. Otherwise says what is missing and installs it with the system's package
# manager, as root or through sudo. apt-get was tried; dnf, pacman, apk and brew are written untried.
set -u

# What | how to see that it is there | its packages. Lint needs what the tests need, the tests what the program needs.
#    use | what                | there if              | apt                | dnf                  | pacman   | apk               | brew
needs='
    run  | a C compiler        | has cc                | gcc libc6-dev      | gcc                  | gcc      | build-base        | llvm
    run  | pkg-config          | has pkg-config        | pkg-config         | pkgconf-pkg-config   | pkgconf  | pkgconf           | pkgconf
    run  | ncursesw            | library ncursesw 6    | libncurses-dev     | ncurses-devel        | ncurses  | ncurses-dev       | ncurses
    run  | readline 8 or later | library readline 8    | libreadline-dev    | readline-devel       | readline | readline-dev      | readline
    run  | zlib                | library zlib 1        | zlib1g-dev         | zlib-devel           | zlib     | zlib-dev          | zlib
    test | cmocka              | library cmocka 1.1    | libcmocka-dev      | libcmocka-devel      | cmocka   | cmocka-dev        | cmocka
    test | tmux                | has tmux              | tmux               | tmux                 | tmux     | tmux              | tmux
    test | libvterm            | library vterm 0.1     | libvterm-dev       | libvterm-devel       | libvterm | libvterm-dev      | libvterm
    test | groff               | has groff             | groff-base         | groff-base           | groff    | groff             | groff
    test | bash                | has bash              | bash               | bash                 | bash     | bash              | bash
    test | tic                 | has tic               | ncurses-bin        | ncurses              | ncurses  | ncurses           | ncurses
    lint | gcc                 | has gcc               | gcc                | gcc                  | gcc      | gcc               | gcc
    lint | clang               | has clang             | clang              | clang                | clang    | clang             | llvm
    lint | clang-format        | has clang-format      | clang-format       | clang-tools-extra    | clang    | clang-extra-tools | clang-format
    lint | clang-tidy          | has clang-tidy        | clang-tidy         | clang-tools-extra    | clang    | clang-extra-tools | llvm
    lint | nm                  | has nm                | binutils           | binutils             | binutils | binutils          | binutils
    lint | git                 | has git               | git                | git                  | git      | git               | git
'

has()
{
    command -v "$1" >/dev/null 2>&1
}

library()
{
    has pkg-config && pkg-config --atleast-version="$2" "$1"
}

# Sets `missing` to the names of what is not there and `packages` to what this machine calls it.
look()
{
    missing='' packages=''
    while IFS='|' read -r use what there apt dnf pacman apk brew; do
        case $wanted in
        *" ${use%% *} "*) ;;
        *) continue ;;
        esac
        $there && continue
        missing="$missing${missing:+, }$(echo $what)"
        case $manager in
        apt-get) packages="$packages $apt" ;;
        dnf) packages="$packages $dnf" ;;
        pacman) packages="$packages $pacman" ;;
        apk) packages="$packages $apk" ;;
        brew) packages="$packages $brew" ;;
        esac
    done <<END
$(printf '%s' "$needs" | sed '/^ *$/d; s/^ *//')
END
    packages=$(echo $packages)
}

stop()
{
    echo "growwork: $*" >&2
    exit 1
}

case ${1-} in
run) wanted=' run ' ;;
test) wanted=' run test ' ;;
lint) wanted=' run test lint ' ;;
*) stop 'usage: needs.sh run|test|lint' ;;
esac

manager=''
for candidate in apt-get dnf pacman apk brew; do
    if has $candidate; then
        manager=$candidate
        break
    fi
done

look
[ -z "$missing" ] && exit 0
echo "growwork needs, and this machine does not have: $missing"
[ -n "$manager" ] || stop "no package manager that I know (apt-get, dnf, pacman, apk, brew): please install them yourself"

root=''
if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
    for candidate in sudo doas; do
        if has $candidate; then
            root=$candidate
            break
        fi
    done
    case $manager in
    apt-get) line="apt-get update && apt-get install -y $packages" ;;
    pacman) line="pacman -Sy --needed $packages" ;;
    apk) line="apk add $packages" ;;
    *) line="$manager install $packages" ;;
    esac
    [ -n "$root" ] || stop "run this as root, then try again: $line"
fi

echo "installing with $root${root:+ }$manager: $packages"
case $manager in
apt-get)
    echo 'growwork: apt-get fetches its index, then the packages; it says nothing meanwhile'
    # A list that can't be refreshed may still do.
    $root apt-get -qq update </dev/null || echo 'growwork: apt-get update failed, going on' >&2
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages </dev/null
    ;;
dnf) $root dnf install -y $packages ;;
pacman) $root pacman -S --needed --noconfirm $packages || $root pacman -Sy --needed --noconfirm $packages ;;
apk) $root apk add $packages ;;
brew) brew install $packages ;;
esac || stop "$manager could not install: $packages"

# Homebrew keeps its ncurses, readline and zlib apart from the system's; the Makefile tells pkg-config where.
[ "$manager" = brew ] && exit 0
hash -r
look
[ -z "$missing" ] || stop "still missing after the installation: $missing"
