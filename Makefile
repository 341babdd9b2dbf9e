# growwork. `make run` opens the screen, `make test` runs all tests; both install what is missing first.
#
#   make            build build/growwork
#   make run        install what the program needs, build, open the screen
#   make test       install what the tests need, build, run every test; last line: N passed, N failed
#   make sanitize   the same tests under AddressSanitizer and UndefinedBehaviorSanitizer
#   make lint       warnings as errors (gcc and clang), format, static analysis, include arrows, headers alone
#   make format     rewrite the sources in the house's format
#   make docs       write what is made from the tables: docs/commands.md, the manual page, completions, the picture
#   make mutants    would the tests notice a slip? Takes a quarter of an hour (docs/contributing.md)
#   make torture    memory refused, writing failed, killed at any moment: a quarter of an hour (docs/reliability.md)
#   make soak       random commands for SOAK_SECONDS, an hour if that is not said; SOAK_SEED
#   make bench      what frames, films and inserts cost (docs/performance.md)
#   make install    copy the program, its scenes, manual page, documents and completions below $(DESTDIR)$(PREFIX)
#   make uninstall  remove them again
#   make dist       build/growwork-VERSION.tar.gz: all that is needed to build and test it
#   make deb        a Debian package of it, in build/deb
#
# All but `make run`, `make test` and `make lint` fetch and install nothing; `make check` runs the tests with what is there. CFLAGS,
# CPPFLAGS and LDFLAGS are added to what the build needs, whether from the command line or from the environment.

PREFIX   ?= /usr/local
BUILD    ?= build
SANITIZE ?=
OPTIMISE ?= -O2 -g
INSTALL  ?= install
V        ?=

# V=1 shows every command.
QUIET    := $(if $(V),,@)

ifneq ($(SANITIZE),)
BUILD    := build/sanitize
OPTIMISE := -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# The rooms and what each reaches, made from the one table of arrows: ROOMS, and BELOW_x for room x (/ becomes _).
ARROWS   := $(BUILD)/arrows.mk
$(shell mkdir -p $(BUILD) && new=$(ARROWS).$$$$ && src/build/arrows.sh make >$$new && \
        if cmp -s $$new $(ARROWS); then rm $$new; else mv $$new $(ARROWS); fi)
include $(ARROWS)
under     = $(subst /,_,$(1))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wundef
# What the build needs, whoever builds. The folder is no part of what comes out: the same bytes wherever it is built.
FLAGS    := -std=c17 $(OPTIMISE) $(WARNINGS) '-ffile-prefix-map=$(CURDIR)=.' -Isrc -I$(BUILD) -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
COMPILE   = $(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS)
LINK      = $(CC) $(FLAGS) $(CFLAGS) $(LDFLAGS)
# D: no times and no owners in archives.
ARCHIVE  := $(AR) rcsD
PKG_CONFIG := pkg-config
GROUP    = -Wl,--start-group $(1) -Wl,--end-group
ifeq ($(shell uname -s),Darwin)
# Untried. Homebrew keeps these libraries apart from the system's; the linker there knows no groups and needs none.
FLAGS    += -D_DARWIN_C_SOURCE
ARCHIVE  := $(AR) rcs
BREW     := $(shell brew --prefix 2>/dev/null)/opt
export PKG_CONFIG_PATH := $(BREW)/ncurses/lib/pkgconfig:$(BREW)/readline/lib/pkgconfig:$(BREW)/zlib/lib/pkgconfig
PKG_CONFIG := PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config
GROUP    = $(1)
endif
# readline before what it needs: the order counts where libraries are static.
PACKAGES := readline ncursesw zlib
# ncurses' own choice of _XOPEN_SOURCE would be a second one.
FLAGS    += $(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null))
LIBRARIES = $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null || echo -lreadline -lncursesw -lz)
CMOCKA    = $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null || echo -lcmocka)
# A hundred programs that are run once are linked by the fastest linker there is; the program itself by the compiler's own.
FASTEST  := $(firstword $(foreach name,lld gold,$(if $(shell command -v ld.$(name) 2>/dev/null),-fuse-ld=$(name))))
VERSION  := $(shell sed -n 's/.*[.]version = "\(.*\)".*/\1/p' src/headless/invocation.c)

