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
#   make bench      what a frame costs; how much faster a film is made than it plays
#   make install    copy the program to $(DESTDIR)$(PREFIX)/bin, its scenes to share/growwork

PREFIX   ?= /usr/local
BUILD    ?= build
SANITIZE ?=
OPTIMISE ?= -O2 -g
V        ?=

# V=1 shows every command.
QUIET    := $(if $(V),,@)

ifneq ($(SANITIZE),)
BUILD    := build/sanitize
OPTIMISE := -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# The rooms and what each reaches, made from the one table of arrows: ROOMS, and BELOW_x for room x (/ becomes _).
ARROWS   := $(BUILD)/arrows.mk
$(shell mkdir -p $(BUILD) && src/build/arrows.sh make >$(ARROWS).new && { cmp -s $(ARROWS).new $(ARROWS) || mv $(ARROWS).new $(ARROWS); })
include $(ARROWS)
under     = $(subst /,_,$(1))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wundef
CFLAGS   += -std=c17 $(OPTIMISE) $(WARNINGS) -Isrc -I$(BUILD) -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
PKG_CONFIG := pkg-config
GROUP    = -Wl,--start-group $(1) -Wl,--end-group
ifeq ($(shell uname -s),Darwin)
# Untried. Homebrew keeps these libraries apart from the system's; the linker there knows no groups and needs none.
CFLAGS   += -D_DARWIN_C_SOURCE
BREW     := $(shell brew --prefix 2>/dev/null)/opt
export PKG_CONFIG_PATH := $(BREW)/ncurses/lib/pkgconfig:$(BREW)/readline/lib/pkgconfig:$(BREW)/zlib/lib/pkgconfig
PKG_CONFIG := PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config
GROUP    = $(1)
endif
PACKAGES := ncursesw readline zlib
# ncurses' own choice of _XOPEN_SOURCE would be a second one.
CFLAGS   += $(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null))
LIBRARIES = $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null || echo -lncursesw -lreadline -lz)
CMOCKA    = $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null || echo -lcmocka)

SOURCES  := $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
ARCHIVES := $(foreach room,$(ROOMS),$(BUILD)/lib$(call under,$(room)).a)
UNITS    := $(patsubst src/test/unit/%.c,$(BUILD)/test/unit/%,$(wildcard src/test/unit/*_test.c))
BENCHES  := $(patsubst src/test/bench/%.c,$(BUILD)/test/bench/%,$(wildcard src/test/bench/*_bench.c))
FUZZERS  := $(patsubst src/test/fuzz/%.c,$(BUILD)/test/fuzz/%,$(wildcard src/test/fuzz/*_fuzz.c))

all: $(BUILD)/growwork

run:
	@src/build/needs.sh run
	@$(MAKE) -s --no-print-directory all
	@$(BUILD)/growwork

test:
	@src/build/needs.sh test
	@$(MAKE) --no-print-directory check

tests: all $(UNITS) $(FUZZERS)

check: tests
	@BUILD=$(BUILD) src/test/run.sh

sanitize:
	@src/build/needs.sh test
	@$(MAKE) --no-print-directory check SANITIZE=1

lint:
	@src/build/needs.sh lint
	@src/build/lint.sh

format:
	clang-format -i $(shell git ls-files 'src/*.c' 'src/*.h')

# What is made from the command table and the scenes; a test fails if what is committed is not what this makes.
DOCS     ?= docs
docs: all
	@mkdir -p $(DOCS)/completions
	$(BUILD)/growwork reference markdown >$(DOCS)/commands.md
	$(BUILD)/growwork reference man >$(DOCS)/growwork.1
	$(BUILD)/growwork reference bash >$(DOCS)/completions/growwork.bash
	$(BUILD)/growwork reference zsh >$(DOCS)/completions/_growwork
	$(BUILD)/growwork reference fish >$(DOCS)/completions/growwork.fish
	$(BUILD)/growwork film docs/screen.scene -o $(DOCS)/screen.svg --animate

mutants:
	@src/test/mutants.sh

bench: all $(BENCHES)
	@BUILD=$(BUILD) src/test/bench.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/growwork $(DESTDIR)$(PREFIX)/bin/growwork
	install -m 644 docs/growwork.1 $(DESTDIR)$(PREFIX)/share/man/man1/growwork.1
	install -d $(DESTDIR)$(PREFIX)/share/growwork/scenes
	install -m 644 scenes/*.scene scenes/README.md $(DESTDIR)$(PREFIX)/share/growwork/scenes

clean:
	rm -rf build

$(BUILD)/growwork: $(BUILD)/main.o $(ARCHIVES)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(BUILD)/main.o $(call GROUP,$(ARCHIVES)) $(LIBRARIES)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(QUIET)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

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
$(BUILD)/lib$(call under,$(1)).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))
	@rm -f $$@
	$(QUIET)$(AR) rcs $$@ $$^
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
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(CMOCKA) $(LIBRARIES_$*) $(LIBRARIES)

# Recordings are played into a terminal that others wrote.
LIBRARIES_headless_film_test = $(LIBRARIES_paint_cast_test)
LIBRARIES_tui_inquiry_test = $(LIBRARIES_paint_cast_test)
LIBRARIES_paint_cast_test = $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null || echo -lvterm)
LIBRARIES_tui_mouse_test = $(LIBRARIES_paint_cast_test)
$(addprefix $(BUILD)/test/unit/,headless_film_test.o paint_cast_test.o tui_mouse_test.o tui_inquiry_test.o): CFLAGS += $(shell $(PKG_CONFIG) --cflags vterm 2>/dev/null)

$(BUILD)/test/fuzz/%: $(BUILD)/test/fuzz/%.o $(BUILD)/test/fuzz/driver.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(LIBRARIES)

$(BUILD)/test/bench/%: $(BUILD)/test/bench/%.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(call GROUP,$(filter %.a,$^)) $(LIBRARIES)

.PHONY: all run test tests check sanitize lint format docs mutants bench install clean
.SECONDARY:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
