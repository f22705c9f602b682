#!/usr/bin/env bats
# otp backup

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
}

@test "the copy is the vault, private, and opens with the passphrase" {
	cp "$VAULT" before
	expect 0 backup copy.age
	prints ''
	says 'backed up to copy.age; read back and compared'
	cmp before copy.age
	same mode "$(stat -c %a copy.age)" 600
	same code "$("$OTP" --at 59 --vault copy.age get alice)" "$(totp 59)"
	same files "$(find . -maxdepth 1 -name 'copy.age?*')" ''
}

@test "the vault remembers when that was" {
	has age script || skip "no age or no script"
	expect 0 backup copy.age
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	head -n 1 lines | jq -e '.backup > 1700000000 and .backup <= now'
	expect 0 log -n 1
	[[ $output == *'backup made' ]]
}

@test "an existing file is replaced only by force" {
	echo mine >copy.age
	untouched fails 1 'otp: copy.age: exists already; --force replaces it' \
		backup copy.age
	same content "$(cat copy.age)" mine
	expect 0 backup --force copy.age
	same code "$("$OTP" --at 59 --vault copy.age get alice)" "$(totp 59)"
	same mode "$(stat -c %a copy.age)" 600
}

@test "the vault itself, a folder, no folder, no room" {
	untouched fails 1 "otp: $VAULT: is the vault itself" backup "$VAULT"
	untouched fails 1 "otp: $VAULT: is the vault itself" \
		backup --force "$VAULT"
	untouched fails 1 'otp: .: is a folder; name a file in it' \
		backup --force .
	untouched fails 1 'otp: no/copy.age: cannot create: No such file or directory' \
		backup no/copy.age
	untouched fails 2 'otp: backup: needs FILE; see "otp help backup"' \
		backup
	[ ! -e no ]
}

@test "a file too large for its place leaves nothing behind" {
	ulimit -f 1
	# shellcheck disable=SC2016 # for the inner shell
	run --separate-stderr setsid -w bash -c \
		'trap "" XFSZ; exec "$1" backup copy.age' _ "$OTP"
	same status "$status" 1
	[[ $stderr == *'copy.age'* ]]
	same files "$(find . -maxdepth 1 -name 'copy.age*')" ''
}

@test "no vault, locked, damaged" {
	expect 1 --vault nowhere.age backup copy.age
	echo wrong >wrong
	chmod 600 wrong
	expect 5 --passphrase-file wrong backup copy.age
	printf x >"$VAULT"
	expect 6 backup copy.age
	[ ! -e copy.age ]
}