SOURCES  := $(foreach room,$(ROOMS),$(sort $(wildcard src/$(room)/*.c)))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
ARCHIVES := $(foreach room,$(ROOMS),$(BUILD)/lib$(call under,$(room)).a)
UNITS    := $(patsubst src/test/unit/%.c,$(BUILD)/test/unit/%,$(wildcard src/test/unit/*_test.c))
BENCHES  := $(patsubst src/test/bench/%.c,$(BUILD)/test/bench/%,$(wildcard src/test/bench/*_bench.c))
FUZZERS  := $(patsubst src/test/fuzz/%.c,$(BUILD)/test/fuzz/%,$(wildcard src/test/fuzz/*_fuzz.c))

# The second line keeps make from saying that there was nothing to do.
all: $(BUILD)/growwork
	@:

run:
	@src/build/needs.sh run
	@$(MAKE) -s --no-print-directory all
	@$(BUILD)/growwork

test:
	@src/build/needs.sh test
	@$(MAKE) --no-print-directory check

tests: all $(UNITS) $(FUZZERS)

# What the tests are linked of.
objects: $(OBJECTS) $(UNITS:=.o) $(FUZZERS:=.o) $(BUILD)/test/fuzz/driver.o

check: tests
	@BUILD=$(BUILD) src/test/run.sh

sanitize:
	@src/build/needs.sh test
	@$(MAKE) --no-print-directory check SANITIZE=1

lint:
	@src/build/needs.sh lint
	@src/build/lint.sh

format:
	$(QUIET)clang-format -i $(shell git ls-files 'src/*.c' 'src/*.h')

# What is made from the command table and the scenes; a test fails if what is committed is not what this makes.
DOCS     ?= docs
docs: all
	@mkdir -p $(DOCS)/completions
	$(QUIET)$(BUILD)/growwork reference markdown >$(DOCS)/commands.md
	$(QUIET)$(BUILD)/growwork reference man >$(DOCS)/growwork.1
	$(QUIET)$(BUILD)/growwork reference bash >$(DOCS)/completions/growwork.bash
	$(QUIET)$(BUILD)/growwork reference zsh >$(DOCS)/completions/_growwork
	$(QUIET)$(BUILD)/growwork reference fish >$(DOCS)/completions/growwork.fish
	$(QUIET)$(BUILD)/growwork film docs/screen.scene -o $(DOCS)/screen.svg --animate

mutants:
	@src/test/mutants.sh

torture: all
	@BUILD=$(BUILD) CC='$(CC)' src/test/torture.sh

soak: $(BUILD)/test/torture/soak
	@$(BUILD)/test/torture/soak $(or $(SOAK_SECONDS),3600) $(or $(SOAK_SEED),1)

bench: all $(BENCHES)
	@BUILD=$(BUILD) src/test/bench.sh

# Where bash, zsh and fish look for completions; Debian's zsh looks elsewhere below /usr than below /usr/local.
SHARE     = $(DESTDIR)$(PREFIX)/share
BASH_COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS  ?= $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS ?= $(PREFIX)/share/fish/vendor_completions.d
SCENES   := $(sort $(wildcard scenes/*.scene)) scenes/README.md
PAGES    := $(sort $(wildcard docs/*.md)) docs/screen.svg
INSTALLED = $(PREFIX)/bin/growwork $(PREFIX)/share/man/man1/growwork.1 $(BASH_COMPLETIONS)/growwork $(ZSH_COMPLETIONS)/_growwork \
            $(FISH_COMPLETIONS)/growwork.fish $(SCENES:%=$(PREFIX)/share/growwork/%) $(PAGES:docs/%=$(PREFIX)/share/doc/growwork/%)

# copy MODE,FILES,FOLDER,NAME: the files into a folder; one alone under another name, if there is one
define copy
@echo '  install $(3)$(if $(4),/$(4))'
$(QUIET)$(INSTALL) -d '$(3)'
$(QUIET)$(INSTALL) -m $(1) $(2) '$(3)$(if $(4),/$(4))'

endef

install: all
	$(call copy,755,$(BUILD)/growwork,$(DESTDIR)$(PREFIX)/bin,growwork)
	$(call copy,644,docs/growwork.1,$(SHARE)/man/man1,growwork.1)
	$(call copy,644,docs/completions/growwork.bash,$(DESTDIR)$(BASH_COMPLETIONS),growwork)
	$(call copy,644,docs/completions/_growwork,$(DESTDIR)$(ZSH_COMPLETIONS),_growwork)
	$(call copy,644,docs/completions/growwork.fish,$(DESTDIR)$(FISH_COMPLETIONS),growwork.fish)
	$(call copy,644,$(SCENES),$(SHARE)/growwork/scenes)
	$(call copy,644,$(PAGES),$(SHARE)/doc/growwork)

# Folders that are its own go when they are empty: what somebody put there stays.
uninstall:
	@echo '  remove  what make install put below $(DESTDIR)$(PREFIX)'
	$(QUIET)rm -f $(foreach file,$(INSTALLED),'$(DESTDIR)$(file)')
	$(QUIET)rmdir '$(SHARE)/growwork/scenes' '$(SHARE)/growwork' '$(SHARE)/doc/growwork' 2>/dev/null || :

dist:
	@src/build/dist.sh $(VERSION)

deb: dist
	@src/build/deb.sh $(VERSION)

clean:
	$(QUIET)rm -rf build

$(BUILD)/growwork: $(BUILD)/main.o $(ARCHIVES)
	@echo '  link    $@'
	$(QUIET)$(LINK) -o $@ $(BUILD)/main.o $(call GROUP,$(ARCHIVES)) $(LIBRARIES)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(QUIET)$(COMPILE) -MMD -MP -c -o $@ $<

# The scene that the program begins with is part of it.
$(BUILD)/command/first_scene.h: scenes/01-first.scene
	@mkdir -p $(@D)
	$(QUIET){ echo 'static const unsigned char first_scene[] = {'; od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g'; echo '};'; } > $@

# The lessons are part of it, too.
$(BUILD)/command/lessons.h: $(wildcard scenes/[0-9]*.scene) scenes/README.md src/build/lessons.sh
	@mkdir -p $(@D)
	@src/build/lessons.sh scenes > $@

$(BUILD)/command/open.o: $(BUILD)/command/first_scene.h
$(BUILD)/command/lesson.o: $(BUILD)/command/lessons.h

define ROOM_ARCHIVE
$(BUILD)/lib$(call under,$(1)).a: $(patsubst src/%.c,$(BUILD)/%.o,$(sort $(wildcard src/$(1)/*.c)))
	@rm -f $$@
	$(QUIET)$(ARCHIVE) $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call ROOM_ARCHIVE,$(room))))

# A unit test or fuzzer is named after its room (model_classic_grow_test.c) and links that room and what its arrows reach.
# Of several rooms that the name begins with, the longest: make's sort puts it last.
room_of      = $(lastword $(foreach room,$(sort $(foreach each,$(ROOMS),$(call under,$(each)))),$(if $(filter $(room)_%,$(notdir $(1))),$(room))))
# What takes the table of commands and the engines, handed in by main, needs all of the house to be tried.
WHOLE       := scene session headless tui command $(filter hand%,$(foreach room,$(ROOMS),$(call under,$(room))))
# A room that lists its rooms below (engines.def, formats.def) needs them, and what they reach.
with_below   = $(sort $(1) $(foreach room,$(1),$(foreach one,$(filter $(room)/%,$(ROOMS)),$(one) $(BELOW_$(call under,$(one))))))
archives_of  = $(if $(filter $(call room_of,$(1)),$(WHOLE)),$(ARCHIVES),$(foreach room,$(call with_below,$(BELOW_$(call room_of,$(1)))),$(BUILD)/lib$(call under,$(room)).a))

.SECONDEXPANSION:
$(BUILD)/test/unit/%: $(BUILD)/test/unit/%.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(LINK) $(FASTEST) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(CMOCKA) $(LIBRARIES_$*) $(LIBRARIES)

# Recordings are played into a terminal that others wrote.
LIBRARIES_headless_film_test = $(LIBRARIES_paint_cast_test)
LIBRARIES_tui_inquiry_test = $(LIBRARIES_paint_cast_test)
LIBRARIES_paint_cast_test = $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null || echo -lvterm)
LIBRARIES_tui_mouse_test = $(LIBRARIES_paint_cast_test)
$(addprefix $(BUILD)/test/unit/,headless_film_test.o paint_cast_test.o tui_mouse_test.o tui_inquiry_test.o): FLAGS += $(shell $(PKG_CONFIG) --cflags vterm 2>/dev/null)

$(BUILD)/test/fuzz/%: $(BUILD)/test/fuzz/%.o $(BUILD)/test/fuzz/driver.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(LINK) $(FASTEST) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(LIBRARIES)

$(BUILD)/test/torture/soak: $(BUILD)/test/torture/soak.o $(ARCHIVES)
	@echo '  link    $@'
	$(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(LIBRARIES)

$(BUILD)/test/bench/%: $(BUILD)/test/bench/%.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(LIBRARIES)

.PHONY: all run test tests objects check sanitize lint format docs mutants torture soak bench install uninstall dist deb clean
.SECONDARY:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
