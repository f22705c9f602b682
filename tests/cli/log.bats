#!/usr/bin/env bats
# otp log

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	"$OTP" -q init --work-factor 10
	add GitHub:alice --tag work
	"$OTP" -q remove alice
}

@test "each revision with its time, size and changes, newest first" {
	local size
	size=$(stat -c %s "$VAULT")
	expect 0 log
	says ''
	same lines "$(sed -E 's/[0-9]{4}(-[0-9]{2}){2}T[0-9:]{8}Z/TIME/' \
		<<<"$output")" "3	TIME	$size	trashed GitHub:alice
2	TIME	$size	added GitHub:alice
1	TIME	$size	the vault was made"
}

@test "only the newest, and as JSON" {
	expect 0 log -n 1
	same lines "$(wc -l <<<"$output")" 1
	json 'length == 3 and .[0].revision == 3 and .[0].current and
		.[0].saved >= .[1].saved and .[0].state == "opens" and
		.[1].changes == ["added GitHub:alice"] and
		.[2].changes == null and .[2].label == "1"' log --json
	json 'length == 2' log --json --number=2
}

@test "many changes are counted, in JSON they are all there" {
	for i in 1 2 3 4 5 6; do
		echo "otpauth://totp/x:$i?secret=$KEY&issuer=x"
	done >uris
	expect 0 import uris
	expect 0 log -n 1
	[[ $output == *'added x:4; and 2 more' ]]
	json '.[0].changes | length == 6' log --json -n 1
}

@test "a key is never told" {
	expect 0 log
	[[ $output != *"$KEY"* ]]
	expect 0 log --json
	[[ $output != *"$KEY"* ]]
}

@test "a damaged revision and one with another key are named as such" {
	local revisions=$XDG_DATA_HOME/otp/revisions
	echo no age file >"$(echo "$revisions"/vault.age.2.*)"
	"$OTP" -q --vault other.age init --work-factor 10
	cp other.age "$(echo "$revisions"/vault.age.1.*)"
	expect 0 log
	[[ $output == *"3	"*"	the passphrase was changed"* ]]
	[[ $output == *"2	"*"	damaged"* ]]
	[[ $output == *"1	"*"	made with an earlier passphrase"* ]]
	json '[.[].state] == ["opens", "damaged", "other-key"]' log --json
}

@test "what cannot be" {
	fails 2 'otp: --number: must be 1 to 4294967295, is 0' log -n 0
	fails 2 'otp: log: takes no argument, got 1; see "otp help log"' log x
	expect 1 --vault nowhere.age log
	echo wrong >wrong
	chmod 600 wrong
	expect 5 --passphrase-file wrong log
	printf x >"$VAULT"
	expect 6 log
}
