#!/usr/bin/env bats
# otp undo, otp restore

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	"$OTP" -q init --work-factor 10
	add GitHub:alice
	add --type hotp Bank:bob
}

accounts() {
	"$OTP" list | cut -f3 | paste -sd,
}

counter() {
	"$OTP" show --json bob | jq .counter
}

@test "undo takes the last change back, and itself" {
	"$OTP" -q remove alice
	expect 0 undo
	prints 'restored GitHub:alice'
	same accounts "$(accounts)" bob,alice
	expect 0 undo
	prints 'trashed GitHub:alice'
	same accounts "$(accounts)" bob
	expect 0 undo
	same accounts "$(accounts)" bob,alice
	json '.[0].revision == 8' log --json
}

@test "what was added goes, and comes back" {
	expect 0 undo
	prints 'removed Bank:bob'
	same accounts "$(accounts)" alice
	expect 0 undo
	prints 'added Bank:bob'
	same accounts "$(accounts)" bob,alice
}

@test "a counter never goes back, nor is it a change to undo" {
	local codes
	codes=("$("$OTP" get bob)" "$("$OTP" get bob)" "$("$OTP" get bob)")
	"$OTP" -q remove alice
	codes+=("$("$OTP" get bob)")
	expect 0 undo
	prints 'restored GitHub:alice'
	same counter "$(counter)" 5
	# RFC 4226, appendix D: the code of adding it, and those that follow.
	same code "$("$OTP" get bob)" 254676
	same all "${codes[*]}" '287082 359152 969429 338314'
}

@test "an account that comes back goes on with its counter" {
	"$OTP" get bob >codes
	"$OTP" get bob >>codes
	"$OTP" -q remove bob
	"$OTP" -q trash empty
	expect 0 restore 3
	prints 'added Bank:bob'
	same counter "$(counter)" 3
}

@test "restore goes back and forth, and saves nothing for nothing" {
	expect 0 restore 2
	prints 'removed Bank:bob'
	expect 0 restore 3
	prints 'added Bank:bob'
	untouched expect 0 restore 3
	prints ''
	says 'the vault is in that state already'
}

@test "the trash that was emptied comes back" {
	"$OTP" -q remove alice
	"$OTP" -q trash empty
	expect 0 undo
	prints 'added GitHub:alice'
	expect 0 trash
	[[ $output == *alice* ]]
}

@test "nothing to undo" {
	"$OTP" -q --vault new.age init --work-factor 10
	fails 3 'otp: new.age: there is nothing to undo' --vault new.age undo
}

@test "a state with an earlier passphrase is asked for it" {
	local revisions=$XDG_DATA_HOME/otp/revisions old
	echo 'another passphrase' >other
	chmod 600 other
	has age script || skip "no age or no script"
	old=$(echo "$revisions"/vault.age.2.*)
	talk "age -d -o lines '$old'" passphrase: "$PASSPHRASE"
	rm "$old"
	talk "age -p -o '$old' lines" 'passphrase' 'another passphrase' \
		'onfirm' 'another passphrase'
	fails 5 "otp: $old: has another passphrase than the vault has now; give --source-passphrase-file" \
		restore 2
	expect 0 restore --source-passphrase-file other 2
	prints 'removed Bank:bob'
	talk "$OTP restore 2" 'Passphrase of' wrong
	same status "$status" 5
}

@test "what cannot be" {
	fails 3 'otp: 99: there is no such revision; otp log lists them' \
		restore 99
	fails 2 'otp: restore: needs REVISION, as the vault is not damaged; see "otp help restore"' restore
	expect 1 --vault nowhere.age undo
	expect 1 --vault nowhere.age restore 1
	echo wrong >wrong
	chmod 600 wrong
	untouched expect 5 --passphrase-file wrong undo
	untouched expect 5 --passphrase-file wrong restore 2
	printf x >"$(echo "$XDG_DATA_HOME"/otp/revisions/vault.age.2.*)"
	untouched expect 6 restore 2
	printf x >"$VAULT"
	expect 6 undo
}

@test "a folder that cannot be written: nothing is changed" {
	[ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
	chmod 500 "$XDG_DATA_HOME/otp"
	untouched expect 1 undo
	chmod 700 "$XDG_DATA_HOME/otp"
}
