#!/usr/bin/env bats
# Where a vault can lie: behind links, on relative paths, in folders that are
# missing or take no files, on file systems that can do less than others.

# shellcheck disable=SC2153,SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2012 # the names are plain ones
load crash

prepare() {
	prepare_crash
	prepare_old
	learn_states
}

# changes_behind LINK: each kind of save goes through the link and leaves it.
changes_behind() {
	local link=$1 target folder
	target=$(readlink "$link")
	folder=$(dirname "$link")
	begin_again
	ls -A "$folder" >before
	export OTP_VAULT=$link
	add_other Bolt:two
	add --type hotp Core:three
	"$OTP" -q undo
	add --type hotp Core:four
	expect 0 get four
	"$OTP" -q remove four
	unset OTP_VAULT
	same "$link" "$(readlink "$link")" "$target"
	ls -A "$folder" | diff before -
	look && same 'what is behind it' "$state" "$new"
	[ "$(find "$FOLDER/revisions" -type f | wc -l)" -gt 5 ]
}

@test "a vault behind a link: saved where it is, the link stays" {
	mkdir links links/deeper
	ln -s "$VAULT" links/absolute.age
	changes_behind "$PWD/links/absolute.age"
	ln -s ../../home/data/otp/vault.age links/relative.age
	changes_behind "$PWD/links/relative.age"
	ln -s ../absolute.age links/deeper/chain.age
	changes_behind "$PWD/links/deeper/chain.age"
}

@test "a vault in a folder behind a link" {
	ln -s "$FOLDER" linked
	expect_fed "$OTHER_KEY" 0 --at 59 -V linked/vault.age add Bolt:two
	[ -L linked ]
	look && same 'what is there' "$state" "$new"
	tidy linked
}

@test "a relative --vault is one of the working directory" {
	mkdir -p here/there
	cd here
	expect 0 -V there/v.age -q init --work-factor 10
	same files "$(cd there && ls -A | sort)" $'.v.age.lock\nv.age'
	expect_fed "$KEY" 0 -V there/v.age add Acme:one
	expect_fed "$OTHER_KEY" 0 -V ./there/../there/v.age add Bolt:two
	cd there
	expect_fed "$KEY" 0 -V v.age add Core:three
	same accounts "$("$OTP" -V ../there/v.age list | wc -l)" 3
	same files "$(ls -A | sort)" $'.v.age.lock\nrevisions\nv.age'
}

@test "missing folders are made for a new vault, private, and only then" {
	expect 1 -V a/b/v.age list
	expect_fed "$KEY" 1 -V a/b/v.age add Acme:one
	[ ! -e a ]
	expect 0 -V a/b/v.age -q init --work-factor 10
	same modes "$(stat -c %a a a/b a/b/v.age)" $'700\n700\n600'
	fails 1 'otp: c/d/: is a folder, not a file' -V c/d/ \
		-q init --work-factor 10
}

@test "the folder of revisions is made anew when it is gone" {
	rm -r "$FOLDER/revisions"
	expect_fed "$OTHER_KEY" 0 --at 59 add Bolt:two
	old_or_new 'without revisions'
	same state "$state" "$new"
	same mode "$(stat -c %a "$FOLDER/revisions")" 700
}

# lacks RULE...: saving and making a vault work with the system calls of a file
# system that can do less.
lacks() {
	begin_again
	add_other Bolt:two "$FAULT" "$@" --
	old_or_new "$*"
	same "$*" "$state" "$new"
	same complaint "$(<complaint)" 'added Bolt:two'
	goes_on "$*"
	rm -rf other
	"$FAULT" "$@" -- "$OTP" -q -V other/v.age init --work-factor 10
	expect 0 -V other/v.age list
	same files "$(ls -A other | sort)" $'.v.age.lock\nv.age'
	expect 1 -V other/v.age init --work-factor 10
}

@test "a file system without locks" {
	can_fault
	lacks ENOLCK flock
	lacks ENOSYS flock
	lacks EOPNOTSUPP flock
}

@test "a file system without hard links" {
	can_fault
	lacks EPERM linkat
	lacks EOPNOTSUPP linkat
	lacks ENOSYS linkat
	lacks EMLINK linkat
	lacks ENOSYS flock EPERM linkat
	# the revision is a file of its own then
	same links "$(stat -c %h "$FOLDER"/revisions/vault.age.2.*)" 1
}

# Such as a stick that is mounted for all: nobody but its owner may set modes.
@test "a file system without modes" {
	can_fault
	local error
	for error in EPERM EOPNOTSUPP ENOSYS; do
		begin_again
		add_other Bolt:two "$FAULT" $error fchmod --
		old_or_new "$error"
		same "$error" "$state" "$new"
		goes_on "$error"
	done
}

@test "a file system that cannot flush folders" {
	can_fault
	local rules=() at
	learn_calls "$OTP" --at 59 add Bolt:two
	while read -r at; do
		rules+=(EINVAL "$at")
	done < <(awk '$2 == "write" { file[$3] = 1 }
		$2 == "fsync" && !file[$3] { print $1 }' calls)
	same folders ${#rules[@]} 4
	begin_again
	add_other Bolt:two "$FAULT" "${rules[@]}" --
	old_or_new 'folders unflushed'
	same state "$state" "$new"
}

@test "another writer that does not end: told after the time, reading goes on" {
	has flock || skip 'no flock: nothing was checked'
	can_fault
	local lock status=0
	exec {lock}>"$FOLDER/.vault.age.lock"
	flock "$lock"
	# as many steps, but none of them takes its time
	add_other Bolt:two "$FAULT" '=0' clock_nanosleep -- || status=$?
	same status "$status" 1
	same complaint "$(<complaint)" "otp: $VAULT: another program is \
writing it; gave up after 10 s"
	old_or_new 'locked by another'
	same state "$state" "$old"
	# the vault is not locked for those who read
	expect 0 get one
	exec {lock}>&-
	goes_on 'unlocked again'
}

@test "a folder that one may not write in: told in one line, reading goes on" {
	local at error text
	can_fault
	add --type hotp Count:er
	rm -rf template
	cp -a "$XDG_DATA_HOME" template
	learn_calls "$OTP" get er
	begin_again
	read -r at _ <calls
	for error in EACCES:'Permission denied' EROFS:'Read-only file system'
	do
		text="otp: $VAULT: cannot write in its folder: ${error#*:}"
		status=0
		"$FAULT" "${error%%:*}" "$at" -- "$OTP" get er \
			>told 2>complaint || status=$?
		same status "$status" 1
		same told "$(<told)" ''
		same complaint "$(<complaint)" "$text"
		cmp "$VAULT" template/otp/vault.age
	done
	# neither a code nor a list needs to write
	chmod 500 "$FOLDER"
	expect 0 get one
	expect 0 get --peek er
	expect 0 list
	chmod 700 "$FOLDER"
	# the lock may be another user's, the folder not
	if [ "$(id -u)" -ne 0 ]; then
		chmod 400 "$FOLDER/.vault.age.lock"
		untouched fails 1 "otp: $VAULT: cannot write in its folder: \
Permission denied" get er
	fi
}
