#!/usr/bin/env bats
# The exit statuses of cli.md, for every command that they can be of.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	cp "$VAULT" copy.age
}

# Each command that opens the vault, with what it needs to get that far. That
# "recipients" needs a vault of another kind is seen in recipients.bats, that
# "restore" mends a damaged one in damage.bats.
COMMANDS='add Site:new
new Site:new
import list.txt
get alice
list
show alice
qr --force alice
edit alice --note x
remove alice
trash
trash restore alice
trash empty
recovery alice
recovery alice add
recovery alice use
verify alice 123456
export --plain
passwd
merge copy.age
log
undo
restore 1
backup out.age
run alice -- true
unlock'

# Those that look for one account, with A in its place.
SELECTING='get A
show A
qr --force A
edit A --note x
remove A
recovery A
recovery A add
recovery A use
verify A 123456
run A -- true'

# all_of LIST STATUS LINE [OPTION...]: of each command the status, and a line
# on standard error that begins so; the vault and the folder stay as they are.
all_of() {
	local list=$1 want=$2 line=$3 words files
	shift 3
	printf 'otpauth://totp/I:a?secret=%s\n' "$OTHER_KEY" >list.txt
	files=$(find . -type f | sort)
	while read -ra words; do
		run --separate-stderr setsid -w "$OTP" "$@" "${words[@]}" \
			<list.txt
		check_status "$want" "$@" "${words[@]}" || return 1
		prints '' || return 1
		if [[ ${stderr_lines[0]} != "$line"* ]]; then
			same "otp ${words[*]}" "$stderr" "$line..."
			return 1
		fi
		same "files after otp ${words[*]}" \
			"$(find . -type f | sort)" "$files" || return 1
	done <<<"$list"
}

@test "1: no vault, whatever the command" {
	rm -r "${VAULT%/*}"
	all_of "$COMMANDS"$'\nstatus' 1 "otp: $VAULT: there is no vault"
}

@test "2: an unknown option, whatever the command" {
	local command
	while read -r command; do
		fails 2 "otp: --frobnicate: unknown option; see \"otp help $command\"" \
			"$command" --frobnicate
	done < <("$OTP" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
}

@test "3: no such account, whatever the command; one in the trash is none" {
	"$OTP" -q remove alice
	untouched all_of "${SELECTING//A/alice}" 3 \
		'otp: no account matches "alice"'
	untouched all_of 'trash restore nobody' 3 \
		'otp: no account matches "nobody"'
}

@test "4: more than one account, whatever the command" {
	add GitHub:alison
	untouched all_of "${SELECTING//A/ali}" 4 'otp: "ali" matches 2 accounts'
	"$OTP" -q remove alice alison
	untouched all_of 'trash restore ali' 4 'otp: "ali" matches 2 accounts'
}

@test "5: a wrong passphrase, whatever the command" {
	echo wrong >wrong
	chmod 600 wrong
	untouched all_of "$COMMANDS" 5 "otp: $VAULT: wrong passphrase" \
		--passphrase-file wrong
}

@test "5: no passphrase and no terminal, whatever the command" {
	unset OTP_PASSPHRASE_FILE
	untouched all_of "$COMMANDS" 5 \
		"otp: $VAULT: there is no terminal to ask for the passphrase"
}

@test "6: not a vault, or damaged, whatever the command" {
	local commands=${COMMANDS/$'restore 1\n'}
	cp "$VAULT" whole
	echo 'just text' >"$VAULT"
	untouched all_of "$commands"$'\nstatus' 6 \
		"otp: $VAULT: is not a vault"
	head -c -1 whole >"$VAULT"
	untouched all_of "$commands" 6 "otp: $VAULT: "
}

@test "6: a damaged export is not imported, a whole one is" {
	printf 'for the export\nand more\n' >new
	chmod 600 new
	"$OTP" -q export --encrypt --new-passphrase-file new --work-factor 10 \
		-o all.age
	expect 0 import --dry-run --source-passphrase-file new all.age
	head -c -1 all.age >short.age
	untouched expect 6 import --source-passphrase-file new short.age
	[[ $stderr == 'otp: short.age: '* ]]
	prints ''
}
