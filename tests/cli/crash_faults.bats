#!/usr/bin/env bats
# Saving, when the system fails it.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2030,SC2031 # each test counts for itself
load crash

prepare() {
	can_fault
	prepare_crash
	prepare_old
	learn_states
	learn_calls "$OTP" --at 59 add Bolt:two
	begin_again
	count=0
}

# The calls that have to do with files, and their numbers.
file_calls() {
	awk '$2 !~ /^(mmap|munmap|mprotect|madvise|mlock|brk|futex|getrandom|rt_sigprocmask|nanosleep|clock_nanosleep)$/ &&
		$2 !~ /^get(euid|egid|pid)$/ { print $1, $2 }' calls
}

# copes WHERE RULE...: with the call going wrong so, it fails with one line and
# leaves the old state, or it gets by and makes the new one.
copes() {
	local where=$1 want
	shift
	status=0
	add_other Bolt:two "$FAULT" "$@" -- || status=$?
	old_or_new "$where"
	if [ "$status" -eq "$UNREACHED" ]; then
		# it may ask for less memory than the run that was recorded
		case $where in
		mmap* | mprotect* | madvise* | mlock* | brk* | mremap*) ;;
		*) echo "$where: not reached" && return 1 ;;
		esac
		same "$where" "$state" "$new"
		begin_again
		return
	fi
	want="otp: $VAULT: "
	[ "$state" = "$old" ] || want+='cannot flush its folder: '
	if [ "$status" -eq 0 ]; then
		same "$where" "$state" "$new"
		same "$where" "$(<complaint)" 'added Bolt:two'
	elif [ "$status" -ne 1 ] || [ "$(wc -l <complaint)" -ne 1 ] ||
		[[ $(<complaint) != "$want"* ]]; then
		echo "$where: status $status, $(<complaint)"
		return 1
	fi
	[[ $where == unlink* ]] || tidy "$where"
	no_secret_astray "$where"
	goes_on "$where"
	begin_again
	count=$((count + 1))
}

@test "every call for memory of a save fails" {
	case $OTP_BUILD in
	*/asan) skip 'the sanitizers ask for memory, too: nothing was checked' ;;
	esac
	local at name
	while read -r at name _; do
		case $name in
		mmap | mprotect | madvise | mlock | brk | mremap) ;;
		*) continue ;;
		esac
		copes "$name $at" ENOMEM "$at"
	done <calls
	[ "$count" -ge 5 ]
}

# fail_each ERROR...: every file call of a save with every error.
fail_each() {
	local at name error
	while read -r at name; do
		for error; do
			copes "$name $at: $error" "$error" "$at"
		done
	done < <(file_calls)
	echo "# $count calls failed" >&3
	[ "$count" -ge $((30 * $#)) ]
}

@test "every file call of a save fails: I/O error" {
	fail_each EIO
}

@test "every file call of a save fails: no space, no quota, interrupted" {
	exhaustive
	fail_each ENOSPC EDQUOT EINTR
}

@test "the errors of a save go as far as the exit status" {
	local at name
	# what is behind these names cannot be done without
	while read -r at name; do
		case $name in
		write | fsync | renameat) ;;
		*) continue ;;
		esac
		status=0
		add_other Bolt:two "$FAULT" ENOSPC "$at" -- || status=$?
		same "status of $name $at" "$status" 1
		same "told by $name $at" "$(<told)" ''
		grep -q 'No space left on device' complaint
		begin_again
		count=$((count + 1))
	done < <(file_calls)
	[ "$count" -ge 7 ]
}

@test "short writes are gone on with" {
	local at name
	while read -r at name; do
		[ "$name" = write ] || continue
		copes "short $at" short "$at"
		same "short $at" "$status" 0
	done < <(file_calls)
	add_other Bolt:two "$FAULT" short write --
	look && same 'all short' "$state" "$new"
	[ "$count" -ge 3 ]
}

@test "interrupted writes and flushes are done again" {
	local at name
	while read -r at name; do
		case $name in
		write | fsync) ;;
		*) continue ;;
		esac
		copes "interrupted $at" EINTR "$at"
		same "interrupted $at" "$status" 0
	done < <(file_calls)
	[ "$count" -ge 6 ]
}

@test "a disk that only says that it wrote is found out" {
	local at name
	while read -r at name; do
		[ "$name" = write ] || continue
		status=0
		add_other Bolt:two "$FAULT" '=1' "$at" -- || status=$?
		old_or_new "unwritten $at"
		same "unwritten $at" "$state" "$old"
		same "unwritten $at" "$status" 1
		same "unwritten $at" "$(<complaint)" "otp: $VAULT: what was \
written reads back differently; nothing was changed"
		tidy "unwritten $at"
		count=$((count + 1))
	done < <(file_calls)
	[ "$count" -ge 3 ]
}

