#!/usr/bin/env bats
# Passphrases and vaults that are no good: one line, its status, and the file
# as it was.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # an inner shell expands its own
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add Bank:h --type hotp
}

# What is said of the newest revision, the third.
revision() {
	echo "; see otp help restore; the newest good revision is $(echo \
		"$XDG_DATA_HOME"/otp/revisions/vault.age.3.*)"
}

# Every command that opens the vault says so in the same words.
everywhere() {
	local status=$1 line=$2
	untouched fails "$status" "$line" get alice
	untouched fails "$status" "$line" list
	untouched fails "$status" "$line" show alice
	untouched fails "$status" "$line" remove alice
	untouched fails "$status" "$line" add Site:new
	untouched fails "$status" "$line" import x
}

@test "a wrong passphrase: 5" {
	echo 'wrong' >wrong
	chmod 600 wrong
	export OTP_PASSPHRASE_FILE=$HOME/wrong
	everywhere 5 "otp: $VAULT: wrong passphrase"
}

@test "an empty passphrase file: 5" {
	: >"$HOME/passphrase"
	untouched expect 5 list
	[[ $stderr == "otp: $HOME/passphrase: "* ]]
	same lines "$(wc -l <<<"$stderr")" 1
}

@test "a passphrase file that is not there: 5" {
	untouched fails 5 'otp: nowhere: cannot open: No such file or directory' \
		--passphrase-file nowhere list
}

@test "passphrase sources that cannot be read: 5, and which it is" {
	untouched fails 5 'otp: --passphrase-file: must name a file, is empty' \
		--passphrase-file '' list
	untouched fails 5 'otp: --passphrase-fd: cannot read: Bad file descriptor' \
		--passphrase-fd 99 list
	mkdir folder
	untouched fails 5 'otp: folder: is a folder, not a file' \
		--passphrase-file folder list
	untouched expect 5 --passphrase-command 'head -c 9999999 /dev/zero' list
	[[ $stderr == 'otp: --passphrase-command: '* ]]
	head -c 5000 /dev/zero | tr '\0' a >long
	chmod 600 long
	untouched fails 5 'otp: long: a passphrase must be at most 4096 bytes, is longer' \
		--passphrase-file long list
	untouched fails 2 'otp: passphrase: must come from one of --passphrase-file, --passphrase-fd and --passphrase-command, not from 2' \
		--passphrase-file long --passphrase-fd 0 list
}

@test "the passphrase command does not get at the input of otp" {
	unset OTP_PASSPHRASE_FILE
	expect_fed "$KEY" 0 --at 59 add Site:fed \
		--passphrase-command "cat; cat '$HOME/passphrase'"
	prints "$(totp 59)"
}

@test "import of a file without a name" {
	untouched fails 2 'otp: import: FILE must be a name or -, is empty' \
		import ''
}

@test "a passphrase command that fails: its status, never its output" {
	untouched expect 5 --passphrase-command 'echo hidden; exit 3' list
	[[ $stderr == otp:*3* ]]
	[[ $stderr != *hidden* ]]
}

@test "a file that is not a vault: 6" {
	echo 'just text' >"$VAULT"
	everywhere 6 "otp: $VAULT: is not a vault$(revision)"
	: >"$VAULT"
	untouched expect 6 list
}

