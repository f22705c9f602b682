#!/usr/bin/env bats
# Long work is told on a terminal only; Ctrl-C leaves all as it was.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

# Makes a vault whose key takes well over the 200 ms to derive.
setup_file() {
	local OTP=${OTP:-$BATS_TEST_DIRNAME/../../build/release/bin/otp}
	local slow=$BATS_FILE_TMPDIR/slow.age
	printf '%s\n' 'correct horse battery staple' >"$BATS_FILE_TMPDIR/pass"
	chmod 600 "$BATS_FILE_TMPDIR/pass"
	"$OTP" -q -V "$slow" --passphrase-file "$BATS_FILE_TMPDIR/pass" init \
		--work-factor 18
	echo GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ |
		"$OTP" -q -V "$slow" --passphrase-file "$BATS_FILE_TMPDIR/pass" \
			add GitHub:alice >/dev/null
}

prepare() {
	has script || skip 'no script'
	mkdir -p "${VAULT%/*}"
	cp "$BATS_FILE_TMPDIR/slow.age" "$VAULT"
	cp "$VAULT" before
}

# stopped WORD...: Ctrl-C while otp waits for its passphrase ends it, and no file
# is another than before, nor is there one more. The command that is to tell it
# says that it has begun, and waits for ever.
stopped() {
	local files
	files=$(find "$HOME" -type f | sort)
	talk "'$OTP' --passphrase-command 'echo waiting >&2; cat never' $*" \
		waiting '^C'
	same status "$status" 130
	cmp "$VAULT" before
	same files "$(find "$HOME" -type f | sort)" "$files"
}

@test "on a terminal it is shown, and gone in the end" {
	talk "'$OTP' --at 59 get alice"
	same status "$status" 0
	# blanks over it, from the line's beginning on
	[[ $screen == *'Deriving the key...'*'          287082' ]]
}

@test "elsewhere, and with --quiet, nothing is" {
	expect 0 --at 59 get alice
	prints 287082
	says ''
	talk "'$OTP' --quiet --at 59 get alice"
	same screen "$screen" 287082
	# the answer is on a terminal, but the notes are not
	talk "'$OTP' --at 59 get alice 2>notes"
	same screen "$screen" 287082
	same notes "$(cat notes)" ''
}

@test "Ctrl-C leaves all as it was, whatever the command" {
	printf 'four quite different words\n' >new
	chmod 600 new
	cp "$VAULT" copy.age
	printf 'otpauth://totp/I:a?secret=%s\n' "$OTHER_KEY" >list.txt
	mkfifo never
	stopped get alice
	stopped list
	stopped show --key alice
	stopped qr --force alice
	stopped verify alice 123456
	stopped recovery alice use
	stopped log
	stopped trash empty
	stopped merge copy.age
	stopped import list.txt
	stopped new Site:new
	stopped run alice -- true
	stopped remove alice
	stopped edit --note x alice
	stopped undo
	stopped restore 1
	stopped backup copy.age
	stopped passwd --new-passphrase-file new
	stopped export --plain -o out.json
	stopped export --encrypt --new-passphrase-file new -o out.age
	stopped unlock
	stopped doctor
}
