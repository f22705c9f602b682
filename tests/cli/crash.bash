# bash
# Sourced by the tests that kill otp, or let its system calls fail. The vault
# is in $HOME, where no secret may ever lie about; what has secrets of the test
# itself is outside.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # bats sets and uses them
load helpers

FAULT=${OTP_BUILD-}/tests/tools/fault
# The statuses of fault.
UNREACHED=99
CANNOT=98
KILLED=137
# What the secrets in use look like: as text, as bytes, and in the file.
RAW_KEY=12345678901234567890
RAW_OTHER_KEY=$'Hello!\xde\xad\xbe\xef'

# exhaustive: these are many runs of the very program that people get.
exhaustive() {
	case ${OTP_BUILD-} in
	*/release) ;;
	*) skip 'hundreds of runs: done in the release build only' ;;
	esac
}

# can_fault [WHAT]: the machine lets this happen to a call.
can_fault() {
	local status=0
	"$FAULT" "${1-=0}" getpid -- true 2>why || status=$?
	[ "$status" -ne "$CANNOT" ] || skip "$(<why): nothing was checked"
	# It cannot look for leaks while it is traced.
	export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
}

prepare_crash() {
	outside=$BATS_TEST_TMPDIR/outside
	mkdir "$outside" "$HOME/tmp"
	mv "$HOME/passphrase" "$outside"
	export OTP_PASSPHRASE_FILE=$outside/passphrase TMPDIR=$HOME/tmp
	cd "$outside" || return 1
	FOLDER=${VAULT%/*}
	printf '%s\n' "$OTHER_KEY" >other_key
	printf '%s\n' "$KEY" "$RAW_KEY" "$OTHER_KEY" "$RAW_OTHER_KEY" \
		"$PASSPHRASE" >secrets
	make_vault
}

# One revision before and one account in it; kept to begin again with.
prepare_old() {
	add Acme:one
	cp -a "$XDG_DATA_HOME" template
}

begin_again() {
	rm -rf "$XDG_DATA_HOME"
	cp -a template "$XDG_DATA_HOME"
}

# Sets $state to the accounts with their codes, which prove the keys; the ids
# are random.
look() {
	local found id rest
	state=
	found=$("$OTP" --at 59 list --codes) || return 1
	while IFS=$'\t' read -r id rest; do
		state+=$rest$'\n'
	done <<<"$found"
}

# add_other NAME [WRAPPER...]: adds the other key, told what to do on $stdout
# and $stderr.
add_other() {
	local name=$1
	shift
	"$@" "$OTP" --at 59 add "$name" <other_key >told 2>complaint
}

no_secret_astray() {
	if grep -raF -f secrets "$HOME"; then
		echo "$1: a secret in a file"
		return 1
	fi
}

# learn_calls COMMAND...: the calls of its saving are in the file "calls": from
# the one that opens the lock to the one that lets signals in again.
learn_calls() {
	"$FAULT" record all "$@" <other_key >told 2>complaint
	awk '$2 == "flock" && !lock { lock = NR }
		$2 == "rt_sigprocmask" { end = NR }
		{ line[NR] = $0 }
		END { for (i = lock - 1; i < end; i++) print line[i] }' \
		all >calls
	grep -q ' renameat ' calls
}

# Everything that a killed writer may have left is gone.
tidy() {
	if compgen -G "$FOLDER/.*.tmp-*" ||
		compgen -G "$FOLDER/revisions/.*.tmp-*"; then
		echo "$1: left behind"
		return 1
	fi
}

# old_kept WHERE: the file of the old state is among the revisions.
old_kept() {
	local file
	for file in "$FOLDER"/revisions/vault.age.2.*; do
		cmp -s "$file" template/otp/vault.age && return 0
	done
	echo "$1: the old state was not kept"
	return 1
}

# Sets what the states look like: $old, $new, and with $third in each.
learn_states() {
	look && old=$state
	add_other Bolt:two
	look && new=$state
	add_other Core:three
	look && new_third=$state
	begin_again
	add_other Core:three
	look && old_third=$state
	[ "$(wc -l <<<"$new_third")" -eq 4 ] || return 1
	begin_again
}

# old_or_new WHERE: the vault opens and is the one or the other, whole; what
# was told is true.
old_or_new() {
	look || {
		echo "$1: the vault does not open"
		return 1
	}
	case $state in
	"$old")
		cmp "$VAULT" template/otp/vault.age || return 1
		[ ! -s told ] || { echo "$1: told too early"; return 1; }
		;;
	"$new")
		old_kept "$1" || return 1
		;;
	*)
		printf '%s: neither old nor new:\n%s' "$1" "$state"
		return 1
		;;
	esac
}

# goes_on WHERE: the next one can be added, and leaves no litter.
goes_on() {
	local want=$old_third
	[ "$state" = "$old" ] || want=$new_third
	add_other Core:three || { cat complaint; return 1; }
	look && same "$1, one more" "$state" "$want" && tidy "$1"
}