@test "an age file that is not a vault: 6" {
	has age-keygen || skip "no age"
	age-keygen 2>/dev/null >key
	echo hello | age -r "$(age-keygen -y key)" >"$VAULT"
	untouched expect 5 list
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "a vault cut at any of many places: 6" {
	cp "$VAULT" whole
	size=$(stat -c %s whole)
	for cut in 1 10 21 22 40 80 120 150 180 200 220 240 1000 \
		$((size - 4096)) $((size - 17)) $((size - 16)) $((size - 1)); do
		head -c "$cut" whole >"$VAULT"
		untouched expect 6 list
		[[ $stderr == "otp: $VAULT: "* ]]
		same lines "$(wc -l <<<"$stderr")" 1
		prints ''
	done
}

@test "a vault with bytes behind its end: 6" {
	echo more >>"$VAULT"
	untouched expect 6 list
}

@test "a vault with any of many bits flipped: 5 or 6" {
	cp "$VAULT" whole
	size=$(stat -c %s whole)
	for at in 0 5 20 22 26 30 35 54 56 58 80 100 110 125 130 160 170 \
		180 190 200 300 1000 $((size / 2)) $((size - 1)); do
		cp whole "$VAULT"
		hurt "$at"
		cp "$VAULT" before
		run --separate-stderr timeout 60 setsid -w "$OTP" list
		echo "flipped at $at: status $status, $stderr"
		[ "$status" -eq 5 ] || [ "$status" -eq 6 ]
		[[ $stderr == "otp: $VAULT: "* ]]
		same lines "$(wc -l <<<"$stderr")" 1
		prints ''
		cmp "$VAULT" before
	done
}

@test "an absurd work factor in the header is refused, not computed" {
	sed -i -E 's/^(-> scrypt [^ ]+) 10$/\1 60/' "$VAULT"
	untouched expect 6 list
	[[ $stderr == "otp: $VAULT: "*22* ]]
}

@test "a folder in the vault's place: one line" {
	rm "$VAULT"
	mkdir "$VAULT"
	fails 6 "otp: $VAULT: is not a vault: not a regular file$(revision)" list
}

@test "no vault: 1 everywhere, and how to make one" {
	rm -r "${VAULT%/*}"
	local line="otp: $VAULT: there is no vault; make one with: otp init"
	fails 1 "$line" list
	fails 1 "$line" get alice
	fails 1 "$line" import x
	fails 1 "$line" trash
}

@test "a vault that is a link to nothing: the same for all" {
	rm "$VAULT"
	ln -s nowhere "$VAULT"
	local line="otp: $VAULT: is a link to a file that is not there"
	fails 1 "$line" list
	fails 1 "$line" init
	[ -L "$VAULT" ]
}

@test "a vault below what is no folder is not a missing one" {
	fails 1 "otp: $VAULT/x: cannot open: Not a directory" -V "$VAULT/x" list
	fails 1 "otp: $VAULT/x: cannot open: Not a directory" -V "$VAULT/x" init
}

@test "a full disk: the save fails, the vault is as it was" {
	cp "$VAULT" before
	run --separate-stderr bash -c 'ulimit -f 1
		printf "%s\n" "$1" | setsid -w "$0" add New:one' \
		"$OTP" "$OTHER_KEY"
	check_status 1 add
	prints ''
	[[ $stderr == "otp: $VAULT: "*"File too large" ]]
	same lines "$(wc -l <<<"$stderr")" 1
	cmp "$VAULT" before
	same files "$(find "${VAULT%/*}" -name '*.tmp*')" ''
}

@test "a folder that takes no files: the save fails, the vault is as it was" {
	if [ "$(id -u)" -eq 0 ]; then
		# root ignores modes; a read-only mount needs a namespace
		unshare -m true 2>/dev/null || skip "root, and no namespaces"
		cp "$VAULT" before
		run --separate-stderr unshare -m bash -c '
			mount --bind "$2" "$2" &&
			mount -o remount,ro,bind "$2" || exit 99
			printf "%s\n" "$1" | setsid -w "$0" add New:one' \
			"$OTP" "$OTHER_KEY" "${VAULT%/*}"
		[ "$status" -ne 99 ] || skip "cannot mount here"
		check_status 1 add
		[[ $stderr == "otp: $VAULT: "*"Read-only file system" ]]
		cmp "$VAULT" before
	else
		chmod 500 "${VAULT%/*}"
		untouched expect_fed "$OTHER_KEY" 1 add New:one
		[[ $stderr == "otp: $VAULT: "*"Permission denied" ]]
		chmod 700 "${VAULT%/*}"
	fi
	prints ''
	same lines "$(wc -l <<<"$stderr")" 1
}

@test "a broken line in the vault is shown as broken, and kept" {
	has age script || skip "no age or no script"
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	echo '{"id":"11111111-2222-4333-8444-555555555555","type":"totp","issuer":"Odd","account":"one","secret":"!!"}' >>lines
	rm "$VAULT"
	talk "age -p -o '$VAULT' lines" passphrase "$PASSPHRASE" \
		passphrase: "$PASSPHRASE"
	expect 0 --at 59 list --codes Odd
	[[ $output == 11111111$'\tOdd\tone\tbroken\t'* ]]
	fails 1 'otp: Odd:one: cannot be used: secret: character 1 must be A-Z or 2-7, is '"'!'" \
		get Odd
	fails 1 "$stderr" get --wait --next Odd
	fails 1 "$stderr" show --key Odd
	json '.[0] | keys == ["account", "broken", "id", "issuer"] and
		.issuer == "Odd" and .account == "one"' list --json Odd
	json 'keys == ["account", "broken", "id", "issuer"]' show --json Odd
	expect 0 show Odd
	not grep -E '^(type|digits|tags|favorite)' <<<"$output"
	add New:one
	talk "age -d -o after '$VAULT'" passphrase: "$PASSPHRASE"
	grep -F '"secret":"!!"' after
}
