# growwork. `make run` opens the screen, `make test` runs all tests; both install what is missing first.
#
#   make            build build/growwork
#   make run        install what the program needs, build, open the screen
#   make test       install what the tests need, build, run every test; last line: N passed, N failed
#   make sanitize   the same tests under AddressSanitizer and UndefinedBehaviorSanitizer
#   make lint       warnings as errors (gcc and clang), format, static analysis, include arrows, headers alone
#   make format     rewrite the sources in the house's format
#   make docs       write what is made from the tables: docs/commands.md, the manual page, completions, the picture
#   make bench      how much faster a film is made than it plays
#   make install    copy the program to $(DESTDIR)$(PREFIX)/bin

PREFIX   ?= /usr/local
BUILD    ?= build
SANITIZE ?=
OPTIMISE ?= -O2 -g
V        ?=

# V=1 shows every command.
QUIET    := $(if $(V),,@)

ifneq ($(SANITIZE),)
BUILD    := build/sanitize
OPTIMISE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# The rooms, in the order of their arrows: each may include those that src/build/lint.sh lists for it.
ROOMS    := base model trace time lang view paint app tui

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wundef
CFLAGS   += -std=c17 $(OPTIMISE) $(WARNINGS) -Isrc -I$(BUILD) -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
PKG_CONFIG := pkg-config
GROUP    = -Wl,--start-group $(ARCHIVES) -Wl,--end-group
ifeq ($(shell uname -s),Darwin)
# Untried. Homebrew keeps these libraries apart from the system's; the linker there knows no groups and needs none.
CFLAGS   += -D_DARWIN_C_SOURCE
BREW     := $(shell brew --prefix 2>/dev/null)/opt
export PKG_CONFIG_PATH := $(BREW)/ncurses/lib/pkgconfig:$(BREW)/readline/lib/pkgconfig:$(BREW)/zlib/lib/pkgconfig
PKG_CONFIG := PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config
GROUP    = $(ARCHIVES)
endif
PACKAGES := ncursesw readline zlib
# ncurses' own choice of _XOPEN_SOURCE would be a second one.
CFLAGS   += $(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null))
LIBRARIES = $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null || echo -lncursesw -lreadline -lz)
CMOCKA    = $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null || echo -lcmocka)

SOURCES  := $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
ARCHIVES := $(ROOMS:%=$(BUILD)/lib%.a)
UNITS    := $(patsubst src/test/unit/%.c,$(BUILD)/test/unit/%,$(wildcard src/test/unit/*_test.c))
FUZZERS  := $(patsubst src/test/fuzz/%.c,$(BUILD)/test/fuzz/%,$(wildcard src/test/fuzz/*_fuzz.c))

all: $(BUILD)/growwork

run:
	@src/build/needs.sh run
	@$(MAKE) --no-print-directory all
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
	$(BUILD)/growwork film docs/screen.scene -o $(DOCS)/screen.svg

bench: all
	@BUILD=$(BUILD) src/test/bench.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/growwork $(DESTDIR)$(PREFIX)/bin/growwork
	install -m 644 docs/growwork.1 $(DESTDIR)$(PREFIX)/share/man/man1/growwork.1

clean:
	rm -rf build

$(BUILD)/growwork: $(BUILD)/main.o $(ARCHIVES)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(BUILD)/main.o $(GROUP) $(LIBRARIES)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(QUIET)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# The scene that the program begins with is part of it.
$(BUILD)/app/first_scene.h: scenes/01-first.scene
	@mkdir -p $(@D)
	{ echo 'static const unsigned char first_scene[] = {'; od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g'; echo '};'; } > $@

$(BUILD)/app/commands_scene.o: $(BUILD)/app/first_scene.h

define ROOM_ARCHIVE
$(BUILD)/lib$(1).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))
	@rm -f $$@
	$(QUIET)$(AR) rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call ROOM_ARCHIVE,$(room))))

# A unit test or fuzzer is named after its room (model_hash_test.c) and links that room and what its arrows reach.
BELOW_base  := base
BELOW_model := model base
BELOW_trace := trace model base
BELOW_time  := time model base
BELOW_lang  := lang base
BELOW_view  := view time model base
BELOW_paint := paint view time model base
BELOW_app   := app paint view lang time trace model base
BELOW_tui   := tui $(BELOW_app)
room_of      = $(firstword $(subst _, ,$(notdir $(1))))
archives_of  = $(BELOW_$(call room_of,$(1)):%=$(BUILD)/lib%.a)

.SECONDEXPANSION:
$(BUILD)/test/unit/%: $(BUILD)/test/unit/%.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(filter %.a,$^) $(CMOCKA) $(LIBRARIES_$*) $(LIBRARIES)

# Recordings are played into a terminal that others wrote.
LIBRARIES_app_film_test = $(LIBRARIES_paint_cast_test)
LIBRARIES_paint_cast_test = $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null || echo -lvterm)
$(BUILD)/test/unit/app_film_test.o $(BUILD)/test/unit/paint_cast_test.o: CFLAGS += $(shell $(PKG_CONFIG) --cflags vterm 2>/dev/null)

$(BUILD)/test/fuzz/%: $(BUILD)/test/fuzz/%.o $(BUILD)/test/fuzz/driver.o $$(call archives_of,$$*)
	@echo '  link    $@'
	$(QUIET)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(filter %.a,$^) $(LIBRARIES)

.PHONY: all run test tests check sanitize lint format docs bench install clean
.SECONDARY:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
