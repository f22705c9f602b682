#!/usr/bin/env bats
# A damaged vault with good revisions.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add Bank:bob
	REVISIONS=$XDG_DATA_HOME/otp/revisions
}

@test "the newest good revision is named, and opens" {
	truncate -s -1 "$VAULT"
	echo no age file >"$(echo "$REVISIONS"/vault.age.2.*)"
	untouched expect 6 list
	[[ $stderr == "otp: $VAULT: "*"; the newest good revision is $(echo "$REVISIONS"/vault.age.1.*)" ]]
	expect 0 --vault "${stderr##* is }" list
	prints ''
}

@test "one that is damaged in its contents is passed over" {
	truncate -s -1 "$VAULT"
	truncate -s -1 "$(echo "$REVISIONS"/vault.age.2.*)"
	expect 6 list
	[[ $stderr == *"; the newest good revision is $(echo "$REVISIONS"/vault.age.1.*)" ]]
}

@test "without a passphrase, too, where the beginning is damaged" {
	echo no age file >"$VAULT"
	unset OTP_PASSPHRASE_FILE
	expect 6 list
	[[ $stderr == *"; the newest good revision is $(echo "$REVISIONS"/vault.age.2.*)" ]]
}

@test "none is named where there is none" {
	rm -r "$REVISIONS"
	truncate -s -1 "$VAULT"
	expect 6 list
	[[ $stderr != *revision* ]]
}
