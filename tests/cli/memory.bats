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

teardown() {
	rm -rf "${there:-$HOME/nothing}"
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

# More accounts than a pipe holds lines of, so that "otp list" into one stands
# still in the middle, unlocked.
many() {
	local i
	for ((i = 0; i < 3000; i++)); do
		echo "otpauth://totp/Bulk:user-of-a-long-name-$i?secret=$KEY"
	done | "$OTP" -q import - >/dev/null
}

# half WORD...: begins with that and stands still; $pid, and $from to read on.
half() {
	mkfifo pipe
	"$@" >pipe 3>&- &
	pid=$!
	exec {from}<pipe
	read -r -N1 -u "$from" _
}

@test "unlocked: no passphrase is left, and keys are in secret memory only" {
	many
	half "$OTP" list
	scan "$PASSPHRASE" "$KEY" "$RAW_KEY" user-of-a-long-name-2999
	cat <&"$from" >/dev/null
	exec {from}<&-
	wait "$pid"
	sort found | uniq -c
	# the scan finds what is there, and tells the two kinds apart
	grep -qx '4 secret' found
	grep -qE '^[23] secret' found
	not grep '^1 ' found
	not grep '^[234] plain' found
}

@test "killed in the middle: no core file, and what was shown has no secret" {
	local status=0
	many
	ulimit -c unlimited || skip 'core files are barred here: not checked'
	half "$OTP" list
	same limits "$(awk '/^Max core/ { print $5 }' "/proc/$pid/limits")" \
		0
	kill -SEGV "$pid"
	wait "$pid" || status=$?
	[ "$status" -eq $((128 + 11)) ]
	cat <&"$from" >shown
	exec {from}<&-
	not grep -rlF -e "$PASSPHRASE" -e "$KEY" -e "$RAW_KEY" shown
	same files "$(find . -name '*core*')" ''
	# it would be there otherwise
	same others "$(find . -newer pipe -type f ! -name shown)" ''
}

@test "nobody may trace it: /proc is not even the user's own" {
	[ "$(id -u)" -eq 0 ] || skip 'only root can be another user'
	has setpriv || skip 'no setpriv'
	many
	there=$(mktemp -d)
	cp "$OTP" "$there/program"
	cp "$VAULT" "$there/vault.age"
	cp passphrase "$there"
	chown -R 61001 "$there"
	half setpriv --reuid=61001 --clear-groups "$there/program" \
		--passphrase-file "$there/passphrase" \
		--vault "$there/vault.age" list
	same owner "$(stat -c %u "/proc/$pid/mem")" 0
	cat <&"$from" >/dev/null
	exec {from}<&-
	wait "$pid"
}

# locking LIMIT COMMAND...: where that many bytes of memory may be locked.
# Root's right to lock more is taken away.
locking() {
	local limit=$1 keep=()
	shift
	if [ "$(id -u)" -eq 0 ]; then
		keep=(setpriv --bounding-set=-ipc_lock --inh-caps=-ipc_lock)
	fi
	run --separate-stderr "${keep[@]}" prlimit --memlock="$limit:$limit" \
		"$@"
}

@test "limits of locked memory: no failure, no nagging, only doctor tells" {
	local limit codes victim barred=
	has setpriv prlimit || skip 'no setpriv or prlimit: nothing was checked'
	many
	add other-8388608
	add other-65536
	add other-0
	codes=$("$OTP" --at 59 list --codes user-of)
	for limit in 8388608 65536 0; do
		# a plain user, and root in a container, raise none
		locking "$limit" true
		if [ "$status" -ne 0 ]; then
			barred+=" $limit"
			continue
		fi
		victim=other-$limit
		locking "$limit" "$OTP" --at 59 list --codes user-of
		check_status 0 list
		prints "$codes"
		says ''
		locking "$limit" "$OTP" remove "$victim"
		check_status 0 remove
		[[ $stderr != *lock* ]]
		locking "$limit" "$OTP" doctor
		check_status 0 doctor
		[ "$limit" -ne 0 ] ||
			grep -q $'^warn\tmemory lock\t' <<<"$output"
		[ "$limit" -ne 8388608 ] ||
			grep -q $'^ok\tmemory lock\t' <<<"$output"
	done
	[ -z "$barred" ] || skip "not checked, as so much is not allowed:$barred"
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
	clean
}

# What the scans of an open and of a locked screen must have found.
clean() {
	grep -q denied open && skip 'only root may look: not checked'
	grep . open locked | sort | uniq -c
	grep -qE '^[23] secret' open
	not grep '^1 ' open
	not grep '^[23] plain' open
	grep -q '^scanned [1-9]' locked
	not grep '^[1-4] ' locked
}

# The library of QR codes keeps copies, and frees them as they are: of them the
# beginning is overwritten soon, not the end.
@test "the screen, locked after a QR code, a copy and a form: nothing is left" {
	[ -x "$OTP_BUILD/tests/tui/drive" ] || skip 'no driver of the screen'
	cat >used.tui <<-END
		sh sample_vault
		size 100 50
		run --vault vault.age --passphrase-file pass --at 31
		wait GitHub
		keys /
		type alice@example
		wait /alice@example
		keys <Enter>
		wait sent to the terminal
		keys <Esc> s
		wait GEZD GNBV GY3T QOJQ
		keys <Esc> a
		wait Add an account
		type KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU
		keys <Tab>
		type Quixotic
		keys <Esc>
		wait Discard the new account
		keys y
		wait 5 accounts
		keys L
		wait Passphrase
		until perl $BATS_TEST_DIRNAME/memory.pl $(realpath "$OTP") 'correct horse' $KEY $RAW_KEY ${KEY:16} 'GEZD GNBV' KRSXG5CTMVRXEZLU Quixotic alice@example >$HOME/locked 2>&1; :
		keys <C-q>
		exit 0
	END
	B=$OTP_BUILD "$BATS_TEST_DIRNAME/../tui/run" used.tui
	grep -q denied locked && skip 'only root may look: not checked'
	sort locked | uniq -c
	grep -q '^scanned [1-9]' locked
	not grep '^[1-8] ' locked
}

# otp that waited for too long, and that Ctrl-Z has stopped.
@test "the screen, locked by the clock and by Ctrl-Z: nothing is left" {
	local scan secrets
	scan="perl $BATS_TEST_DIRNAME/memory.pl $(realpath "$OTP")"
	secrets="'correct horse' $KEY $RAW_KEY"
	[ -x "$OTP_BUILD/tests/tui/drive" ] || skip 'no driver of the screen'
	cat >left.tui <<-END
		sh sample_vault; echo 0 > late
		start exec env LATE=late LD_PRELOAD=$OTP_BUILD/tests/tools/preload/late.so "\$OTP" --vault vault.age
		wait Passphrase
		type correct horse
		keys <Enter>
		wait GitHub
		until $scan $secrets >$HOME/open 2>&1; :
		sh echo 300 > new; mv new late
		wait Locked after 5 minutes
		until $scan $secrets alice@example >$HOME/locked 2>&1; :
		type correct horse
		keys <Enter>
		wait GitHub
		keys <C-z>
		suspended
		until $scan $secrets alice@example >$HOME/stopped 2>&1; :
		foreground
		wait Passphrase
		keys <C-q>
		exit 0
	END
	B=$OTP_BUILD "$BATS_TEST_DIRNAME/../tui/run" left.tui
	clean
	mv stopped locked
	clean
}
