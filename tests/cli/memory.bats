#!/usr/bin/env bats
# What is in the memory of otp while it runs: looked at from outside.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

RAW_KEY=12345678901234567890 # what $KEY stands for

prepare() {
	case ${OTP_BUILD-} in
	*/asan) skip 'the sanitizer keeps copies of its own: not checked' ;;
	esac
	has perl || skip 'no perl here: nothing was checked'
	make_vault
}

# scan WORD...: what memory.pl finds in the otp that runs in this folder.
scan() {
	perl "$BATS_TEST_DIRNAME/memory.pl" "$(realpath "$OTP")" "$@" \
		>found 2>errors || {
		cat errors
		grep -q denied errors && skip 'only root may look: not checked'
		return 1
	}
	grep -q '^scanned [1-9]' found
}

# The list is longer than a pipe holds, so that the process stands still in
# the middle of it, unlocked, once its beginning is there.
@test "unlocked: no passphrase is left, and keys are in secret memory only" {
	local i from
	for ((i = 0; i < 3000; i++)); do
		echo "otpauth://totp/Bulk:user-of-a-long-name-$i?secret=$KEY"
	done | "$OTP" -q import - >/dev/null
	mkfifo pipe
	"$OTP" list >pipe 3>&- &
	exec {from}<pipe
	read -r -N1 -u "$from" _
	scan "$PASSPHRASE" "$KEY" "$RAW_KEY" user-of-a-long-name-2999
	cat <&"$from" >/dev/null
	exec {from}<&-
	wait $!
	sort found | uniq -c
	# the scan finds what is there, and tells the two kinds apart
	grep -qx '4 secret' found
	grep -qE '^[23] secret' found
	not grep '^1 ' found
	not grep '^[234] plain' found
}

@test "the screen, locked: neither passphrase nor keys nor names are left" {
	[ -x "$OTP_BUILD/tests/tui/drive" ] || skip 'no driver of the screen'
	cat >locked.tui <<-END
		sh sample_vault
		run --vault vault.age
		wait Passphrase
		type correct horse
		keys <Enter>
		wait GitHub
		until perl $BATS_TEST_DIRNAME/memory.pl $(realpath "$OTP") 'correct horse' $KEY $RAW_KEY >$HOME/open 2>&1; :
		keys L
		wait Passphrase
		until perl $BATS_TEST_DIRNAME/memory.pl $(realpath "$OTP") 'correct horse' $KEY $RAW_KEY alice@example >$HOME/locked 2>&1; :
		keys <C-q>
		exit 0
	END
	B=$OTP_BUILD "$BATS_TEST_DIRNAME/../tui/run" locked.tui
	grep -q denied open && skip 'only root may look: not checked'
	grep . open locked | sort | uniq -c
	grep -qE '^[23] secret' open
	not grep '^1 ' open
	not grep '^[23] plain' open
	grep -q '^scanned [1-9]' locked
	not grep '^[1-4] ' locked
}
