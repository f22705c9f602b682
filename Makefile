# GNU make. "make help" lists the targets; V=1 shows the commands.
VERSION := 0.1.0

VARIANT ?= release
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g

VARIANTS := release debug asan fuzz cov
ifeq ($(filter $(VARIANT),$(VARIANTS)),)
$(error VARIANT must be one of $(VARIANTS), is $(VARIANT))
endif

B := build/$(VARIANT)
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

# A program is a list of modules; a module is a folder of src.
OTP_MODULES := base os codec crypto core vault interop qr app cli tui
SCAN_MODULES := base scan

# One library, one module; both programs ask pkg-config for their own.
OTP_LIBS := libgcrypt jansson ncursesw libqrencode libutf8proc
SCAN_LIBS := zbar libpng libjpeg libwebp libwebpdemux libseccomp
TEST_LIBS := cmocka vterm

sources = $(sort $(foreach m,$(1),$(wildcard src/$(m)/*.c)))
# An arena of our own would hide overflows from the sanitizer.
UNUSED := src/base/secmem$(if $(filter asan fuzz,$(VARIANT)),,_malloc).c
OTP_SOURCES := $(filter-out $(UNUSED),$(call sources,$(OTP_MODULES)))
SCAN_SOURCES := $(filter-out $(UNUSED) src/scan/main.c,\
	$(call sources,$(SCAN_MODULES)))
objects = $(patsubst src/%.c,$(B)/obj/%.o,$(1))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wundef -Wcast-qual \
	-Wwrite-strings -Wstrict-prototypes -Wold-style-definition \
	-Wmissing-prototypes -Wredundant-decls -Wformat=2 \
	-Wimplicit-fallthrough -Wconversion -Wno-sign-conversion \
	$(if $(WERROR),-Werror)

VARIANT_release := -D_FORTIFY_SOURCE=3
VARIANT_debug := -O0
VARIANT_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
VARIANT_fuzz := $(VARIANT_asan) -fsanitize=fuzzer-no-link
VARIANT_cov := -O0 --coverage

# Flags that not every compiler knows are tried once and remembered.
-include $(B)/probed.mk

ALL_CPPFLAGS = -D_GNU_SOURCE -DOTP_VERSION='"$(VERSION)"' -Iinclude -Isrc \
	$(CPPFLAGS)
ALL_CFLAGS = -std=c11 $(WARNINGS) $(PROBED_CFLAGS) -fPIE $(CFLAGS) \
	$(VARIANT_$(VARIANT))
ALL_LDFLAGS = -pie $(PROBED_LDFLAGS) $(VARIANT_$(VARIANT)) $(LDFLAGS)

pkg_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)
pkg_libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)

OTP := $(B)/bin/otp
SCAN := $(B)/libexec/otp/otp-scan

.PHONY: all
all: $(OTP) $(SCAN) ## build otp and otp-scan

$(OTP): $(call objects,src/main.c $(OTP_SOURCES)) $(B)/flags
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(call pkg_libs,$(OTP_LIBS))

$(SCAN): $(call objects,src/scan/main.c $(SCAN_SOURCES)) $(B)/flags
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(call pkg_libs,$(SCAN_LIBS)) -lgif -lm

$(B)/obj/%.o: src/%.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

PKG_CFLAGS = $(call pkg_cflags,$(if $(findstring obj/scan/,$@),$(SCAN_LIBS),$(OTP_LIBS)))

# Rebuilds everything when the compiler or its flags change.
$(B)/flags: FORCE | $(B)/probed.mk
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS)' | \
		cmp -s - $@ || \
		echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS)' > $@

$(B)/probed.mk: .ci/probe-flags
	$(Q)mkdir -p $(@D)
	$(Q)echo '*' > build/.gitignore
	$(Q).ci/probe-flags $(CC) > $@

.PHONY: FORCE
FORCE:

# Unit tests: one program a file, linked with everything but the main()s.
UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_PROGRAMS := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_SOURCES))
TOOL_PROGRAMS := $(patsubst tests/%.c,$(B)/tests/%,\
	$(wildcard tests/tools/*.c))

.PHONY: check-programs
check-programs: all $(UNIT_PROGRAMS) $(TOOL_PROGRAMS)

$(B)/tests/unit/scan/%: tests/unit/scan/%.c $(call objects,$(SCAN_SOURCES))
	$(call say,TEST,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) \
		$(call pkg_cflags,$(SCAN_LIBS) $(TEST_LIBS)) $(ALL_LDFLAGS) \
		-MMD -MP -o $@ $(filter %.c %.o,$^) \
		$(call pkg_libs,$(SCAN_LIBS) cmocka) -lgif -lm

$(B)/tests/unit/%: tests/unit/%.c $(call objects,$(OTP_SOURCES))
	$(call say,TEST,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) \
		$(call pkg_cflags,$(OTP_LIBS) $(TEST_LIBS)) $(ALL_LDFLAGS) \
		-MMD -MP -o $@ $(filter %.c %.o,$^) \
		$(call pkg_libs,$(OTP_LIBS) cmocka)

$(B)/tests/tools/%: tests/tools/%.c $(call objects,$(filter src/base/%,$(OTP_SOURCES)))
	$(call say,TEST,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) \
		$(call pkg_cflags,$(TEST_LIBS)) $(ALL_LDFLAGS) \
		-MMD -MP -o $@ $(filter %.c %.o,$^) \
		$(call pkg_libs,vterm libpng libqrencode) -lm

-include $(shell find $(B) -name '*.d' 2>/dev/null)

.PHONY: check
check: check-programs ## build and run every test
	$(Q)B=$(B) tests/run

.PHONY: asan
asan: ## the same under the address and undefined-behaviour sanitizers
	$(Q)$(MAKE) --no-print-directory VARIANT=asan check

.PHONY: clean
clean: ## remove everything that was built
	$(Q)rm -rf build

.PHONY: help
help: ## list the targets
	$(Q)sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | \
		while IFS='|' read -r name text; do \
			printf '%-14s %s\n' "$$name" "$$text"; done
