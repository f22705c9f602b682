# GNU make. "make help" lists the targets; V=1 shows the commands.
VERSION := 0.1.0

VARIANT ?= release
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
export CC PKG_CONFIG

VARIANTS := release debug asan fuzz cov
ifeq ($(filter $(VARIANT),$(VARIANTS)),)
$(error VARIANT must be one of $(VARIANTS), is $(VARIANT))
endif

.PHONY: all check check-unit check-cli check-tui demo deps install uninstall \
	dist distcheck clean help asan heif fuzz lint bench FORCE
.DELETE_ON_ERROR:
.SUFFIXES:

B := build/$(VARIANT)
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))
empty :=
space := $(empty) $(empty)
# Expands a costly variable at its first use only: $(call once,NAME,value).
once = $(eval $(1) := $(2))$($(1))

# A program is a list of modules; a module is a folder of src.
OTP_MODULES := base os codec crypto core vault interop qr app cli tui
SCAN_MODULES := base scan
PORTAL_MODULES := base portal

# One library, one module; both programs ask pkg-config for their own.
OTP_LIBS := libgcrypt jansson ncursesw libqrencode libutf8proc libseccomp inih
SCAN_LIBS := zbar libpng libjpeg libwebp libwebpdemux libseccomp

# HEIF=1: otp-scan reads HEIC and AVIF, too, by libheif.
SCAN_LIBS += $(if $(filter 1,$(HEIF)),libheif)

# An arena of our own would hide overflows from the sanitizer, which in turn
# cannot live in the sandbox.
SANITIZED := $(filter asan fuzz,$(VARIANT))
# Wayland desktops take pictures of the screen by a portal: otp-portal is built
# where libdbus is.
PORTAL_LIBS := dbus-1
HAS_PORTAL = $(call once,HAS_PORTAL,$(shell \
	$(PKG_CONFIG) --exists $(PORTAL_LIBS) 2>/dev/null && echo 1))

UNUSED := src/main.c src/scan/main.c src/portal/main.c \
	src/base/secmem$(if $(SANITIZED),,_malloc).c \
	src/scan/sandbox$(if $(SANITIZED),,_none).c \
	src/scan/heif$(if $(filter 1,$(HEIF)),_none).c
