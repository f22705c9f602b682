#!/usr/bin/env bats
# otp merge

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	"$OTP" -q init --work-factor 10
	add GitHub:alice
	add --type hotp Bank:bob
	cp "$VAULT" copy.age
}

# copy WORD...: otp on the copy.
copy() {
	"$OTP" -q --vault copy.age "$@"
}

accounts() {
	"$OTP" list | cut -f3 | paste -sd,
}

@test "what either has, all of it" {
	add here
	printf '%s\n' "$OTHER_KEY" | copy add there >/dev/null
	copy get bob
	copy get bob
	"$OTP" -q get bob
	untouched expect 0 merge --dry-run copy.age
	prints 'counter of Bank:bob 2 -> 3
added there'
	says 'dry run: nothing was saved'
	expect 0 merge copy.age
	prints 'counter of Bank:bob 2 -> 3
added there'
	same accounts "$(accounts)" here,there,bob,alice
	# RFC 4226, appendix D: the fourth code.
	same code "$("$OTP" get bob)" 969429
}

@test "a second time there is nothing new, and nothing is saved" {
	copy remove alice
	expect 0 merge copy.age
	prints 'trashed GitHub:alice'
	untouched expect 0 merge copy.age
	prints ''
	says 'nothing new; the copies can be deleted'
}

@test "what is no copy is not said to be one that can be deleted" {
	local real=$XDG_DATA_HOME/otp/vault.age
	untouched fails 1 "otp: $real: is the vault itself, not a copy" \
		merge "$real"
	ln -s "$real" 'vault (1).age'
	untouched fails 1 'otp: vault (1).age: is the vault itself, not a copy' \
		merge 'vault (1).age'
	untouched fails 1 'otp: nowhere: there is no such file' merge nowhere
	echo junk >junk.age
	untouched expect 7 merge copy.age junk.age
	says 'otp: junk.age: is not a vault
nothing new; the copies that could be read can be deleted
otp: merge: not everything could be merged'
	copy remove alice
	expect 7 merge "$real" copy.age
	prints 'trashed GitHub:alice'
	says "otp: $real: is the vault itself, not a copy
merged; the copies that could be read can be deleted, and otp undo takes it back
otp: merge: not everything could be merged"
	# a link beside the vault is none either
	ln -s vault.age "${real%.age} (1).age"
	fails 3 "otp: $real: there are no copies beside it" merge
}

@test "the later edit is taken, whichever side made it" {
	copy remove alice
	"$OTP" -q remove alice
	"$OTP" -q trash restore alice
	expect 0 merge copy.age
	prints ''
	same accounts "$(accounts)" bob,alice
}

@test "what was deleted stays deleted, unless it was changed later" {
	"$OTP" -q remove alice
	"$OTP" -q trash empty
	expect 0 merge copy.age
	same accounts "$(accounts)" bob
	copy remove alice
	copy trash restore alice
	expect 0 merge copy.age
	prints 'added GitHub:alice'
	same accounts "$(accounts)" bob,alice
}

@test "the copies beside the vault are found by their names" {
	local folder=$XDG_DATA_HOME/otp names name i=0
	names=('vault.sync-conflict-20261121-210000-ABCDEFG.age'
		'vault (1).age' 'vault.age~'
		"vault (alice's conflicted copy 2026-11-21).age")
	for name in "${names[@]}"; do
		cp copy.age "$folder/$name"
		i=$((i + 1))
		printf '%s\n' "$KEY" | "$OTP" -q --vault "$folder/$name" \
			add "n$i" >/dev/null
	done
	cp copy.age "$folder/vault-backup.age"
	echo other >"$folder/other (1).age"
	expect 0 merge
	same accounts "$(accounts)" n1,n2,n3,n4,bob,alice
	[[ $stderr == *"found $folder/vault (1).age"* ]]
	[[ $stderr != *backup.age* ]]
}

@test "no copies beside it" {
	untouched fails 3 "otp: $VAULT: there are no copies beside it" merge
}

@test "another vault, no vault, damage: told, and nothing is changed" {
	"$OTP" -q --vault other.age init --work-factor 10
	untouched fails 1 'otp: other.age: is another vault, not a copy of this one; otp import takes its accounts' \
		merge --source-passphrase-file passphrase other.age
	echo no age file >bad.age
	untouched expect 6 merge bad.age
	[[ $stderr == 'otp: bad.age: '* ]]
	untouched expect 1 merge nowhere.age
	head -c -20 copy.age >short.age
	untouched expect 6 merge short.age
}

@test "one bad copy of two: the other is merged, status 7" {
	echo no age file >bad.age
	printf '%s\n' "$OTHER_KEY" | copy add there >/dev/null
	expect 7 merge bad.age copy.age
	prints 'added there'
	[[ $stderr == *'otp: bad.age: '* ]]
	[[ $stderr == *'otp: merge: not everything could be merged'* ]]
	same accounts "$(accounts)" there,bob,alice
}

@test "a copy with another passphrase" {
	has age script || skip "no age or no script"
	printf '%s\n' "$OTHER_KEY" | copy add there >/dev/null
	talk "age -d -o lines copy.age" passphrase: "$PASSPHRASE"
	rm copy.age
	talk "age -p -o copy.age lines" 'passphrase' 'another passphrase' \
		'onfirm' 'another passphrase'
	untouched fails 5 'otp: copy.age: has another passphrase than the vault has now; give --source-passphrase-file' \
		merge copy.age
	echo 'another passphrase' >other
	chmod 600 other
	expect 0 merge --source-passphrase-file other copy.age
	prints 'added there'
}

@test "locked, no vault" {
	expect 1 --vault nowhere.age merge copy.age
	echo wrong >wrong
	chmod 600 wrong
	untouched expect 5 --passphrase-file wrong merge copy.age
	printf x >"$VAULT"
	expect 6 merge copy.age
}

@test "copies of a vault of identities are opened by those that are given" {
	has age-keygen || skip 'no age-keygen'
	local name
	for name in mine other; do
		age-keygen -o $name.key 2>/dev/null
	done
	unset OTP_PASSPHRASE_FILE
	export OTP_VAULT=$HOME/shared.age
	SHARED=(--identity mine.key)
	"$OTP" -q init --recipient "$(age-keygen -y mine.key)"
	printf '%s\n' "$KEY" | "$OTP" -q "${SHARED[@]}" add alice >/dev/null
	cp shared.age copy.age
	printf '%s\n' "$OTHER_KEY" |
		"$OTP" -q --vault copy.age "${SHARED[@]}" add bob >/dev/null
	# From here on the vault has another file key than its copy.
	"$OTP" -q "${SHARED[@]}" recipients add "$(age-keygen -y other.key)"
	expect 5 --identity other.key merge copy.age
	expect 0 "${SHARED[@]}" merge copy.age
	prints 'added bob'
	# and than its revisions
	expect 0 "${SHARED[@]}" restore 2
	prints 'removed bob'
	expect 5 --identity other.key restore 2
	[[ $stderr == *"/revisions/"* ]]
	printf '%s\n' "$PASSPHRASE" >pass
	chmod 600 pass
	expect 5 --identity other.key restore --source-passphrase-file pass 2
}
