#!/usr/bin/env bats
# otp doctor

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	export TERM=xterm-256color
}

# finds STATE WHAT [PATTERN]: the line of the check, in $output.
finds() {
	local line
	line=$(grep -P "^[a-z]+\t$2\t" <<<"$output")
	if ! [[ $line =~ ^$1$'\t'$2$'\t'.*${3-} ]]; then
		echo "not $1, $2, ${3-}:"
		echo "$output"
		return 1
	fi
}

@test "doctor: a line for each check, and all is well with a new vault" {
	expect 0 doctor
	says ''
	not grep -vP '^(ok|warn)\t[a-z ]+\t.+$' <<<"$output"
	finds ok vault 'opens; accounts: 1, revision: 2$'
	finds ok revisions '1, of which damaged: 0; the newest that opens is 1 of'
	finds ok 'vault file' "$VAULT: mode 0600"
	finds ok 'vault folder' "$(dirname "$VAULT"): mode 0700"
	finds ok 'passphrase file' "$HOME/passphrase: mode 0600"
	finds ok 'core dumps'
	for what in clock 'memory lock' network 'picture decoder' keyring \
		clipboard terminal; do
		finds '(ok|warn)' "$what"
	done
}

@test "doctor --json has the same" {
	local checks states
	# a frozen clock: the other may be synchronised in between
	expect 0 --at 59 doctor
	checks=$(cut -f 2 <<<"$output")
	states=$(cut -f 1 <<<"$output")
	json 'type == "array"' --at 59 doctor --json
	same checks "$(jq -r '.[].check' <<<"$output")" "$checks"
	same states "$(jq -r '.[].state' <<<"$output")" "$states"
	jq -e 'all(.[]; .detail | length > 0)' <<<"$output"
}

@test "doctor asks for nothing, and says what it could not check" {
	unset OTP_PASSPHRASE_FILE
	expect 0 doctor
	finds ok vault 'its header is good; the contents are checked when'
	finds ok 'passphrase file' 'none is used'
}

@test "a damaged vault fails, and the newest good revision is named" {
	add Bank:bob
	hurt 300 "$VAULT"
	expect 1 doctor
	says ''
	finds fail vault "$VAULT: .*; the newest good revision is 2 of .*: /.*/revisions/vault\.age\.2\."
	run "$OTP" doctor --json
	[ "$status" -eq 1 ]
	jq -e 'any(.[]; .check == "vault" and .state == "fail")' <<<"$output"
}

@test "a good header does not make a revision good" {
	add Bank:bob
	hurt 300 "$VAULT"
	hurt 300 "$(echo "$XDG_DATA_HOME"/otp/revisions/vault.age.2.*)"
	expect 1 doctor
	finds fail vault 'the newest good revision is 1 of'
}

@test "a vault that is none at all: with revisions, and without" {
	echo hello >"$VAULT"
	expect 1 doctor
	finds fail vault "$VAULT: .*; the newest good revision is 1 of"
	rm -r "$XDG_DATA_HOME/otp/revisions"
	expect 1 doctor
	finds fail vault 'there is no good revision'
	finds ok revisions 'none yet'
}

@test "no vault yet is no failure" {
	rm -r "$XDG_DATA_HOME/otp"
	expect 0 doctor
	finds warn vault 'otp init makes one'
	finds ok 'vault file' 'there is none'
}

@test "a damaged revision warns" {
	add Bank:bob
	hurt 0 "$(echo "$XDG_DATA_HOME"/otp/revisions/vault.age.1.*)"
	expect 0 doctor
	finds warn revisions '2, of which damaged: 1; the newest that opens is 2'
}

@test "a new passphrase is no reason to warn of the revisions before it" {
	echo another >another
	expect 0 passwd --work-factor 10 --new-passphrase-file another
	expect 0 --passphrase-file another doctor
	finds ok revisions \
		'2, from before the passphrase or the recipients were changed$'
	hurt 0 "$(echo "$XDG_DATA_HOME"/otp/revisions/vault.age.1.*)"
	expect 0 --passphrase-file another doctor
	finds warn revisions '2, and none can be read$'
}

@test "a wrong passphrase in a file fails" {
	echo wrong >passphrase
	expect 1 doctor
	finds fail vault "$VAULT: wrong passphrase"
}

@test "files that others may read or change warn" {
	chmod 644 "$VAULT" passphrase
	chmod 777 "$(dirname "$VAULT")"
	expect 0 doctor
	finds warn 'vault file' "others may read it \(mode 0644\): chmod 600"
	finds warn 'vault folder' "others may change it \(mode 0777\): chmod 700"
	finds warn 'passphrase file' 'others may read it'
}

@test "a vault of identities is checked in the same way" {
	has age-keygen || skip 'no age-keygen'
	age-keygen -o mine.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	"$OTP" -q --vault shared.age init \
		--recipient "$(age-keygen -y mine.key)"
	expect 0 --vault shared.age doctor
	finds ok vault 'its header is good'
	finds ok 'identity file' 'none is used'
	expect 0 --vault shared.age --identity mine.key doctor
	finds ok vault 'opens; accounts: 0'
	finds ok 'identity file' 'mine.key: mode 0600'
	chmod 644 mine.key
	OTP_IDENTITY=$PWD/mine.key expect 0 --vault shared.age doctor
	finds warn 'identity file' 'others may read it'
}

@test "the folder is that of the vault, not of the link to it" {
	mkdir -m 755 links
	ln -s "$VAULT" links/vault
	expect 0 --vault links/vault doctor
	finds ok 'vault folder' "$(dirname "$VAULT"): mode 0700"
}