sources = $(filter-out $(UNUSED),\
	$(sort $(foreach m,$(1),$(wildcard src/$(m)/*.c))))
objects = $(patsubst src/%.c,$(B)/obj/%.o,$(1))
OTP_OBJECTS := $(call objects,$(call sources,$(OTP_MODULES)))
SCAN_OBJECTS := $(call objects,$(call sources,$(SCAN_MODULES)))
PORTAL_OBJECTS := $(call objects,$(call sources,$(PORTAL_MODULES)))
MAIN_OBJECTS := $(call objects,src/main.c src/scan/main.c src/portal/main.c)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wundef -Wcast-qual \
	-Wwrite-strings -Wstrict-prototypes -Wold-style-definition \
	-Wmissing-prototypes -Wredundant-decls -Wformat=2 \
	-Wimplicit-fallthrough -Wconversion -Wno-sign-conversion \
	-Wno-missing-field-initializers \
	$(if $(WERROR),-Werror)

VARIANT_release := -D_FORTIFY_SOURCE=3
VARIANT_debug := -O0
VARIANT_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
VARIANT_fuzz := $(VARIANT_asan) -fsanitize=fuzzer-no-link
VARIANT_cov := -O0 --coverage

OUR_CPPFLAGS = $(if $(filter 1,$(HEIF)),-DOTP_HEIF) -D_GNU_SOURCE -DOTP_VERSION='"$(VERSION)"' -Iinclude -Isrc
ALL_CPPFLAGS = $(OUR_CPPFLAGS) $(CPPFLAGS)
ALL_CFLAGS = -std=c11 $(WARNINGS) $(PROBED_CFLAGS) -fPIE $(CFLAGS) \
	$(VARIANT_$(VARIANT))
ALL_LDFLAGS = -pie $(PROBED_LDFLAGS) $(VARIANT_$(VARIANT)) $(LDFLAGS)
COMPILE = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS)

# giflib has no pkg-config file in most systems.
pkg = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
OTP_CFLAGS = $(call once,OTP_CFLAGS,$(call pkg,--cflags $(OTP_LIBS)))
SCAN_CFLAGS = $(call once,SCAN_CFLAGS,$(call pkg,--cflags $(SCAN_LIBS)))
PORTAL_CFLAGS = $(call once,PORTAL_CFLAGS,$(call pkg,--cflags $(PORTAL_LIBS)))
TEST_CFLAGS = $(call once,TEST_CFLAGS,$(call pkg,--cflags cmocka vterm))
OTP_LDLIBS = $(call once,OTP_LDLIBS,$(call pkg,--libs $(OTP_LIBS)))
SCAN_LDLIBS = $(call once,SCAN_LDLIBS,$(call pkg,--libs $(SCAN_LIBS)) -lgif -lm)
PORTAL_LDLIBS = $(call once,PORTAL_LDLIBS,$(call pkg,--libs $(PORTAL_LIBS)))
CMOCKA_LDLIBS = $(call once,CMOCKA_LDLIBS,$(call pkg,--libs cmocka))
TOOL_LDLIBS = $(call once,TOOL_LDLIBS,$(call pkg,--libs vterm libpng \
	libqrencode) -lutil -lm)

OTP := $(B)/bin/otp
SCAN := $(B)/libexec/otp/otp-scan
PORTAL := $(B)/libexec/otp/otp-portal

all: $(OTP) $(SCAN) $(if $(HAS_PORTAL),$(PORTAL)) ## build otp and otp-scan

# The programs run where they are built: the tree below $(B) is laid out like
# the installed one.
$(OTP): $(B)/obj/main.o $(B)/obj/otp.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(OTP_LDLIBS)

$(SCAN): $(B)/obj/scan/main.o $(B)/obj/scan.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SCAN_LDLIBS)

$(PORTAL): $(B)/obj/portal/main.o $(B)/obj/portal.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PORTAL_LDLIBS)

$(B)/obj/otp.a: $(OTP_OBJECTS)
$(B)/obj/scan.a: $(SCAN_OBJECTS)
$(B)/obj/portal.a: $(PORTAL_OBJECTS)
$(B)/obj/%.a: $(B)/flags
	$(Q)rm -f $@
	$(Q)ar rcs $@ $(filter %.o,$^)

# Loops over pixels do several at once, which gcc does by itself from -O3 on.
$(B)/obj/scan/%.o: MODULE_CFLAGS = -ftree-vectorize $(SCAN_CFLAGS)
$(B)/obj/portal/%.o: MODULE_CFLAGS = $(PORTAL_CFLAGS)
$(B)/obj/%.o: MODULE_CFLAGS = $(OTP_CFLAGS)
$(B)/obj/%.o: src/%.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(MODULE_CFLAGS) -MMD -MP -c -o $@ $<

# Tests: one program a file, linked with all but the main()s.
program_of = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard $(1)))
SCAN_TESTS := $(call program_of,tests/unit/scan/test_*.c)
UNIT_TESTS := $(filter-out $(SCAN_TESTS),$(call program_of,tests/unit/*/test_*.c))
TEST_TOOLS := $(call program_of,tests/tools/*.c tests/tui/drive.c \
	tests/bench/*.c)
TEST_PORTAL := $(B)/tests/tools/portal
TEST_TOOLS := $(if $(HAS_PORTAL),$(TEST_TOOLS),\
	$(filter-out $(TEST_PORTAL),$(TEST_TOOLS)))
DRIVE_PARTS := $(addsuffix .o,$(call program_of,tests/tui/drive_*.c))
SCAN_FUZZERS := $(call program_of,tests/fuzz/fuzz_scan_*.c)
FUZZERS := $(filter-out $(SCAN_FUZZERS),\
	$(call program_of,tests/fuzz/fuzz_*.c))
PICTURES := $(B)/tests/bench/pictures/pictures
PICTURES_OBJECTS := $(addsuffix .o,\
	$(call program_of,tests/bench/pictures/*.c))
TEST_OBJECTS := $(patsubst %,%.o,\
	$(SCAN_TESTS) $(UNIT_TESTS) $(TEST_TOOLS) $(FUZZERS) \
	$(SCAN_FUZZERS)) $(DRIVE_PARTS) \
	$(PICTURES_OBJECTS)

$(SCAN_TESTS): TEST_LDLIBS = $(SCAN_LDLIBS) $(CMOCKA_LDLIBS) \
	$(call pkg,--libs libqrencode)
$(SCAN_TESTS): $(B)/obj/scan.a
$(UNIT_TESTS): TEST_LDLIBS = $(OTP_LDLIBS) $(CMOCKA_LDLIBS)
$(UNIT_TESTS): $(B)/obj/otp.a
# Some of the public age vectors are compressed.
$(B)/tests/unit/vault/test_age_vectors: TEST_LDLIBS = $(OTP_LDLIBS) \
	$(CMOCKA_LDLIBS) -lz
# The age program asks for passphrases on a pty.
$(B)/tests/unit/vault/test_age_program: TEST_LDLIBS = $(OTP_LDLIBS) \
	$(CMOCKA_LDLIBS) -lutil
$(TEST_TOOLS): TEST_LDLIBS = $(OTP_LDLIBS) $(TOOL_LDLIBS)
$(B)/tests/tui/drive: $(DRIVE_PARTS)
$(TEST_TOOLS): $(B)/obj/otp.a
$(TEST_PORTAL): TEST_LDLIBS = $(PORTAL_LDLIBS)
$(FUZZERS): TEST_LDLIBS = $(OTP_LDLIBS) -fsanitize=fuzzer
$(FUZZERS): $(B)/obj/otp.a
$(SCAN_FUZZERS): TEST_LDLIBS = $(SCAN_LDLIBS) -fsanitize=fuzzer
$(SCAN_FUZZERS): $(B)/obj/scan.a

$(SCAN_TESTS) $(UNIT_TESTS) $(TEST_TOOLS) $(FUZZERS) $(SCAN_FUZZERS): %: %.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^) $(TEST_LDLIBS)

# Preloaded into the program under test.
PRELOADS := $(patsubst %.c,$(B)/%.so,$(wildcard tests/tools/preload/*.c))
$(PRELOADS): $(B)/tests/tools/preload/%.so: tests/tools/preload/%.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -fPIC -fno-sanitize=all -shared -o $@ $<

# Draws pictures of codes, with the libraries of both programs, and a font.
$(PICTURES): $(PICTURES_OBJECTS) $(B)/obj/scan.a $(B)/obj/qr/print_font.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SCAN_LDLIBS) $(TOOL_LDLIBS)

$(B)/tests/unit/scan/%.o $(B)/tests/fuzz/fuzz_scan_%.o: \
	MODULE_CFLAGS = $(SCAN_CFLAGS) $(TEST_CFLAGS)
$(TEST_PORTAL).o: MODULE_CFLAGS = $(PORTAL_CFLAGS)
$(B)/tests/%.o: MODULE_CFLAGS = $(OTP_CFLAGS) $(TEST_CFLAGS)
$(TEST_OBJECTS): $(B)/tests/%.o: tests/%.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(MODULE_CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(patsubst %.o,%.d,\
	$(OTP_OBJECTS) $(SCAN_OBJECTS) $(PORTAL_OBJECTS) $(MAIN_OBJECTS) \
	$(TEST_OBJECTS)))

# Flags that not every compiler knows are tried once a compiler. Goals that
# compile nothing themselves must work before there is a compiler.
PROBED := $(B)/probed$(subst /,_,$(subst $(space),_,-$(CC))).mk
ifneq ($(filter-out check check-% demo deps clean help dist distcheck asan \
	heif fuzz lint lint-sources bench uninstall,$(or $(MAKECMDGOALS),all)),)
ifeq ($(wildcard $(PROBED)),)
MISSING := $(shell CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' \
	.ci/deps --check build $(if $(filter 1,$(HEIF)),heif) 2>&1)
$(if $(MISSING),$(error $(MISSING)))
endif
include $(PROBED)
endif

$(PROBED): .ci/probe-flags
	$(Q)mkdir -p $(@D)
	$(Q)echo '*' > build/.gitignore
	$(Q).ci/probe-flags $(CC) > $@

# Rebuilds everything when the compiler or its flags change.
$(B)/flags: FORCE | $(PROBED)
	$(Q)echo '$(COMPILE) $(ALL_LDFLAGS)' | cmp -s - $@ || \
		echo '$(COMPILE) $(ALL_LDFLAGS)' > $@
FORCE:

# What needs libraries first runs make again: these flags are looked up only
# once the libraries are there.
check check-unit check-cli check-tui: ## build and run every test
	$(Q).ci/deps build test
	$(Q)+$(MAKE) --no-print-directory test-programs
	$(Q)B=$(B) tests/run $(patsubst check-%,tests/%/,$(filter check-%,$@))

.PHONY: test-programs
test-programs: all $(SCAN_TESTS) $(UNIT_TESTS) $(TEST_TOOLS) $(PICTURES) \
	$(PRELOADS)

asan: ## every test under the address and undefined-behaviour sanitizers
	$(Q)+$(MAKE) --no-print-directory VARIANT=asan check

# The one file that only HEIF=1 compiles, linked, sandboxed and tried.
heif: ## build otp-scan with HEIC and AVIF, and test what it reads
	$(Q).ci/deps build test heif
	$(Q)+$(MAKE) --no-print-directory HEIF=1 B=build/heif \
		build/heif/libexec/otp/otp-scan
	$(Q)B=build/heif tests/run cli/scan

fuzz: ## replay the fuzzers' seeds and fuzz on for some seconds (clang)
	$(Q).ci/deps build fuzz
	$(Q)+$(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzzers
	$(Q)B=build/fuzz tests/fuzz/run

.PHONY: fuzzers
fuzzers: $(FUZZERS) $(SCAN_FUZZERS)

demo: ## try it: a throw-away vault with sample accounts
	$(Q).ci/deps build
	$(Q)+$(MAKE) --no-print-directory all
	$(Q)B=$(B) .ci/demo

bench: ## measure against the targets
	$(Q).ci/deps build test bench
	$(Q)+$(MAKE) --no-print-directory test-programs
	$(Q)B=$(B) tests/bench/run

deps: ## install what building and testing need
	$(Q).ci/deps build test

# clang-tidy is slow, so each file is looked at again only when it, or a
# header that it includes, has changed.
TIDY := $(patsubst %.c,build/lint/%.tidy,\
	$(filter-out $(if $(filter 1,$(HEIF)),,src/scan/heif.c) \
	$(if $(HAS_PORTAL),,src/portal/main.c tests/tools/portal.c),\
	$(shell find src tests -name '*.c')))
TIDY_INCLUDE = $(if $(filter src/base/err.c,$<),,-include .ci/analyzer.h)
TIDY_FLAGS = -std=c11 $(OUR_CPPFLAGS) $(OTP_CFLAGS) $(SCAN_CFLAGS) \
	$(PORTAL_CFLAGS) \
	$(TEST_CFLAGS)

.PHONY: lint-sources
lint-sources: $(TIDY)

build/lint/%.tidy: %.c .ci/clang-tidy .ci/analyzer.h
	$(call say,TIDY,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(TIDY_FLAGS) -M -MP -MT $@ -MF $@.d $<
	$(Q)clang-tidy --quiet --config-file=.ci/clang-tidy $< -- \
		$(TIDY_FLAGS) $(TIDY_INCLUDE) 2>$@.log || { cat $@.log; exit 1; }
	$(Q)touch $@

-include $(wildcard $(TIDY:=.d))

lint: ## static checks of sources, scripts and manuals
	$(Q).ci/deps build lint
	$(Q)+$(MAKE) --no-print-directory -k lint-sources
	$(Q).ci/lint

share := $(DESTDIR)$(PREFIX)/share
INSTALLED = $(DESTDIR)$(PREFIX)/bin/otp \
	$(DESTDIR)$(PREFIX)/libexec/otp/otp-scan \
	$(DESTDIR)$(PREFIX)/libexec/otp/otp-portal \
	$(patsubst man/%,$(share)/man/man1/%,$(wildcard man/*.1)) \
	$(patsubst man/%,$(share)/man/man5/%,$(wildcard man/*.5)) \
	$(share)/bash-completion/completions/otp \
	$(share)/zsh/site-functions/_otp \
	$(share)/fish/vendor_completions.d/otp.fish
INSTALL_FILE = $(Q)install -D -m 644

install: all ## install below PREFIX (/usr/local) and DESTDIR
	$(Q)install -D $(OTP) $(DESTDIR)$(PREFIX)/bin/otp
	$(Q)install -D $(SCAN) $(DESTDIR)$(PREFIX)/libexec/otp/otp-scan
	$(if $(HAS_PORTAL),$(Q)install -D $(PORTAL) \
		$(DESTDIR)$(PREFIX)/libexec/otp/otp-portal)
	$(Q)for page in man/*.[1-8]; do install -D -m 644 $$page \
		$(share)/man/man$${page##*.}/$${page##*/} || exit; done
	$(INSTALL_FILE) completions/otp.bash \
		$(share)/bash-completion/completions/otp
	$(INSTALL_FILE) completions/_otp $(share)/zsh/site-functions/_otp
	$(INSTALL_FILE) completions/otp.fish \
		$(share)/fish/vendor_completions.d/otp.fish

uninstall: ## remove what install put there
	$(Q)rm -f $(INSTALLED)
	$(Q)rmdir $(DESTDIR)$(PREFIX)/libexec/otp 2>/dev/null || true

DIST := otp-$(VERSION)

dist: ## make build/otp-VERSION.tar.gz of the last commit
	$(Q)mkdir -p build && echo '*' > build/.gitignore
	$(Q)git archive --prefix=$(DIST)/ HEAD | gzip -9n > build/$(DIST).tar.gz
	$(Q)cd build && sha256sum $(DIST).tar.gz > $(DIST).tar.gz.sha256
	@echo build/$(DIST).tar.gz

distcheck: dist ## build, test, install and uninstall from that
	$(Q).ci/distcheck build/$(DIST).tar.gz $(DIST)

clean: ## remove everything that was built
	$(Q)rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z]*\)[a-z -]*:.*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r name text; do \
			printf '%-10s %s\n' "$$name" "$$text"; done
	@echo 'VARIANT=release|debug|asan|fuzz|cov PREFIX= DESTDIR= CC= V=1' \
		'WERROR=1 NO_DEPS=1 HEIF=1'
