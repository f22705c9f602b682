#!/usr/bin/env bats
# otp passwd

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

NEW='four other random words'

@test "passwd asks twice, and the new passphrase opens the vault" {
	make_vault
	add GitHub:alice
	talk "$OTP passwd --work-factor 10" 'New passphrase' "$NEW" \
		'The same again' "$NEW"
	[ "$status" -eq 0 ]
	[[ $screen == *"changed the passphrase of $VAULT"* ]]
	fails 5 "otp: $VAULT: wrong passphrase" list
	printf '%s\n' "$NEW" >passphrase
	expect 0 --at 59 get alice
	prints "$(totp 59)"
	grep -aqE '^-> scrypt [^ ]+ 10$' "$VAULT"
}

@test "passwd asks for the present one first where no source tells it" {
	make_vault
	unset OTP_PASSPHRASE_FILE
	talk "$OTP passwd --work-factor 11" 'Passphrase for' "$PASSPHRASE" \
		'New passphrase' "$NEW" 'The same again' "$NEW"
	[ "$status" -eq 0 ]
	grep -aqE '^-> scrypt [^ ]+ 11$' "$VAULT"
}

@test "two that differ are asked for again; Ctrl-C leaves all as it was" {
	make_vault
	cp "$VAULT" before
	talk "$OTP passwd" 'New passphrase' "$NEW" 'The same again' other \
		'New passphrase' '^C'
	[ "$status" -eq 130 ]
	cmp "$VAULT" before
}

@test "passwd without a terminal: locked" {
	make_vault
	untouched expect 5 passwd
	[[ $stderr == "otp: $VAULT: "* ]]
	prints ''
}

@test "passwd with the wrong passphrase, no vault, a wrong work factor" {
	fails 1 "otp: $VAULT: there is no vault; make one with: otp init" passwd
	make_vault
	echo wrong >wrong
	chmod 600 wrong
	untouched fails 5 "otp: $VAULT: wrong passphrase" \
		--passphrase-file wrong passwd
	fails 2 'otp: --work-factor: must be 10 to 22, is 9' \
		passwd --work-factor 9
	fails 2 'otp: passwd: takes no argument, got 1; see "otp help passwd"' \
		passwd x
	echo x >"$VAULT"
	expect 6 passwd
}

@test "a script tells the new passphrase by a file or a descriptor" {
	make_vault
	add GitHub:alice
	printf '%s\nmore\n' "$NEW" >new
	chmod 600 new
	expect 0 passwd --work-factor 10 --new-passphrase-file new
	[[ $stderr == *"changed the passphrase of $VAULT" ]]
	expect 5 list
	expect 0 --passphrase-file new --at 59 get alice
	prints "$(totp 59)"
	# both of one descriptor, one behind the other
	expect_fed "$NEW"$'\n'"$PASSPHRASE"$'\n' 0 --passphrase-fd 0 -q passwd \
		--work-factor 10 --new-passphrase-fd=0
	says ''
	expect 0 --at 59 get alice
}

@test "a new passphrase that cannot be had: 5, and nothing changed" {
	make_vault
	untouched fails 5 'otp: none: cannot open: No such file or directory' \
		passwd --new-passphrase-file none
	untouched fails 5 "otp: $VAULT: there is no terminal to ask for the new passphrase: give --new-passphrase-file or --new-passphrase-fd" \
		passwd
	untouched fails 5 'otp: --new-passphrase-file: must name a file, is empty' \
		passwd --new-passphrase-file=
	untouched fails 5 'otp: --new-passphrase-fd: has no passphrase in its first line' \
		passwd --new-passphrase-fd 0
	untouched expect 2 passwd --new-passphrase-fd x
	printf 'short\n' >new
	untouched expect 2 passwd --new-passphrase-fd 0 --new-passphrase-file new
	chmod 644 new
	expect 0 passwd --work-factor 10 --new-passphrase-file new
	[[ $stderr == *'new: has mode 644, so others may get at the passphrase; better: chmod 600'* ]]
	[[ $stderr == *'passphrase: short'* ]]
}
