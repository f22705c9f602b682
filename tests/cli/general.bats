#!/usr/bin/env bats
# What cli.md says of every command: options, streams, exit statuses.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # an inner shell expands its own
load helpers

prepare() {
	make_vault
	add GitHub:alice
}

@test "--version prints name and version, with no home and no library started" {
	HOME='' XDG_DATA_HOME='' expect 0 --version
	[[ $output =~ ^otp\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	says ''
}

@test "--help, -h and help print the same, within 80 columns" {
	expect 0 help
	local help=$output
	expect 0 --help
	prints "$help"
	expect 0 -h
	prints "$help"
	[[ $help == Usage:* ]]
	not grep -E '.{81}' <<<"$help"
}

@test "help names every command but the hidden ones" {
	expect 0 help
	for command in init add import get list show remove help; do
		grep -qE "^  $command " <<<"$output"
	done
	not grep clipboard-clear <<<"$output"
}

@test "help COMMAND, COMMAND --help and --help COMMAND print the same" {
	for command in init add import get list show remove help; do
		expect 0 help "$command"
		local help=$output
		[[ $help == "Usage: otp $command"* ]]
		not grep -E '.{81}' <<<"$help"
		expect 0 "$command" --help
		prints "$help"
		expect 0 -h "$command"
		prints "$help"
	done
}

@test "help of an unknown command is a usage error" {
	fails 2 'otp: frobnicate: unknown command; see "otp help"' \
		help frobnicate
}

@test "a hidden command has no help" {
	fails 2 'otp: clipboard-clear: unknown command; see "otp help"' \
		help clipboard-clear
}

@test "an unknown command is named" {
	fails 2 'otp: frobnicate: unknown command; see "otp help"' frobnicate
}

@test "what looks like a secret is not repeated" {
	fails 2 'otp: unknown command; see "otp help"' "$KEY"
	fails 2 'otp: unknown command; see "otp help"' \
		"otpauth://totp/x?secret=$KEY"
	fails 2 'otp: unknown option; see "otp help get"' get "--$KEY" x
}

@test "an unknown option is named, with where its help is" {
	fails 2 'otp: --frobnicate: unknown option; see "otp help"' \
		--frobnicate
	fails 2 'otp: --frobnicate: unknown option; see "otp help get"' \
		get --frobnicate=7 alice
	fails 2 'otp: -x: unknown option; see "otp help get"' get -nx alice
}

@test "a command's options stand behind its name" {
	fails 2 'otp: --json: unknown option; see "otp help"' --json list
}

@test "options are not abbreviated" {
	fails 2 'otp: --ne: unknown option; see "otp help get"' get --ne alice
}

@test "global options stand before or after the command" {
	local before
	expect 0 --at 59 --vault "$VAULT" get alice
	before=$output
	prints "$(totp 59)"
	expect 0 get --at 59 alice --vault "$VAULT"
	prints "$before"
	expect 0 get -V "$VAULT" --at=59 alice
	prints "$before"
	expect 0 get "-V$VAULT" --at=59 alice
	prints "$before"
}

@test "short options cluster" {
	expect 0 --at 59 get -qn alice
	prints "$(totp 89)"
	expect 0 --at 59 get -nqV "$VAULT" alice
	prints "$(totp 89)"
}

@test "-- ends the options" {
	add -- -dash
	expect 0 --at 59 get -- -dash
	prints "$(totp 59)"
}

@test "an option without its value, and a flag with one" {
	fails 2 'otp: --at: needs a value (TIME); see "otp help get"' \
		get alice --at
	fails 2 'otp: --vault: needs a value (FILE); see "otp help"' -V
	fails 2 'otp: --next: takes no value; see "otp help get"' \
		get --next=1 alice
}

@test "too few and too many arguments" {
	fails 2 'otp: get: needs ACCOUNT; see "otp help get"' get
	fails 2 'otp: get: takes 1 argument, got 2; see "otp help get"' \
		get alice bob
	fails 2 'otp: init: takes no argument, got 1; see "otp help init"' \
		init here
}

@test "usage is checked before a passphrase is asked for" {
	OTP_PASSPHRASE_FILE=/nonexistent expect 2 get
	OTP_PASSPHRASE_FILE=/nonexistent expect 2 get alice bob
}

@test "no command and no terminal: the CLI way is named" {
	fails 2 'otp: the screen needs a terminal; in scripts use "otp get ACCOUNT", see "otp help"'
}

@test "--at takes seconds and RFC 3339" {
	expect 0 --at 1111111109 get alice
	prints "$(totp 1111111109)"
	expect 0 --at 2005-03-18T01:58:29Z get alice
	prints "$(totp 1111111109)"
	expect 0 --at 2005-03-18T03:58:29+02:00 get alice
	prints "$(totp 1111111109)"
	fails 2 'otp: --at: must be seconds since 1970 or like 2026-11-21T21:00:00Z, is yesterday' \
		--at yesterday get alice
	fails 2 'otp: --at: must be seconds since 1970 or like 2026-11-21T21:00:00Z, is -1' \
		--at=-1 get alice
}

@test "--at works beyond 2038 and 2106" {
	for at in 2147483648 4294967296 20000000000; do
		expect 0 --at "$at" get alice
		prints "$(totp "$at")"
	done
}

@test "the vault: option before OTP_VAULT before XDG_DATA_HOME before HOME" {
	OTP_VAULT=$HOME/env.age "$OTP" -q init --work-factor 10
	OTP_VAULT=$HOME/env.age expect 0 list
	prints ''
	OTP_VAULT=$HOME/env.age expect 0 -V "$VAULT" --at 59 get alice
	prints "$(totp 59)"
	env -u XDG_DATA_HOME "$OTP" -q init --work-factor 10
	[ -f "$HOME/.local/share/otp/vault.age" ]
}

@test "a vault is never picked up from the working directory" {
	cp "$VAULT" vault.age
	rm -r "$XDG_DATA_HOME"
	mkdir otp
	cp vault.age otp
	fails 1 "otp: $VAULT: there is no vault; make one with: otp init" list
	cd otp
	fails 1 "otp: $VAULT: there is no vault; make one with: otp init" list
}

@test "no vault: where it should be, and how to make one" {
	rm -r "${VAULT%/*}"
	expect 1 list
	[[ $stderr == "otp: $VAULT: "* ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
	prints ''
}

@test "the passphrase: file, descriptor and command" {
	unset OTP_PASSPHRASE_FILE
	expect 0 --passphrase-file "$HOME/passphrase" --at 59 get alice
	prints "$(totp 59)"
	expect 0 --passphrase-command "cat '$HOME/passphrase'" --at 59 \
		get alice
	prints "$(totp 59)"
	expect_fed "$PASSPHRASE"$'\n' 0 --passphrase-fd 0 --at 59 get alice
	prints "$(totp 59)"
	OTP_PASSPHRASE_COMMAND="cat '$HOME/passphrase'" \
		expect 0 --at 59 get alice
	prints "$(totp 59)"
}

@test "the passphrase is the first line, with or without its newline" {
	printf '%s' "$PASSPHRASE" >bare
	printf '%s\nanother line\n' "$PASSPHRASE" >two
	chmod 600 bare two
	expect 0 --passphrase-file bare --at 59 get alice
	expect 0 --passphrase-file two --at 59 get alice
}

@test "the first line of a command or descriptor, and all of it" {
	printf '%s\nanother line\n' "$PASSPHRASE" >two
	printf '%s \n' "$PASSPHRASE" >blank
	chmod 600 two blank
	unset OTP_PASSPHRASE_FILE
	expect 0 --passphrase-command 'cat two' list
	expect 0 --passphrase-fd 3 list 3<two
	OTP_PASSPHRASE_COMMAND='cat two' expect 0 list
	# a blank at its end is part of it
	expect 5 --passphrase-file blank list
	expect 5 --passphrase-command 'cat blank' list
	expect 0 --passphrase-file blank -V own.age -q init --work-factor 10
	expect 0 --passphrase-file blank -V own.age list
	expect 5 --passphrase-file two -V own.age list
}

@test "an explicit passphrase option wins over the environment" {
	echo wrong >wrong
	chmod 600 wrong
	OTP_PASSPHRASE_FILE=wrong expect 0 \
		--passphrase-file "$HOME/passphrase" list
	fails 5 "otp: $VAULT: wrong passphrase" --passphrase-file wrong list
	OTP_PASSPHRASE_FILE=wrong expect 0 \
		--passphrase-command "cat '$HOME/passphrase'" list
	OTP_PASSPHRASE_COMMAND='touch ran' OTP_PASSPHRASE_FILE='' expect 0 \
		--passphrase-file "$HOME/passphrase" list
	[ ! -e ran ]
}

@test "no terminal and no passphrase source: locked at once" {
	unset OTP_PASSPHRASE_FILE
	expect 5 get alice
	[[ $stderr == otp:\ * ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
	prints ''
}

@test "--passphrase-fd must be a number" {
	fails 2 'otp: --passphrase-fd: must be 0 to 2147483647, is x' \
		--passphrase-fd x list
}

@test "--quiet silences notes, not errors and not the answer" {
	expect_fed "$OTHER_KEY" 0 -q --at 59 add Site:quiet
	says ''
	[ -n "$output" ]
	expect 3 -q get nobody
	[ -n "$stderr" ]
}

@test "closed standard output is an error, and no file is hit by it" {
	cp "$VAULT" before
	run -1 sh -c '"$0" --at 59 get alice >&-' "$OTP"
	[[ $output == "otp: standard output: cannot write: "* ]]
	run -1 sh -c '"$0" --version >&-' "$OTP"
	cmp "$VAULT" before
}

@test "a full disk behind standard output is an error" {
	[ -w /dev/full ] || skip "no /dev/full"
	run -1 sh -c '"$0" list >/dev/full' "$OTP"
	prints 'otp: standard output: cannot write: No space left on device'
}

@test "files with secrets are private, whatever the umask" {
	local file
	umask 000
	expect 0 -q -V new.age init --work-factor 10
	expect 0 -q export --plain -o all.json
	expect 0 -q qr -o code.png alice
	expect 0 -q backup copy.age
	expect 0 -q -V new.age import all.json
	for file in new.age all.json code.png copy.age; do
		same "mode of $file" "$(stat -c %a "$file")" 600
	done
	same 'other modes' "$(find . -name '*vault*' -type f -perm /077)" ''
}
