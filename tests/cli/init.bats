#!/usr/bin/env bats
# otp init

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

@test "init makes a vault of mode 0600 in a folder of mode 0700" {
	expect 0 init --work-factor 15
	prints ''
	says "created $VAULT"
	same mode "$(stat -c %a "$VAULT")" 600
	same mode "$(stat -c %a "${VAULT%/*}")" 700
	expect 0 list
	prints ''
}

@test "the new vault is an age file that age itself opens" {
	expect 0 init --work-factor 15
	head -1 "$VAULT" | grep -ax 'age-encryption.org/v1'
	sed -n 2p "$VAULT" | grep -aE '^-> scrypt [A-Za-z0-9+/]{22} 15$'
}

@test "init refuses where a vault is" {
	make_vault
	untouched fails 1 "otp: $VAULT: there is a vault already" init
	untouched fails 1 "otp: $VAULT: there is a vault already" \
		init --work-factor 10
}

@test "init refuses where anything else is" {
	mkdir -p "${VAULT%/*}"
	echo precious >"$VAULT"
	fails 1 "otp: $VAULT: there is a vault already" init
	same file "$(cat "$VAULT")" precious
}

@test "--vault says where" {
	expect 0 -V "$HOME/deep/er/x.age" init --work-factor 10
	[ -f "$HOME/deep/er/x.age" ]
	[ ! -e "$VAULT" ]
}

@test "the work factor is the base-2 logarithm, 10 to 22" {
	for n in 9 23 0 -1 4294967313 x ''; do
		fails 2 "otp: --work-factor: must be 10 to 22, is ${n:-empty}" \
			init --work-factor="$n"
	done
	[ ! -e "$VAULT" ]
	expect 0 init --work-factor 10
	grep -aqE '^-> scrypt [^ ]+ 10$' "$VAULT"
}

@test "a work factor below 15 warns, 15 does not" {
	expect 0 init --work-factor 14
	[[ $stderr == *warning*14* ]]
	expect 0 -V other.age init --work-factor 15
	[[ $stderr != *warning* ]]
}

@test "without a work factor it is 17 or more" {
	expect 0 init
	n=$(sed -nE 's/^-> scrypt [^ ]+ ([0-9]+)$/\1/p' "$VAULT")
	[ "$n" -ge 17 ]
	[ "$n" -le 22 ]
}

@test "a weak passphrase gets advice, and is taken" {
	echo abc >"$HOME/passphrase"
	expect 0 init --work-factor 15
	[[ $stderr == *"passphrase: "* ]]
	[[ $stderr != *abc* ]]
	expect 0 list
}

@test "an empty passphrase is refused" {
	: >"$HOME/passphrase"
	expect 5 init --work-factor 10
	[ ! -e "$VAULT" ]
}

@test "no passphrase and no terminal: locked" {
	unset OTP_PASSPHRASE_FILE
	expect 5 init --work-factor 15
	[[ $stderr == otp:\ * ]]
	[ ! -e "$VAULT" ]
}

@test "init in a folder that takes no files fails and says so" {
	expect 1 -V /proc/self/vault.age init --work-factor 15
	[[ $stderr == "otp: /proc/self/vault.age: "* ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "a folder's name is no vault's, and none is made" {
	fails 1 'otp: newdir/: is a folder, not a file' init -V newdir/
	[ ! -e newdir ]
	fails 1 'otp: a/b/: is a folder, not a file' init -V a/b/
	[ ! -e a ]
}