@test "a save that failed at its end: the log has the old state once" {
	"$OTP" log >before
	add_other Bolt:two "$FAULT" EIO renameat -- || true
	old_or_new 'not renamed'
	same state "$state" "$old"
	"$OTP" log | diff before -
	add_other Bolt:two
	"$OTP" log | tail -n +2 | diff before -
	expect 0 undo
	look && same undone "$state" "$old"
}

# flushed: whether the record "all" has everything on the disk in time.
flushed() {
	awk '
	$2 == "flock" { saving = 1 }
	!saving { next }
	$2 == "write" && $3 > 2 { dirty[$3] = 1 }
	$2 == "fsync" && $4 == 0 { delete dirty[$3]; synced[$3] = NR }
	$2 == "write" { file[$3] = 1 }
	$2 == "linkat" { revisions = 0 }
	$2 == "fsync" && !file[$3] && !renamed { revisions = 1 }
	$2 == "renameat" && $4 == 0 {
		for (fd in dirty) bad("renamed before it was flushed")
		if (!revisions) bad("the revision is not flushed")
		renamed = NR; folder = $3
	}
	$2 == "write" && $3 == 1 {
		if (!renamed) bad("told before it was saved")
		if (synced[folder] < renamed) bad("told before it was flushed")
		told = 1
	}
	function bad(what) { print NR ": " what; failed = 1 }
	END { if (!told) bad("nothing was told"); exit failed }' all
}

@test "what is told is on the disk, whatever happens to the power" {
	flushed
	begin_again
	add --type hotp Acme:count
	learn_calls "$OTP" get count
	flushed
}

@test "a revision kept by a save that failed is flushed by the next" {
	add_other Bolt:two "$FAULT" EIO renameat -- || true
	learn_calls "$OTP" --at 59 add Bolt:two
	not grep linkat all
	flushed
}

# Or the power could take folder and vault when it is told that they are there.
@test "each folder made for a new vault is flushed in its parent" {
	"$FAULT" record all "$OTP" -q -V a/b/c/v.age init --work-factor 10
	awk '$2 ~ /^mkdir/ && $4 == 0 { made++; open++ }
		$2 == "fsync" && open { open-- }
		END { exit made != 3 || open != 0 }' all
	awk '$2 ~ /^(mkdir|fsync)/ && $4 == 0 { print $2 }' all | head -n 6 |
		uniq -c | awk '$1 != 1 { exit 1 }'
}

@test "making a vault: every file call fails" {
	local at name status
	"$FAULT" record all "$OTP" -q -V n/v.age init --work-factor 10
	rm -r n
	awk '$2 ~ /^mkdir/ && !from { from = NR }
		{ line[NR] = $0 }
		END { for (i = from; i <= NR; i++) print line[i] }' all >calls
	while read -r at name; do
		status=0
		"$FAULT" EIO "$at" -- "$OTP" -q -V n/v.age init \
			--work-factor 10 2>complaint || status=$?
		no_secret_astray "$name $at"
		# what could not be removed is for the next save
		[ "$name" = unlinkat ] || not compgen -G 'n/.*.tmp-*'
		if [ "$status" -eq 0 ]; then
			expect 0 -V n/v.age list
		else
			same "status of $name $at" "$status" 1
			same "lines of $name $at" "$(wc -l <complaint)" 1
			grep -q '^otp: n/v.age: ' complaint
			# there is one to go on with, or one can be made
			if [ -e n/v.age ]; then
				expect 0 -V n/v.age list
			else
				expect 0 -V n/v.age -q init --work-factor 10
			fi
		fi
		rm -rf n
		count=$((count + 1))
	done < <(file_calls)
	[ "$count" -ge 20 ]
}

@test "a disk that only says that it wrote: no backup is said to be made" {
	local at name
	rm -f copy.age
	"$FAULT" record calls "$OTP" backup copy.age 2>complaint
	while read -r at name _; do
		[ "$name" = write ] || continue
		begin_again
		rm -f copy.age
		status=0
		"$FAULT" '=1' "$at" -- "$OTP" backup copy.age 2>complaint ||
			status=$?
		# what has the name is whole, whatever was told
		if [ -e copy.age ]; then
			cmp copy.age template/otp/vault.age
			continue
		fi
		same "status, unwritten $at" "$status" 1
		same "unwritten $at" "$(<complaint)" "otp: copy.age: what was \
written reads back differently; there is no backup"
		count=$((count + 1))
	done <calls
	same 'backups found out' "$count" 1
}