@test "broken accounts warn" {
	has age script || skip 'no age or no script'
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	sed -i 's/"type":"totp"/"type":"new"/' lines
	talk "age -p -o broken.age lines" \
		'autogenerate a secure one): ' "$PASSPHRASE" \
		'Confirm passphrase: ' "$PASSPHRASE"
	chmod 600 broken.age
	expect 0 --vault broken.age doctor
	finds warn vault '1 of its 1 accounts cannot be read'
}

@test "a number of saves that no saving reaches warns, and all works" {
	has age age-keygen jq || skip 'no age or jq'
	age-keygen -o mine.key 2>/dev/null
	printf '{"otp-vault":1,"id":"9f2b3c4d-0001-4a5b-8c9d-000000000000","revision":"18446744073709551615"}\n' |
		age -r "$(age-keygen -y mine.key)" -o forged.age
	chmod 600 forged.age
	export OTP_VAULT=$HOME/forged.age OTP_IDENTITY=$HOME/mine.key
	expect 0 doctor
	finds warn vault 'its revision number is the highest there is'
	add Bank:bob
	same revision "$(age -d -i mine.key forged.age | jq -sr '.[0].revision')" \
		18446744073709551615
	expect 0 undo
	prints 'removed Bank:bob'
	expect 0 undo
	prints 'added Bank:bob'
}

# ago DAYS: the time so long before $now.
ago() {
	echo $((now - $1 * 86400))
}

# aged FILE DAYS [MORE]: makes it, for the identity mine.key, with an account
# that was added so many days ago and MORE in its first line.
aged() {
	local file=$1 days=$2 backup=${3-}
	[ -e mine.key ] || age-keygen -o mine.key 2>/dev/null
	printf '%s\n' "{\"otp-vault\":1,\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000000\",\"revision\":1$backup}" \
		"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000001\",\"account\":\"alice\",\"type\":\"totp\",\"secret\":\"$KEY\",\"created\":$(ago "$days")}" |
		age -r "$(age-keygen -y mine.key)" -o "$file"
	chmod 600 "$file"
}

@test "no backup for 30 days warns, a newer one or a new vault does not" {
	local now
	has age age-keygen || skip 'no age'
	now=$(date +%s)
	finds_backup() {
		expect 0 --vault "$1" --identity mine.key doctor
		finds "$2" backup "$3"
	}
	aged old.age 30
	finds_backup old.age warn 'none was made for 30 days: .* the last: never$'
	# what is asked here takes no day
	aged young.age 29
	finds_backup young.age ok 'the last: never$'
	aged stale.age 99 ",\"backup\":$(ago 30)"
	finds_backup stale.age warn "the last: $(date -u -d "@$(ago 30)" +%F)"
	aged fresh.age 99 ",\"backup\":$(ago 29)"
	finds_backup fresh.age ok "the last: $(date -u -d "@$(ago 29)" +%F)"
	expect 0 --vault old.age --identity mine.key backup copy.age
	finds_backup old.age ok "the last: 2"
	expect 0 --vault stale.age doctor
	finds ok backup 'tells when it is unlocked'
}

@test "what is wrong with the config file warns" {
	expect 0 doctor
	finds ok settings
	mkdir -p "$XDG_CONFIG_HOME/otp"
	echo 'theme = purple' >"$XDG_CONFIG_HOME/otp/config"
	expect 0 doctor
	finds warn settings '.*/config:1: theme: must be .*purple'
	echo 'sort = upwards' >>"$XDG_CONFIG_HOME/otp/config"
	expect 0 doctor
	finds warn settings '.*/config:1: theme: must be .*; and 1 more$'
	rm "$XDG_CONFIG_HOME/otp/config"
}

@test "a frozen clock warns" {
	expect 0 --at 59 doctor
	finds warn clock 'is frozen by --at'
}

@test "the way to the clipboard is told" {
	mkdir bin
	printf '#!/bin/sh\n' >bin/xclip
	chmod +x bin/xclip
	PATH=$PWD/bin:$PATH DISPLAY=:9 expect 0 doctor
	finds ok clipboard 'by xclip$'
	expect 0 doctor
	finds warn clipboard 'no way to it'
}

@test "on a terminal: what it is" {
	has script tput || skip 'no script or no tput'
	talk "LC_ALL=C.UTF-8 '$OTP' doctor"
	same status "$status" 0
	grep -qE '^ok +terminal +xterm-256color, characters: UTF-8, colours: 256$' \
		<<<"$screen"
	grep -qE '^ok +clipboard +by the terminal \(OSC 52\)$' <<<"$screen"
	talk "TERM=xterm-no-such '$OTP' doctor"
	grep -qE '^warn +terminal +xterm-no-such is not known here' <<<"$screen"
	talk "LC_ALL=C '$OTP' doctor"
	grep -qE '^warn +terminal .*not UTF-8: the screen keeps to ASCII' \
		<<<"$screen"
	talk "TERM=dumb '$OTP' doctor"
	grep -qE '^warn +terminal +TERM does not say' <<<"$screen"
}

@test "without seccomp it goes on, and doctor says so" {
	strace -o probe -e trace=execve true 2>/dev/null ||
		skip 'strace cannot trace here: nothing was checked'
	export ASAN_OPTIONS=detect_leaks=0
	run --separate-stderr strace -f -o trace -e trace=seccomp,prctl \
		-e inject=seccomp:error=ENOSYS -e inject=prctl:error=EINVAL \
		"$OTP" doctor
	check_status 0 doctor
	finds warn network 'the kernel cannot enforce it'
}
