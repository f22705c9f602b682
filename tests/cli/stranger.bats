#!/usr/bin/env bats
# What otp-vault(5) tells a stranger: its recipes and examples, run as the
# page prints them, on vaults that otp has written.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	has mandoc age age-keygen jq oathtool ||
		skip 'no mandoc, age, jq or oathtool here: nothing was checked'
	mandoc -T utf8 "$BATS_TEST_DIRNAME/../../man/otp-vault.5" |
		sed 's/.\x08//g' >page
	printed '#!/bin/sh' 'fi' >reader
	age-keygen -o mine.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	export OTP_VAULT=$HOME/shared.age OTP_IDENTITY=$HOME/mine.key
}

# printed FIRST LAST: the lines of the page from one to the other, without
# what they are indented by.
printed() {
	awk -v first="$1" -v last="$2" '
		!on && substr($0, length($0) - length(first) + 1) == first &&
			$0 ~ /^ *[^ ]/ {
			indent = length($0) - length(first)
			on = 1
		}
		on { print substr($0, indent + 1) }
		on && substr($0, indent + 1) == last { exit }' page
}

# Four accounts that count, one in the trash, one deleted.
fill() {
	"$OTP" -q init --recipient "$(age-keygen -y mine.key)"
	add GitHub:alice
	key=$KEY_SHA256 add --algorithm SHA256 --digits 8 --period 60 \
		'Zoë & Söhne "AG":bob'
	add --type hotp --counter 3 Bank:carol
	add --type steam Steam:gamer
	add Gone:trashed
	add Gone:deleted
	"$OTP" -q remove deleted
	"$OTP" -q trash empty
	"$OTP" -q remove trashed
}

reader() {
	IDENTITY=$HOME/mine.key sh reader "$@"
}

# now COMMAND...: what otp says before it must be what is said, or what it
# says behind it.
now() {
	local before after code
	before=$("$OTP" get "$1")
	code=$(reader "$OTP_VAULT" "$1")
	after=$("$OTP" get "$1")
	[ "$code" = "$before" ] || same code "$code" "$after"
}

@test "the reader of the page is a script of the size of a recipe" {
	sh -n reader
	[ "$(wc -l <reader)" -le 20 ]
	if has shellcheck; then shellcheck reader; fi
}

@test "the reader lists the accounts of a vault of otp" {
	fill
	same accounts "$(reader shared.age | sort)" "Bank	carol	hotp
GitHub	alice	totp
Steam	gamer	steam
Zoë & Söhne \"AG\"	bob	totp"
	same otp "$(reader shared.age | sort)" \
		"$("$OTP" list | cut -f2-4 | sort)"
}

@test "the reader computes the codes of otp" {
	fill
	now alice
	now bob
	# RFC 4226, appendix D; adding it has shown the code of 3
	same carol "$(reader shared.age carol)" 338314
	run reader shared.age gamer
	[ "$status" -ne 0 ]
}

@test "the reader opens a vault with a passphrase" {
	has script || skip 'no script'
	unset OTP_IDENTITY
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	"$OTP" -q --vault typed.age init --work-factor 10
	printf '%s\n' "$KEY" | "$OTP" -q --vault typed.age add GitHub:alice \
		>/dev/null
	talk 'sh reader typed.age' passphrase: "$PASSPHRASE"
	[[ $screen == *$'GitHub\talice\ttotp' ]]
}

@test "the vault that the page prints is what it says it is" {
	printf 'correct horse\n' >pass
	chmod 600 pass
	printed '-----BEGIN AGE ENCRYPTED FILE-----' \
		'-----END AGE ENCRYPTED FILE-----' >printed.age
	chmod 600 printed.age
	expect 0 --passphrase-file pass --vault printed.age list
	same accounts "$(cut -f2-4 <<<"$output")" \
		$'Bank\tbob\thotp\nGitHub\talice\ttotp'
	has script || skip 'no script'
	talk 'age -d -o lines printed.age' passphrase: 'correct horse'
	# The lines as printed: a page does not break them.
	grep -o '{".*}$' page | head -n 3 >wanted
	diff lines wanted
}

@test "the other recipes of the page: a vault by hand" {
	grep -qF 'age -r age1... -o vault.age lines.json' page
	printf '%s\n' '{"otp-vault":1,"id":"9f2b3c4d-0001-4a5b-8c9d-000000000000"}' \
		"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000001\",\"account\":\"alice\",\"type\":\"totp\",\"secret\":\"$KEY\"}" \
		>lines.json
	age -r "$(age-keygen -y mine.key)" -o vault.age lines.json
	expect 0 --vault vault.age --at 59 get alice
	prints "$(totp 59)"
	same again "$(reader vault.age)" $'\talice\ttotp'
}
