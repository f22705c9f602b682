#!/usr/bin/env bats
# Random keys, pastes, clicks and sizes: no crash, no key that is not read, and
# Ctrl-C always ends it. MONKEY_KEYS and MONKEY_SEED make it a longer one.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

# Each start has the same vault and no settings, or one that changed the
# passphrase or a key would be the last that gets anywhere.
prepare() {
	cat >start <<-'END'
		#!/bin/sh
		rm -rf "$XDG_DATA_HOME/otp" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME"
		cp -r "$HOME/kept" "$XDG_DATA_HOME/otp"
		exec "$OTP" "$@"
	END
	chmod +x start
}

fill_vault() {
	seq -f 'otpauth://totp/Bulk:user%g?secret=GEZDGNBVGY3TQOJQ' 1 30 |
		"$OTP" -q import - >/dev/null
	add --issuer GitHub --tag work alice
	add --issuer Bank --type hotp carol
	add --issuer Steam --type steam gamer
	add --issuer '👩‍💻 Dev' '🇩🇪🇫🇷 ❤️ 👨‍👩‍👧‍👦'
	cp -r "$XDG_DATA_HOME/otp" kept
}

# monkey KEYS [OPTION...]: presses them. A report on the screen would be lost
# with it. Leaks are told by the other tests: here Ctrl-C hits the one who
# looks for them.
monkey() {
	local common=exitcode=99:log_path=$HOME/report keys=$1

	shift
	export ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0:$common
	export UBSAN_OPTIONS=print_stacktrace=1:$common
	export OTP LC_ALL=C.UTF-8 TERM=xterm-256color
	run "$OTP_BUILD/tests/tools/monkey" "${MONKEY_KEYS:-$keys}" \
		"${MONKEY_SEED:-1}" "$PASSPHRASE" "$HOME/start" "$@"
	echo "# ${lines[-1]}" >&3
	echo "$output"
	cat "$HOME"/report* 2>/dev/null || true
	[ "$status" -eq 0 ]
	[ -z "$(ls "$HOME"/report* 2>/dev/null)" ]
}

@test "no random key brings the screen down, and none makes it deaf" {
	"$OTP" -q init --work-factor 10
	fill_vault
	monkey 12000
}

@test "nor does one where identities open the vault" {
	has age-keygen || skip "no age"
	age-keygen -o id.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	export OTP_IDENTITY=$HOME/id.key
	"$OTP" -q init --recipient "$(age-keygen -y id.key)"
	fill_vault
	monkey 8000
}
