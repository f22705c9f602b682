#!/usr/bin/env bats
# What is asked on a terminal: without echo, on /dev/tty, and Ctrl-C leaves
# all as it was.

# shellcheck disable=SC2030,SC2031,SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	has script || skip "no script"
	unset OTP_PASSPHRASE_FILE
}

make_vault_by_file() {
	OTP_PASSPHRASE_FILE=$HOME/passphrase make_vault
	OTP_PASSPHRASE_FILE=$HOME/passphrase add GitHub:alice
}

@test "init asks twice, without echo" {
	talk "'$OTP' init --work-factor 15" passphrase "$PASSPHRASE" \
		again "$PASSPHRASE"
	same status "$status" 0
	[[ $screen != *"$PASSPHRASE"* ]]
	expect 0 --passphrase-file "$HOME/passphrase" list
}

@test "init asks again when the two differ" {
	talk "'$OTP' init --work-factor 15" passphrase "$PASSPHRASE" \
		again 'another' passphrase "$PASSPHRASE" again "$PASSPHRASE"
	same status "$status" 0
	expect 0 --passphrase-file "$HOME/passphrase" list
}

@test "init gives advice on a weak passphrase" {
	talk "'$OTP' init --work-factor 15" passphrase abc again abc
	same status "$status" 0
	[[ $screen == *short* ]]
}

@test "Ctrl-C at init's question: 130, and no vault" {
	talk "'$OTP' init --work-factor 15" passphrase '^C'
	same status "$status" 130
	[ ! -e "$VAULT" ]
}

@test "get asks for the passphrase, and again after a wrong one" {
	make_vault_by_file
	talk "'$OTP' --at 59 get alice" Passphrase 'not this one' \
		Passphrase "$PASSPHRASE"
	same status "$status" 0
	[[ $screen != *"$PASSPHRASE"* ]]
	same last "$(tail -1 <<<"$screen")" "$(totp 59)"
}

@test "a passphrase wrong three times: 5" {
	make_vault_by_file
	talk "'$OTP' get alice" Passphrase a Passphrase b Passphrase c
	same status "$status" 5
	same last "$(tail -1 <<<"$screen")" "otp: $VAULT: wrong passphrase"
}

@test "the question is on the terminal while input and output are pipes" {
	make_vault_by_file
	talk "echo $OTHER_KEY | '$OTP' --at 59 add Site:piped >answer" \
		Passphrase "$PASSPHRASE"
	same status "$status" 0
	same answer "$(cat answer)" \
		"$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
}

@test "add asks for the key without echo" {
	make_vault_by_file
	talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' --at 59 add Site:typed" \
		key "$OTHER_KEY"
	same status "$status" 0
	[[ $screen != *"$OTHER_KEY"* ]]
	[[ $screen == *"$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"* ]]
}

@test "add asks again after a slip, naming it" {
	make_vault_by_file
	talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' --at 59 add Site:typed" \
		'URI: ' 'JBSW0' 'URI: ' "$OTHER_KEY"
	same status "$status" 0
	[[ $screen == *'text key: character 5 must be'* ]]
	[[ $screen != *JBSW* ]]
}

@test "add takes a URI at the prompt" {
	make_vault_by_file
	talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' --at 59 add" \
		key "otpauth://totp/Site:uri?secret=$OTHER_KEY"
	same status "$status" 0
	[[ $screen == *'added Site:uri'* ]]
}

@test "Ctrl-C at add's question: 130, the vault as it was" {
	make_vault_by_file
	cp "$VAULT" before
	talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' add Site:x" key '^C'
	same status "$status" 130
	cmp "$VAULT" before
}

@test "Ctrl-C while --wait waits: 130, no code, the vault as it was" {
	make_vault_by_file
	OTP_PASSPHRASE_FILE=$HOME/passphrase add Slow:one --period 86400
	cp "$VAULT" before
	talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' get --wait=86400 Slow >code" \
		waiting '^C'
	same status "$status" 130
	same code "$(cat code)" ''
	cmp "$VAULT" before
}

@test "the environment comes before the terminal: nothing is asked, 5 at once" {
	make_vault_by_file
	echo wrong >wrong
	chmod 600 wrong
	talk "OTP_PASSPHRASE_FILE=wrong '$OTP' get alice"
	same status "$status" 5
	same screen "$screen" "otp: $VAULT: wrong passphrase"
}

@test "import asks for the passphrase of an encrypted file" {
	make_vault_by_file
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	echo 'another passphrase' >other
	chmod 600 other
	"$OTP" -q export --encrypt --work-factor 10 -o all.age \
		--new-passphrase-file other
	"$OTP" -q -V third.age init --work-factor 10
	talk "'$OTP' -V third.age import all.age" 'all.age' 'another passphrase'
	same status "$status" 0
	[[ $screen == *'1 added, 0 duplicate, 0 skipped' ]]
	[[ $screen != *'another passphrase'* ]]
	expect 0 -V third.age --at 59 get alice
	prints "$(totp 59)"
	expect 5 -V third.age import all.age
	prints ''
}

# interrupted WORDS PROMPT: Ctrl-C at that question leaves all as it was.
interrupted() {
	untouched talk "OTP_PASSPHRASE_FILE=passphrase '$OTP' $1" "$2" '^C'
	same "status of otp $1" "$status" 130
}

@test "Ctrl-C at any other question: 130, the vault as it was" {
	make_vault_by_file
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	echo 'another passphrase' >other
	chmod 600 other
	cp "$VAULT" copy.age
	"$OTP" -q -V copy.age passwd --work-factor 10 \
		--new-passphrase-file other
	interrupted 'edit --key alice' 'URI: '
	interrupted 'verify alice -' 'Code: '
	interrupted 'import copy.age' copy.age
	interrupted 'merge copy.age' copy.age
}
